"""Open materials in the demonstration: invented tellers and texts, published through the same steps that officers take; one waits."""

import datetime as dt
import io

from docx import Document

from hoctap.centres.models import Centre, Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.home.demo_logins import actor_at
from hoctap.materials import actions
from hoctap.materials.handouts.actions import hand_out
from hoctap.materials.models import Material, MaterialVersion
from hoctap.materials.opening.keeping import open_part
from hoctap.materials.packs.making import make_pack
from hoctap.materials.rules import Described, HandedOut
from hoctap.papers.pdf import PdfFailed, PdfToolMissing, docx_to_pdf
from hoctap.places.models import Place

TELLER = "Ông Trần Văn Lành"
SEN = (
    "Chọn ngó mập, có hai đốt, không sâu. Đào ao sâu bảy tấc, bùn một tấc rưỡi.",
    "Bón lót phân chuồng hoai trước khi đặt ngó mười ngày; bón thúc khi sen ra ba lá.",
    "Sau hai tháng rưỡi bắt đầu hái, cách hai ngày hái một lần, hái lúc sáng sớm.",
)
# Title, kind, code of its topic, summary, licence, author, lines of its file, address of a link.
MATERIALS = (
    (
        "Trồng sen lấy ngó ở vùng trũng",
        *("local", "crops", "Kinh nghiệm chọn giống, đào ao, bón phân, hái ngó, kể theo mùa."),
        *("cc-by", "Tổ kỹ thuật của trung tâm (minh họa)", SEN, ""),
    ),
    (
        "Ủ phân từ rơm rạ, không đốt đồng",
        *("guidance", "crops", "Năm bước ủ rơm với men, kèm bảng trộn cho một công ruộng."),
        *("cc-by-sa", "Hội Nông dân xã (minh họa)"),
        ("Rải rơm dày hai tấc, tưới men, phủ bạt.", "Đảo sau mười lăm ngày; bốn mươi lăm ngày dùng được."),
        "",
    ),
    (
        "Dùng điện thoại thông minh an toàn",
        *("topic", "digital", "Bài cho người lớn tuổi: đặt mật khẩu, nhận ra tin nhắn lừa đảo."),
        *("cc-by-nc", "Tổ công nghệ số cộng đồng (minh họa)"),
        (
            "Không bấm đường dẫn lạ. Không đọc mã xác thực cho ai.",
            "Gọi lại số đã biết trước khi chuyển tiền.",
        ),
        "",
    ),
    (
        "Clip: một ngày ở tủ sách ấp",
        *("communication", "culture", "Ba phút kể chuyện tủ sách ấp, dùng trong tuần lễ học tập suốt đời."),
        *("cc-by-nd", "Đài truyền thanh xã (minh họa)", (), "https://example.org/tu-sach-ap"),
    ),
)
WAITING = (
    "Hỏi đáp về hòa giải ở cơ sở",
    *("reference", "law", "Mười câu hỏi hay gặp khi hòa giải chuyện ranh đất, lối đi."),
    *("internal", "Tổ hòa giải (minh họa)", ("Nghe hai bên trước khi nói.",), ""),
)


def add(centre: Centre) -> None:
    """After the centre's year is there: its director writes, the commune's officer reviews, the chair publishes."""
    commune = centre.place
    writer = actor_at(commune, "Lâm Thị Ngọc Sương", "Giám đốc trung tâm", Role.CENTRE_DIRECTOR)
    reviewer = actor_at(commune, "Phan Hoài Nam", "Công chức Văn hóa – Xã hội", Role.COMMUNE_ADMIN)
    chair = actor_at(commune, "Bùi Minh Quang", "Chủ tịch UBND xã", Role.CHAIR)
    made = []
    for number, one in enumerate(MATERIALS):
        material = _written(
            commune, one, writer, contributor=TELLER if number == 0 else "", as_pdf=number == 0
        )
        for step, by in (
            (actions.propose_version, writer),
            (actions.take_up_review, reviewer),
            (actions.approve_version, reviewer),
            (actions.publish_version, chair),
        ):
            step(_newest(material), by=by)
        made.append(material)
    actions.propose_version(_newest(_written(commune, WAITING, writer)), by=writer)
    hand_out(made[0], commune, HandedOut(today() - dt.timedelta(days=20), "farmers", 60), by=writer)
    make_pack(_newest(made[0]).topic_id)


def _written(
    commune: Place, one: tuple[object, ...], by: Actor, *, contributor: str = "", as_pdf: bool = False
) -> Material:
    title, kind, code, summary, licence, author, lines, address = one
    told = Described(
        str(title),
        str(kind),
        str(summary),
        str(licence),
        str(author),
        contributor_name=contributor,
        consent_on=today() - dt.timedelta(days=60) if contributor else None,
        consent_how="ký giấy tại nhà văn hóa ấp" if contributor else "",
        is_credited=bool(contributor),
    )
    topic = Topic.objects.get(place__isnull=True, code=code)
    material = actions.start_material(commune, told, topic, by=by)
    version = _newest(material)
    if lines:
        assert isinstance(lines, tuple)
        content = _document(str(title), lines)
        open_part(actions.add_file(version, _pdf(content) if as_pdf else content, title=str(title), by=by))
    if address:
        actions.add_link(version, str(address), title=str(title), by=by)
    return material


def _newest(material: Material) -> MaterialVersion:
    return material.versions.select_related("material__place").order_by("-number")[0]


def _document(title: str, lines: tuple[str, ...]) -> bytes:
    document = Document()
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(document: bytes) -> bytes:
    """As PDF where the machine can make one."""
    try:
        return docx_to_pdf(document)
    except (PdfToolMissing, PdfFailed):
        return document
