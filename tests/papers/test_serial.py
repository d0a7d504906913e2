"""What a paper says is kept beside it, and comes back as it was."""

import datetime as dt
import json
from dataclasses import fields
from decimal import Decimal

import pytest

from hoctap.papers import serial
from hoctap.papers.content import KINDS, PaperContent
from tests.papers.samples import SAMPLES


def test_there_is_a_sample_for_every_kind():
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_content_comes_back_from_json_as_it_was(kind: str):
    content = SAMPLES[kind]
    kept = json.loads(json.dumps(serial.to_json(content)))
    assert serial.from_json(kept) == content


@pytest.mark.parametrize("kind", KINDS)
def test_the_signature_adds_number_and_date_and_touches_nothing_else(kind: str):
    content: PaperContent = SAMPLES[kind]
    signed = serial.signed(content, number=7, dated_on=dt.date(2024, 11, 8))
    assert (signed.letterhead.number, signed.letterhead.dated_on) == ("7", dt.date(2024, 11, 8))
    for field in fields(content):
        if field.name != "letterhead":
            assert getattr(signed, field.name) == getattr(content, field.name)


def test_a_paper_without_a_number_gets_only_its_date():
    signed = serial.signed(SAMPLES["minutes"], number=None, dated_on=dt.date(2024, 10, 5))
    assert signed.letterhead.number is None
    assert signed.letterhead.dated_on == dt.date(2024, 10, 5)


def test_points_dates_and_moments_keep_their_kind():
    values = (Decimal("88.50"), dt.date(2024, 11, 8), dt.datetime(2024, 11, 8, 19, 30), None, "", 0)
    back = serial.from_json(json.loads(json.dumps(serial.to_json(values))))
    assert back == values
    assert [type(value) for value in back] == [type(value) for value in values]
    assert str(back[0]) == "88.50"
