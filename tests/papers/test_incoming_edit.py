"""A line that was written wrongly is put right; its number stays."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.papers.books import actions
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.models import Delivery
from tests.papers.book_hands import came, details, typed
from tests.recognition.hands import shown, sign_in
from tests.season import SCAN, Season


def test_the_number_and_the_year_of_the_book_stay(decided: Season):
    row = came(decided)
    page = reverse("incoming_edit", args=[row.pk])
    lan = sign_in(decided.officer)
    assert "415/KH-UBND" in shown(lan.get(page))
    form: dict[str, Any] = typed(number="451/KH-UBND") | {"file": SimpleUploadedFile("a.pdf", SCAN)}
    assert lan.post(page, form).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.arrival_number, bool(row.sha256)) == ("451/KH-UBND", 1, True)
    refused = lan.post(page, typed(received_on="2025-02-02"))
    assert refused.status_code == 422
    assert "Văn bản nằm trong sổ năm 2024" in shown(refused)


def test_it_does_not_become_a_paper_that_is_there_already(decided: Season):
    came(decided)
    other = came(decided, "9/CV")
    refused = sign_in(decided.officer).post(reverse("incoming_edit", args=[other.pk]), typed())
    assert "đã vào sổ: số đến 1" in shown(refused)


def test_what_was_received_here_is_as_its_issuer_wrote_it(decided: Season):
    lan = decided.by(decided.officer)
    actions.set_recipients(decided.decision.paper, [RecipientLine(decided.association)], by=lan)
    row = actions.receive(Delivery.objects.get(), by=lan)
    with pytest.raises(Refused, match="nhận trong hệ thống"):
        actions.correct_incoming(row, details(), by=lan)


def test_others_find_nothing(decided: Season):
    row = came(decided)
    page = reverse("incoming_edit", args=[row.pk])
    assert sign_in(decided.world.oanh).get(page).status_code == 404
    assert sign_in(decided.world.bich).post(page, typed()).status_code in (403, 404)
