"""Members of all chapters in one list."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client

from hoctap.associations.models import Chapter, Tally
from tests.associations import hands
from tests.world import World


@pytest.fixture
def chapters(world: World) -> list[Chapter]:
    by = world.actor(world.lan)
    return [
        hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by),
        hands.chapter_of(world.association, world.hamlet_2, "Chi hội Ấp 2", by=by),
    ]


def url(world: World) -> str:
    return f"/associations/{world.association.pk}/tally/?year=2024"


@pytest.mark.requirement("S2-42")
def test_all_chapters_are_written_down_at_once(world: World, chapters: list[Chapter], client: Client):
    one, two = chapters
    client.force_login(world.lan)
    typed = {
        "as_of": "2024-06-30",
        "source": "Sổ hội viên",
        f"members-{one.pk}": "1.120",
        f"joined-{one.pk}": "30",
        f"left-{one.pk}": "4",
        f"members-{two.pk}": "",
        f"members-{world.association.pk}": "15",
    }
    assert "Đã ghi 2 số liệu" in client.post(url(world), typed, follow=True).content.decode()
    assert {(row.chapter, row.members, row.joined, row.left, row.year) for row in Tally.objects.all()} == {
        (one, 1120, 30, 4, 2024),
        (None, 15, None, None, 2024),
    }
    assert "không ghi thêm" in client.post(url(world), typed, follow=True).content.decode()
    assert Tally.objects.count() == 2
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Tally.objects.all().delete()


def test_rows_are_pasted_from_a_workbook(world: World, chapters: list[Chapter], client: Client):
    client.force_login(world.lan)
    typed = {"as_of": "2024-06-30", "source": "Excel", "pasted": "Chi hội Ấp 1\t120\t15\nchi hội ấp 2\t80\n"}
    assert client.post(url(world), typed).status_code == 302
    assert {row.chapter.name: (row.members, row.joined) for row in Tally.objects.all() if row.chapter} == {
        "Chi hội Ấp 1": (120, 15),
        "Chi hội Ấp 2": (80, None),
    }
    page = client.post(url(world), {**typed, "pasted": "Chi hội Ấp 9\t1"})
    assert page.status_code == 422
    assert "không có “Chi hội Ấp 9”" in page.content.decode()


@pytest.mark.parametrize(
    ("members", "joined", "more", "words"),
    [
        ("nhiều", "", {}, "không phải số hội viên"),
        ("-3", "", {}, "không phải số hội viên"),
        ("5", "9", {}, "nhiều hơn số hội viên"),
        ("", "9", {}, "hãy ghi số hội viên"),
        ("", "", {}, "Chưa ghi số nào"),
        ("5", "", {"as_of": "2199-01-01"}, "chưa tới"),
        ("5", "", {"source": " "}, "Hãy ghi nguồn"),
    ],
)
def test_what_cannot_be_a_number_of_people_is_refused_and_shown_again(
    world: World,
    chapters: list[Chapter],
    client: Client,
    members: str,
    joined: str,
    more: dict[str, str],
    words: str,
):
    client.force_login(world.lan)
    key = chapters[0].pk
    typed = {"as_of": "2024-06-30", "source": "Sổ", f"members-{key}": members, f"joined-{key}": joined}
    page = client.post(url(world), typed | more)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert f'value="{members}"' in page.content.decode()
    assert not Tally.objects.exists()


def test_nobody_writes_for_another_commune(world: World, chapters: list[Chapter], client: Client):
    client.force_login(world.oanh)
    assert client.get(url(world)).status_code == 404
    other = world.other_commune.organisations.get()
    typed = {"as_of": "2024-06-30", "source": "Sổ", f"members-{chapters[0].pk}": "5"}
    assert client.post(f"/associations/{other.pk}/tally/", typed).status_code == 422
    assert not Tally.objects.exists()


def test_a_chapter_that_had_ended_by_then_has_no_members(
    world: World, chapters: list[Chapter], client: Client
):
    Chapter.objects.filter(pk=chapters[0].pk).update(ended_on=dt.date(2024, 3, 1), ended_by="Nhập")
    client.force_login(world.lan)
    page = client.get(url(world)).content.decode()
    assert "Chi hội Ấp 2" in page
    assert "Chi hội Ấp 1" not in page
