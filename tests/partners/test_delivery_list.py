"""Promised beside delivered, as the records have it."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Topic
from hoctap.learning.models import ActivityBody
from hoctap.partners import actions
from hoctap.partners.models import Partner
from tests.centres.hands import topic
from tests.partners.hands import held
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/partners/delivery/?year=2026"


def promise(world: World, user: User, partner: Partner, of: Topic, times: int = 2) -> None:
    actions.record_commitments(
        world.commune, 2026, [actions.Promise(1, partner, of, times, 60)], by=world.actor(user)
    )


def cells(page: str) -> str:
    return page[page.index("<tbody>") : page.index("</tbody>")]


@pytest.mark.requirement("S2-67", "S4-07", "S2-68")
def test_what_is_below_the_promised_topic_counts_and_what_lies_beside_it_does_not(
    world: World, director: User, farmers: Partner
):
    below = topic("crops")
    assert below.parent is not None
    promise(world, director, farmers, below.parent)
    held(world.commune, farmers.name, on=dt.date(2026, 3, 1), of=below, people=25)
    held(world.commune, farmers.name, on=dt.date(2026, 4, 1), of=below.parent)
    beside = Topic.objects.exclude(pk=below.parent.pk).filter(parent=None).first()
    held(world.commune, farmers.name, on=dt.date(2026, 5, 1), of=beside)
    held(world.commune, farmers.name, on=dt.date(2025, 5, 1), of=below)
    row = cells(shown(sign_in(director).get(HERE)))
    assert ">2</a>" in row
    assert ">25<" in row
    assert "đủ" in row


def test_a_body_on_record_counts_whatever_it_was_called_and_only_once(
    world: World, director: User, farmers: Partner
):
    from tests.world import make_organisation

    body = make_organisation("other", "HND Tân Kiều", "HND", world.commune)  # type: ignore[arg-type]
    Partner.objects.filter(pk=farmers.pk).update(organisation=body)
    promise(world, director, farmers, topic())
    one = held(world.commune, "HND", on=dt.date(2026, 3, 1), organisation=body)
    ActivityBody.objects.create(activity=one, name=farmers.name, role="host")
    assert ">1</a>" in cells(shown(sign_in(director).get(HERE)))


def test_nothing_counted_is_a_dash_and_nothing_held_is_said(world: World, director: User, farmers: Partner):
    promise(world, director, farmers, topic())
    row = cells(shown(sign_in(director).get(HERE)))
    assert "chưa làm" in row
    assert "—" in row


@pytest.mark.requirement("S1-51")
def test_joint_hosts_stand_below(world: World, director: User):
    one = held(world.commune, "Thư viện", on=dt.date(2026, 3, 1), role="joint", title="Ngày hội đọc sách")
    ActivityBody.objects.create(activity=one, name="Nhà văn hóa", role="host")
    page = shown(sign_in(director).get(HERE))
    assert "Ngày hội đọc sách" in page
    assert "Nhà văn hóa (chủ trì)" in page
    assert "Ngày hội đọc sách" not in shown(sign_in(world.oanh).get(HERE))


def test_each_sees_his_places_and_queries_do_not_grow(
    world: World, director: User, farmers: Partner, centre: Centre
):
    promise(world, director, farmers, topic())
    client = sign_in(director)
    before = queries_of(client, HERE)
    by = world.actor(director)
    more = actions.add_partners(world.commune, ["Hội A", "Hội B"], by=by)
    actions.record_commitments(
        world.commune,
        2026,
        [actions.Promise(n, one, topic(), 1) for n, one in enumerate([farmers, *more], 1)],
        by=by,
    )
    held(world.commune, "Hội A", on=dt.date(2026, 3, 1), people=5)
    # One query more than without any activity: of the names and heads that it was counted by.
    assert queries_of(client, HERE) <= before + 2
    assert "Hội A" not in shown(sign_in(world.oanh).get(HERE))
    assert "0 / 3" in shown(client.get(f"/centres/{centre.pk}/?year=2026")) or "1 / 3" in shown(
        client.get(f"/centres/{centre.pk}/?year=2026")
    )
