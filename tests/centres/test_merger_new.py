"""Centres become one: what they had is there afterwards, or nothing happens."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres import actions as centres
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.merging import actions
from hoctap.centres.models import Centre, CentreMerger, Speaker, TeacherRequest, Venue
from hoctap.centres.registry import CentreCarrier, centre_carriers
from hoctap.centres.teaching import actions as teaching
from hoctap.centres.teaching.rules import RequestDetails
from hoctap.core.refusals import Refused
from hoctap.learning.models import Activity, Programme, ProgrammeLine
from hoctap.places.models import LineageEdge
from tests.centres.hands import centre_at, topic
from tests.centres.test_centre_file import activity
from tests.centres.test_speaker_list import speaker
from tests.world import World

TYPED = {"decision_number": "30/QĐ-UBND", "decision_on": "2025-08-01", "on": "2025-09-01"}


@pytest.fixture
def other(world: World, director: User) -> Centre:
    return centres.register_centre(world.commune, "Trung tâm thứ hai", by=world.actor(director))


def line(programme: Programme) -> ProgrammeLine:
    return ProgrammeLine.objects.create(
        programme=programme,
        position=1,
        kind="class",
        topic=topic(),
        title="Lớp",
        target_group="everybody",
        place=programme.centre.place,
        month_from=1,
        month_to=3,
    )


def test_counts_before_are_counts_after(
    world: World, director: User, centre: Centre, other: Centre, client: Client
):
    by = world.actor(director)
    speaker(centre, by)
    seat = board.seat_member(other, SeatDetails("member", "Ủy viên cũ", dt.date(2024, 1, 1)), by=by)
    room = Venue.objects.create(place=world.commune, centre=other, kind="centre", name="Phòng học 1")
    details = RequestDetails("Lớp", dt.date(2025, 8, 1), dt.date(2025, 9, 1), dt.date(2025, 12, 1), 2)
    asked = teaching.ask_for_teacher(other, topic(), details, by=by)
    held, planned = (activity(other, dt.date(2025, 3, 1)), activity(other, dt.date(2025, 12, 1), "planned"))
    for one, year in ((centre, 2025), (other, 2025), (other, 2026), (other, 2024)):
        line(Programme.objects.create(centre=one, year=year, made_by="x"))
    client.force_login(director)
    url = f"/centres/{centre.pk}/mergers/new/"
    assert other.name in client.get(url).content.decode()
    assert client.post(url, {**TYPED, "centres": []}).status_code == 422
    answer = client.post(url, {**TYPED, "centres": [str(other.pk)]})
    merger = CentreMerger.objects.get()
    assert answer["Location"] == f"/centres/mergers/{merger.pk}/"
    counted = {one["label"]: (one["before"], one["after"]) for one in merger.counted}
    assert counted["Phòng học, địa điểm của trung tâm"] == (1, 1)
    assert counted["Báo cáo viên, tình nguyện viên"] == (1, 1)
    assert counted["Yêu cầu giáo viên chưa xong"] == (1, 1)
    assert counted["Hoạt động sẽ tổ chức"] == (1, 1)
    assert counted["Dòng của chương trình từ năm sáp nhập"] == (3, 3)
    for row in (room, seat, held, planned, asked):
        row.refresh_from_db()
    assert room.centre_id == planned.centre_id == asked.centre_id == centre.pk
    assert held.centre_id == other.pk  # what was done stays done under its name
    assert (seat.ended_on, seat.ended_by) == (dt.date(2025, 9, 1), "30/QĐ-UBND")
    assert set(Programme.objects.get(centre=centre, year=2025).lines.values_list("position", flat=True)) == {
        1,
        2,
    }
    assert Programme.objects.filter(centre=other).values_list("year", flat=True)[0] == 2025
    other.organisation.refresh_from_db()
    assert (other.organisation.valid_to, other.organisation.successor) == (
        dt.date(2025, 9, 1),
        centre.organisation,
    )
    assert Venue.objects.get(name=f"Cơ sở {other.name}").centre == centre
    # Once merged it is gone from what is offered, and no second time.
    assert client.post(url, {**TYPED, "centres": [str(other.pk)]}).status_code == 422


def test_a_difference_undoes_everything(
    world: World, director: User, centre: Centre, other: Centre, monkeypatch: pytest.MonkeyPatch
):
    lost = CentreCarrier("Sổ quỹ", lambda centres, on: len(centres), lambda old, new, on: None)
    monkeypatch.setitem(centre_carriers._entries, "lost", lost)
    Venue.objects.create(place=world.commune, centre=other, kind="centre", name="Phòng học 1")
    with pytest.raises(Refused, match="Sổ quỹ: trước 2, sau 1"):
        actions.merge_centres(
            centre,
            [other],
            on=dt.date(2025, 9, 1),
            decision_number="1",
            decision_on=dt.date(2025, 8, 1),
            by=world.actor(director),
        )
    assert Venue.objects.get().centre == other
    other.organisation.refresh_from_db()
    assert other.organisation.valid_to is None


def test_only_centres_of_this_commune_or_of_one_that_went_into_it(
    world: World, director: User, centre: Centre, client: Client
):
    away = centre_at(world.other_commune)
    gone = Speaker.objects.create(place=world.other_commune, full_name="Người xã cũ")
    client.force_login(director)
    url = f"/centres/{centre.pk}/mergers/new/"
    assert away.name not in client.get(url).content.decode()
    assert client.post(url, {**TYPED, "centres": [str(away.pk)]}).status_code == 422
    with pytest.raises(Refused, match="không ở xã này"):
        actions.merge_centres(
            centre,
            [away],
            on=dt.date(2025, 9, 1),
            decision_number="1",
            decision_on=dt.date(2025, 8, 1),
            by=world.actor(director),
        )
    LineageEdge.objects.create(
        predecessor=world.other_commune, successor=world.commune, kind="merge", on=dt.date(2025, 7, 1)
    )
    assert client.post(url, {**TYPED, "centres": [str(away.pk)]}).status_code == 302
    gone.refresh_from_db()
    assert gone.place == world.commune


def test_refusals_and_rights(world: World, director: User, centre: Centre, other: Centre, client: Client):
    url = f"/centres/{centre.pk}/mergers/new/"
    client.force_login(director)
    page = client.post(
        url, {**TYPED, "centres": [str(other.pk)], "decision_number": "", "on": "2199-01-01"}
    ).content.decode()
    assert "Hãy ghi số quyết định" in page
    assert "hãy ghi khi đến ngày ấy" in page
    for user in (world.lan, world.oanh):
        client.force_login(user)
        assert client.post(url, {**TYPED, "centres": [str(other.pk)]}).status_code == 403
    assert not CentreMerger.objects.exists()
    assert Activity.objects.count() == TeacherRequest.objects.count() == 0
