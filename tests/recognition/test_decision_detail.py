"""The page of the one who signs; what a decision does, and that nothing changes afterwards."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.notices.models import Notice
from hoctap.papers import actions as papers
from hoctap.papers.models import Paper, PaperState, PaperVersion
from hoctap.recognition import actions
from hoctap.recognition.models import DecisionLine, Dossier, RecognitionDecision, StateChange
from tests.recognition.hands import (
    enter,
    meet,
    names,
    queries_of,
    refused,
    review,
    row,
    score,
    shown,
    sign,
    sign_in,
    states,
    verdict,
)
from tests.season import SCAN, Season
from tests.world import make_household, make_user


def address(season: Season) -> str:
    return reverse("decision_detail", args=[season.decision.pk])


def recognised(season: Season) -> dict[str, int]:
    rows = Summary.objects.filter(counter__startswith="learning_family.recognised", place=season.commune)
    return {row.counter.removeprefix("learning_family."): row.value for row in rows if row.value}


# ---------------------------------------------------------------- before the signature


@pytest.mark.requirement("S3-63")
def test_the_chair_sees_what_he_will_sign_what_is_odd_and_who_prepared_it(drafted: Season):
    body = shown(sign_in(drafted.chair).get(address(drafted)))
    assert all(name in body for name in names(drafted.dossiers))
    assert "2 hộ" in body
    assert "Tờ trình 03/TTr-HKH" in body
    assert drafted.officer.full_name in body
    for odd in ("mẫu chưa xác thực", "2 / 2 hộ nhập tổng điểm từ phiếu giấy", "Đã quá hạn"):
        assert odd in body
    assert Notice.objects.filter(user=drafted.chair, text__contains="2 hộ chờ ký").exists()


def test_a_drafted_decision_has_no_effect(drafted: Season):
    assert states(drafted) == ["proposed", "proposed"]
    assert drafted.decision.effective_on is None
    assert recognised(drafted) == {}
    assert drafted.dossiers[0].decided_on is None


def test_the_head_of_a_hamlet_does_not_read_a_draft(drafted: Season):
    answer = sign_in(drafted.head).get(address(drafted))
    assert answer.status_code == 404
    assert names(drafted.dossiers)[0] not in shown(answer)


def test_the_next_commune_does_not_find_the_decision(decided: Season):
    answer = sign_in(decided.world.oanh).get(address(decided))
    assert answer.status_code == 404
    assert not [name for name in names(decided.dossiers) if name in shown(answer)]


def test_a_draft_is_dropped_and_its_households_wait_as_before(drafted: Season):
    lan = sign_in(drafted.officer)
    link = reverse("decision_drop", args=[drafted.decision.pk])
    assert link in shown(lan.get(address(drafted)))
    assert "Đã bỏ bản soạn quyết định" in shown(lan.post(link, follow=True))
    drafted.decision.paper.refresh_from_db()
    assert drafted.decision.paper.state == PaperState.VOID
    assert states(drafted) == ["proposed", "proposed"]
    assert link not in shown(lan.get(address(drafted)))
    refused(lan.post(link), "đã bỏ")


def test_a_signed_decision_is_not_dropped(decided: Season):
    link = reverse("decision_drop", args=[decided.decision.pk])
    refused(sign_in(decided.officer).post(link), "07/QĐ-UBND đã ký ngày 08/11/2024")


def test_neither_the_chair_nor_the_head_drops_a_draft(drafted: Season):
    link = reverse("decision_drop", args=[drafted.decision.pk])
    for person in (drafted.chair, drafted.head):
        assert sign_in(person).post(link).status_code == 403
    with pytest.raises(Forbidden):
        actions.drop_decision(drafted.decision, by=drafted.by(drafted.chair))


# ---------------------------------------------------------------- the signature


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": None}, "Chưa có số"),
        ({"number": 0}, "từ 1 trở lên"),
        ({"number": 99_999_999_999}, "lớn quá"),
        ({"dated_on": None}, "Chưa có ngày ký"),
        ({"signed_copy": None}, "Chưa có bản đã ký, đóng dấu"),
        ({"signer": "  "}, "Chưa ghi họ tên người ký"),
        ({"dated_on": dt.date(2024, 10, 24)}, "Ngày ký trước ngày 25/10/2024 của 03/TTr-HKH"),
    ],
)
@pytest.mark.requirement("S3-63")
def test_a_decision_has_no_effect_until_number_date_and_signed_copy_are_there(
    drafted: Season, typed: dict[str, object], said: str
):
    by = drafted.by(drafted.chair)
    papers.mark_printed(drafted.decision.paper, by=by)
    full = {"number": 7, "dated_on": dt.date(2024, 11, 8), "signer": "Lê Quang Minh", "signed_copy": SCAN}
    with pytest.raises(Refused, match=said):
        papers.record_signature(drafted.decision.paper, **{**full, **typed}, by=by)  # type: ignore[arg-type]
    drafted.decision.refresh_from_db()
    assert drafted.decision.effective_on is None
    assert states(drafted) == ["proposed", "proposed"]
    assert recognised(drafted) == {}


def test_the_officer_does_not_record_the_signature_of_the_chair(drafted: Season):
    by = drafted.by(drafted.officer)
    papers.mark_printed(drafted.decision.paper, by=by)
    with pytest.raises(Forbidden):
        papers.record_signature(
            drafted.decision.paper,
            number=7,
            dated_on=dt.date(2024, 11, 8),
            signer="x",
            signed_copy=SCAN,
            by=by,
        )
    assert states(drafted) == ["proposed", "proposed"]


@pytest.mark.requirement("S3-07", "S3-63")
def test_once_signed_the_families_are_recognised_with_the_score_of_that_day(decided: Season):
    assert states(decided) == ["recognised", "recognised"]
    dossier = decided.dossiers[0]
    frozen = dossier.frozen_score
    assert frozen is not None
    assert (frozen["total"], frozen["threshold"], frozen["max_total"]) == ("88.00", "80.00", "100.00")
    assert frozen["totals"] == {"self": "92.00", "hamlet": "88.00"}
    assert frozen["sample"] is True
    assert [line["clause"] for line in frozen["lines"]] == ["Mục A1", "Mục A2", "Mục B1", "Mục B2"]
    assert dossier.decided_on == decided.decision.effective_on == dt.date(2024, 11, 8)
    assert recognised(decided) == {"recognised": 2}
    assert dossier.state_changes.latest("id").why == "Quyết định 07/QĐ-UBND"
    body = shown(sign_in(decided.officer).get(address(decided)))
    assert "có hiệu lực từ 08/11/2024" in body
    assert "Điều cần để ý trước khi ký" not in body


@pytest.mark.parametrize(
    ("day", "late"),
    [(dt.date(2024, 11, 14), False), (dt.date(2024, 11, 15), True), (dt.date(2024, 12, 1), True)],
)
@pytest.mark.requirement("S3-29")
def test_before_the_15th_ends_with_the_14th_and_late_is_late_for_ever(
    drafted: Season, day: dt.date, late: bool
):
    sign(drafted, drafted.decision.paper, 7, day)
    assert [dossier.is_late for dossier in drafted.dossiers] == [late, late]
    assert recognised(drafted) == {"recognised": 2} | ({"recognised_late": 2} if late else {})
    assert ("trễ hạn" in shown(sign_in(drafted.chair).get(address(drafted)))) == late


def test_the_people_of_the_round_are_told_and_their_link_opens(decided: Season):
    for person in (decided.officer, decided.head):
        notice = Notice.objects.filter(user=person).latest("id")
        assert "Quyết định 07/QĐ-UBND đã có hiệu lực: 2 hộ" in notice.text
        assert sign_in(person).get(notice.url).status_code == 200


def test_the_head_reads_only_the_lines_of_his_own_hamlet(submitted: Season):
    """Families of both hamlets stand in one decision; points and names of the other one are not his to read."""
    world = submitted.world
    neighbour = make_user(
        "Cao Văn Bảy", "bay", world.hamlet_board, "Trưởng ấp", (Role.HAMLET_HEAD, submitted.open_hamlet)
    )
    decision = actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))
    theirs = submitted.open_dossiers[0]
    Dossier.objects.filter(pk=theirs.pk).update(state="proposed", hamlet_total=97)
    DecisionLine.objects.create(
        decision=decision,
        dossier=theirs,
        position=9,
        head_name=names([theirs])[0],
        hamlet_name="Ấp 2",
        total=97,
    )
    sign(submitted, decision.paper, 7, dt.date(2024, 11, 8))
    here = reverse("decision_detail", args=[decision.pk])
    for person, own, other in [
        (submitted.head, submitted.dossiers, [theirs]),
        (neighbour, [theirs], submitted.dossiers),
    ]:
        client = sign_in(person)
        body = shown(client.get(here))
        assert all(name in body for name in names(own))
        assert not [name for name in names(other) if name in body]
        assert "3 hộ" in body, "how many were recognised is no secret"
        assert reverse("paper_detail", args=[decision.paper_id]) not in body
        assert client.get(reverse("paper_detail", args=[decision.paper_id])).status_code == 404
    body = shown(sign_in(submitted.officer).get(here))
    assert all(name in body for name in names([*submitted.dossiers, theirs]))


def test_a_decision_is_not_signed_when_a_household_has_moved_on(drafted: Season):
    Dossier.objects.filter(pk=drafted.dossiers[0].pk).update(state="accepted")
    with pytest.raises(Refused, match=f"1 hộ trong danh sách kèm theo .*{names(drafted.dossiers)[0]}"):
        sign(drafted, drafted.decision.paper, 7, dt.date(2024, 11, 8))


def test_the_consequences_are_not_drawn_from_an_unsigned_paper(drafted: Season):
    with pytest.raises(Refused, match="chưa ký"):
        actions.decision_signed(drafted.decision.paper, by=drafted.by(drafted.chair))
    with pytest.raises(Forbidden):
        actions.decision_signed(drafted.decision.paper, by=drafted.by(drafted.officer))


# ---------------------------------------------------------------- afterwards


ACTS: list[Callable[[Season, Dossier], object]] = [
    lambda season, dossier: enter(season, row(dossier, "10", "10")),
    lambda season, dossier: score(season, dossier),
    lambda season, dossier: score(season, dossier, "commune", "khác", A1="1"),
    lambda season, dossier: review(season, verdict(dossier)),
    lambda season, dossier: review(season, verdict(dossier, False, why="xem lại")),
    lambda season, dossier: meet(season),
    lambda season, dossier: actions.nominate(season.meeting, by=season.by(season.officer)),
    lambda season, dossier: actions.prepare_submission(season.round, by=season.by(season.officer)),
    lambda season, dossier: actions.withdraw_submission(season.submission, by=season.by(season.officer)),
    lambda season, dossier: actions.prepare_decision(season.submission, by=season.by(season.officer)),
    lambda season, dossier: actions.drop_decision(season.decision, by=season.by(season.officer)),
    lambda season, dossier: actions.decision_signed(season.decision.paper, by=season.by(season.chair)),
    lambda season, dossier: papers.take_edited(
        season.decision.paper, b"PK\x03\x04 word/", by=season.by(season.officer)
    ),
    lambda season, dossier: papers.void_paper(season.decision.paper, by=season.by(season.officer)),
    lambda season, dossier: sign(season, season.decision.paper, 8, dt.date(2024, 11, 9)),
]


def test_after_the_decision_every_action_refuses(decided: Season):
    dossier = decided.dossiers[0]
    before = Dossier.objects.values().get(pk=dossier.pk)
    for act in ACTS:
        with pytest.raises(Refused):
            act(decided, dossier)
    assert Dossier.objects.values().get(pk=dossier.pk) == before


WRITES: list[Callable[[Season], object]] = [
    lambda season: Dossier.objects.filter(pk=season.dossiers[0].pk).update(hamlet_total=99),
    lambda season: Dossier.objects.filter(pk=season.dossiers[0].pk).update(state="scored"),
    lambda season: Dossier.objects.filter(pk=season.dossiers[0].pk).update(frozen_score={}),
    lambda season: Dossier.objects.filter(pk=season.dossiers[0].pk).update(is_late=True),
    lambda season: Dossier.objects.filter(pk=season.dossiers[0].pk).delete(),
    lambda season: DecisionLine.objects.filter(decision=season.decision).update(total=99),
    lambda season: DecisionLine.objects.filter(decision=season.decision).delete(),
    lambda season: DecisionLine.objects.create(
        decision=season.decision,
        dossier=season.open_dossiers[0],
        position=9,
        head_name="x",
        hamlet_name="y",
        total=1,
    ),
    lambda season: RecognitionDecision.objects.filter(pk=season.decision.pk).update(
        effective_on=dt.date(2024, 11, 1)
    ),
    lambda season: Paper.objects.filter(pk=season.decision.paper_id).update(number=8),
    lambda season: Paper.objects.filter(pk=season.decision.paper_id).update(state="draft"),
    lambda season: Paper.objects.filter(pk=season.decision.paper_id).delete(),
    lambda season: PaperVersion.objects.filter(paper=season.decision.paper_id).update(sha256="0" * 64),
    lambda season: StateChange.objects.filter(dossier=season.dossiers[0]).delete(),
]


def test_after_the_decision_the_database_itself_refuses(decided: Season):
    for write in WRITES:
        with pytest.raises(DatabaseError), transaction.atomic():
            write(decided)


def test_each_move_of_a_dossier_is_on_record_with_its_person(decided: Season):
    for dossier in decided.dossiers:
        moves = list(dossier.state_changes.values_list("from_state", "to_state", "by"))
        people = [
            decided.officer,
            decided.head,
            decided.head,
            decided.officer,
            decided.officer,
            decided.chair,
        ]
        chain = ["", "listed", "scored", "nominated", "accepted", "proposed", "recognised"]
        expected = zip(chain, chain[1:], people, strict=False)
        assert moves == [(a, b, decided.by(person).described) for a, b, person in expected]


def test_the_page_takes_the_same_queries_however_long_the_annex_is(drafted: Season):
    minh = sign_in(drafted.chair)
    few = queries_of(minh, address(drafted))
    for number in range(30):
        dossier = Dossier.objects.create(
            round=drafted.round,
            household=make_household(drafted.hamlet, f"Nguyễn Văn {number:03d}"),
            hamlet=drafted.hamlet,
            title="learning_family",
            year=2024,
            sort_key="x",
        )
        DecisionLine.objects.create(
            decision=drafted.decision,
            dossier=dossier,
            position=number + 10,
            head_name="x",
            hamlet_name="Ấp 1",
            total=88,
        )
    assert queries_of(minh, address(drafted)) == few <= 15
