"""The demonstration's association of one commune: three chapters with their members, who leads it, a briefing; and the commune's year of
universal education. Names and numbers are invented.
"""

import datetime as dt

from hoctap.associations import actions
from hoctap.associations.rules import (
    BriefingDetails,
    ChapterDetails,
    MemberDetails,
    TermDetails,
    TypedTally,
)
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.permissions import Permission, Role
from hoctap.places.models import Level, OrganisationKind, Place
from hoctap.schooling import actions as schooling
from hoctap.schooling.rules import TypedEnrolment, TypedLevel, TypedYear

TERM_FROM = dt.date(2025, 8, 20)
DAYS_AGO = 60 * ONE_DAY


def add(commune: Place) -> None:
    """In the commune of today. Days are told from today."""
    association = commune.organisations.filter(kind=OrganisationKind.ASSOCIATION).first()
    if association is None:
        return
    by, counted_on = _officer(commune), today() - DAYS_AGO
    term = actions.record_term(association, TermDetails("2025–2030", TERM_FROM, decision="14/QĐ-HKH"), by=by)
    hamlets = list(commune.children.filter(level=Level.HAMLET)[:2])
    wanted = [
        (one, "hamlet", f"Chi hội khuyến học {one.title}", 86 + 14 * at) for at, one in enumerate(hamlets)
    ]
    wanted.append((commune, "clan_board", "Ban khuyến học dòng họ Đoàn", 31))
    tallies = {}
    for place, kind, name, members in wanted:
        chapter = actions.add_chapter(association, place, ChapterDetails(kind, name), by=by)
        tallies[chapter.pk] = TypedTally(str(members), "6", "2")
    actions.record_tallies(association, tallies, as_of=counted_on, source="Sổ của chi hội", by=by)
    leaders = [
        actions.appoint_officer(
            association,
            MemberDetails(name, born),
            position=position,
            from_day=TERM_FROM,
            term=term,
            by=by,
        )
        for name, born, position in (
            ("Trương Ngọc Liên", 1962, "chair"),
            ("Lương Thị Bạch Mai", 1968, "vice_chair"),
        )
    ]
    told = BriefingDetails(
        counted_on, f"Kế hoạch xây dựng xã hội học tập năm {counted_on.year}", "Hội cấp trên"
    )
    briefing = actions.record_briefing(association, told, by=by)
    actions.record_briefed(briefing, names={one.member_id for one in leaders}, heads={}, by=by)
    year = TypedYear(
        counted_on.year,
        counted_on,
        levels={"kindergarten": TypedLevel("1", "32/QĐ"), "primary": TypedLevel("3", "32/QĐ")},
        enrolments={"primary": TypedEnrolment("412", "411")},
        relapsed="0",
    )
    schooling.record_year(commune, year, by=by)


def _officer(commune: Place) -> Actor:
    rights = Role.ASSOCIATION_OFFICER.permissions | {Permission.SCHOOLING_KEEP}
    return Actor(
        name="Trương Ngọc Liên",
        capacity=f"Chủ tịch Hội Khuyến học {commune.full_name}",
        grants=(Grant(commune.pk, rights),),
    )
