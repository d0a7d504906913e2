"""Materials as the tests need them: a file of each kind made at run time, a material at each of its steps."""

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document

from hoctap.core.actor import Actor
from hoctap.materials import actions
from hoctap.materials.models import Material, MaterialPart, MaterialVersion
from hoctap.materials.opening import keeping
from hoctap.materials.rules import Described
from hoctap.places.models import Place
from tests.centres.hands import topic

_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0020> <FFFE> <0020> endbfrange endcmap end end"
)


def pdf(*pages: str) -> bytes:
    """A PDF whose pages say this, a line of text each, with accents."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/DejaVuSans/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/DejaVuSans/DW 600/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(_TO_UNICODE), _TO_UNICODE),
    ]
    for number, text in enumerate(pages):
        lines = text.split("\n")
        drawn = b"BT /F 12 Tf 50 780 Td 16 TL " + b" ".join(
            b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T*" for line in lines
        )
        drawn += b" ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(out.tell())
        out.write(b"%d 0 obj" % number + content + b"endobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % start for start in starts))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))
    return out.getvalue()


def docx(*paragraphs: str, heading: str = "", items: tuple[str, ...] = ()) -> bytes:
    made = Document()
    if heading:
        made.add_heading(heading, level=1)
    for text in paragraphs:
        made.add_paragraph(text)
    for text in items:
        made.add_paragraph(text, style="List Bullet")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Đợt bón", "Lượng phân"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def slides(*titles: str, macro: bool = False) -> bytes:
    """The least that is a presentation."""
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    if macro:
        main = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{main}"/></Types>',
        )
        made.writestr("ppt/presentation.xml", "<p/>")
        for number, title in enumerate(titles, start=1):
            made.writestr(
                f"ppt/slides/slide{number}.xml", f"<s {space}><a:p><a:r><a:t>{title}</a:t></a:r></a:p></s>"
            )
    return out.getvalue()


def mp3(frames: int = 8) -> bytes:
    """Silence: frames of MPEG 1 layer III, 128 kbit/s, 44,100 Hz."""
    frame = bytes([0xFF, 0xFB, 0x90, 0x00])
    return (frame + b"\0" * (144_000 * 128 // 44_100 - 4)) * frames


def told(**changed: Any) -> Described:
    values: dict[str, Any] = {
        "title": "Kỹ thuật trồng sen lấy ngó",
        "kind": "local",
        "summary": "Cách chọn giống, đào ao, bón phân cho sen ở vùng trũng.",
        "licence": "cc-by",
        "author": "Trạm Khuyến nông Tháp Mười",
        **changed,
    }
    return Described(**values)


def started(place: Place, by: Actor, *, parts: bool = True, of: str = "crops", **changed: Any) -> Material:
    material = actions.start_material(place, told(**changed), topic(of), by=by)
    if parts:
        actions.add_link(newest(material), "https://example.org/phim", title="Phim hướng dẫn", by=by)
    return material


def newest(material: Material) -> MaterialVersion:
    return material.versions.select_related("material__place").get(
        number=material.versions.order_by("-number").values_list("number", flat=True)[0]
    )


def proposed(place: Place, by: Actor, **changed: Any) -> Material:
    material = started(place, by, **changed)
    actions.propose_version(newest(material), by=by)
    return material


def approved(place: Place, by: Actor, reviewer: Actor, **changed: Any) -> Material:
    material = proposed(place, by, **changed)
    actions.take_up_review(newest(material), by=reviewer)
    actions.approve_version(newest(material), by=reviewer)
    return material


def published(place: Place, by: Actor, reviewer: Actor, chair: Actor, **changed: Any) -> Material:
    """`file`: handed in beside the link, and read."""
    file, file_title = changed.pop("file", None), changed.pop("file_title", "")
    material = started(place, by, **changed)
    if file is not None:
        opened(actions.add_file(newest(material), file, title=file_title, by=by))
    actions.propose_version(newest(material), by=by)
    actions.take_up_review(newest(material), by=reviewer)
    actions.approve_version(newest(material), by=reviewer)
    actions.publish_version(newest(material), by=chair)
    material.refresh_from_db()
    return material


def opened(part: MaterialPart) -> MaterialPart:
    """What the job does."""
    part = MaterialPart.objects.select_related("version__material__place").get(pk=part.pk)
    keeping.open_part(part)
    part.refresh_from_db()
    return part


AGREED = {
    "contributor_name": "Ông Sáu Lành",
    "consent_on": dt.date(2024, 5, 1),
    "consent_how": "ký giấy ở nhà",
}
