"""What goes along when centres become one: things, loans, money, bookings, surveys, needs, rankings; as many after as before."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.assessments.models import Ranking
from hoctap.centres import actions as centres
from hoctap.centres.facilities.equipment.actions import record_support
from hoctap.centres.merging import actions
from hoctap.centres.models import Booking, Centre, CentreMerger, Equipment, EquipmentLoan, SupportLine
from hoctap.centres.registry import centre_carriers
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, VIETNAM, today
from hoctap.core.refusals import Refused
from hoctap.places.models import LineageEdge
from hoctap.surveys.models import Campaign, Need, Wish
from tests.assessments import ranking_hands
from tests.centres.facility_hands import chairs, venue_in
from tests.centres.hands import centre_at, topic
from tests.learning.hands import need_at
from tests.world import World

DAY = today()
ON = max(dt.date(DAY.year, 1, 2), DAY - 5 * ONE_DAY)


@pytest.fixture
def by(world: World, director: User) -> Actor:
    return world.actor(director)


@pytest.fixture
def other(world: World, by: Actor) -> Centre:
    return centres.register_centre(
        world.commune, "Trung tâm thứ hai", founded_on=dt.date(2020, 1, 1), founded_by="1/QĐ", by=by
    )


def merged(successor: Centre, old: Centre, by: Actor, on: dt.date = ON) -> dict[str, tuple[int, int]]:
    made: CentreMerger = actions.merge_centres(
        successor, [old], on=on, decision_number="30/QĐ-UBND", decision_on=on, by=by
    )
    return {one["label"]: (one["before"], one["after"]) for one in made.counted}


def booking(centre: Centre, day: dt.date, state: str = "booked") -> Booking:
    starts = dt.datetime.combine(day, dt.time(8), VIETNAM)
    return Booking.objects.create(
        venue=venue_in(centre.place),
        centre=centre,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
        what="Lớp",
        state=state,
        cancelled_why="mưa" if state == "cancelled" else "",
        booked_by="Hệ thống",
    )


def support(centre: Centre, day: dt.date) -> SupportLine:
    return SupportLine.objects.create(
        centre=centre, on=day, kind="building", what="Sửa mái", source="budget", recorded_by="Hệ thống"
    )


def campaign(centre: Centre, title: str, state: str = "draft", year: int = DAY.year) -> Campaign:
    opened = {"opened_by": "x", "opened_at": dt.datetime.now(dt.UTC)} if state != "draft" else {}
    closed = {"closed_by": "x", "closed_at": dt.datetime.now(dt.UTC)} if state == "closed" else {}
    return Campaign.objects.create(
        centre=centre,
        commune=centre.place,
        year=year,
        title=title,
        channels=["tally"],
        opens_on=DAY,
        closes_on=DAY,
        state=state,
        made_by="x",
        **opened,
        **closed,
    )


@pytest.mark.requirement("S4-65")
def test_every_kind_is_registered_to_be_counted():
    wanted = {"equipment", "loans", "support", "bookings", "campaigns", "wishes", "needs", "rankings"}
    assert wanted <= {code for code, _ in centre_carriers.items()}


def test_things_loans_money_of_the_year_and_bookings_to_come(
    world: World, by: Actor, centre: Centre, other: Centre
):
    chairs(centre, by=by)
    table, gone = chairs(other, "mới", by=by), chairs(other, "cũ", by=by)
    Equipment.objects.filter(pk=gone.pk).update(dropped_on=ON, dropped_why="hỏng hết")
    for one in (table, gone):
        EquipmentLoan.objects.create(
            equipment=one,
            quantity=1,
            borrower="Ấp 1",
            purpose="họp",
            out_on=ON,
            due_on=DAY,
            lent_by="Hệ thống",
        )
    back = chairs(other, "trả rồi", by=by)
    Equipment.objects.filter(pk=back.pk).update(dropped_on=ON, dropped_why="thanh lý")
    now, before = support(other, ON), support(other, dt.date(ON.year - 1, 12, 31))
    past, first, later = booking(other, ON - ONE_DAY), booking(other, ON), booking(other, DAY + ONE_DAY)
    cancelled = booking(other, DAY + 2 * ONE_DAY, "cancelled")
    record_support(
        centre, on=ON, kind="building", what="Sơn", source="budget", funder="", amount=1, document="", by=by
    )
    counted = merged(centre, other, by)
    assert counted["Thiết bị đang theo dõi"] == (2, 2)
    assert counted["Lượt cho mượn chưa trả"] == (2, 2)
    assert counted["Dòng đầu tư, hỗ trợ từ năm sáp nhập"] == (2, 2)
    assert counted["Lượt đặt phòng từ ngày sáp nhập"] == (2, 2)
    rows = (table, gone, back, now, before, past, first, later, cancelled)
    for row in rows:
        row.refresh_from_db()
    assert {row.centre_id for row in (table, gone, now, first, later)} == {centre.pk}
    # What was over stays with the one that had it.
    assert {row.centre_id for row in (back, before, past, cancelled)} == {other.pk}


def test_surveys_that_are_not_over_and_a_title_that_both_have(
    world: World, by: Actor, centre: Centre, other: Centre
):
    mine = campaign(centre, "Khảo sát đầu năm")
    draft, over = campaign(other, "Khảo sát đầu năm"), campaign(other, "Đã xong", "closed")
    opened = campaign(other, "Khảo sát thanh niên", "open")
    wish = Wish.objects.create(
        centre=other, commune=world.commune, text="Học nghề", received_on=ON, from_outside=True
    )
    need = need_at(world.hamlet)
    counted = merged(centre, other, by)
    assert counted["Đợt khảo sát chưa kết thúc"] == (3, 3)
    assert counted["Đề nghị học chưa trả lời"] == (1, 1)
    assert counted["Nhu cầu chưa đáp ứng từ năm sáp nhập"] == (1, 1)
    for row in (mine, draft, over, opened, wish, need):
        row.refresh_from_db()
    assert draft.centre_id == opened.centre_id == wish.centre_id == centre.pk
    assert (mine.title, draft.title) == ("Khảo sát đầu năm", "Khảo sát đầu năm (Trung tâm thứ hai)")
    assert over.centre_id == other.pk


def test_needs_of_a_commune_that_went_into_this_one(world: World, by: Actor, centre: Centre):
    away = centre_at(world.other_commune)
    LineageEdge.objects.create(
        predecessor=world.other_commune, successor=world.commune, kind="merge", on=ON - ONE_DAY
    )
    whole, of_hamlet = need_at(world.other_commune), need_at(world.other_hamlet)
    last_year = need_at(world.other_commune, year=ON.year - 1)
    met = Need.objects.create(
        commune=world.other_commune,
        place=world.other_commune,
        year=ON.year,
        topic=topic(),
        people=3,
        source="tally",
        state="met",
        recorded_by="x",
    )
    draft = campaign(away, "Khảo sát của xã cũ")
    counted = merged(centre, away, by)
    assert counted["Nhu cầu chưa đáp ứng từ năm sáp nhập"] == (2, 2)
    assert counted["Đợt khảo sát chưa kết thúc"] == (1, 1)
    for row in (whole, of_hamlet, last_year, met, draft):
        row.refresh_from_db()
    assert (whole.commune, whole.place) == (world.commune, world.commune)
    assert (of_hamlet.commune, of_hamlet.place) == (world.commune, world.other_hamlet)
    assert last_year.commune == met.commune == world.other_commune
    assert (draft.centre, draft.commune) == (centre, world.commune)


def test_a_ranking_that_is_not_decided_goes_along(world: World, by: Actor, centre: Centre, other: Centre):
    this_year = ranking_hands.opened(other, by, ON.year)
    last_year = ranking_hands.submitted(other, by, ON.year - 1)
    counted = merged(centre, other, by)
    assert counted["Phiếu xếp loại chưa quyết định từ năm sáp nhập"] == (1, 1)
    this_year.refresh_from_db()
    last_year.refresh_from_db()
    assert (this_year.centre_id, last_year.centre_id) == (centre.pk, other.pk)


def test_two_sheets_for_one_year_are_for_people_to_settle(
    world: World, by: Actor, centre: Centre, other: Centre
):
    ranking_hands.opened(centre, by, ON.year)
    theirs = ranking_hands.submitted(other, by, ON.year)
    chairs(other, by=by)
    with pytest.raises(Refused, match=f"đều có phiếu xếp loại năm {ON.year}"):
        merged(centre, other, by)
    theirs.refresh_from_db()
    assert theirs.centre_id == other.pk
    assert Equipment.objects.get().centre_id == other.pk
    assert not CentreMerger.objects.exists()
    Ranking.objects.filter(pk=theirs.pk).update(state="withdrawn")
    counted = merged(centre, other, by)
    assert counted["Phiếu xếp loại chưa quyết định từ năm sáp nhập"] == (1, 1)


def test_a_ranking_in_a_draft_decision_waits_for_it(world: World, by: Actor, centre: Centre, other: Centre):
    ranking_hands.authority_at(world.commune)
    last_of_year = dt.date(DAY.year - 1, 12, 31)
    lan, minh = world.actor(world.lan), world.actor(world.minh)
    decision = ranking_hands.drafted(other, by, minh, lan, last_of_year.year)
    with pytest.raises(Refused, match="dự thảo quyết định"):
        merged(centre, other, by, last_of_year)
    assert decision.lines.get().ranking.centre_id == other.pk
