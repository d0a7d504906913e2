"""Rút đăng ký: until the decision a family takes its registration back; figures follow, and a mistake is put right."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.recognition import actions
from hoctap.recognition.models import Dossier, Withdrawal
from tests.recognition.hands import enter, queries_of, refused, row, shown, sign_in
from tests.season import Season


def withdraw(season: Season, dossier: Dossier, who: Any = None, **other: Any) -> Withdrawal:
    usual: dict[str, Any] = {"withdrawn_on": today(), "why": "đi làm ăn xa", "told_by": "Bà Năm, vợ chủ hộ"}
    done = actions.withdraw_registration(dossier, **{**usual, **other}, by=season.by(who or season.officer))
    dossier.refresh_from_db()
    return done


def registered(season: Season) -> int:
    return (
        Summary.objects.filter(
            counter="learning_family.registered", place=season.hamlet, year=season.round.year
        )
        .values_list("value", flat=True)
        .first()
        or 0
    )


@pytest.mark.parametrize("step", ["scored", "nominated", "accepted", "submitted"])
def test_it_goes_back_to_the_list_with_its_record_and_the_figure_follows(
    step: str, request: pytest.FixtureRequest
):
    season: Season = request.getfixturevalue(step)
    dossier = season.dossiers[0]
    dossier.refresh_from_db()
    before, was = registered(season), dossier.state
    done = withdraw(season, dossier)
    assert (dossier.state, dossier.registered_on, dossier.hamlet_total, dossier.answers) == (
        "listed",
        None,
        None,
        {},
    )
    change = dossier.state_changes.latest("id")
    assert (change.from_state, change.to_state, change.why) == (was, "listed", "Rút đăng ký: đi làm ăn xa")
    assert registered(season) == before - 1
    assert done.kept["hamlet_total"] == "88.00"


def test_a_submission_that_named_it_leads_to_a_decision_without_it(submitted: Season):
    gone, stays = submitted.dossiers
    withdraw(submitted, gone)
    decision = actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))
    assert [line.dossier_id for line in decision.lines.all()] == [stays.pk]


def test_a_drafted_decision_that_names_it_is_dropped_first(drafted: Season):
    with pytest.raises(Refused, match="Bỏ bản soạn quyết định trước"):
        withdraw(drafted, drafted.dossiers[0])
    actions.drop_decision(drafted.decision, by=drafted.by(drafted.officer))
    withdraw(drafted, drafted.dossiers[0])
    assert drafted.dossiers[0].state == "listed"


def test_after_the_decision_only_a_revocation_helps(decided: Season):
    with pytest.raises(Refused, match="quyết định thu hồi"):
        withdraw(decided, decided.dossiers[0])


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"why": " "}, "lý do rút"),
        ({"told_by": ""}, "ai báo rút"),
        ({"withdrawn_on": None}, "Ghi ngày rút"),
        ({"withdrawn_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"withdrawn_on": dt.date(2020, 1, 1)}, "trước ngày đăng ký"),
    ],
)
def test_it_says_why_who_and_when(scored: Season, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        withdraw(scored, scored.dossiers[0], **other)
    assert not Withdrawal.objects.exists()


def test_who_is_not_registered_has_nothing_to_take_back(opened: Season):
    with pytest.raises(Refused, match="chưa đăng ký"):
        withdraw(opened, opened.dossiers[0])


def test_the_head_records_it_while_the_hamlet_writes_and_the_commune_afterwards(nominated: Season):
    with pytest.raises(Forbidden):
        withdraw(nominated, nominated.dossiers[0], nominated.head)
    open_one = nominated.open_dossiers[0]
    with pytest.raises(Forbidden):  # not his hamlet
        withdraw(nominated, open_one, nominated.head)


def test_the_head_of_the_hamlet_may_while_it_is_his(scored: Season):
    withdraw(scored, scored.dossiers[0], scored.head)


def test_taken_back_by_mistake_it_returns_with_its_scores_to_the_hamlets_desk(nominated: Season):
    dossier = nominated.dossiers[0]
    day = dossier.registered_on
    done = withdraw(nominated, dossier)
    by = nominated.by(nominated.officer)
    with pytest.raises(Refused, match="ghi lý do"):
        actions.restore_registration(done, why="", by=by)
    actions.restore_registration(done, why="ghi nhầm hộ", by=by)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.hamlet_total, dossier.way, dossier.registered_on) == (
        "scored",
        Decimal(88),
        "paper",
        day,
    )
    with pytest.raises(Refused, match="đã được ghi lại"):
        actions.restore_registration(done, why="nữa", by=by)


def test_who_registered_anew_keeps_the_new_scores(scored: Season):
    dossier = scored.dossiers[0]
    done = withdraw(scored, dossier)
    enter(scored, row(dossier, "70", "81"))
    with pytest.raises(Refused, match="đã đăng ký lại"):
        actions.restore_registration(done, why="x", by=scored.by(scored.officer))
    withdraw(scored, dossier)
    with pytest.raises(Refused, match="đã đăng ký lại"):  # an older one brings no older scores back
        actions.restore_registration(done, why="x", by=scored.by(scored.officer))


def test_the_page_asks_for_all_three_and_shows_the_record_afterwards(nominated: Season):
    dossier = nominated.dossiers[0]
    here = reverse("withdrawal_new", args=[dossier.pk])
    lan = sign_in(nominated.officer)
    assert "Rút đăng ký" in shown(lan.get(here))
    refused(
        lan.post(here, {"withdrawn_on": today().isoformat(), "why": "", "told_by": ""}),
        "Ghi lý do",
        "ai báo rút",
    )
    form = {"withdrawn_on": today().isoformat(), "why": "đi xa", "told_by": "Ông Sáu"}
    body = shown(lan.post(here, form, follow=True))
    assert "Ông Sáu" in body
    assert "đi xa" in body
    done = Withdrawal.objects.get()
    undo = reverse("withdrawal_undo", args=[done.pk])
    assert lan.post(undo, {"why": ""}).status_code == 422
    assert "Đã ghi lại đăng ký" in shown(lan.post(undo, {"why": "nhầm hộ"}, follow=True))
    assert queries_of(lan, here) <= 12


def test_the_next_commune_finds_nothing(nominated: Season):
    here = reverse("withdrawal_new", args=[nominated.dossiers[0].pk])
    assert sign_in(nominated.world.oanh).get(here).status_code == 404
