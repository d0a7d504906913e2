"""Runs in the child process only: is a Word, Excel or PowerPoint file that somebody hands in a document and nothing else?"""

import re

from hoctap.core import zips

MAX_UNPACKED = 100 * 1024 * 1024
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN_SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MAIN_SLIDES = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_PART_NAMES = re.compile(r"vbaProject|activeX|embeddings/|\.(?:exe|dll|js|vbs|bat)$", re.IGNORECASE)
# A picture may point to a page on the net by its link; what Word would fetch and run by itself may not.
_FETCHED = re.compile(
    rb'Type="[^"]*/(?:attachedTemplate|oleObject|frame|subDocument|image)"[^>]*TargetMode="External"'
    rb'|TargetMode="External"[^>]*Type="[^"]*/(?:attachedTemplate|oleObject|frame|subDocument|image)"',
    re.IGNORECASE,
)


def checked_docx(content: bytes) -> bytes:
    """Nothing when the file may be kept; ValueError with the reason otherwise."""
    return _checked(content, MAIN, "word/document.xml", "văn bản Word", ".docx")


def checked_xlsx(content: bytes) -> bytes:
    """As `checked_docx`, of a workbook."""
    return _checked(content, MAIN_SHEET, "xl/workbook.xml", "bảng tính Excel", ".xlsx")


def checked_pptx(content: bytes) -> bytes:
    """As `checked_docx`, of slides."""
    return _checked(content, MAIN_SLIDES, "ppt/presentation.xml", "trình chiếu PowerPoint", ".pptx")


def _checked(content: bytes, main: bytes, part: str, called: str, suffix: str) -> bytes:
    try:
        archive = zips.checked(content)
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise ValueError(zips.TOO_LARGE)
        zips.refuse_declarations(archive)
        types = b"".join(zips.chunks(archive, "[Content_Types].xml"))
        links = [entry.filename for entry in archive.infolist() if entry.filename.endswith(".rels")]
        is_fetching = any(_FETCHED.search(b"".join(zips.chunks(archive, name))) for name in links)
    except ValueError as error:
        # Those of a zip speak of lists in Excel.
        if str(error) == zips.TOO_LARGE:
            raise ValueError(f"Tệp {suffix} quá lớn khi mở ra. Hãy bỏ bớt ảnh rồi lưu lại.") from error
        raise ValueError(
            "Tệp hỏng, có mật khẩu hoặc được tạo bất thường. "
            f"Hãy mở bằng phần mềm đã soạn rồi lưu lại thành tệp {suffix} mới."
        ) from error
    if main not in types or part not in archive.namelist():
        raise ValueError(
            f"Tệp không phải {called} thường ({suffix}), hoặc có chứa macro. Hãy lưu lại thành {suffix}."
        )
    for entry in archive.infolist():
        if _PART_NAMES.search(entry.filename):
            raise ValueError(
                f"{called[0].upper()}{called[1:]} có macro hoặc tệp nhúng bên trong nên không nhận. "
                f"Hãy bỏ chúng rồi lưu lại thành {suffix}."
            )
    if is_fetching:
        raise ValueError(
            f"{called[0].upper()}{called[1:]} lấy khuôn mẫu hoặc ảnh từ nơi khác trên mạng nên không nhận. "
            "Hãy chèn hẳn vào tệp rồi lưu lại."
        )
    return b""
