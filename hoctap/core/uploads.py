"""Files that people hand in, kept in memory only; one that is too large is counted, not kept, and says so to whoever reads it."""

from typing import Any, NoReturn

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler

from hoctap.core.refusals import Reason, Refused


def too_large() -> Refused:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
    return Refused(
        [
            Reason(
                f"Tệp gửi lên lớn hơn {most} MB nên không được nhận, chưa có gì được ghi. "
                "Hãy chọn tệp nhỏ hơn: chụp hoặc quét lại ở cỡ vừa, hoặc chép sang một tệp mới.",
                field="file",
            )
        ]
    )


class TooLargeFile(UploadedFile):
    """Stands for a file of which nothing was kept: forms see that one was sent, reading it is `Refused`."""

    def read(self, *args: Any) -> NoReturn:
        raise too_large()

    def chunks(self, chunk_size: int | None = None) -> NoReturn:
        raise too_large()


class BoundedUploadHandler(MemoryFileUploadHandler):
    """Where the request is larger than what is taken into memory, each file of it becomes a `TooLargeFile`."""

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.activated:
            return super().file_complete(file_size)
        return TooLargeFile(None, self.file_name, self.content_type, file_size)
