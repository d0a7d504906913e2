"""The figures of an authority's yearly report, each opening to its files."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from hoctap.assessments.models import Assessment, FileState
from hoctap.assessments.queries import BACK_STATES, concluded_label
from hoctap.criteria.titles import Title
from hoctap.places.models import Place

_REPORTED: tuple[tuple[FileState, str], ...] = (
    (FileState.SENT, "Chờ tiếp nhận"),
    (FileState.RECEIVED, "Đang đánh giá"),
    (FileState.CONCLUDED, "Chờ quyết định"),
    (FileState.RETURNED, "Trả lại bổ sung"),
    (FileState.RECOGNISED, "Được công nhận"),
    (FileState.REFUSED, "Không công nhận"),
    (FileState.REVOKED, "Đã thu hồi"),
)


@dataclass(frozen=True)
class ReportCell:
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class ReportRow:
    """`levels`: of those recognised, by mức độ or xếp loại."""

    title: str
    label: str
    total: ReportCell
    cells: tuple[ReportCell, ...]
    levels: tuple[tuple[str, int], ...]
    late: int


def year_figures(place: Place, year: int) -> list[ReportRow]:
    """Files of the year that were sent to the authority of this place, by title and step. One query."""
    found = (
        Assessment.objects.filter(authority_place=place, year=year, sent_on__isnull=False)
        .exclude(state=FileState.WITHDRAWN)
        .select_related("edition")
    )
    by_title: dict[str, list[Assessment]] = {}
    for one in found:
        by_title.setdefault(one.title, []).append(one)

    def cell(title: str, label: str, ones: Sequence[Assessment], **more: str) -> ReportCell:
        query = urlencode({"title": title, "year": year, "at": place.pk, **more})
        return ReportCell(label, len(ones), f"{reverse('assessment_list')}?{query}")

    rows = []
    for title, ones in sorted(by_title.items()):
        states: dict[str, list[Assessment]] = {}
        levels: Counter[str] = Counter()
        for one in ones:
            state = FileState.RETURNED if one.state in BACK_STATES else one.state
            states.setdefault(state, []).append(one)
            if one.state == FileState.RECOGNISED:
                levels[concluded_label(one)] += 1
        rows.append(
            ReportRow(
                title,
                Title(title).label,
                cell(title, "Hồ sơ gửi đến", ones),
                tuple(
                    cell(title, label, states.get(state, []), state=state.value) for state, label in _REPORTED
                ),
                tuple(sorted(levels.items())),
                sum(one.is_late for one in ones),
            )
        )
    return rows
