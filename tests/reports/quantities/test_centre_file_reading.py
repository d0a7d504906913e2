"""Reports count the centres of a commune, what they have and who works there from their files."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import User
from hoctap.assessments.models import Ranking
from hoctap.assessments.ranking import actions
from hoctap.centres import actions as centre_actions
from hoctap.centres.board.models import BoardSeat
from hoctap.centres.facilities.equipment.actions import void_support
from hoctap.centres.facilities.venues.actions import share_venue
from hoctap.centres.facts.actions import record_fact
from hoctap.centres.models import (
    Centre,
    Equipment,
    EquipmentKind,
    Speaker,
    SupportLine,
    TeacherRequest,
    TeacherSession,
    Venue,
)
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.places.models import Place
from hoctap.reports.quantities import centre_file
from hoctap.reports.quantities.periods import Period, period_of
from hoctap.reports.quantities.queries import read_quantities
from hoctap.reports.quantities.registry import Asked, quantities
from hoctap.reports.types.shipped import CENTRE, NETWORK
from tests.assessments import ranking_hands
from tests.assessments.hands import PDF
from tests.centres.facility_hands import chairs, venue_in
from tests.centres.hands import centre_at, topic
from tests.season import make_director
from tests.world import World

DAY = today()
YEAR = period_of("year", DAY.year)
BEGAN = dt.date(DAY.year - 1, 1, 15)


@pytest.fixture
def director(world: World) -> User:
    return make_director("Đặng Thị Thu", "thu", world.commune)


@pytest.fixture
def by(world: World, director: User) -> Actor:
    return world.actor(director)


@pytest.fixture
def centre(world: World, director: User) -> Centre:
    return centre_at(world.commune)


def read(world: World, *codes: str, period: Period = YEAR, as_of: dt.date | None = None) -> dict[str, int]:
    """What Tân Kiều has; what is not there is missing."""
    wanted = tuple(f"centre.{code}" for code in codes)
    asked = Asked(wanted, (world.commune.pk, world.other_commune.pk), period, as_of)
    told = centre_file.read_files_of_centres(asked)
    assert set(told) == set(wanted)
    return {
        code.removeprefix("centre."): int(found[world.commune.pk].number)
        for code, found in told.items()
        if world.commune.pk in found
    }


def seat(centre: Centre, role: str, name: str, **values: object) -> BoardSeat:
    decided = (
        {"decision_number": "12/QĐ-UBND", "decision_on": BEGAN} if role in ("director", "deputy") else {}
    )
    return BoardSeat.objects.create(
        **{
            "centre": centre,
            "role": role,
            "full_name": name,
            "starts_on": BEGAN,
            "recorded_by": "Hệ thống",
            **decided,
            **values,
        }
    )


def teacher_sent(centre: Centre, name: str, state: str = "assigned", **values: object) -> TeacherRequest:
    teacher = Speaker.objects.create(place=centre.place, full_name=name, kind="teacher")
    request = TeacherRequest.objects.create(
        **{
            "centre": centre,
            "topic": topic(),
            "title": "Lớp xóa mù chữ",
            "asked_on": BEGAN,
            "from_on": BEGAN,
            "to_on": BEGAN + 90 * ONE_DAY,
            "sessions_wanted": 3,
            "state": state,
            "teacher": teacher,
            "assigned_on": BEGAN,
            "recorded_by": "Hệ thống",
            **values,
        }
    )
    TeacherSession.objects.create(request=request, on=BEGAN, content="Bài 1", recorded_by="Hệ thống")
    return request


@pytest.mark.requirement("S2-10")
def test_centres_and_the_communes_that_have_one(world: World, by: Actor, centre: Centre):
    before = read(world, "count", "communes", "communes_with")
    assert before == {"count": 1, "communes": 1, "communes_with": 1}
    second = centre_actions.register_centre(world.commune, "Trung tâm thứ hai", by=by)
    assert read(world, "count", "communes_with") == {"count": 2, "communes_with": 1}
    second.organisation.valid_to = DAY
    second.organisation.save(update_fields=["valid_to"])
    assert read(world, "count") == {"count": 1}
    # Of a commune without a centre in the books only that it is a commune is known; one that lost its centre has none.
    place = read_quantities(world.district, YEAR, [f"centre.{code}" for code in ("count", "communes")])
    assert (place.total["centre.count"].number, place.total["centre.communes"].number) == (1, 2)
    assert place.total["centre.count"].missing_communes == ("xã Hưng Thạnh",)
    centre.organisation.valid_to = DAY
    centre.organisation.save(update_fields=["valid_to"])
    assert read(world, "count", "communes_with", "seal") == {"count": 0, "communes_with": 0, "seal": 0}


@pytest.mark.requirement("S2-10", "S4-28")
def test_seal_account_and_building_are_as_recorded_for_the_day(world: World, by: Actor, centre: Centre):
    codes = ("own_building", "seal", "account")
    assert read(world, *codes) == {}
    record_fact(centre, "seal", has=True, since=BEGAN, source="GCN 1", by=by)
    record_fact(centre, "account", has=False, since=BEGAN, source="Kho bạc", by=by)
    assert read(world, *codes) == {"seal": 1, "account": 0}
    record_fact(centre, "seal", has=False, since=DAY, source="Thu hồi", by=by)
    assert read(world, "seal") == {"seal": 0}
    assert read(world, "seal", as_of=DAY - ONE_DAY) == {"seal": 1}
    assert read(world, "seal", period=period_of("year", BEGAN.year - 1)) == {}


def test_of_several_centres_each_must_have_its_word(world: World, by: Actor, centre: Centre):
    second = centre_actions.register_centre(world.commune, "Trung tâm thứ hai", by=by)
    record_fact(centre, "seal", has=True, since=BEGAN, source="GCN 1", by=by)
    chairs(centre, of="Máy vi tính", good=3, by=by)
    assert read(world, "seal", "computers") == {}
    record_fact(second, "seal", has=True, since=BEGAN, source="GCN 2", by=by)
    chairs(second, of="Ghế", by=by)
    assert read(world, "seal", "computers") == {"seal": 2, "computers": 3}


@pytest.mark.requirement("S2-10")
def test_people_are_counted_once_and_only_those_of_the_day(world: World, by: Actor, centre: Centre):
    assert read(world, "managers", "teachers", "speakers") == {}
    seat(centre, "director", "Nguyễn Văn Một")
    seat(centre, "deputy", "Nguyễn Văn Hai")
    seat(centre, "deputy", "Nguyễn Văn Hai", starts_on=BEGAN + ONE_DAY)
    seat(centre, "deputy", "Đã nghỉ", ended_on=DAY, ended_why="nghỉ hưu")
    seat(centre, "member", "Ủy viên không quản lý")
    seat(centre, "teacher", "Cô Ba")
    teacher_sent(centre, "Cô Ba")
    teacher_sent(centre, "Thầy Tư")
    teacher_sent(centre, "Thầy Năm", "done", ended_on=DAY)
    teacher_sent(centre, "Thầy Sáu", "forwarded")
    told = read(world, "managers", "teachers", "speakers")
    assert told == {"managers": 2, "teachers": 2, "speakers": 4}
    assert read(world, "managers", "teachers", as_of=DAY - ONE_DAY) == {"managers": 3, "teachers": 3}


def test_a_speaker_counts_while_he_takes_part(world: World, centre: Centre):
    gone = Speaker.objects.create(place=world.commune, full_name="Đã thôi", ended_on=DAY)
    assert read(world, "speakers") == {"speakers": 0}
    assert read(world, "speakers", as_of=DAY - ONE_DAY) == {"speakers": 1}
    Speaker.objects.create(place=world.other_commune, full_name="Người xã khác")
    Speaker.objects.create(place=world.commune, full_name="Chưa bắt đầu", started_on=DAY + ONE_DAY)
    assert read(world, "speakers") == {"speakers": 0}
    gone.ended_on = None
    gone.save(update_fields=["ended_on"])
    assert read(world, "speakers") == {"speakers": 1}


@pytest.mark.requirement("S2-10", "S4-28")
def test_what_works_of_equipment_is_counted(world: World, by: Actor, centre: Centre):
    things = ("computers", "internet", "loudspeakers", "bookcases")
    assert read(world, *things) == {}
    chairs(centre, by=by)
    assert read(world, *things) == dict.fromkeys(things, 0)
    chairs(centre, of="Máy vi tính", good=4, by=by)
    chairs(centre, "cũ", of="Máy vi tính", good=2, by=by)
    chairs(centre, of="Máy chiếu", good=1, by=by)
    chairs(centre, of="Tủ sách", good=2, by=by)
    own = EquipmentKind.objects.create(place=world.commune, name="Loa kéo", unit="cái")
    Equipment.objects.create(centre=centre, kind=own, good=0, broken=1, recorded_by="Hệ thống")
    assert read(world, *things) == {"computers": 6, "internet": 0, "loudspeakers": 0, "bookcases": 1}
    Equipment.objects.filter(kind=own).update(good=1)
    modem = EquipmentKind.objects.create(place=world.commune, name="Modem wifi", unit="cái")
    Equipment.objects.create(centre=centre, kind=modem, good=1, recorded_by="Hệ thống")
    assert read(world, *things) == {"computers": 6, "internet": 1, "loudspeakers": 1, "bookcases": 1}
    # Of a day gone by only a check tells.
    assert read(world, *things, as_of=DAY - ONE_DAY) == {}


def put_in(
    centre: Centre, source: str, amount: int | None, *, on: dt.date = DAY, **values: object
) -> SupportLine:
    return SupportLine.objects.create(
        **{
            "centre": centre,
            "on": on,
            "kind": "activities",
            "what": "Cấp kinh phí",
            "source": source,
            "amount": amount,
            "recorded_by": "Hệ thống",
            **values,
        }
    )


@pytest.mark.requirement("S2-10", "S4-28")
def test_money_is_what_the_book_of_support_says_and_things_are_none(world: World, by: Actor, centre: Centre):
    money = ("money.budget", "money.donated")
    assert read(world, *money) == {}
    put_in(centre, "social", 6_000_000, is_in_kind=True, kind="materials")
    assert read(world, *money) == {"money.budget": 0, "money.donated": 0}, "the book is kept: none came"
    put_in(centre, "budget", 30_000_000)
    put_in(centre, "budget", 2_000_000)
    put_in(centre, "social", 5_000_000)
    put_in(centre, "association", 9_000_000)
    put_in(centre, "own", 700_000)
    void_support(put_in(centre, "budget", 11_000_000), why="Ghi hai lần", by=by)
    chairs(centre, of="Máy vi tính", by=by)  # worth 5.000.000, from the budget
    told = {"money.budget": 32_000_000, "money.donated": 5_000_000}
    assert read(world, *money) == told
    put_in(centre, "budget", 8_000_000, on=dt.date(DAY.year - 1, 12, 31))
    assert read(world, *money) == told
    assert read(world, "money.budget", period=period_of("year", DAY.year - 1)) == {"money.budget": 8_000_000}
    first, second = (period_of("quarter", DAY.year - 1, number) for number in (3, 4))
    assert read(world, "money.budget", period=second) == {"money.budget": 8_000_000}
    assert read(world, "money.budget", period=first) == {}, "nobody had written anything by then"


def test_money_of_several_centres_is_known_once_each_has_its_word(world: World, by: Actor, centre: Centre):
    second = centre_actions.register_centre(world.commune, "Trung tâm thứ hai", by=by)
    put_in(centre, "budget", 1_000_000)
    assert read(world, "money.budget") == {}
    put_in(second, "budget", 2_000_000)
    assert read(world, "money.budget") == {"money.budget": 3_000_000}
    second.organisation.valid_to = DAY
    second.organisation.save(update_fields=["valid_to"])
    assert read(world, "money.budget") == {"money.budget": 3_000_000}, (
        "what a centre was given before it ended"
    )


def test_a_culture_house_is_joined_by_agreement(world: World, by: Actor, centre: Centre):
    assert read(world, "culture_houses") == {}
    hall = venue_in(world.commune)
    house = venue_in(world.hamlet, "Nhà văn hóa ấp", kind="hamlet_house")
    share_venue(hall, centre, agreement="Thỏa thuận 1", is_seat=False, started_on=BEGAN, by=by)
    assert read(world, "culture_houses") == {"culture_houses": 0}
    share = share_venue(house, centre, agreement="Thỏa thuận 2", is_seat=False, started_on=BEGAN, by=by)
    assert read(world, "culture_houses") == {"culture_houses": 1}
    share.ended_on = DAY
    share.save(update_fields=["ended_on"])
    assert read(world, "culture_houses") == {"culture_houses": 0}
    Venue.objects.filter(pk=house.pk).update(centre=centre)
    assert read(world, "culture_houses") == {"culture_houses": 1}


@pytest.mark.requirement("S4-28")
def test_grades_are_those_decided_of_the_year_by_their_words(
    world: World, by: Actor, centre: Centre, ranked: Callable[[str, int], None]
):
    grades = ("grade.good", "grade.fair", "grade.average")
    ranking_hands.submitted(centre, by, DAY.year)
    assert read(world, *grades) == {}
    ranked("good", DAY.year)
    # The province's code "good" is called Khá.
    assert read(world, *grades) == {"grade.good": 0, "grade.fair": 1, "grade.average": 0}
    assert read(world, *grades, as_of=DAY - ONE_DAY) == {}
    assert read(world, *grades, period=period_of("year", DAY.year - 1)) == {}
    actions.revoke_ranking(
        Ranking.objects.get(), number="7", revoked_on=DAY, issuer="UBND", why="Sai", copy=PDF, by=by
    )
    assert read(world, *grades) == {}


@pytest.fixture
def ranked(world: World, by: Actor, centre: Centre) -> Callable[[str, int], None]:
    """Decided today, on a paper of somebody else."""

    def make(grade: str, year: int) -> None:
        one = ranking_hands.submitted(centre, by, year)
        one.state, one.grade, one.decided_on, one.decision_number = "ranked", grade, DAY, "5/QĐ-UBND"
        one.confirmed_by, one.confirmed_at, one.decides = "Chủ tịch", one.submitted_at, "Chủ tịch"
        one.frozen = {}
        one.save()

    return make


def test_each_figure_opens_its_records_of_that_place_alone(
    world: World, by: Actor, centre: Centre, client: Client, ranked: Callable[[str, int], None]
):
    other = centre_at(world.other_commune)
    ranked("best", DAY.year)
    shown = {
        "centre.count": centre.name,
        "centre.seal": centre.name,
        "centre.managers": "Nguyễn Văn Một",
        "centre.teachers": "Nguyễn Văn Một",
        "centre.speakers": "Diễn giả nhà",
        "centre.computers": "Máy vi tính",
        "centre.bookcases": "Máy vi tính",
        "centre.culture_houses": "Nhà văn hóa nhà",
        "centre.money.budget": "Cấp kinh phí cho nhà",
        "centre.grade.good": centre.name,
    }
    hidden = (other.name, "Diễn giả xa", "Nhà văn hóa xa", "Người xã kia", "cho xa", "Tặng")
    seat(centre, "director", "Nguyễn Văn Một")
    seat(other, "director", "Người xã kia")
    for place, word in ((world.commune, "nhà"), (world.other_commune, "xa")):
        Speaker.objects.create(place=place, full_name=f"Diễn giả {word}")
        Venue.objects.create(place=place, kind="hamlet_house", name=f"Nhà văn hóa {word}")
    put_in(centre, "budget", 1000, what="Cấp kinh phí cho nhà")
    put_in(centre, "social", 1000, what="Tặng")
    put_in(other, "budget", 1000, what="Cấp kinh phí cho xa")
    chairs(centre, of="Máy vi tính", by=by)
    client.force_login(world.bich)
    for code, words in shown.items():
        quantity = quantities[code]
        assert quantity.drill_url is not None
        page = client.get(quantity.drill_url(world.commune, YEAR)).content.decode()
        assert words in page, code
        assert not [word for word in hidden if word in page], code
        assert client.get(quantity.drill_url(world.district, YEAR)).status_code == 200
    client.force_login(world.oanh)
    for code in shown:
        url = quantities[code].drill_url
        assert url is not None
        assert client.get(url(world.commune, YEAR)).status_code in (403, 404)


def test_more_communes_take_no_more_queries(world: World, by: Actor, centre: Centre):
    def cost(communes: tuple[Place, ...]) -> int:
        asked = Asked(centre_file.CODES, tuple(one.pk for one in communes), YEAR)
        with CaptureQueriesContext(connection) as told:
            centre_file.read_files_of_centres(asked)
        return len(told)

    for one in (centre, centre_at(world.other_commune)):
        seat(one, "director", "Nguyễn Văn Một")
    chairs(centre, of="Máy vi tính", by=by)
    few = cost((world.commune,))
    assert cost((world.commune, world.other_commune)) == few <= 17


def test_what_was_written_last_year_stays_readable_and_every_line_is_in_its_table():
    """`periodic.reading` falls back on what an earlier report said where a quantity has a reader and is no record from the start."""
    listed = {row.quantity for row in (*CENTRE.listed, *NETWORK.listed)}
    for code in (*centre_file.CODES, "association.members", "association.chapters"):
        quantity = quantities[code]
        assert quantity.read is None
        assert quantity.reader is not None
        assert not quantity.is_written
        assert code in listed
