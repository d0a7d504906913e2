"""What "thường xuyên" means: set by who keeps the plan, never softened below."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.learning.models import RegularityStandard
from hoctap.learning.regularity.actions import set_regularity
from hoctap.learning.regularity.queries import standards_at
from hoctap.learning.regularity.rules import Regular, missed_spans
from tests.world import World

URL = "/culture/regular/"
D = dt.date


def _set(
    world: World, place, activities: int, months: int, on: dt.date | None = None, user: User | None = None
):
    return set_regularity(
        place,
        activities=activities,
        months=months,
        from_on=on or today(),
        source="Kế hoạch 12/KH-UBND",
        by=world.actor(user or world.bich),
    )


def _at(world: World, day: dt.date | None = None) -> tuple[Regular, object]:
    found = standards_at([world.hamlet.path], day or today())[world.hamlet.pk]
    return found.regular, found.standard and found.standard.place


@pytest.mark.requirement("S1-14")
def test_the_commune_sets_it_on_the_page_and_it_holds_from_its_day(world: World, client: Client):
    client.force_login(world.lan)
    assert "mức đề xuất" in client.get(URL).text
    typed = {
        "place": str(world.commune.pk),
        "activities": "2",
        "months": "3",
        "from_on": today().isoformat(),
        "source": "Họp giao ban",
    }
    assert client.post(URL, typed).status_code == 302
    assert "2 hoạt động trong mỗi 3 tháng" in client.get(URL).text
    assert _at(world) == (Regular(2, 3), world.commune)
    assert _at(world, today() - dt.timedelta(days=1)) == (Regular(1, 1), None)
    for values, says in (
        ({"source": " "}, "căn cứ"),
        ({"activities": "0"}, "từ 1 đến 100"),
        ({"from_on": "01/01/2199"}, "quá xa"),
        ({"place": str(world.other_commune.pk)}, "không có trong danh sách"),
    ):
        answer = client.post(URL, typed | values)
        assert answer.status_code == 422
        assert says in answer.text
    assert RegularityStandard.objects.count() == 1


def test_a_place_below_may_ask_for_more_and_never_for_less(world: World):
    _set(world, world.district, 2, 1)
    with pytest.raises(Refused, match="không đặt thấp hơn"):
        _set(world, world.commune, 1, 1, user=world.lan)
    with pytest.raises(Refused, match="không đặt thấp hơn"):
        _set(world, world.commune, 6, 3, user=world.lan)  # as many, with longer silences
    _set(world, world.commune, 3, 1, user=world.lan)
    assert _at(world) == (Regular(3, 1), world.commune)


def test_what_is_set_above_later_is_not_undercut_by_an_earlier_one_below(world: World):
    _set(world, world.commune, 1, 3, on=today() - dt.timedelta(days=9), user=world.lan)
    _set(world, world.district, 1, 1)
    assert _at(world) == (Regular(1, 1), world.district)


def test_the_centre_that_is_measured_does_not_set_it(world: World, director: User, client: Client):
    with pytest.raises(Forbidden):
        _set(world, world.commune, 1, 12, user=director)
    client.force_login(director)
    assert "Đặt mức mới" not in client.get(URL).text
    assert client.post(URL, {"activities": "1"}).status_code == 403
    client.force_login(world.oanh)
    _set(world, world.commune, 4, 1, user=world.lan)
    assert "4 hoạt động" not in client.get(URL).text


@pytest.mark.parametrize(
    ("days", "regular", "today_", "missed"),
    [
        ([], Regular(1, 1), D(2026, 1, 10), ["tháng 1"]),
        ([D(2026, 1, 3)], Regular(1, 1), D(2026, 1, 10), []),
        ([D(2026, 1, 3)], Regular(1, 1), D(2026, 2, 20), []),  # February still runs
        ([D(2026, 1, 3)], Regular(1, 1), D(2026, 3, 1), ["tháng 2"]),
        ([D(2026, 1, 3), D(2026, 2, 3)], Regular(2, 3), D(2026, 4, 1), []),
        ([D(2026, 1, 3)], Regular(2, 3), D(2026, 4, 1), ["tháng 1–3"]),
        ([D(2026, 5, 3)], Regular(1, 6), D(2027, 2, 1), ["tháng 7–12"]),
    ],
)
def test_only_spans_that_are_over_are_held_against_anybody(days, regular, today_, missed):
    assert [str(one) for one in missed_spans(days, regular, 2026, today=today_)] == missed


def test_a_house_is_not_asked_about_the_time_before_it_stood():
    missed = missed_spans([D(2026, 6, 2)], Regular(1, 1), 2026, today=D(2026, 8, 1), since=D(2026, 5, 20))
    assert [str(one) for one in missed] == ["tháng 7"]
