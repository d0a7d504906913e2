"""An edition that an instrument ends while nothing follows it."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.drafting import actions
from hoctap.criteria.models import CriteriaEdition, EditionEnd
from hoctap.criteria.queries import editions_for, near_editions
from tests.criteria.drafts import draft, filled, publish
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.world import World

WHY = "Quyết định bị bãi bỏ, chưa có hướng dẫn mới"


def address(edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/end/"


def form(**other: Any) -> dict[str, Any]:
    return {"ends_on": "2025-01-01", "why": WHY, "number": "45/QĐ-UBND", "dated_on": "2024-12-20"} | other


def test_it_ends_with_reason_and_instrument_and_the_next_year_says_which_are_near(world: World) -> None:
    edition, bich = publish(world, filled(world)), sign_in(world.bich)
    detail = f"/criteria/editions/{edition.pk}/"
    assert "Kết thúc hiệu lực" in shown(bich.get(detail))
    assert "Từ ngày ấy không mở được" in shown(bich.get(address(edition)))
    assert bich.post(address(edition), form()).status_code == 302
    page = shown(bich.get(detail))
    assert "đến trước 01/01/2025" in page
    assert f"{WHY} (văn bản số 45/QĐ-UBND ngày 20/12/2024" in page
    assert f"/criteria/editions/{edition.pk}/end/" not in page
    # The year it held in has it; later the edition of the country is the nearest again.
    assert list(editions_for(edition.title, 2024, world.commune)) == [edition]
    assert edition not in editions_for(edition.title, 2025, world.commune)
    assert edition in near_editions(edition.title, 2026, world.commune)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"why": ""}, "Ghi vì sao bộ này thôi áp dụng"),
        ({"number": ""}, "Ghi số của văn bản bãi bỏ"),
        ({"dated_on": ""}, "Ghi ngày của văn bản bãi bỏ"),
        ({"dated_on": "2100-01-01"}, "chưa tới"),
        ({"ends_on": ""}, "Ghi ngày thôi áp dụng"),
        ({"ends_on": "2024-02-01"}, "phải sau ngày bắt đầu hiệu lực (01/02/2024)"),
    ],
)
def test_what_is_missing_is_named(world: World, typed: dict[str, str], words: str) -> None:
    edition = publish(world, filled(world))
    refused(sign_in(world.bich).post(address(edition), form(**typed)), words)
    edition.refresh_from_db()
    assert edition.valid_to is None


def test_it_ends_once_and_a_draft_is_dropped_instead(world: World) -> None:
    edition, bich = publish(world, filled(world)), sign_in(world.bich)
    bich.post(address(edition), form())
    refused(bich.post(address(edition), form(ends_on="2026-01-01")), "đã ghi ngày hết hiệu lực: 01/01/2025")
    other = draft(world, name="Bản nháp")
    refused(bich.post(address(other), form()), "Bản nháp chưa ban hành thì bỏ")
    with pytest.raises(DatabaseError), transaction.atomic():
        CriteriaEdition.objects.filter(pk=edition.pk).update(valid_to=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        EditionEnd.objects.update(why="khác")


def test_a_commune_and_a_stranger_do_not_end_it(world: World) -> None:
    edition = publish(world, filled(world))
    assert sign_in(world.lan).get(address(edition)).status_code == 403
    assert sign_in(world.lan).post(address(edition), form()).status_code == 403
    ending = {"ends_on": dt.date(2025, 1, 1), "why": WHY, "number": "1", "dated_on": dt.date(2024, 1, 1)}
    for who in (world.lan, world.oanh):
        with pytest.raises(Forbidden):
            actions.end_edition(edition, **ending, by=world.actor(who))
    # The editions of the country are nobody's to end.
    with pytest.raises((Forbidden, Refused)):
        actions.end_edition(world.edition, **ending, by=world.actor(world.bich))


def test_its_page_takes_a_fixed_number_of_queries(world: World) -> None:
    edition, bich = publish(world, filled(world)), sign_in(world.bich)
    few = queries_of(bich, address(edition))
    publish(world, filled(world, draft(world, title="learning_citizen")))
    assert queries_of(bich, address(edition)) == few
