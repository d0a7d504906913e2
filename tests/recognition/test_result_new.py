"""One citizen's result from the association's own software: it counts once, and beside points scored here a person chooses."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition
from hoctap.evidence import actions as evidence
from hoctap.recognition import actions
from hoctap.recognition.actions import MeetingForm, TypedRow, TypedVote
from hoctap.recognition.models import DossierState, ElsewhereResult, RecognitionRound, RescoredTotal, Way
from hoctap.recognition.rescoring import actions as rescoring
from hoctap.recognition.rescoring import tasks as rescoring_tasks
from hoctap.recognition.results import actions as results
from hoctap.recognition.results.rules import (
    Beside,
    DossierFacts,
    Told,
    compare,
    result_reasons,
)
from tests.recognition.elsewhere import WHO, CitizensRound, day, told
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import SCAN
from tests.world import World

Standing = ElsewhereResult.Standing


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    return CitizensRound(world)


def evening(citizens: CitizensRound) -> MeetingForm:
    votes = [TypedVote(citizens.season, votes_for=20)]
    return MeetingForm(day(), "Nhà văn hóa", "Ông A", "Bà B", votes, 20)


def here(citizens: CitizensRound) -> str:
    return reverse("result_new", args=[citizens.hers.pk])


def typed(**other: str) -> dict[str, str]:
    return {"total": "85,5", "passed": "yes", "result_on": day().isoformat(), "confirmed_by": WHO, **other}


@pytest.mark.requirement("S0-41")
def test_a_result_is_taken_down_with_who_confirmed_it_and_goes_to_the_meeting(citizens: CitizensRound):
    client = sign_in(citizens.world.hung)
    assert client.post(here(citizens), typed()).status_code == 302
    hers = citizens.hers
    assert (hers.state, hers.hamlet_total, hers.way) == (DossierState.SCORED, Decimal("85.5"), Way.ELSEWHERE)
    assert hers.registered_on == day()
    page = shown(client.get(here(citizens)))
    assert "85,5 điểm, đạt" in page
    assert WHO in page
    assert "nhận từ phần mềm Công dân học tập" in shown(client.get(reverse("dossier_detail", args=[hers.pk])))
    meeting = actions.record_meeting(citizens.world.hamlet, evening(citizens), by=citizens.officer)
    agreed = meeting.votes.get().lines.filter(outcome="agreed")
    assert [line.dossier for line in agreed] == [hers]


def test_a_photo_of_it_is_kept_as_evidence_of_the_citizen_and_stays_once_decided(
    citizens: CitizensRound, own_files: None
):
    client = sign_in(citizens.world.lan)
    photo = SimpleUploadedFile("ket-qua.pdf", SCAN)
    assert client.post(here(citizens), {**typed(), "file": photo}).status_code == 302
    result = ElsewhereResult.objects.get()
    assert result.evidence is not None
    assert result.evidence.subject_id == str(citizens.wife.pk)
    hers = citizens.hers
    type(hers).objects.filter(pk=hers.pk).update(
        state=DossierState.RECOGNISED, decided_on=day(), frozen_score={"total": "85.5"}
    )
    with pytest.raises(Refused, match="đã vào quyết định"):
        evidence.withdraw_evidence(result.evidence, why="nhầm", by=citizens.officer)


def test_who_did_not_pass_there_does_not_pass_here(citizens: CitizensRound):
    """The association's own rule asks for each indicator too, which a total cannot tell."""
    citizens.record(citizens.hers, "85", passed=False)
    with pytest.raises(Refused, match="Không còn hồ sơ nào được thống nhất"):
        actions.record_meeting(citizens.world.hamlet, evening(citizens), by=citizens.officer)


def test_the_same_result_again_is_no_second_one(citizens: CitizensRound):
    citizens.record(citizens.hers)
    with pytest.raises(Refused, match="Kết quả này đã ghi"):
        citizens.record(citizens.hers)
    assert ElsewhereResult.objects.count() == 1


def test_beside_points_scored_here_a_person_chooses_which_counts(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "81")
    result = citizens.record(citizens.hers, "90")
    assert result.standing == Standing.WAITS
    assert (citizens.hers.hamlet_total, citizens.hers.way) == (81, Way.PAPER)
    client = sign_in(citizens.world.hung)
    choose = reverse("result_choose", args=[result.pk])
    refused(client.post(choose, {"take": "1"}), "Ghi lý do chọn")
    assert "Chấm tại đây 81 điểm; phần mềm của Hội 90 điểm, đạt" in shown(client.get(here(citizens)))
    client.post(choose, {"take": "1", "why": "phần mềm chấm sau"})
    hers = citizens.hers
    assert (hers.hamlet_total, hers.self_total, hers.way) == (90, 81, Way.ELSEWHERE)
    refused(client.post(choose, {"take": "0", "why": "đổi ý"}), "không còn chờ chọn")


def test_what_was_scored_here_may_go_on_counting_and_nothing_nags_again(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "81")
    result = citizens.record(citizens.hers, "90")
    results.choose_result(result, take=False, why="điểm cũ", by=citizens.officer)
    assert (citizens.hers.hamlet_total, citizens.hers.way) == (81, Way.PAPER)
    with pytest.raises(Refused, match="Kết quả này đã ghi"):
        citizens.record(citizens.hers, "90")


def test_equal_to_what_was_scored_here_it_needs_no_choice(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "85")
    assert citizens.record(citizens.hers, "85").standing == Standing.NOT_TAKEN
    assert citizens.hers.way == Way.PAPER


def test_a_result_taken_by_mistake_gives_back_what_was_there(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "81")
    result = citizens.record(citizens.hers, "90")
    results.choose_result(result, take=True, why="nhầm", by=citizens.officer)
    client = sign_in(citizens.world.hung)
    back = reverse("result_take_back", args=[result.pk])
    refused(client.post(back), "Ghi lý do bỏ kết quả")
    assert client.post(back, {"why": "của người khác"}).status_code == 302
    hers = citizens.hers
    assert (hers.hamlet_total, hers.way, hers.none_too_low) == (81, Way.PAPER, True)
    refused(client.post(back, {"why": "lần nữa"}), "không phải kết quả đang tính")


def test_of_somebody_without_points_nothing_is_left_when_it_is_taken_back(citizens: CitizensRound):
    result = citizens.record(citizens.hers)
    results.take_back_result(result, why="của người khác", by=citizens.officer)
    hers = citizens.hers
    assert (hers.state, hers.hamlet_total, hers.registered_on, hers.way) == (
        DossierState.LISTED,
        None,
        None,
        "",
    )
    citizens.record(citizens.hers)  # and it may be recorded again
    assert citizens.hers.hamlet_total == 85


def test_a_later_result_replaces_the_one_before_and_gives_it_back(citizens: CitizensRound):
    first = citizens.record(citizens.hers, "82", on=day(9))
    second = citizens.record(citizens.hers, "88")
    assert second.standing == Standing.WAITS
    results.choose_result(second, take=True, why="kết quả mới", by=citizens.officer)
    first.refresh_from_db()
    assert (first.standing, citizens.hers.hamlet_total) == (Standing.REPLACED, 88)
    results.take_back_result(second, why="nhầm", by=citizens.officer)
    first.refresh_from_db()
    assert (first.standing, citizens.hers.hamlet_total) == (Standing.COUNTS, 82)


def test_a_row_received_is_not_typed_over_in_the_list_nor_criterion_by_criterion(citizens: CitizensRound):
    citizens.record(citizens.hers)
    hers = citizens.hers
    typed_over = TypedRow(hers.pk, hers.version, True, "", "90", none_too_low=True)
    with pytest.raises(Refused, match="kết quả nhận từ phần mềm của Hội"):
        actions.save_list(citizens.season, citizens.world.hamlet, [typed_over], by=citizens.officer)
    with pytest.raises(Refused, match="kết quả nhận từ phần mềm của Hội"):
        actions.score_by_criteria(
            hers, column="hamlet", points={"CD1": "9"}, version=hers.version, by=citizens.officer
        )
    same = TypedRow(hers.pk, hers.version, True, "", "85", none_too_low=True)
    assert actions.save_list(citizens.season, citizens.world.hamlet, [same], by=citizens.officer) == 0


def test_what_has_gone_up_or_was_withdrawn_takes_no_result(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "85")
    actions.withdraw_registration(
        citizens.hers, withdrawn_on=day(), why="không tham gia", told_by="chị Vợ", by=citizens.officer
    )
    with pytest.raises(Refused, match="Đã rút đăng ký"):
        citizens.record(citizens.hers)
    his = citizens.his
    type(his).objects.filter(pk=his.pk).update(
        state=DossierState.NOMINATED, registered_on=day(), hamlet_total=85
    )
    with pytest.raises(Refused, match="đang ở bước “Ấp đề nghị”"):
        citizens.record(citizens.his, "90")
    assert "không nhận thêm kết quả" in shown(
        sign_in(citizens.world.lan).get(reverse("result_new", args=[his.pk]))
    )


def test_after_a_withdrawal_and_a_new_registration_the_same_result_is_taken_again(citizens: CitizensRound):
    citizens.record(citizens.hers)
    actions.withdraw_registration(
        citizens.hers, withdrawn_on=day(), why="không tham gia", told_by="chị Vợ", by=citizens.officer
    )
    hers = citizens.hers
    actions.save_list(
        citizens.season, citizens.world.hamlet, [TypedRow(hers.pk, hers.version, True)], by=citizens.officer
    )
    assert citizens.record(citizens.hers).standing == Standing.COUNTS
    assert ElsewhereResult.objects.filter(standing=Standing.COUNTS).count() == 1


def test_a_family_has_no_result_there(world: World, citizens: CitizensRound):
    family = actions.open_round(
        world.commune, year=2024, title=world.edition.title, edition=world.edition, before_on=None,
        by=citizens.officer,
    )  # fmt: skip
    dossier = family.dossiers.select_related("hamlet", "round").first()
    assert dossier is not None
    with pytest.raises(Refused, match="chỉ có kết quả Công dân học tập"):
        citizens.record(dossier)
    assert sign_in(world.lan).get(reverse("result_new", args=[dossier.pk])).status_code == 404


def test_after_the_last_day_it_is_taken_only_by_permission(citizens: CitizensRound):
    road = citizens.season.frozen_road.stored()
    for step in road["steps"]:
        if step["code"] == "scoring":
            step |= {"before": f"{day():%m-%d}", "is_held": True}
    RecognitionRound.objects.filter(pk=citizens.season.pk).update(road=road)
    with pytest.raises(Refused, match="hạn"):
        citizens.record(citizens.hers)
    actions.allow_late_entry(
        RecognitionRound.objects.get(pk=citizens.season.pk), citizens.world.hamlet, why="ngập nước",
        allowed_by="Ông A", until=day(), by=citizens.officer,
    )  # fmt: skip
    citizens.record(citizens.hers)
    assert citizens.hers.late_entry is not None


def test_nobody_of_another_commune_records_chooses_or_takes_back(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "81")
    result = citizens.record(citizens.hers, "90")
    outsider = citizens.world.actor(citizens.world.oanh)
    for act in (
        lambda: results.record_result(citizens.hers, told(), by=outsider),
        lambda: results.choose_result(result, take=True, why="x", by=outsider),
        lambda: results.take_back_result(result, why="x", by=outsider),
    ):
        with pytest.raises(Forbidden):
            act()
    client = sign_in(citizens.world.oanh)
    assert client.get(here(citizens)).status_code == 404
    assert client.post(reverse("result_choose", args=[result.pk]), {"take": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"total": ""}, "Chưa ghi tổng điểm"),
        ({"total": "tám mươi"}, "không phải là số"),
        ({"total": "101"}, "chỉ được từ 0 đến 100"),
        ({"passed": ""}, "Chưa ghi đạt hay chưa đạt"),
        ({"total": "70"}, "Ghi đạt mà tổng điểm 70 dưới mức đạt 80"),
        ({"result_on": ""}, "Chưa ghi ngày có kết quả"),
        ({"result_on": "2999-01-01"}, "Ngày chưa đúng"),
        ({"result_on": day(-3).isoformat()}, "ở sau ngày hôm nay"),
        ({"result_on": day(800).isoformat()}, "không phải của năm"),
        ({"confirmed_by": " "}, "Chưa ghi người xác nhận"),
    ],
)
def test_a_result_that_cannot_be_is_refused_and_what_was_typed_stays(
    citizens: CitizensRound, other: dict[str, str], words: str
):
    answer = sign_in(citizens.world.hung).post(here(citizens), typed(**other))
    refused(answer, words)
    assert 'value="yes" ' in shown(answer) or "85,5" in shown(answer)
    assert not ElsewhereResult.objects.exists()


def test_the_page_takes_the_same_queries_for_one_result_as_for_three(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    citizens.record(citizens.hers, "82", on=day(9))
    one = queries_of(client, here(citizens))
    citizens.record(citizens.hers, "88")
    citizens.record(citizens.hers, "89")
    assert queries_of(client, here(citizens)) == one <= 11


EDITION = FrozenEdition(
    "thu",
    Decimal(80),
    False,
    (FrozenCriterion("A", "", "", "", Decimal(100), False, "verified"),),
    Decimal(5),
)


def test_the_rule_asks_for_all_four_at_once():
    fields = {
        reason.field
        for reason in result_reasons(
            EDITION, Told(None, None, None, ""), year=2026, today=dt.date(2026, 11, 1)
        )
    }
    assert fields == {"total", "passed", "result_on", "confirmed_by"}


def test_whatever_comes_in_which_order_one_counts_and_the_same_again_changes_nothing():
    """1,000 random heaps of results of one dossier, folded by the rule alone."""
    draw = random.Random(11)
    for _ in range(1_000):
        known: list[Told] = []
        counted: Told | None = None
        scored = draw.choice([None, Decimal(81), Decimal(85)])
        for _ in range(draw.randint(1, 8)):
            one = Told(
                Decimal(draw.choice([81, 85])),
                draw.random() < 0.8,
                dt.date(2026, 10, draw.randint(1, 3)),
                WHO,
            )
            facts = DossierFacts("", None if counted else scored, True, counted, known)
            beside = compare(facts, one).beside
            assert (beside == Beside.SAME) == any(
                (one.total, one.passed, one.result_on) == (k.total, k.passed, k.result_on) for k in known
            )
            if beside == Beside.NEW:
                assert counted is None
                assert scored is None
                counted = one
            if beside != Beside.SAME:
                known.append(one)


def test_a_result_received_stays_as_it_is_when_the_round_is_scored_again(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "70")
    result = citizens.record(citizens.hers, "85")
    results.choose_result(result, take=True, why="bản in của Hội", by=citizens.officer)
    before = citizens.hers
    run = rescoring.ask_for_rescoring(citizens.season, by=citizens.officer)
    rescoring_tasks.rescore_run(str(run.pk))
    after = citizens.hers
    assert (after.hamlet_total, after.none_too_low, after.version) == (Decimal(85), True, before.version)
    assert not RescoredTotal.objects.exists()
