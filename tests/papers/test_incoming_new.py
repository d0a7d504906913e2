"""A paper that came is written into the book, with its scan."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core import files
from hoctap.core.dates import ONE_DAY, today
from hoctap.papers.books import rules
from hoctap.papers.models import Incoming
from tests.papers.book_hands import came, typed
from tests.recognition.hands import shown, sign_in
from tests.season import SCAN, Season


def page(season: Season) -> str:
    return reverse("incoming_new", args=[season.association.pk])


def test_it_gets_its_number_and_keeps_its_scan(decided: Season):
    lan = sign_in(decided.officer)
    assert "số tiếp theo của năm nay là 1" in shown(lan.get(page(decided)))
    form: dict[str, Any] = typed(due_on="2024-02-20") | {"file": SimpleUploadedFile("den.pdf", SCAN)}
    body = shown(lan.post(page(decided), form, follow=True))
    assert "Đã vào sổ, số đến 1." in body
    row = Incoming.objects.get()
    assert (row.year, row.arrival_number, row.urgency) == (2024, 1, "urgent")
    assert files.read(row.sha256) == SCAN
    scan = lan.get(reverse("incoming_scan", args=[row.pk]))
    assert scan["Content-Type"] == "application/pdf"
    assert sign_in(decided.world.oanh).get(reverse("incoming_scan", args=[row.pk])).status_code == 404


def test_the_same_paper_again_is_refused_by_the_line_that_has_it(decided: Season):
    came(decided)
    lan = sign_in(decided.officer)
    refused = lan.post(page(decided), typed(number="415 /kh-ubnd"))
    assert refused.status_code == 422
    assert (
        "Văn bản này đã vào sổ: số đến 1, ngày 02/02/2024, Kế hoạch số 415/KH-UBND ngày 31/01/2024"
        in shown(refused)
    )
    assert lan.post(page(decided), typed(number="416/KH-UBND")).status_code == 302
    assert lan.post(page(decided), typed(number="")).status_code == 302  # without a number nobody can tell


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"received_on": (today() + ONE_DAY).isoformat()}, "Ngày đến ở sau ngày hôm nay"),
        ({"received_on": "2024-01-30"}, "Ngày đến 30/01/2024 ở trước ngày văn bản 31/01/2024"),
        ({"dated_on": (today() + ONE_DAY).isoformat()}, "Ngày văn bản ở sau ngày hôm nay"),
        ({"due_on": "2024-02-01"}, "Thời hạn giải quyết ở trước ngày đến"),
        ({"issuer_name": ""}, "Ghi cơ quan ban hành"),
        ({"title": ""}, "Ghi trích yếu"),
        ({"dated_on": ""}, "Ghi ngày trên văn bản"),
        ({"received_on": ""}, "Ghi ngày đến"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(decided: Season, change: dict[str, str], said: str):
    refused = sign_in(decided.officer).post(page(decided), typed(**change))
    assert refused.status_code == 422
    assert said in shown(refused)
    assert not Incoming.objects.exists()


def test_a_file_of_a_wrong_kind_is_refused_and_takes_no_number(decided: Season):
    lan = sign_in(decided.officer)
    wrong: dict[str, Any] = typed() | {"file": SimpleUploadedFile("den.exe", b"MZ\x90\x00 program")}
    refused = lan.post(page(decided), wrong)
    assert refused.status_code == 422
    assert "PDF" in shown(refused)
    assert not Incoming.objects.exists()


def test_the_right_one_is_refused_by_nothing_and_others_find_nothing(decided: Season):
    day = dt.date(2024, 2, 2)
    facts = rules.IncomingFacts("UBND", "Việc", True, day, day, day, day)
    assert rules.incoming_blockers(facts) == []
    assert sign_in(decided.world.oanh).post(page(decided), typed()).status_code == 404
    assert sign_in(decided.world.bich).post(page(decided), typed()).status_code in (403, 404)
