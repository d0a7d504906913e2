"""The page of a round about results from the association's software, and rounds that take nothing else."""

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.carrying.actions import carry_over
from hoctap.recognition.models import CitizenWay, Dossier, DossierState, RecognitionRound
from hoctap.recognition.own_answers.actions import give_own_link, give_own_links
from hoctap.recognition.rules import results_only_reasons
from tests.recognition.elsewhere import CitizensRound, row
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.test_citizens import open_round
from tests.world import World

LEADS_TO_THE_IMPORT = "nhập danh sách ở trang “Kết quả từ phần mềm của Hội”"


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    return CitizensRound(world)


@pytest.fixture
def only_results(world: World) -> CitizensRound:
    return CitizensRound(world, results_only=True)


def here(citizens: CitizensRound) -> str:
    return reverse("result_list", args=[citizens.season.pk])


def test_the_page_says_what_counts_what_waits_and_leads_to_one_citizen(citizens: CitizensRound):
    citizens.record(citizens.his)
    citizens.type_total(citizens.hers, "81")
    citizens.write(citizens.hand_in([row("Lê Thị Vợ")]))
    client = sign_in(citizens.world.lan)
    page = shown(client.get(here(citizens)))
    assert "<strong>1</strong> công dân" in page
    assert "Tính kết quả của phần mềm: 85 điểm" in page
    assert "Giữ điểm đã có: 81 điểm" in page
    assert "ket-qua.xlsx" in page
    found = shown(client.get(here(citizens), {"q": "le thi vo"}))
    assert reverse("result_new", args=[citizens.hers.pk]) in found
    assert "Không có ai tên như vậy" in shown(client.get(here(citizens), {"q": "Zzz"}))


def test_only_who_enters_for_the_whole_commune_comes_in(citizens: CitizensRound):
    for user in (citizens.world.hung, citizens.world.oanh):
        assert sign_in(user).get(here(citizens)).status_code == 404
    assert here(citizens) in shown(
        sign_in(citizens.world.lan).get(reverse("round_detail", args=[citizens.season.pk]))
    )
    assert here(citizens) not in shown(
        sign_in(citizens.world.hung).get(reverse("round_detail", args=[citizens.season.pk]))
    )


def test_the_page_takes_the_same_queries_for_one_difference_as_for_two(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    citizens.type_total(citizens.hers, "81")
    citizens.record(citizens.hers, "90")
    one = queries_of(client, here(citizens))
    citizens.type_total(citizens.his, "81")
    citizens.record(citizens.his, "90")
    assert queries_of(client, here(citizens)) == one <= 13


# ── rounds that only take results ────────────────────────────────────────────────────────────────


@pytest.mark.requirement("S0-41")
def test_where_only_results_are_taken_nothing_is_scored_and_the_words_lead_to_the_import(
    only_results: CitizensRound,
):
    season, hamlet, by = only_results.season, only_results.world.hamlet, only_results.officer
    first = only_results.hers
    actions.save_list(season, hamlet, [TypedRow(first.pk, first.version, True)], by=by)
    hers = only_results.hers
    typed = TypedRow(hers.pk, hers.version, True, "", "85", none_too_low=True)
    for act in (
        lambda: actions.save_list(season, hamlet, [typed], by=by),
        lambda: actions.score_by_criteria(
            hers, column="self", points={"CD1": "9"}, version=hers.version, by=by
        ),
        lambda: give_own_link(hers, by=by),
        lambda: give_own_links(season, hamlet, by=by),
    ):
        with pytest.raises(
            Refused, match=r"chỉ nhận kết quả từ phần mềm.*trang “Kết quả từ phần mềm của Hội”"
        ):
            act()
    assert only_results.hers.hamlet_total is None


def test_points_sent_for_one_row_are_refused_and_the_registration_is_taken(only_results: CitizensRound):
    client = sign_in(only_results.world.lan)
    hers = only_results.hers
    list_page = reverse("entry_list", args=[only_results.season.pk, only_results.world.hamlet.pk])
    page = shown(client.get(list_page))
    assert here(only_results) in page
    assert 'data-ht-col="hamlet"' not in page
    form = {"rows": str(hers.pk), f"row-{hers.pk}-version": hers.version, f"row-{hers.pk}-registered": "1"}
    refused(client.post(list_page, {**form, f"row-{hers.pk}-hamlet": "85"}), "chỉ nhận kết quả")
    assert client.post(list_page, form).status_code == 302
    assert only_results.hers.state == DossierState.REGISTERED


def test_a_row_that_came_from_there_is_kept_when_the_list_is_saved(only_results: CitizensRound):
    only_results.write(only_results.hand_in([row("Lê Thị Vợ")]))
    client = sign_in(only_results.world.lan)
    hers = only_results.hers
    list_page = reverse("entry_list", args=[only_results.season.pk, only_results.world.hamlet.pk])
    form = {"rows": str(hers.pk), f"row-{hers.pk}-version": hers.version, f"row-{hers.pk}-registered": "1"}
    assert client.post(list_page, form).status_code == 302
    assert (only_results.hers.hamlet_total, only_results.hers.version) == (85, hers.version)
    without = {key: value for key, value in form.items() if not key.endswith("registered")}
    refused(client.post(list_page, without), "có điểm mà chưa đánh dấu đã đăng ký")


def test_the_question_page_asks_nothing_and_leads_on(only_results: CitizensRound):
    hers = only_results.hers
    by = only_results.officer
    actions.save_list(only_results.season, hers.hamlet, [TypedRow(hers.pk, hers.version, True)], by=by)
    client = sign_in(only_results.world.lan)
    questions = reverse("dossier_questions", args=[hers.pk])
    page = shown(client.get(questions))
    assert reverse("result_new", args=[hers.pk]) in page
    assert "points-CD1" not in page
    refused(
        client.post(questions, {"column": "hamlet", "points-CD1": "9", "version": "2"}), "chỉ nhận kết quả"
    )
    dossier = shown(client.get(reverse("dossier_detail", args=[hers.pk])))
    assert reverse("result_new", args=[hers.pk]) in dossier
    assert "?column=hamlet" not in dossier


def test_last_years_points_are_not_carried_over_but_the_registration_is(world: World):
    before = CitizensRound(world)
    RecognitionRound.objects.filter(pk=before.season.pk).update(year=today().year - 1)
    Dossier.objects.update(year=today().year - 1)
    hers = before.hers
    before.season.refresh_from_db()
    before.type_total(hers, "88")
    season = open_round(world, year=today().year, before_on=None, citizen_way=CitizenWay.RESULTS_ONLY)
    with pytest.raises(Refused, match=r"chỉ nhận kết quả"):
        carry_over(season, world.hamlet, by=before.officer)
    page = shown(sign_in(world.lan).get(reverse("entry_list", args=[season.pk, world.hamlet.pk])))
    assert "chỉ kế thừa việc đăng ký" in page
    carry_over(season, world.hamlet, with_points=False, by=before.officer)
    carried = season.dossiers.get(person=before.wife)
    assert (carried.state, carried.hamlet_total) == (DossierState.REGISTERED, None)


def test_a_round_that_scores_here_is_not_concerned():
    assert results_only_reasons("Đợt", results_only=False) == []
    assert LEADS_TO_THE_IMPORT in results_only_reasons("Đợt", results_only=True)[0].text
