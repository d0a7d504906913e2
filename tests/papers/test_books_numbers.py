"""Numbers of an issuer: one series or one for each kind, what is taken, what is missing."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.books import actions, numbering, rules
from hoctap.papers.models import FreeNumbers, Incoming, Paper
from hoctap.papers.queries import next_number
from hoctap.places.models import Numbering
from tests import season as steps
from tests.papers.book_hands import own, signed
from tests.recognition.hands import shown, sign_in
from tests.recognition.test_two_at_once import at_once
from tests.season import Season
from tests.world import make_world


@pytest.mark.parametrize(
    ("used", "free", "missing"),
    [
        ([], [], []),
        ([1, 2, 3], [], []),
        ([2, 5, 6, 9], [], [(1, 1), (3, 4), (7, 8)]),
        ([40, 42], [(1, 39)], [(41, 41)]),
        ([3], [(4, 6)], [(1, 2)]),
        ([3, 3], [(1, 5)], []),
    ],
)
def test_gaps_are_runs_that_neither_a_paper_nor_a_reason_fills(
    used: list[int], free: list[tuple[int, int]], missing: list[tuple[int, int]]
):
    assert rules.gaps(used, free) == missing


def test_each_kind_has_its_series_until_the_issuer_keeps_one_for_all(decided: Season):
    issuer = own(decided.association)
    signed(decided, issuer, 8)
    assert next_number(issuer, "submission", 2024) == 9
    assert next_number(issuer, "decision", 2024) == 1
    lan = decided.by(decided.officer)
    actions.set_series(issuer, numbering_by="own", is_one_for_all=True, by=lan)
    assert next_number(issuer, "decision", 2024) == 9
    assert next_number(issuer, "submission", 2025) == 1


def test_a_number_left_free_is_passed_over_and_refused_for_a_paper(decided: Season):
    issuer = own(decided.association)
    lan = decided.by(decided.officer)
    assert numbering.gaps_of(issuer, 2024) == [numbering.Gap("TTr", 1, 2)]  # 03/TTr-HKH is on record
    row = actions.leave_numbers_free(
        issuer, year=2024, series="TTr", first=1, last=2, reason="đã cấp trên sổ giấy", by=lan
    )
    assert numbering.gaps_of(issuer, 2024) == []
    paper = Paper(kind="submission", issuer=issuer, place=decided.commune)
    taken = numbering.taken_by(paper, 2, dt.date(2024, 11, 1))
    assert taken is not None
    assert "số để trống: đã cấp trên sổ giấy" in taken.words
    actions.take_numbers_back(row, by=lan)
    assert numbering.taken_by(paper, 2, dt.date(2024, 11, 1)) is None


def printed(season: Season, kind: str, title: str) -> Paper:
    """A paper of the association that waits for its signature."""
    lan = season.by(season.officer)
    paper = papers.create_paper(
        kind,
        issuer=season.association,
        place=season.commune,
        year=2024,
        title=title,
        content=serial.from_json(season.meeting.minutes.versions.get(version=1).content),  # type: ignore[union-attr]
        about=papers.About("recognition.recognitionround", str(season.round.pk)),
        by=lan,
    )
    papers.mark_printed(paper, by=lan)
    return paper


def test_a_taken_number_is_refused_naming_kind_number_day_and_subject_with_a_link(decided: Season):
    first = signed(decided, own(decided.association), 12, title="Công nhận đợt trước")
    second = printed(decided, "submission", "Công nhận đợt sau")
    form = {"number": "12", "dated_on": "2024-11-08", "signer": "Nguyễn Thị Lan", "signing_capacity": "other"}
    answer = sign_in(decided.officer).post(reverse("paper_sign", args=[second.pk]), form)
    body = shown(answer)
    assert answer.status_code == 422
    assert "Số 12 đã ghi cho “Công nhận đợt trước” (" in body
    assert "12/TTr-HKH ngày 01/10/2024)" in body
    assert f'href="{reverse("paper_detail", args=[first.pk])}"' in body


def test_two_kinds_with_one_abbreviation_share_a_series(decided: Season):
    """05/BC-HKH stands once in an own book; in one that somebody else keeps it is only told."""
    kinds = numbering.kinds_in("BC")
    assert len(kinds) > 1
    one, other = kinds[:2]
    issuer = own(decided.association)
    signed(decided, issuer, 5, kind=one)
    paper = Paper(kind=other, issuer=issuer, place=decided.commune)
    taken = numbering.taken_by(paper, 5, dt.date(2024, 11, 1))
    assert taken is not None
    assert not taken.only_warns
    assert next_number(issuer, other, 2024) == 6
    issuer.numbering = Numbering.OUTSIDE
    issuer.save()
    taken = numbering.taken_by(paper, 5, dt.date(2024, 11, 1))
    assert taken is not None
    assert taken.only_warns
    double = printed(decided, other, "Báo cáo khác")
    by = decided.by(decided.officer)
    papers.record_signature(double, number=5, dated_on=dt.date(2024, 11, 1), signer="Lan", by=by)
    assert [one.number for one in numbering.doubles_of(issuer, 2024)] == [5]
    body = shown(sign_in(decided.officer).get(reverse("paper_detail", args=[double.pk])))
    assert "Cùng số trong một dãy" in body


def test_a_number_before_the_signature_is_refused(drafted: Season):
    with pytest.raises(Refused, match="còn là bản nháp"):
        papers.record_signature(
            drafted.decision.paper,
            number=7,
            dated_on=dt.date(2024, 11, 8),
            signer="Minh",
            by=drafted.by(drafted.chair),
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first": None}, "first"),
        ({"first": 0}, "first"),
        ({"first": 5, "last": 4}, "last"),
        ({"last": 9_999}, "last"),
        ({"reason": "x"}, "reason"),
        ({"year": 1999}, "year"),
        ({"year": 2099}, "year"),
        ({"series_is_known": False}, "series"),
        ({"is_own_book": False}, ""),
        ({"used_by": "số 5 là của “Tờ trình”"}, "first"),
        ({"left_free_already": "số 1–5, cấp trên giấy"}, "first"),
    ],
)
def test_leaving_numbers_free_is_refused_beside_its_field(change: dict[str, object], field: str):
    usual: dict[str, object] = {
        "first": 1, "last": 5, "reason": "cấp trên sổ giấy", "year": 2024, "this_year": 2026, "is_own_book": True,
        "series_is_known": True,
    }  # fmt: skip
    assert rules.free_blockers(rules.FreeFacts(**usual)) == []  # type: ignore[arg-type]
    assert [one.field for one in rules.free_blockers(rules.FreeFacts(**{**usual, **change}))] == [field]  # type: ignore[arg-type]


def test_a_number_that_a_paper_has_is_not_left_free(decided: Season):
    issuer = own(decided.association)
    with pytest.raises(Refused, match="03/TTr-HKH"):
        actions.leave_numbers_free(
            issuer,
            year=2024,
            series="TTr",
            first=1,
            last=5,
            reason="cấp trên giấy",
            by=decided.by(decided.officer),
        )
    assert not FreeNumbers.objects.exists()


def test_the_settings_of_a_book_are_its_keeper_s(decided: Season):
    with pytest.raises(Forbidden):
        actions.set_series(
            decided.association, numbering_by="own", is_one_for_all=True, by=decided.by(decided.world.oanh)
        )
    with pytest.raises(Refused, match="Chọn nơi cấp số"):
        actions.set_series(
            decided.association, numbering_by="x", is_one_for_all=True, by=decided.by(decided.officer)
        )


# ---------------------------------------------------------------- several at once


def test_several_at_once_get_different_numbers_and_none_is_left_out(transactional_db: None):
    cache.clear()
    season = steps.walk(make_world(), last=steps.hold_meeting)
    lan = season.by(season.officer)

    def details(at: int) -> actions.IncomingDetails:
        return actions.IncomingDetails(
            issuer_name="Sở",
            title="x",
            number=f"{at}/CV",
            dated_on=dt.date(2024, 1, 1),
            received_on=dt.date(2024, 1, 2),
        )

    outcomes = at_once(
        *[lambda at=at: actions.enter_incoming(season.association, details(at), by=lan) for at in range(6)]  # type: ignore[misc]
    )
    assert outcomes == [""] * 6
    numbers = Incoming.objects.values_list("arrival_number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    outcomes = at_once(*[lambda: actions.enter_incoming(season.association, details(9), by=lan)] * 3)
    assert sum(not one for one in outcomes) == 1
    assert all("đã vào sổ" in one for one in outcomes if one)


@pytest.mark.parametrize("is_one_for_all", [True, False])
def test_a_paper_of_another_kind_in_the_same_series_waits_and_is_refused(
    transactional_db: None, is_one_for_all: bool
):
    """All kinds in one book; or kinds that share an abbreviation."""
    cache.clear()
    season = steps.walk(make_world(), last=steps.hold_meeting)
    lan = season.by(season.officer)
    actions.set_series(season.association, numbering_by="own", is_one_for_all=is_one_for_all, by=lan)
    kinds = ("submission", *numbering.kinds_in("BC")[:2]) if is_one_for_all else numbering.kinds_in("BC")[:3]
    made = [printed(season, kind, f"Loại {kind}") for kind in kinds]
    signature = {"number": 5, "dated_on": dt.date(2024, 10, 25), "signer": "Lan", "by": lan}
    outcomes = at_once(*[lambda paper=paper: papers.record_signature(paper, **signature) for paper in made])  # type: ignore[misc]
    done = [one for one in outcomes if not one]
    assert len(done) == 1, outcomes
    assert all("Số 5 đã ghi cho “Loại" in one for one in outcomes if one)
    assert Paper.objects.filter(number=5).count() == 1
