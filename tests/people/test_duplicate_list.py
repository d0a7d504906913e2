"""Rows that may be one person: found by a rule, never by itself decided."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.duplicate_queries import judge
from hoctap.people.models import DuplicateCandidate, Likeness, Person
from tests.world import World, make_household

URL = "/people/duplicates/"


def stub(name: str, born: int | None) -> Person:
    person = Person(full_name=name, birth_year=born)
    person.set_keys()
    return person


@pytest.mark.parametrize(
    ("a", "b", "same_hamlet", "likeness", "words"),
    [
        (
            ("Lê Văn Á", 1968),
            ("Lê Văn A", 1968),
            True,
            Likeness.SURE,
            "cùng tên khi bỏ dấu, cùng năm sinh, cùng ấp",
        ),
        (
            ("Lê Văn Á", 1968),
            ("Lê Văn Á", 1968),
            False,
            Likeness.LIKELY,
            "cùng họ tên, cùng năm sinh, cùng xã",
        ),
        (
            ("Lê Văn Á", 1968),
            ("Lê Văn Á", None),
            True,
            Likeness.LIKELY,
            "cùng họ tên, thiếu năm sinh, cùng ấp",
        ),
        (
            ("Lê Văn Á", 1968),
            ("Lê Văn Á", None),
            False,
            Likeness.WEAK,
            "cùng họ tên, thiếu năm sinh, cùng xã",
        ),
        (("Lê Văn Á", 1968), ("Lê Văn Á", 1969), True, None, ""),
        (("Lê Văn Á", None), ("Lê Văn Á", None), False, None, ""),
        (("Lê Văn Á", 1968), ("Lê Văn B", 1968), True, None, ""),
    ],
)
def test_how_alike_two_are_is_said_in_words(
    a: tuple[str, int | None],
    b: tuple[str, int | None],
    same_hamlet: bool,
    likeness: Likeness | None,
    words: str,
):
    found = judge(stub(*a), stub(*b), same_hamlet=same_hamlet)
    assert (found.likeness if found else None, found.why if found else "") == (likeness, words)


@pytest.fixture
def alike(world: World) -> World:
    make_household(world.hamlet, "Lê Văn Á", birth_year=1968)
    make_household(world.hamlet, "Lê Văn A", birth_year=1968)
    make_household(world.hamlet_2, "Lê Văn Á", birth_year=None)
    make_household(world.hamlet_2, "Trần Thị B", birth_year=1968)
    make_household(world.other_hamlet, "Lê Văn Á", birth_year=1968)
    return world


def test_the_finder_notes_each_pair_of_the_commune_once_and_leaves_those_told_apart(
    alike: World, client: Client
):
    client.force_login(alike.lan)
    assert "Không có cặp nào" in client.get(URL).content.decode()
    find = reverse("duplicate_find", args=[alike.commune.pk])
    assert "thêm 3 cặp" in client.post(find, follow=True).content.decode()
    assert [one.likeness for one in DuplicateCandidate.objects.all()] == [1, 3, 3]
    assert "Không có thêm cặp nào" in client.post(find, follow=True).content.decode()
    first = DuplicateCandidate.objects.first()
    assert first is not None
    client.post(reverse("duplicate_apart", args=[first.pk]))
    assert actions.find_duplicates(alike.commune, by=alike.actor(alike.lan)) == 0
    body = client.get(URL, {"state": "different"}).content.decode()
    assert "cùng tên khi bỏ dấu, cùng năm sinh, cùng ấp" in body
    assert "cùng năm sinh" not in client.get(URL).content.decode()


def test_another_commune_sees_and_finds_nothing_of_it(alike: World, client: Client):
    actions.find_duplicates(alike.commune, by=alike.actor(alike.lan))
    client.force_login(alike.oanh)
    assert "Lê Văn" not in client.get(URL).content.decode()
    assert client.post(reverse("duplicate_find", args=[alike.commune.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.find_duplicates(alike.commune, by=alike.actor(alike.oanh))
    with pytest.raises(Refused, match="cho cả xã"):
        actions.find_duplicates(alike.hamlet, by=alike.actor(alike.lan))
    client.force_login(alike.hung)
    assert client.get(URL).status_code == 403


def test_the_page_takes_the_same_queries_whatever_the_pairs(alike: World, client: Client):
    client.force_login(alike.lan)
    actions.find_duplicates(alike.commune, by=alike.actor(alike.lan))
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for _ in range(8):
        make_household(alike.hamlet, "Lê Văn Á", birth_year=1968)
    actions.find_duplicates(alike.commune, by=alike.actor(alike.lan))
    with CaptureQueriesContext(connection) as many:
        response = client.get(URL)
    assert len(response.context["page"].object_list) > 30
    assert len(many) == len(few), [query["sql"][:90] for query in many]


def test_the_home_page_says_that_pairs_wait(alike: World, client: Client):
    actions.find_duplicates(alike.commune, by=alike.actor(alike.lan))
    client.force_login(alike.lan)
    assert "Xem 3 cặp người có thể ghi trùng" in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/households/?year=2024", "/persons/"])
def test_the_lists_of_the_register_lead_to_the_pairs_that_wait_for_who_may_decide(
    world: World, client: Client, address: str
):
    for _ in range(2):
        make_household(world.hamlet, "Nguyễn Văn Á", birth_year=1968)
    link = 'href="/people/duplicates/">1 cặp người có thể ghi trùng</a>'
    client.force_login(world.lan)
    assert "có thể ghi trùng" not in client.get(address).content.decode()
    actions.find_duplicates(world.commune, by=world.actor(world.lan))
    assert link in client.get(address).content.decode()
    for who in (world.hung, world.oanh, world.minh):
        client.force_login(who)
        assert "có thể ghi trùng" not in client.get(address).content.decode()
