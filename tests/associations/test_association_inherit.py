"""After a merger the successor takes over what the old associations still hold."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.associations import actions
from hoctap.associations.models import Chapter, Member, Officer
from hoctap.core.actor import Actor, Grant
from hoctap.core.permissions import Role
from hoctap.places.models import LineageEdge, Organisation, OrganisationKind, Place
from hoctap.plans.figures.queries import figures_at
from tests.associations import hands
from tests.world import World, make_household, make_place

ON = "2025-08-01"


@pytest.fixture
def merged(world: World) -> Organisation:
    """Tân Kiều and Hưng Thạnh became one commune; Ấp 1 of Tân Kiều is Ấp 1 of it. Lan works for the new association."""
    place = make_place("commune", "xã", "Tháp Mười", world.province)
    hamlet = make_place("hamlet", "ấp", "Ấp 1", place)
    LineageEdge.objects.create(
        predecessor=world.hamlet, successor=hamlet, kind="move", on=dt.date(2025, 7, 1)
    )
    new = Organisation.objects.create(
        kind=OrganisationKind.ASSOCIATION, name="Hội Khuyến học xã Tháp Mười", symbol="HKH", place=place
    )
    world.lan.capacities.get().roles.update(place=place)
    return new


def end(*old: Organisation, into: Organisation) -> None:
    for one in old:
        Organisation.objects.filter(pk=one.pk).update(valid_to=dt.date(2025, 7, 1), successor=into)


@pytest.mark.requirement("S0-38")
def test_chapters_heads_and_names_go_on_and_the_past_stays(
    world: World, merged: Organisation, client: Client
):
    theirs = world.other_commune.organisations.get()
    by, oanh = _officer_of(world, world.commune), world.actor(world.oanh)
    one = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    two = hands.chapter_of(theirs, world.other_hamlet, "Chi hội Ấp 1", by=oanh)
    hands.tally(one, 40, on=dt.date(2025, 6, 30), by=by)
    hands.officer(world.association, "Lâm Văn Trưởng", "head", chapter=one, by=by)
    hands.member(theirs, "Người Bên Kia", chapter=two, by=oanh)
    end(world.association, theirs, into=merged)
    client.force_login(world.lan)
    url = f"/associations/{merged.pk}/inherit/"
    assert "Nhận về Hội này" in client.get(f"/associations/{merged.pk}/").content.decode()
    early = client.post(url, {"on": "2025-06-01", "decision": "3/QĐ"})
    assert early.status_code == 422
    assert "Đã có số hội viên ngày 30/06/2025" in early.content.decode()
    assert client.post(url, {"on": ON, "decision": " "}).status_code == 422
    done = client.post(url, {"on": ON, "decision": "3/QĐ"}, follow=True).content.decode()
    assert "Đã nhận 2 chi hội, ban và 2 hội viên có tên" in done
    new = Chapter.objects.filter(association=merged)
    assert {row.name: row.place for row in new} == {
        "Chi hội Ấp 1": merged.place.children.get(),
        f"Chi hội Ấp 1 ({world.other_commune.full_name} cũ)": merged.place,
    }
    assert all(row.merged_into in new for row in (_fresh(one), _fresh(two)))
    assert Officer.objects.get(association=merged).member.full_name == "Lâm Văn Trưởng"
    assert {row.association for row in Member.objects.all()} == {merged}
    # What was counted before belongs to the commune of then.
    old = Officer.objects.get(association=world.association)
    assert old.to_day == dt.date(2025, 8, 1)
    assert one.tallies.get().members == 40
    again = client.post(url, {"on": ON, "decision": "3/QĐ"})
    assert again.status_code == 422
    assert "không còn chi hội" in again.content.decode()


def test_who_stood_in_both_lists_stands_once(world: World, merged: Organisation, client: Client):
    theirs = world.other_commune.organisations.get()
    person = make_household(world.hamlet, "Lâm Văn Hai").head
    for association, by in (
        (world.association, _officer_of(world, world.commune)),
        (theirs, world.actor(world.oanh)),
    ):
        row = hands.member(association, "Lâm Văn Hai", by=by)
        Member.objects.filter(pk=row.pk).update(person=person)
    end(world.association, theirs, into=merged)
    client.force_login(world.lan)
    assert (
        client.post(f"/associations/{merged.pk}/inherit/", {"on": ON, "decision": "3/QĐ"}).status_code == 302
    )
    assert Member.objects.standing().filter(association=merged).count() == 1
    assert Member.objects.exclude(left_on=None).get().left_why == "đã có trong danh sách của Hội mới"


def test_what_was_briefed_before_counts_where_it_was(world: World, merged: Organisation, client: Client):
    by = _officer_of(world, world.commune)
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    hands.tally(chapter, 4, by=by)
    who = hands.member(world.association, "Lâm Văn Hai", chapter=chapter, by=by)
    briefing = hands.briefing(world.association, by=by)
    actions.record_briefed(briefing, names={who.pk}, heads={}, by=by)
    end(world.association, into=merged)
    client.force_login(world.lan)
    assert (
        client.post(f"/associations/{merged.pk}/inherit/", {"on": ON, "decision": "3/QĐ"}).status_code == 302
    )
    found = figures_at(["association.briefed"], world.commune, 2024)["association.briefed"]
    assert (found.numerator, found.denominator) == (1, 4)
    assert not figures_at(["association.briefed"], merged.place, 2024)


def test_only_the_successors_officer_takes_over(world: World, merged: Organisation, client: Client):
    hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=_officer_of(world, world.commune))
    end(world.association, into=merged)
    client.force_login(world.oanh)
    assert client.get(f"/associations/{merged.pk}/inherit/").status_code == 404
    assert Chapter.objects.standing().count() == 1


def _officer_of(world: World, place: Place) -> Actor:
    return Actor(name="Lan trước kia", grants=(Grant(place.pk, Role.ASSOCIATION_OFFICER.permissions),))


def _fresh(chapter: Chapter) -> Chapter:
    return Chapter.objects.get(pk=chapter.pk)
