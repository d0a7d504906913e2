"""The questions of a citizen say the printed words where an officer entered them, and that they are a draft's where not."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.criteria.printed.actions import enter_labels
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.own_answers.actions import give_own_link
from tests.recognition.elsewhere import CitizensRound
from tests.recognition.hands import shown, sign_in
from tests.season import SCAN
from tests.world import World

ALL = "Tên các chỉ số theo bản dự thảo 2020"
PRINTED = "Tự học thường xuyên, như bản in ghi"


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    return CitizensRound(world)


def enter(citizens: CitizensRound, *codes: str) -> None:
    words = {code: {"": f"{PRINTED} {code}"} for code in codes}
    enter_labels(
        citizens.season.edition, citizens.world.commune, words, source="Bản in QĐ 324",
        valid_from=dt.date(2024, 1, 1), page=SCAN, by=citizens.officer,
    )  # fmt: skip


def codes(citizens: CitizensRound) -> list[str]:
    return [one.code for one in citizens.season.edition.criteria.all()]


@pytest.mark.requirement("S0-41")
def test_the_page_of_who_writes_for_a_citizen(citizens: CitizensRound, own_files: None):
    hers = citizens.hers
    by = citizens.officer
    actions.save_list(citizens.season, hers.hamlet, [TypedRow(hers.pk, hers.version, True)], by=by)
    client = sign_in(citizens.world.lan)
    address = reverse("dossier_questions", args=[hers.pk])
    assert ALL in shown(client.get(address))
    first, *rest = codes(citizens)
    enter(citizens, first)
    page = shown(client.get(address))
    assert f"{PRINTED} {first}" in page
    assert ALL not in page
    assert f"Tên các chỉ số {', '.join(rest)} còn theo bản dự thảo 2020" in page
    enter(citizens, first, *rest)
    assert "bản dự thảo 2020" not in shown(client.get(address))


def test_the_page_of_the_own_link(citizens: CitizensRound, own_files: None):
    token = give_own_link(citizens.hers, by=citizens.officer).token
    phone = Client()
    phone.get(reverse("own_open", args=[token]))
    assert ALL in shown(phone.get(reverse("own_answers")))
    enter(citizens, *codes(citizens))
    page = shown(phone.get(reverse("own_answers")))
    assert f"{PRINTED} {codes(citizens)[-1]}" in page
    assert "bản dự thảo 2020" not in page


def test_next_door_the_words_of_the_draft_stand(citizens: CitizensRound, own_files: None):
    """What one commune entered is no other commune's."""
    enter_labels(
        citizens.season.edition, citizens.world.other_commune, {"CD1": {"": PRINTED}}, source="Bản in",
        valid_from=dt.date(2024, 1, 1), page=SCAN, by=citizens.world.actor(citizens.world.oanh),
    )  # fmt: skip
    hers = citizens.hers
    page = shown(sign_in(citizens.world.lan).get(reverse("dossier_questions", args=[hers.pk])))
    assert PRINTED not in page
    assert ALL in page
