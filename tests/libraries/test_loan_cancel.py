"""A loan written down by mistake never was; what was proved by it is proved no more."""

import pytest
from django.test import Client

from hoctap.core.refusals import Refused
from hoctap.evidence.models import PERSON, Subject
from hoctap.evidence.registry import record_kinds
from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.lending.actions import cancel_loan
from tests.libraries.lending_hands import card, copy_at, lent, signed_in, start
from tests.world import World, make_household


def test_a_mistake_is_taken_out_with_its_reason(world: World, client: Client):
    shelf, by = start(world)
    loan = lent(copy_at(shelf, "TK-0001"), card(shelf, by), by)
    signed_in(client)
    url = f"/lending/loans/{loan.pk}/cancel/"
    assert client.post(url, {"why": " "}).status_code == 422
    assert client.post(url, {"why": "Quét nhầm thẻ"}).status_code == 302
    loan.refresh_from_db()
    assert loan.cancelled_why == "Quét nhầm thẻ"
    assert loan.returned_on is not None
    with pytest.raises(Refused, match="nhầm rồi"):
        cancel_loan(loan, "lần nữa", by=by)
    again = lent(loan.copy, card(shelf, by, "Phan Văn Hai"), by)
    assert again.returned_on is None


@pytest.mark.requirement("S1-06")
def test_a_loan_is_offered_as_evidence_without_saying_which_book(world: World):
    shelf, by = start(world)
    person = make_household(world.hamlet, "Nguyễn Văn Đọc").head
    loan = lent(
        copy_at(shelf, "TK-0001", "Sống chung với bệnh"),
        give_card(shelf, CardTyped(), person=person, by=by),
        by,
    )
    kind = record_kinds["loan"]
    offers = kind.offers([Subject(PERSON, person.pk)], world.actor(world.lan))
    assert [one.id for one in offers] == [str(loan.pk)]
    assert "mượn sách ở Thư viện" in offers[0].title
    assert "Sống chung" not in offers[0].title
    assert offers[0].url == ""
    assert kind.offers([Subject(PERSON, person.pk)], by)[0].url
    assert kind.offers([Subject(PERSON, person.pk)], world.actor(world.oanh)) == []
    assert kind.urls([str(loan.pk)], world.actor(world.lan)) == {}
    cancel_loan(loan, "nhầm", by=by)
    assert kind.offers([Subject(PERSON, person.pk)], world.actor(world.lan)) == []
