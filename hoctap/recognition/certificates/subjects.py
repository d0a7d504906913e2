"""What the certificates hold about a person: handed out on request, taken out of what is not the book itself on request."""

from django.db.models import Q

from hoctap.core.vietnamese import format_date
from hoctap.people.erasing import replace_name
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart
from hoctap.recognition.models import Certificate, CertificateStanding, ExemplaryMark

STAYS = (
    "Sổ theo dõi cấp giấy công nhận: giữ nguyên tên như trên giấy đã trao, vì số của sổ liền nhau và không sửa. "
    "Tên người nhận thay và lý do tiêu biểu thì xóa."
)


def certificates_of_person(person: Person) -> list[ExportPart]:
    """Those of the households he lived in or headed."""
    rows = (
        Certificate.objects.filter(
            Q(line__dossier__household__head=person) | Q(line__dossier__household__members__person=person)
        )
        .select_related("batch", "standing")
        .distinct()
        .order_by("-batch__dated_on", "number")
    )
    return [
        ExportPart(
            "Giấy công nhận của hộ",
            [
                {
                    "Số vào sổ": row.number_text,
                    "Cấp cho": row.holder_name,
                    "Danh hiệu": f"{row.batch.content['title']} {row.batch.content['year']}",
                    "Ngày cấp": format_date(row.batch.dated_on),
                    "Tình trạng": row.standing.get_state_display(),
                    "Người nhận": row.standing.received_by,
                }
                for row in rows
            ],
        )
    ]


def forget_person(erasure: Erasure) -> None:
    """Free text only: the lines of the book stay as they were given."""
    own = CertificateStanding.objects.filter(certificate__line__dossier__household__in=erasure.households)
    replace_name(own, erasure.name, ["received_by"])
    marks = ExemplaryMark.objects.filter(dossier__household__in=erasure.households)
    replace_name(marks, erasure.name, ["reason"])
