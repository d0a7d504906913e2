"""The persons of the register: found by name, filtered, each in his own place only."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.core.permissions import Role
from hoctap.people import register
from hoctap.people.models import Household, HouseholdMember, Person
from hoctap.places.models import Place
from tests.world import World, make_household, make_place, make_user

URL = "/persons/"


def add(
    household: Household, name: str, birth_year: int | None = None, sex: str = "", phone: str = ""
) -> Person:
    person = Person.objects.create(full_name=name, birth_year=birth_year, sex=sex, phone=phone)
    HouseholdMember.objects.create(household=household, person=person, joined_year=2024, relation="child")
    return person


def names(client: Client, **query: str) -> list[str]:
    return [line.full_name for line in client.get(URL, query).context["found"].page]


@pytest.fixture
def register_of(world: World) -> World:
    first = make_household(world.hamlet, "Nguyễn Văn Á", birth_year=1960)
    add(first, "Nguyễn Văn A", 1990, "m")
    add(first, "Nguyễn Vân Ả", 2010, "f", "0912345678")
    add(first, "Nguyễn Văn An", 1992, "m")
    second = make_household(world.hamlet_2, "Trần Thị Hoà", birth_year=1955)
    add(second, "Lê Thị Hòa", None, "f")
    add(second, "Trần A Văn", 2001, "m")
    Household.objects.filter(pk=second.pk).update(number="17")
    make_household(world.other_hamlet, "Nguyễn Văn A")
    return world


@pytest.fixture(params=["a commune", "a province", "a province, names walked"])
def road(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """All roads must find the same; a commune counts as a province where nothing is read whole."""
    if request.param != "a commune":
        monkeypatch.setattr(register, "FEW", -1 if request.param.endswith("walked") else 20_000)
        monkeypatch.setattr(register, "WHOLE_SCOPE", 0)
        monkeypatch.setattr(register, "NEAR_NAMES", 1)
        monkeypatch.setattr(register, "NEAR_HOUSEHOLDS", 1)
    return str(request.param)


def test_persons_are_listed_hamlet_by_hamlet_in_the_order_of_given_names(
    register_of: World, client: Client, road: str
):
    client.force_login(register_of.lan)
    assert names(client) == [
        *("Nguyễn Văn A", "Nguyễn Văn Á", "Nguyễn Vân Ả", "Nguyễn Văn An"),
        *("Lê Thị Hòa", "Trần Thị Hoà", "Trần A Văn"),
    ]


def test_a_name_is_found_without_accents_and_in_part(register_of: World, client: Client, road: str):
    client.force_login(register_of.lan)
    same = ["Nguyễn Văn A", "Nguyễn Văn Á", "Nguyễn Vân Ả"]
    assert names(client, q="nguyen van a") == [*same, "Nguyễn Văn An"]
    assert names(client, q="NGUYEN  van a") == [*same, "Nguyễn Văn An"]
    assert names(client, q="van a") == [*same, "Nguyễn Văn An", "Trần A Văn"]
    assert names(client, q="an van") == ["Nguyễn Văn An"]
    assert names(client, q="guyen") == []


def test_a_name_typed_with_accents_comes_first_then_the_same_without(
    register_of: World, client: Client, road: str
):
    client.force_login(register_of.lan)
    assert names(client, q="Nguyễn Văn Á") == [
        "Nguyễn Văn Á",
        "Nguyễn Văn A",
        "Nguyễn Vân Ả",
        "Nguyễn Văn An",
    ]
    assert names(client, q="Ả") == [
        "Nguyễn Vân Ả",
        "Nguyễn Văn A",
        "Nguyễn Văn Á",
        "Nguyễn Văn An",
        "Trần A Văn",
    ]
    assert names(client, q="văn") == [
        *("Nguyễn Văn A", "Nguyễn Văn Á", "Nguyễn Văn An", "Trần A Văn"),
        "Nguyễn Vân Ả",
    ]


def test_the_tone_may_stand_on_either_letter(register_of: World, client: Client, road: str):
    client.force_login(register_of.lan)
    assert names(client, q="Trần Thị Hòa")[0] == "Trần Thị Hoà"
    assert names(client, q="hoà") == ["Lê Thị Hòa", "Trần Thị Hoà"]


def test_digits_find_a_whole_telephone_or_household_number(register_of: World, client: Client, road: str):
    client.force_login(register_of.lan)
    assert names(client, q="0912 345 678") == ["Nguyễn Vân Ả"]
    assert names(client, q="17") == ["Lê Thị Hòa", "Trần Thị Hoà", "Trần A Văn"]
    assert names(client, q="1") == []
    client.force_login(register_of.oanh)
    assert names(client, q="0912345678") == []


def test_filters_stand_in_the_address(register_of: World, client: Client, road: str):
    client.force_login(register_of.lan)
    assert names(client, hamlet=str(register_of.hamlet_2.pk)) == ["Lê Thị Hòa", "Trần Thị Hoà", "Trần A Văn"]
    assert names(client, born_from="1990", born_to="2001") == ["Nguyễn Văn A", "Nguyễn Văn An", "Trần A Văn"]
    assert names(client, born_from="2010") == ["Nguyễn Vân Ả"]
    assert names(client, sex="f") == ["Nguyễn Vân Ả", "Lê Thị Hòa"]
    assert names(client, heads_only="on") == ["Nguyễn Văn Á", "Trần Thị Hoà"]
    assert names(client, q="van", sex="m", born_to="1991") == ["Nguyễn Văn A"]
    body = client.get(URL, {"q": "zzz"}).content.decode()
    assert "Không có ai đúng như đã lọc" in body


def test_who_left_or_moved_is_listed_where_he_lives(register_of: World, client: Client):
    client.force_login(register_of.lan)
    HouseholdMember.objects.filter(person__full_name="Nguyễn Văn An").update(left_year=2025)
    assert "Nguyễn Văn An" not in names(client)
    Household.objects.filter(head__full_name="Trần Thị Hoà").update(hamlet=register_of.other_hamlet)
    assert "Trần Thị Hoà" not in names(client)
    client.force_login(register_of.oanh)
    assert "Trần Thị Hoà" in names(client)


def test_each_sees_his_own_place_only(register_of: World, client: Client, road: str):
    client.force_login(register_of.hung)
    assert len(names(client)) == 4
    assert names(client, q="tran") == []
    assert names(client, hamlet=str(register_of.hamlet_2.pk)) == names(client)
    client.force_login(register_of.oanh)
    assert names(client, q="nguyen") == ["Nguyễn Văn A"]
    assert names(client) == ["Nguyễn Văn A"]
    client.force_login(register_of.bich)
    assert client.get(URL).status_code == 403
    officer = make_user(
        "Cán Bộ Tỉnh", "tinh", register_of.association, "", (Role.ASSOCIATION_OFFICER, register_of.province)
    )
    client.force_login(officer)
    assert len(names(client)) == 8
    assert len(names(client, commune=str(register_of.other_commune.pk))) == 1
    body = client.get(URL, {"commune": str(register_of.commune.pk)}).content.decode()
    assert "Xã Hưng Thạnh" in body
    assert str(register_of.hamlet_2.pk) in body
    assert str(register_of.other_hamlet.pk) not in body


def test_an_empty_list_says_what_to_do(world: World, client: Client):
    client.force_login(world.lan)
    body = client.get(URL).content.decode()
    assert "Chưa có ai trong sổ" in body
    assert "Nhập danh sách hộ" in body
    client.force_login(world.hung)
    assert "Nhập danh sách hộ từ tệp" not in client.get(URL).content.decode()


def test_a_key_or_a_filter_that_cannot_be_read_harms_nothing(register_of: World, client: Client):
    client.force_login(register_of.lan)
    for query in (
        {"after": "x"},
        {"after": "WyJhIiwiYiIsImMiXQ"},
        {"commune": "x", "hamlet": "y"},
        {"born_from": "nineteen"},
        {"sex": "x"},
        {"q": "' | !"},
        {"q": "\\"},
        {"q": "&"},
    ):
        assert client.get(URL, query).status_code == 200


def test_the_number_of_queries_does_not_grow_with_people_or_hamlets(
    register_of: World, client: Client, road: str, monkeypatch: pytest.MonkeyPatch
):
    client.force_login(register_of.lan)
    queries = ({}, {"q": "nguyen van"}, {"q": "Văn"}, {"born_from": "1950"})
    monkeypatch.setattr(register, "PAGE", 2)
    few = [cost(client, query) for query in queries]
    for number in range(12):
        hamlet: Place = make_place("hamlet", "ấp", f"Ấp {number + 10}", register_of.commune)
        for name in ("Nguyễn Văn Vở", "Trần Thị Hoa", "Nguyễn Vân Anh"):
            make_household(hamlet, name)
    monkeypatch.setattr(register, "PAGE", 5)
    assert [cost(client, query) for query in queries] == few
    assert max(few) <= 16


def cost(client: Client, query: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(URL, query).status_code == 200
    return len(captured)


def test_a_name_leads_to_the_person(world: World, client: Client):
    household = make_household(world.hamlet, "Lê Văn Ba")
    client.force_login(world.lan)
    assert f'href="/people/{household.head_id}/"' in client.get(URL).content.decode()
