"""A province enters the paper that names who receives and decides. No successor is assumed."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from hoctap.assessments import rules
from hoctap.assessments.models import Assessment, Authority, FileState, Ranking, RankingState
from hoctap.assessments.ranking.models import TITLE
from hoctap.assessments.ranking.rows import lock_ranking, move_ranking, name_on_ranking
from hoctap.assessments.roads import authority_for
from hoctap.assessments.rows import move_file, name_on_file
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.titles import is_title
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class AuthorityTyped:
    level: str
    receives: str
    decides: str
    has_council: bool
    paper_number: str
    paper_date: dt.date | None
    paper_issuer: str
    valid_from: dt.date | None
    valid_to: dt.date | None = None


@transaction.atomic
def name_authority(title: str, place: Place, typed: AuthorityTyped, *, by: Actor) -> Authority:
    """From its first day on files of the territory go there; those that waited for it go on."""
    by.must(Permission.ROAD_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    reasons = rules.authority_reasons(
        paper_number=clean(typed.paper_number),
        paper_issuer=clean(typed.paper_issuer),
        paper_date=typed.paper_date,
        receives=clean(typed.receives),
        decides=clean(typed.decides),
        valid_from=typed.valid_from,
        valid_to=typed.valid_to,
    )
    if not is_title(title):
        reasons.append(Reason("Chọn danh hiệu.", "title"))
    if place.level != Level.PROVINCE:
        reasons.append(Reason("Thẩm quyền do văn bản của tỉnh quy định: ghi cho cả tỉnh.", "place"))
    if typed.level not in Authority.Of.values:
        reasons.append(Reason("Chọn cấp của cơ quan quyết định.", "level"))
    if reasons or typed.valid_from is None or typed.paper_date is None:
        raise Refused(reasons)
    named = Authority.objects.create(
        title=title,
        place=place,
        level=typed.level,
        receives=clean(typed.receives)[:200],
        decides=clean(typed.decides)[:200],
        has_council=typed.has_council,
        paper_number=clean(typed.paper_number)[:60],
        paper_date=typed.paper_date,
        paper_issuer=clean(typed.paper_issuer)[:200],
        valid_from=typed.valid_from,
        valid_to=typed.valid_to,
        made_by=by.described,
    )
    audit.record(by, "assessments.authority.named", named)
    _release(named, by=by)
    return named


@transaction.atomic
def end_authority(authority: Authority, *, on: dt.date | None, by: Actor) -> None:
    by.must(Permission.ROAD_KEEP, at=authority.place)
    authority = Authority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
    if on is None or on <= authority.valid_from:
        raise Refused([Reason("Ngày hết áp dụng phải sau ngày áp dụng.", "on")])
    authority.valid_to = on
    authority.save(update_fields=["valid_to"])
    audit.record(by, "assessments.authority.ended", authority)


def _release(named: Authority, *, by: Actor) -> None:
    waiting = (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .filter(state=FileState.WAITING, title=named.title, place__path__overlap=[named.place_id])
        .select_related("place")
        .order_by("pk")
    )
    for one in waiting:
        found = authority_for(one.title, one.place, today())
        if found is None:
            continue
        name_on_file(one, found)
        move_file(one, FileState.ASSESSED, why=f"Có văn bản giao thẩm quyền: {found.basis}", by=by)
    if named.title == TITLE:
        _release_rankings(named, by=by)


def _release_rankings(named: Authority, *, by: Actor) -> None:
    """What the commune confirmed goes on to whoever ranks now: to be inspected, or decided where a team has been there."""
    waiting = Ranking.objects.filter(
        state=RankingState.WAITING, centre__organisation__place__path__overlap=[named.place_id]
    )
    for row in waiting.order_by("pk"):
        one = lock_ranking(row)
        found = authority_for(one.edition.title, one.place, today())
        if found is None or one.state != RankingState.WAITING:
            continue
        name_on_ranking(one, found)
        after = RankingState.INSPECTED if one.inspected_total is not None else RankingState.CONFIRMED
        move_ranking(one, after, why=f"Có văn bản giao thẩm quyền: {found.basis}", by=by)
