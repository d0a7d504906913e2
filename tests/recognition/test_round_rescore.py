"""The page of scoring a round again: asked, watched, stopped, gone on with, and what was found."""

from decimal import Decimal

from django.urls import reverse

from hoctap.recognition.models import Dossier, Rescoring
from hoctap.recognition.rescoring import tasks
from tests import season as steps
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season
from tests.standing import season_fixture

season = season_fixture("season", steps.score_by_list)


def address(season: Season) -> str:
    return reverse("round_rescore", args=[season.round.pk])


def work() -> Rescoring:
    run = Rescoring.objects.order_by("-id")[0]
    tasks.rescore_run(run_id=str(run.pk))
    return run


def test_the_officer_asks_watches_and_reads_that_all_agrees(season: Season):
    lan = sign_in(season.officer)
    assert "Chưa chấm lại lần nào" in shown(lan.get(address(season)))
    assert lan.post(address(season)).status_code == 302
    body = shown(lan.get(address(season)))
    assert "0 / 4 hồ sơ" in body
    assert 'hx-trigger="every 2s"' in body
    work()
    body = shown(lan.get(address(season)))
    assert "4 hồ sơ đều khớp với điểm đã ghi" in body
    assert "hx-trigger" not in body


def test_what_differed_stands_there_by_name_and_what_a_person_has_to_look_at_comes_first(season: Season):
    put_right, on_paper = season.dossiers
    Dossier.objects.filter(pk=put_right.pk).update(hamlet_total=Decimal("71"))
    Dossier.objects.filter(pk=on_paper.pk).update(hamlet_total=Decimal("61"), state="nominated")
    lan = sign_in(season.officer)
    lan.post(address(season))
    work()
    body = shown(lan.get(address(season)))
    assert "2 tổng điểm khác với điểm đã ghi" in body
    first, second = body.index(on_paper.subject_name), body.index(put_right.subject_name)
    assert first < second
    assert "đã lên danh sách, để người xét xem" in body[first:second]
    assert "đã sửa theo điểm đã ghi" in body[second:]
    assert ">71<" in body
    assert ">88<" in body


def test_it_is_stopped_gone_on_with_and_asked_for_one_at_a_time(season: Season):
    lan = sign_in(season.officer)
    lan.post(address(season))
    run = Rescoring.objects.get()
    refused(lan.post(address(season)), "Đang có một lần chấm lại chưa xong")
    assert lan.post(reverse("rescoring_stop", args=[run.pk])).status_code == 302
    assert "Đã dừng ở 0 / 4 hồ sơ" in shown(lan.get(address(season)))
    refused(lan.post(reverse("rescoring_stop", args=[run.pk])), "không còn chạy")
    assert lan.post(reverse("rescoring_resume", args=[run.pk])).status_code == 302
    refused(lan.post(reverse("rescoring_resume", args=[run.pk])), "không dừng")
    work()
    assert "đều khớp" in shown(lan.get(address(season)))


def test_the_head_of_a_hamlet_and_the_commune_next_door_are_refused(season: Season):
    sign_in(season.officer).post(address(season))
    run = Rescoring.objects.get()
    for who, status in [(season.head, 403), (season.world.oanh, 404)]:
        client = sign_in(who)
        assert client.get(address(season)).status_code == status
        assert client.post(address(season)).status_code == status
        assert client.post(reverse("rescoring_stop", args=[run.pk])).status_code in (403, 404)


def test_the_number_of_queries_does_not_grow_with_what_differs(season: Season):
    lan = sign_in(season.officer)
    Dossier.objects.filter(pk=season.dossiers[0].pk).update(hamlet_total=Decimal("71"))
    lan.post(address(season))
    work()
    few = queries_of(lan, address(season))
    Dossier.objects.update(hamlet_total=Decimal("71"), self_total=Decimal("9"))
    lan.post(address(season))
    work()
    assert queries_of(lan, address(season)) == few
