"""An invented plan of an invented commune, as a text, a Word file, a PDF, a scan and photos."""

import io
from typing import Any

import docx
import pypdfium2 as pdfium
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image, ImageFilter

HEAD_LEFT = ("ỦY BAN NHÂN DÂN", "XÃ TÂN KIỀU", "Số: 27/KH-UBND")
HEAD_RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Tân Kiều, ngày 12 tháng 01 năm 2024",
)
TITLE = ("KẾ HOẠCH", "Mở các lớp học buổi tối tại ấp trên địa bàn xã Tân Kiều năm 2024")
BODY = (
    "Căn cứ Kế hoạch số 09/KH-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân huyện về mở lớp học buổi tối, Ủy ban nhân dân xã "
    "ban hành Kế hoạch như sau:",
    "I. MỤC TIÊU",
    "- Có 80% người lao động của xã được dự ít nhất một lớp học buổi tối trong năm 2024.",
    "- Có 95% thành viên tổ dạy nghề được tập huấn trong năm 2024.",
    "II. NHIỆM VỤ",
)
TASK_HEAD = ("TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")
TASKS = (
    ("1", "Khảo sát nhu cầu học nghề của từng hộ", "Hội Khuyến học xã", "Ban nhân dân các ấp", "31/3/2024"),
    ("2", "Mở lớp học buổi tối tại nhà văn hóa ấp", "Trung tâm học tập cộng đồng xã", "", "Hằng quý"),
)
END = (
    "III. TỔ CHỨC THỰC HIỆN",
    "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Hội Khuyến học xã để tổng hợp, báo cáo "
    "Ủy ban nhân dân xã xem xét, giải quyết./.",
)
RECIPIENTS = ("Nơi nhận:", "- UBND huyện (để báo cáo);", "- Hội Khuyến học xã;", "- Lưu: VT.")
SIGNER = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "Phan Thị Mẫu")


def plan_text() -> str:
    rows = [" ".join(row) for row in TASKS]
    return "\n".join(
        [*HEAD_LEFT, "", *HEAD_RIGHT, "", *TITLE, "", *BODY, *rows, *END, "", *RECIPIENTS, "", *SIGNER]
    )


def plan_docx() -> bytes:
    """With a head of two columns, a numbered list that Word counts, a ruled table with merged cells."""
    document = docx.Document()
    _columns(document, HEAD_LEFT, HEAD_RIGHT)
    for line in TITLE:
        document.add_paragraph(line).runs[0].bold = True
    for line in BODY:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=5)
    table.style = "Table Grid"
    for row in (TASK_HEAD, *TASKS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    merged = table.add_row().cells
    merged[0].merge(merged[4]).text = "Các việc khác do Ủy ban nhân dân xã giao"
    for line in END:
        document.add_paragraph(line)
    document.add_paragraph("Việc thứ nhất", style="List Number")
    document.add_paragraph("Việc thứ hai", style="List Number")
    document.add_paragraph("Một gạch đầu dòng", style="List Bullet")
    _columns(document, RECIPIENTS, SIGNER)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _columns(document: Any, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def with_tracked_deletion(text: str) -> bytes:
    """A Word file in which a sentence was struck out under track changes."""
    document = docx.Document()
    paragraph = document.add_paragraph("Câu còn lại. ")
    run = paragraph.add_run(text)
    struck = OxmlElement("w:del")
    run._r.getparent().replace(run._r, struck)
    struck.append(run._r)
    for part in struck.iter(qn("w:t")):
        part.tag = qn("w:delText")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plan_pdf(*, pages: int = 1) -> bytes:
    """Set by Typst: letters, not pictures."""

    def column(lines: tuple[str, ...]) -> str:
        return "[" + " \\ ".join(_escaped(line) for line in lines) + "]"

    cells = ", ".join(f"[{_escaped(cell)}]" for row in (TASK_HEAD, *TASKS) for cell in row)
    source = f"""
#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm))
#set text(size: 13pt)
#set par(justify: true)
#grid(columns: (45%, 55%), align: center, {column(HEAD_LEFT)}, {column(HEAD_RIGHT)})
#v(1em)
#align(center)[*{TITLE[0]}* \\ *{_escaped(TITLE[1])}*]
#v(1em)
{_paragraphs(BODY)}
#table(columns: (1cm, 1fr, 3.2cm, 3.2cm, 2.6cm), {cells})
{_paragraphs(END)}
#grid(columns: (55%, 45%), {column(RECIPIENTS)}, align(center){column(SIGNER)})
"""
    filler = "\n\n".join(f"Trang nói thêm số {number}." for number in range(30))
    source += "".join(f"#pagebreak()\n{filler}\n" for _ in range(pages - 1))
    made: bytes = typst.compile(source.encode())
    return made


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "*_#$@<>[]\\/-" else char for char in text) or "~"


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "\n\n".join(_escaped(line) for line in lines)


def picture_of(pdf: bytes, *, page: int = 0, dpi: int = 200) -> Image.Image:
    drawn = pdfium.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil().convert("L")
    assert isinstance(drawn, Image.Image)
    return drawn


def scanned(pdf: bytes, *, degrees: float = 0.7) -> bytes:
    """Every page as a grey picture that lies a little askew, put together into a PDF without a letter in it."""
    pictures = [
        picture_of(pdf, page=number).rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
        for number in range(len(pdfium.PdfDocument(pdf)))
    ]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def photo(pdf: bytes, *, page: int = 0, turned: int = 0) -> bytes:
    """As a phone takes it: a shadow over one half, a little out of focus; `turned` by so many degrees."""
    picture = picture_of(pdf, page=page).rotate(turned + 0.6, expand=True, fillcolor=255)
    shadow = (
        Image.linear_gradient("L")
        .resize(picture.size)
        .point([150 + value * 105 // 255 for value in range(256)])
    )
    dark = Image.composite(picture, Image.new("L", picture.size, 0), shadow).filter(
        ImageFilter.GaussianBlur(0.8)
    )
    out = io.BytesIO()
    dark.convert("RGB").save(out, "JPEG", quality=70)
    return out.getvalue()
