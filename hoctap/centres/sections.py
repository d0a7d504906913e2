"""What a centre's file puts on the page from which its year is walked."""

from django.urls import reverse

from hoctap.centres.board.queries import boards_of
from hoctap.centres.compliance.queries import checked
from hoctap.centres.merging.queries import silences
from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission


def file_section(centre: Centre, year: int, by: Actor) -> CentreSection | None:
    """For those whose own place it is; a hamlet's people see the programme and not the file."""
    if not by.may(Permission.CENTRE_READ, at=centre):
        return None
    day = today()
    (board,) = boards_of([centre], day)
    here = f"?centre={centre.pk}"
    told = "; ".join(board.problems) or (f"{board.soon} người sắp hết nhiệm kỳ" if board.soon else "đủ")
    tone = "overdue" if board.problems else "waiting" if board.soon else "done"
    lines = [SectionLine("Ban giám đốc", told, reverse("seat_list") + here, tone)]
    silent = silences([centre], day).get(centre.pk)
    if silent is not None and silent.is_warned:
        lines.append(
            SectionLine(
                "Chưa có hoạt động",
                f"{silent.months} tháng; 12 tháng liền thì có thể bị đình chỉ",
                "",
                "overdue",
            )
        )
    (row,) = checked([centre], year)
    lines.append(
        SectionLine(
            f"Đối chiếu yêu cầu năm {year}",
            f"đã làm {row.done}, chưa làm {row.missing}, chưa rõ {row.unknown}",
            reverse("compliance_list") + f"{here}&year={year}",
        )
    )
    return CentreSection("Hồ sơ trung tâm", tuple(lines), reverse("centre_file", args=[centre.pk]), order=5)
