"""Runs in the child process only: is a Word file that came back from an office a document and nothing else?"""

import re

from hoctap.core import zips

MAX_UNPACKED = 100 * 1024 * 1024
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PART_NAMES = re.compile(r"vbaProject|activeX|embeddings/|\.(?:exe|dll|js|vbs|bat)$", re.IGNORECASE)
# A picture may point to a page on the net by its link; what Word would fetch and run by itself may not.
_FETCHED = re.compile(
    rb'Type="[^"]*/(?:attachedTemplate|oleObject|frame|subDocument|image)"[^>]*TargetMode="External"'
    rb'|TargetMode="External"[^>]*Type="[^"]*/(?:attachedTemplate|oleObject|frame|subDocument|image)"',
    re.IGNORECASE,
)


def checked_docx(content: bytes) -> bytes:
    """Nothing when the file may be kept; ValueError with the reason otherwise."""
    archive = zips.checked(content)
    if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
        raise ValueError("Tệp Word quá lớn khi mở ra. Hãy bỏ bớt ảnh rồi lưu lại.")
    zips.refuse_declarations(archive)
    types = b"".join(zips.chunks(archive, "[Content_Types].xml"))
    if MAIN not in types or "word/document.xml" not in archive.namelist():
        raise ValueError(
            "Tệp không phải văn bản Word thường (.docx), hoặc có chứa macro. Hãy lưu lại thành .docx."
        )
    for entry in archive.infolist():
        if _PART_NAMES.search(entry.filename):
            raise ValueError(
                "Văn bản có macro hoặc tệp nhúng bên trong nên không nhận. Hãy bỏ chúng rồi lưu lại thành .docx."
            )
        if entry.filename.endswith(".rels") and _FETCHED.search(
            b"".join(zips.chunks(archive, entry.filename))
        ):
            raise ValueError(
                "Văn bản lấy khuôn mẫu hoặc ảnh từ nơi khác trên mạng nên không nhận. Hãy chèn hẳn vào văn bản rồi lưu lại."
            )
    return b""
