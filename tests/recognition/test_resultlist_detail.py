"""A list is written: once, in batches that survive a kill, with its doubtful rows left for a person."""

import datetime as dt
import io
import random

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.models import (
    DossierState,
    ElsewhereResult,
    RecognitionRound,
    ResultList,
    ResultRow,
    StateChange,
    Way,
)
from hoctap.recognition.result_lists import actions as lists
from hoctap.recognition.result_lists import tasks
from hoctap.recognition.results import actions as results
from tests.recognition.elsewhere import CitizensRound, day, row
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.test_citizens import add_person
from tests.world import World

Standing = ElsewhereResult.Standing
Outcome = ResultRow.Outcome


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    return CitizensRound(world)


def here(result_list: ResultList) -> str:
    return reverse("resultlist_detail", args=[result_list.pk])


def standings() -> list[tuple[str, str]]:
    rows = ElsewhereResult.objects.order_by("dossier__sort_key", "recorded_at", "pk")
    return [(one.dossier.subject_name, one.standing) for one in rows.select_related("dossier__person")]


@pytest.mark.requirement("S0-41")
def test_what_is_ready_is_written_and_the_rows_of_the_file_go(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ"), row("Lê Văn Chủ", 1970, total="92,5"), row("Không Ai")])
    client = sign_in(citizens.world.lan)
    answer = client.post(reverse("resultlist_apply", args=[result_list.pk]), follow=True)
    assert "Đã ghi 2 kết quả" in shown(answer)
    assert "Còn 1 dòng cần xem" in shown(answer)
    hers = citizens.hers
    assert (hers.state, hers.hamlet_total, hers.way) == (DossierState.SCORED, 85, Way.ELSEWHERE)
    assert StateChange.objects.filter(dossier=hers, to_state="scored").count() == 1
    assert list(result_list.rows.values_list("name", flat=True)) == ["Không Ai"]


def test_the_same_list_again_changes_nothing(citizens: CitizensRound):
    rows = [row("Lê Thị Vợ"), row("Lê Văn Chủ", 1970, total=92)]
    citizens.write(citizens.hand_in(rows))
    before = list(citizens.season.dossiers.order_by("pk").values())
    again = citizens.hand_in(rows[::-1])
    assert set(again.rows.values_list("outcome", flat=True)) == {Outcome.SAME}
    with pytest.raises(Refused, match="Không có dòng nào để ghi"):
        citizens.write(again)
    assert list(citizens.season.dossiers.order_by("pk").values()) == before
    assert ElsewhereResult.objects.count() == 2


def test_what_differs_from_points_scored_here_waits_for_a_person_and_is_counted_once(citizens: CitizensRound):
    citizens.type_total(citizens.hers, "81")
    citizens.type_total(citizens.his, "85")
    citizens.write(citizens.hand_in([row("Lê Thị Vợ"), row("Lê Văn Chủ", 1970)]))
    assert standings() == [("Lê Văn Chủ", Standing.NOT_TAKEN), ("Lê Thị Vợ", Standing.WAITS)]
    assert (citizens.hers.hamlet_total, citizens.his.way) == (81, Way.PAPER)
    results.choose_result(
        ElsewhereResult.objects.get(standing=Standing.WAITS), take=True, why="mới hơn", by=citizens.officer
    )
    assert citizens.season.dossiers.filter(hamlet_total__isnull=False).count() == 2
    assert ElsewhereResult.objects.filter(standing=Standing.COUNTS).count() == 1


def test_a_row_that_names_several_is_answered_and_then_written(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ"), row("Lê Văn Chủ", 1971)])
    asked = result_list.rows.get(outcome=Outcome.SEVERAL)
    client = sign_in(citizens.world.lan)
    page = shown(client.get(here(result_list)))
    assert "Lê Văn Chủ, sinh 1970, hộ Lê Văn Chủ, Ấp 1" in page
    answer = reverse("resultlist_answer", args=[result_list.pk])
    refused(client.post(answer, {"row": asked.pk}), "Hãy chọn một người, hoặc để lại")
    refused(
        client.post(answer, {"row": asked.pk, "dossier": str(citizens.hers.pk)}), "trong các người được kể ra"
    )
    refused(client.post(answer, {"row": asked.pk, "dossier": "x"}), "trong các người được kể ra")
    refused(client.post(answer, {"row": "0", "dossier": str(citizens.his.pk)}), "Dòng này không còn")
    client.post(answer, {"row": asked.pk, "dossier": str(citizens.his.pk)})
    asked.refresh_from_db()
    assert asked.outcome == Outcome.READY
    refused(client.post(answer, {"row": asked.pk, "skip": "1"}), "không còn chờ chọn")
    citizens.write(result_list)
    assert citizens.his.hamlet_total == 85


def test_answered_after_the_list_was_written_it_is_written_at_once_or_left_out(citizens: CitizensRound):
    result_list = citizens.write(
        citizens.hand_in([row("Lê Thị Vợ"), row("Lê Văn Chủ", 1971), row("Trần Thị Xa", 1972, "Ấp 1")])
    )
    his, far = result_list.rows.order_by("id")
    lists.answer_row(result_list, his.pk, citizens.his.pk, by=citizens.officer)
    assert citizens.his.hamlet_total == 85
    lists.answer_row(result_list, far.pk, None, by=citizens.officer)
    far.refresh_from_db()
    assert far.outcome == Outcome.SKIPPED
    assert citizens.dossier(citizens.far.head).hamlet_total is None


def test_two_rows_answered_as_one_citizen_are_asked_about_again_not_written_twice(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Văn Chủ", 1971), row("Lê Văn Chủ", 1969, total=90)])
    for one in result_list.rows.all():
        lists.answer_row(result_list, one.pk, citizens.his.pk, by=citizens.officer)
    citizens.write(result_list)
    assert not ElsewhereResult.objects.exists()
    assert set(result_list.rows.values_list("outcome", flat=True)) == {Outcome.SEVERAL}


def test_who_came_into_the_round_meanwhile_is_found_when_it_is_matched_again(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Mới", 1999)])
    add_person(citizens.household, "Lê Thị Mới", 1999)
    actions.enrol_households(citizens.season, by=citizens.officer)
    client = sign_in(citizens.world.lan)
    assert "Sẽ ghi 1" in shown(client.post(reverse("resultlist_match", args=[result_list.pk]), follow=True))


def test_while_it_is_written_the_page_follows_and_says_at_the_end_how_it_went(citizens: CitizensRound):
    """Not a heading that says "Đang ghi" for ever over nothing."""
    result_list = citizens.hand_in([row("Lê Thị Vợ"), row("Không Ai")])
    client = sign_in(citizens.world.lan)
    state, done, total = ResultList.State.WRITING, 1, 2
    ResultList.objects.filter(pk=result_list.pk).update(
        state=state, done=done, total=total, seen_at=timezone.now()
    )
    answer = client.get(here(result_list))
    body = shown(answer)
    assert "Đã ghi 1 / 2 dòng" in body
    assert '<progress max="2" value="1"' in body
    assert "Không Ai" not in body, "rows on their way to the dossiers are not shown"
    assert 'form="apply"' not in body
    polled = client.get(here(result_list), headers={"HX-Request": "true"})
    assert "HX-Refresh" not in polled.headers
    assert client.get(reverse("resultlist_mapping", args=[result_list.pk])).status_code == 302
    refused(client.post(reverse("resultlist_drop", args=[result_list.pk])))
    ResultList.objects.filter(pk=result_list.pk).update(state=ResultList.State.PREVIEWED)
    polled = client.get(here(result_list), headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"


def test_what_changed_between_looking_and_writing_is_compared_again(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ"), row("Lê Văn Chủ", 1970)])
    citizens.type_total(citizens.hers, "81")
    his = citizens.his
    type(his).objects.filter(pk=his.pk).update(
        state=DossierState.NOMINATED, registered_on=day(), hamlet_total=85
    )
    citizens.write(result_list)
    assert standings() == [("Lê Thị Vợ", Standing.WAITS)]
    assert result_list.rows.get().outcome == Outcome.CLOSED


def test_of_an_ap_past_its_last_day_the_rows_stay_and_say_so(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ")])
    road = citizens.season.frozen_road.stored()
    for step in road["steps"]:
        if step["code"] == "scoring":
            step |= {"before": f"{day():%m-%d}", "is_held": True}
    RecognitionRound.objects.filter(pk=citizens.season.pk).update(road=road)
    citizens.write(ResultList.objects.get(pk=result_list.pk))
    left = result_list.rows.get()
    assert left.outcome == Outcome.CLOSED
    assert "hạn" in left.why
    assert citizens.hers.hamlet_total is None


def test_faulty_rows_come_as_a_workbook_that_is_a_list_again_and_no_cell_runs(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ", total="", who="@SUM(A1)")])
    client = sign_in(citizens.world.lan)
    answer = client.get(reverse("resultlist_faulty", args=[result_list.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    heads, first = ([cell.value for cell in line] for line in book.worksheets[0].iter_rows(max_row=2))
    said = dict(zip(heads, first, strict=True))
    assert said["Dòng"] == "2"
    assert said["Người xác nhận"] == "'@SUM(A1)"
    assert "Tổng điểm" in str(said["Cần sửa"])
    assert "Số CCCD" not in heads
    assert not [cell for cell in first if str(cell).startswith(("=", "@", "+", "-"))]
    said_again = [said[name] if name != "Tổng điểm" else "85" for name in heads]
    again = citizens.hand_in([said_again], headers=heads)
    assert again.rows.get().outcome == Outcome.READY


def test_a_list_is_dropped_with_its_rows_and_what_was_written_stays(citizens: CitizensRound):
    first = citizens.hand_in([row("Lê Thị Vợ")])
    client = sign_in(citizens.world.lan)
    client.post(reverse("resultlist_drop", args=[first.pk]))
    first.refresh_from_db()
    assert (first.state, first.rows.count(), first.head) == (ResultList.State.DROPPED, 0, {})
    refused(client.post(reverse("resultlist_apply", args=[first.pk])), "đã bỏ")
    refused(client.post(reverse("resultlist_match", args=[first.pk])), "đã bỏ")
    second = citizens.write(citizens.hand_in([row("Lê Thị Vợ"), row("Không Ai")]))
    lists.drop_results(second, by=citizens.officer)
    second.refresh_from_db()
    assert (second.state, second.rows.count(), citizens.hers.hamlet_total) == (ResultList.State.DONE, 0, 85)


def test_rows_that_nobody_decided_about_are_gone_after_thirty_days(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ")])
    tasks.drop_old_results(0)
    assert result_list.rows.count() == 1
    ResultList.objects.update(made_at=timezone.now() - dt.timedelta(days=31))
    tasks.drop_old_results(0)
    assert result_list.rows.count() == 0


def test_a_long_list_is_a_job_that_goes_on_where_it_was_killed(
    citizens: CitizensRound, monkeypatch: pytest.MonkeyPatch
):
    for number in range(7):
        add_person(citizens.household, f"Lê Thị Số {'ABCDEFG'[number]}", 1980)
    actions.enrol_households(citizens.season, by=citizens.officer)
    result_list = citizens.hand_in([row(f"Lê Thị Số {letter}", 1980) for letter in "ABCDEFG"])
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(lists, "BATCH", 2)
    deferred: list[str] = []
    monkeypatch.setattr(tasks.work_on_results, "defer", lambda list_id: deferred.append(list_id))
    citizens.write(result_list)
    assert (result_list.state, deferred) == (ResultList.State.WRITING, [str(result_list.pk)])
    client = sign_in(citizens.world.lan)
    assert "Đã ghi 0 / 7 dòng" in shown(client.get(here(result_list)))
    refused(client.post(reverse("resultlist_drop", args=[result_list.pk])), "đang được ghi")
    lists.write_results(result_list, by=citizens.officer)  # one batch, and then the process is gone
    result_list.refresh_from_db()
    assert (result_list.done, ElsewhereResult.objects.count()) == (2, 2)
    ResultList.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=5))
    tasks.wake_results(0)
    assert len(deferred) == 2
    tasks.work_on_results(deferred[-1])
    tasks.work_on_results(deferred[-1])  # twice does no harm
    result_list.refresh_from_db()
    assert (result_list.state, result_list.done) == (ResultList.State.DONE, 7)
    assert ElsewhereResult.objects.filter(standing=Standing.COUNTS).count() == 7


def test_a_job_whose_round_was_closed_says_so_and_keeps_the_rows(
    citizens: CitizensRound, monkeypatch: pytest.MonkeyPatch
):
    result_list = citizens.hand_in([row("Lê Thị Vợ")])
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 0)
    monkeypatch.setattr(tasks.work_on_results, "defer", lambda list_id: None)
    citizens.write(result_list)
    actions.close_round(citizens.season, by=citizens.officer)
    tasks.work_on_results(str(result_list.pk))
    result_list.refresh_from_db()
    assert (result_list.state, result_list.rows.count()) == (ResultList.State.PREVIEWED, 1)
    assert "đã kết thúc" in shown(sign_in(citizens.world.lan).get(here(result_list)))


def test_nobody_of_another_ap_or_commune_sees_or_writes_a_list(citizens: CitizensRound):
    result_list = citizens.hand_in([row("Lê Thị Vợ"), row("Không Ai")])
    asked = result_list.rows.get(outcome=Outcome.NONE)
    for user in (citizens.world.hung, citizens.world.oanh):
        by = citizens.world.actor(user)
        for act in (
            lambda by=by: lists.order_results(result_list, by=by),
            lambda by=by: lists.write_results(result_list, by=by),
            lambda by=by: lists.match_results_again(result_list, by=by),
            lambda by=by: lists.map_results(result_list, {}, by=by),
            lambda by=by: lists.answer_row(result_list, asked.pk, None, by=by),
            lambda by=by: lists.drop_results(result_list, by=by),
            lambda by=by: lists.halt_results(result_list, failure="x", by=by),
        ):
            with pytest.raises(Forbidden):
                act()
        client = sign_in(user)
        assert client.get(here(result_list)).status_code == 404
        assert client.get(reverse("resultlist_faulty", args=[result_list.pk])).status_code == 404


def test_whatever_lists_come_in_which_order_each_citizen_counts_once(citizens: CitizensRound):
    """Lists of random rows, repeated and shuffled, between totals typed here: never two that count, never a lost total."""
    draw = random.Random(5)
    people = [("Lê Thị Vợ", 1972, "Ấp 1"), ("Lê Văn Chủ", 1970, "Ấp 1"), ("Trần Thị Xa", 1972, "Ấp 2")]
    for _ in range(12):
        if draw.random() < 0.3:
            dossier = draw.choice([citizens.hers, citizens.his])
            if dossier.way != Way.ELSEWHERE:
                citizens.type_total(dossier, str(draw.randint(80, 90)))
            continue
        rows = [
            row(name, born, hamlet, draw.choice([85, 88]), on=f"{day(draw.randint(0, 1)):%d/%m/%Y}")
            for name, born, hamlet in draw.choices(people, k=draw.randint(1, 5))
        ]
        result_list = citizens.hand_in(rows)
        if result_list.rows.filter(outcome__in=["ready", "agrees", "differs"]).exists():
            citizens.write(result_list)
        for waiting in list(
            ElsewhereResult.objects.filter(standing=Standing.WAITS).select_related("dossier")
        ):
            waiting.refresh_from_db()
            if waiting.standing == Standing.WAITS and draw.random() < 0.5:
                results.choose_result(waiting, take=draw.random() < 0.5, why="chọn", by=citizens.officer)
        for dossier in citizens.season.dossiers.all():
            counting = list(dossier.elsewhere_results.filter(standing=Standing.COUNTS))
            assert len(counting) == (1 if dossier.way == Way.ELSEWHERE else 0)
            if counting:
                assert dossier.hamlet_total == counting[0].total
            keys = [
                (one.total, one.passed, one.result_on)
                for one in dossier.elsewhere_results.exclude(standing=Standing.REPLACED)
            ]
            assert len(keys) == len(set(keys))


def test_the_page_takes_the_same_queries_for_two_rows_as_for_twelve(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    few = citizens.hand_in([row("Lê Văn Chủ", 1971), row("Lê Thị Vợ", 1971)])
    many = citizens.hand_in([row("Lê Văn Chủ", 1971, total=80 + number) for number in range(12)])
    count = queries_of(client, here(few))
    assert queries_of(client, here(many)) == count <= 12
