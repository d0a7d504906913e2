"""What of the ranking of centres goes over in a bàn giao: it follows the right."""

from collections.abc import Iterable
from uuid import UUID

from hoctap.accounts.handing import HandoverItem, HandoverLine
from hoctap.accounts.models import Capacity
from hoctap.assessments.models import Improvement, Ranking, RankingState
from hoctap.assessments.ranking.models import OPEN_STATES, RankingQuerySet
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date

KEEP, APPROVE, JUDGE = (
    Permission.CENTRE_KEEP,
    Permission.PROGRAMME_APPROVE,
    Permission.ASSESSMENT_JUDGE,
)


def self_assessing(capacity: Capacity) -> list[HandoverLine]:
    """With those that wait for somebody's word: it comes back to the centre."""
    states = [*OPEN_STATES, RankingState.SUBMITTED, RankingState.WAITING]
    return [_line(one) for one in _under(capacity.actor().places_with(KEEP)).filter(state__in=states)]


def to_confirm(capacity: Capacity) -> list[HandoverLine]:
    waiting = _under(capacity.actor().places_with(APPROVE)).filter(state=RankingState.SUBMITTED)
    return [_line(one) for one in waiting]


def to_decide(capacity: Capacity) -> list[HandoverLine]:
    found = Ranking.objects.filter(
        authority_place__in=capacity.actor().places_only(JUDGE),
        state__in=[RankingState.CONFIRMED, RankingState.INSPECTED],
    )
    return [
        _line(one, one.authority_place.path if one.authority_place else one.place_path)
        for one in found.with_all().order_by("year", "id")
    ]


def to_mend(capacity: Capacity) -> list[HandoverLine]:
    """By criterion and day: who does it is a person, and the minutes of a bàn giao are read by others."""
    found = Improvement.objects.open().filter(
        ranking__centre__organisation__place__path__overlap=capacity.actor().places_with(KEEP)
    )
    return [
        HandoverLine(
            str(one.pk),
            f"{one.ranking}: khắc phục {f'tiêu chí {one.code}' if one.code else 'chung'}, hạn {format_date(one.due_on)}",
            one.place_path,
        )
        for one in found.select_related("ranking__centre__organisation__place").order_by("due_on", "id")
    ]


def _under(places: Iterable[UUID]) -> RankingQuerySet:
    found = Ranking.objects.filter(centre__organisation__place__path__overlap=list(places))
    return found.with_all().order_by("year", "id")


def _line(one: Ranking, path: list[UUID] | None = None) -> HandoverLine:
    state = str(one.get_state_display())
    return HandoverLine(str(one.pk), f"{one}: {state[:1].lower()}{state[1:]}", path or one.place_path)


ITEMS = {
    "rankings": HandoverItem("Phiếu xếp loại trung tâm đang làm", KEEP, self_assessing),
    "rankings_confirmed": HandoverItem("Tự đánh giá của trung tâm chờ UBND xã xác nhận", APPROVE, to_confirm),
    "rankings_judged": HandoverItem("Xếp loại trung tâm chưa quyết định", JUDGE, to_decide),
    "ranking_improvements": HandoverItem("Việc khắc phục sau xếp loại, chưa xong", KEEP, to_mend),
}
