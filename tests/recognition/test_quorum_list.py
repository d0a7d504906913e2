"""How many must have come: a setting with its basis; without one nothing is asked for."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.meetings.considering import quorum_for
from hoctap.recognition.models import MeetingQuorum
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season
from tests.world import World

ADDRESS = reverse("quorum_list")


def form(world: World, **other: str) -> dict[str, str]:
    usual = {
        "place": str(world.commune.pk),
        "title_name": "Gia đình văn hóa",
        "percent": "60",
        "instrument": "Hướng dẫn số 12/HD-UBND",
        "valid_from": "2024-01-01",
    }
    return {**usual, **other}


def test_an_officer_sets_it_with_its_basis_and_ends_it(opened: Season):
    lan = sign_in(opened.officer)
    assert "Chưa có quy định nào" in shown(lan.get(ADDRESS))
    assert "60 %" in shown(lan.post(ADDRESS, form(opened.world), follow=True))
    quorum = MeetingQuorum.objects.get()
    assert quorum_for(opened.hamlet, "gia đình văn hóa", today()) == quorum
    assert quorum_for(opened.hamlet, "Gia đình học tập", today()) is None
    assert quorum_for(opened.hamlet, "Gia đình văn hóa", dt.date(2023, 12, 31)) is None
    assert (quorum.needed_of(5), quorum.needed_of(6)) == (3, 4)
    lan.post(reverse("quorum_end", args=[quorum.pk]))
    assert quorum_for(opened.hamlet, "Gia đình văn hóa", today()) is None
    with pytest.raises(Refused, match="đã hết áp dụng"):
        actions.end_quorum(quorum, by=opened.by(opened.officer))


def test_a_new_one_ends_the_one_before_it(opened: Season):
    lan = sign_in(opened.officer)
    lan.post(ADDRESS, form(opened.world))
    lan.post(ADDRESS, form(opened.world, percent="70", valid_from="2025-01-01"))
    old, new = MeetingQuorum.objects.order_by("valid_from")
    assert (old.valid_to, new.valid_to) == (dt.date(2025, 1, 1), None)
    assert quorum_for(opened.hamlet, "Gia đình văn hóa", dt.date(2024, 12, 31)) == old


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"percent": "0"}, "từ 1 đến 100"),
        ({"instrument": ""}, "làm căn cứ"),
        ({"valid_from": ""}, "ngày bắt đầu"),
    ],
)
def test_it_is_not_invented(opened: Season, change: dict[str, str], said: str):
    refused(sign_in(opened.officer).post(ADDRESS, form(opened.world, **change)), said)
    assert not MeetingQuorum.objects.exists()


def test_another_commune_neither_sees_nor_ends_it(opened: Season):
    sign_in(opened.officer).post(ADDRESS, form(opened.world))
    quorum = MeetingQuorum.objects.get()
    oanh = sign_in(opened.world.oanh)
    assert "Hướng dẫn số 12" not in shown(oanh.get(ADDRESS))
    assert oanh.post(reverse("quorum_end", args=[quorum.pk])).status_code == 404
    assert sign_in(opened.head).get(ADDRESS).status_code == 403
    for act in (
        lambda: actions.end_quorum(quorum, by=opened.by(opened.head)),
        lambda: actions.set_quorum(
            opened.commune, percent=10, instrument="x", valid_from=today(), by=opened.by(opened.head)
        ),
    ):
        with pytest.raises(Forbidden):
            act()


def test_the_page_takes_few_queries(opened: Season):
    assert queries_of(sign_in(opened.officer), ADDRESS) <= 9
