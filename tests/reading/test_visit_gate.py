"""The counter at the door is read twice a day."""

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.visits import rules
from tests.reading.hands import counted
from tests.recognition.hands import shown, sign_in
from tests.world import World


def url(library: Library) -> str:
    return f"/reading/visits/{library.pk}/gate/"


def test_the_difference_is_the_visits_of_the_day(librarian: User, library: Library):
    client = sign_in(librarian)
    assert client.post(url(library), {"on": "2026-03-01", "first": "1200", "last": "1245"}).status_code == 302
    assert counted(library) == {("unknown", "anybody"): 45}
    page = shown(client.get(f"/reading/visits/{library.pk}/?year=2026"))
    assert "1.200 → 1.245" in page


@pytest.mark.parametrize(
    ("last", "both", "people"), [(10, False, 10), (10, True, 5), (11, True, 6), (0, True, 0)]
)
def test_one_that_counts_both_ways_is_halved(last: int, both: bool, people: int):
    assert rules.through_the_gate(0, last, both_ways=both) == people


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first": ""}, "lúc mở cửa"),
        ({"last": ""}, "lúc đóng cửa"),
        ({"last": "900"}, "nhỏ hơn lúc mở cửa"),
        ({"last": "99999999"}, "lớn quá"),
        ({"last": "900000"}, "quá nhiều lượt qua cửa"),
    ],
)
def test_readings_that_cannot_be_are_refused(
    librarian: User, library: Library, change: dict[str, str], words: str
):
    answer = sign_in(librarian).post(
        url(library), {"on": "2026-03-01", "first": "1000", "last": "1010", **change}
    )
    assert answer.status_code == 422
    assert words in shown(answer)


def test_others_do_not_come_in(world: World, library: Library):
    assert sign_in(world.minh).get(url(library)).status_code == 403
    assert sign_in(world.oanh).get(url(library)).status_code in (403, 404)
