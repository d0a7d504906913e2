"""What targets ask of the association, counted from its books."""

import datetime as dt

import pytest

from hoctap.associations import actions
from hoctap.associations.models import Chapter
from hoctap.plans.figures.queries import figures_at
from tests.associations import hands
from tests.world import World

BRIEFED = "association.briefed"


@pytest.fixture
def chapter(world: World) -> Chapter:
    return hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=world.actor(world.lan))


@pytest.mark.requirement("S3-06")
def test_each_is_briefed_once_however_often_he_came(world: World, chapter: Chapter):
    by = world.actor(world.lan)
    hands.tally(chapter, 10, by=by)
    people = [hands.member(world.association, f"Hội Viên {n}", chapter=chapter, by=by) for n in range(9)]
    for day, names in ((dt.date(2024, 3, 1), people[:5]), (dt.date(2024, 4, 1), people)):
        briefing = hands.briefing(world.association, on=day, by=by)
        actions.record_briefed(briefing, names={one.pk for one in names}, heads={}, by=by)
    for place in (world.commune, world.district):
        found = figures_at([BRIEFED], place, 2024)[BRIEFED]
        assert (found.numerator, found.denominator, found.value) == (9, 10, 90)
    assert BRIEFED not in figures_at([BRIEFED], world.commune, 2023)
    assert BRIEFED not in figures_at([BRIEFED], world.other_commune, 2024)


def test_heads_are_no_persons_and_the_source_says_so(world: World, chapter: Chapter):
    by = world.actor(world.lan)
    hands.tally(chapter, 10, by=by)
    briefing = hands.briefing(world.association, by=by)
    actions.record_briefed(briefing, names=set(), heads={chapter.pk: "9"}, by=by)
    assert BRIEFED not in figures_at([BRIEFED], world.commune, 2024)
    # Next door they took names: the district has that part alone and says what it leaves out.
    theirs = world.other_commune.organisations.get()
    oanh = world.actor(world.oanh)
    other = hands.chapter_of(theirs, world.other_hamlet, "Chi hội bên kia", by=oanh)
    hands.tally(other, 4, by=oanh)
    who = hands.member(theirs, "Người Dự", chapter=other, by=oanh)
    told = hands.briefing(theirs, by=oanh)
    actions.record_briefed(told, names={who.pk}, heads={}, by=oanh)
    found = figures_at([BRIEFED], world.district, 2024)[BRIEFED]
    assert (found.numerator, found.denominator) == (1, 4)
    assert "1/3 Hội" in found.source
    assert "1 Hội chỉ đếm số người dự" in found.source


def test_without_a_number_of_members_there_is_no_share(world: World, chapter: Chapter):
    by = world.actor(world.lan)
    who = hands.member(world.association, "Hội Viên", chapter=chapter, by=by)
    briefing = hands.briefing(world.association, by=by)
    actions.record_briefed(briefing, names={who.pk}, heads={}, by=by)
    assert BRIEFED not in figures_at([BRIEFED], world.commune, 2024)
