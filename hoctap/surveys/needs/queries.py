"""Needs of a year: which are covered by a programme, met, answered, and which still wait."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.plans.indicators import Provided
from hoctap.surveys.campaigns.models import Campaign, CampaignState
from hoctap.surveys.models import Need, NeedState
from hoctap.surveys.registry import Cover, need_covers

MOST = 1000
"""Fields whose needs a centre of culture is asked to meet."""


@dataclass(frozen=True)
class ShownNeed:
    need: Need
    cover: Cover | None
    may_answer: bool


@dataclass(frozen=True)
class Wanted:
    """All needs of a topic, the most wanted first."""

    label: str
    people: int
    needs: list[ShownNeed]

    @property
    def waiting(self) -> int:
        """People whose need stands in no programme and was neither met nor answered."""
        return sum(
            one.need.people for one in self.needs if one.cover is None and one.need.state == NeedState.OPEN
        )


@dataclass(frozen=True)
class NeedPage:
    wanted: list[Wanted]
    recorded: int
    met: int
    answered: int
    covered: int
    is_cut: bool

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.wanted)


def needs_page(actor: Actor, year: int, *, place: Place | None, state: str) -> NeedPage:
    """`state`: "open" for those that nothing covers yet, else all. A fixed number of queries."""
    rows = Need.objects.visible_to(actor).filter(year=year).select_related("place", "topic", "campaign")
    if place is not None:
        rows = rows.filter(place__path__overlap=[place.pk])
    found = list(rows[: MOST + 1])
    covers = covers_of([one.pk for one in found])
    groups: dict[str, list[ShownNeed]] = defaultdict(list)
    for need in found[:MOST]:
        shown = ShownNeed(
            need,
            covers.get(need.pk),
            need.state == NeedState.OPEN and actor.may(Permission.SURVEY_RUN, at=need),
        )
        if state != "open" or (shown.cover is None and need.state == NeedState.OPEN):
            groups[need.topic.name if need.topic else need.text].append(shown)
    wanted = [Wanted(label, sum(one.need.people for one in needs), needs) for label, needs in groups.items()]
    return NeedPage(
        sorted(wanted, key=lambda one: (-one.people, one.label)),
        len(found[:MOST]),
        sum(one.state == NeedState.MET for one in found),
        sum(one.state == NeedState.ANSWERED for one in found),
        sum(one.state == NeedState.OPEN and one.pk in covers for one in found),
        len(found) > MOST,
    )


def covers_of(ids: Sequence[UUID]) -> dict[UUID, Cover]:
    found: dict[UUID, Cover] = {}
    for entry in need_covers:
        found |= entry(ids)
    return found


# ---------------------------------------------------------------- figures of targets


def surveys_done(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Campaigns of the year that are over, per place: of a commune its own, of a place above those of a centre at the least.

    "Ít nhất 01 lần/năm" is asked of each centre, so a district has the figure of the centre that surveyed least.
    """
    sql = f"""
        SELECT wanted.id, organisation.id, count(campaign.id)
        FROM places_place wanted
        JOIN places_place commune ON commune.path @> ARRAY[wanted.id] AND commune.level = 'commune'
        JOIN places_organisation organisation ON organisation.place_id = commune.id
        JOIN centres_centre centre ON centre.organisation_id = organisation.id
        LEFT JOIN {Campaign._meta.db_table} campaign
          ON campaign.centre_id = centre.id AND campaign.year = %s AND campaign.state = '{CampaignState.CLOSED.value}'
        WHERE wanted.id = ANY(%s)
          AND organisation.valid_from <= make_date(%s, 12, 31)
          AND (organisation.valid_to IS NULL OR organisation.valid_to > make_date(%s, 12, 31))
        GROUP BY 1, 2
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [year, list(places), year, year])
        rows = cursor.fetchall()
    least: dict[UUID, int] = {}
    for place, _, done in rows:
        least[place] = min(least.get(place, done), done)
    return {
        place: Provided(
            Decimal(done), Decimal(done), None, today(), "các đợt khảo sát đã kết thúc trong phần mềm"
        )
        for place, done in least.items()
    }
