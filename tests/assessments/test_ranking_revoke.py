"""A ranking taken back by another decision: who may, what is missing, what counts no more and what stays to be read."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from hoctap.assessments.models import Ranking, RankingState
from hoctap.assessments.ranking import actions
from hoctap.assessments.ranking.compliance import self_assessed
from hoctap.centres.registry import Met
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import ranking_hands as hands
from tests.assessments.hands import PDF
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]


def url(one: Ranking) -> str:
    return reverse("ranking_revoke", args=[one.pk])


def typed(**change: object) -> dict[str, object]:
    full = {
        "number": "77/QĐ-UBND",
        "revoked_on": today().isoformat(),
        "issuer": "Ủy ban nhân dân xã",
        "why": "Số liệu tự chấm không đúng",
        "copy": SimpleUploadedFile("qd.pdf", PDF),
        **change,
    }
    return {key: value for key, value in full.items() if value is not None}


def decided(bench: Bench, year: int = 2025) -> Ranking:
    return hands.decided(bench.centre, bench.own, bench.by(bench.world.minh), year)


def signed_here(bench: Bench) -> Ranking:
    """Ranked by Chủ tịch UBND xã with a decision of this house."""
    hands.authority_at(bench.world.commune)
    one = bench.inspected()
    one.frozen = {}
    one.grade, one.decided_on, one.decision_number = "good", today(), "5/QĐ-UBND"
    one.state = RankingState.RANKED
    one.save()
    return one


def test_what_was_decided_outside_the_centre_takes_back_from_the_paper(bench: Bench):
    one = decided(bench)
    client = sign_in(bench.director)
    assert url(one) in shown(client.get(f"/assessments/rankings/{one.pk}/"))
    assert client.get(url(one)).status_code == 200
    assert client.post(url(one), typed()).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.grade, one.revoked_on) == (RankingState.REVOKED, "best", today())
    page = shown(client.get(f"/assessments/rankings/{one.pk}/"))
    for words in ("Đã thu hồi từ ngày", "77/QĐ-UBND", "Số liệu tự chấm không đúng", "31/QĐ-SGDĐT", "Tốt"):
        assert words in page
    assert f'{url(one)}"' not in page
    copy = reverse("ranking_revoked_copy", args=[one.pk])
    assert client.get(copy)["Content-Type"] == "application/pdf"
    assert sign_in(bench.world.oanh).get(copy).status_code == 404
    assert one.changes.last().why.startswith("Quyết định 77/QĐ-UBND")  # type: ignore[union-attr]


def test_what_was_signed_here_only_its_signer_takes_back(bench: Bench):
    one = signed_here(bench)
    for user in (bench.director, bench.world.lan, bench.world.oanh):
        assert sign_in(user).get(url(one)).status_code == 404
        assert sign_in(user).post(url(one), typed()).status_code == 404
        with pytest.raises(Forbidden):
            actions.revoke_ranking(
                one, number="1", revoked_on=today(), issuer="X", why="Y", copy=PDF, by=bench.by(user)
            )
    assert sign_in(bench.world.minh).post(url(one), typed()).status_code == 302
    one.refresh_from_db()
    assert one.state == RankingState.REVOKED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": " "}, "Ghi số quyết định thu hồi"),
        ({"revoked_on": ""}, "Ghi ngày quyết định thu hồi"),
        ({"revoked_on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"revoked_on": "2020-01-01"}, "ở trước ngày quyết định xếp loại"),
        ({"issuer": ""}, "Ghi cơ quan ban hành quyết định thu hồi"),
        ({"why": ""}, "Ghi lý do thu hồi"),
        ({"copy": None}, "Đính kèm bản chụp"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_revoked(bench: Bench, change: dict[str, object], words: str):
    one = decided(bench)
    answer = sign_in(bench.director).post(url(one), typed(**change))
    assert answer.status_code == 422
    assert words in shown(answer)
    one.refresh_from_db()
    assert (one.state, one.revoked_on) == (RankingState.RANKED, None)


def test_not_before_the_decision_and_not_twice(bench: Bench):
    hands.authority_at(bench.world.commune)
    one = bench.confirmed(2024)
    early = sign_in(bench.world.minh).post(url(one), typed())
    assert (early.status_code, "không có gì để thu hồi" in shown(early)) == (422, True)
    one = decided(bench)
    client = sign_in(bench.director)
    assert client.post(url(one), typed()).status_code == 302
    again = client.post(url(one), typed(number="78/QĐ"))
    assert (again.status_code, "đã thu hồi rồi" in shown(again)) == (422, True)
    one.refresh_from_db()
    assert one.revoked_number == "77/QĐ-UBND"


def test_from_that_day_it_counts_no_more_and_the_year_is_ranked_anew(bench: Bench):
    one = decided(bench)
    client = sign_in(bench.director)
    trend = f"/assessments/rankings/trend/{bench.centre.pk}/"
    assert "Tốt" in shown(client.get(trend))
    assert Ranking.objects.in_force(today()).get() == one
    client.post(url(one), typed())
    page = shown(client.get(trend))
    row = page[page.index(">2025</a>") :].split("</tr>")[0]
    assert "Đã thu hồi xếp loại" in row
    assert "Tốt" not in row
    assert ">81<" not in row
    assert not Ranking.objects.in_force(today()).exists()
    assert not Ranking.objects.in_force(today() - dt.timedelta(days=1)).exists()
    listed = shown(client.get("/assessments/rankings/?year=2025"))
    assert "<s>Tốt</s>" in listed
    assert "đã xếp loại: Tốt" not in listed
    assert "Đã thu hồi xếp loại" in shown(client.get(f"/centres/{bench.centre.pk}/?year=2025"))
    assert self_assessed([bench.centre], 2025)[bench.centre.pk].met == Met.DONE
    anew = bench.opened()
    assert anew != one
    assert "Tự đánh giá, xếp loại năm 2025" in shown(client.get("/"))
    assert self_assessed([bench.centre], 2025)[bench.centre.pk].met != Met.DONE


def test_the_day_before_it_still_counted(bench: Bench):
    one = signed_here(bench)
    Ranking.objects.filter(pk=one.pk).update(
        state=RankingState.REVOKED,
        revoked_on=today() + dt.timedelta(days=1),
        revoked_number="1",
        revoked_issuer="X",
        revoked_why="Y",
    )
    assert Ranking.objects.in_force(today()).exists()
    assert not Ranking.objects.in_force(today() + dt.timedelta(days=1)).exists()


def test_the_database_keeps_both_decisions_as_they_were(bench: Bench):
    one = decided(bench)
    actions.revoke_ranking(
        one, number="7", revoked_on=today(), issuer="UBND", why="Sai", copy=PDF, by=bench.own
    )
    rows = Ranking.objects.filter(pk=one.pk)
    for change in ({"grade": "good"}, {"state": "ranked"}, {"revoked_why": "khác"}, {"revoked_on": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        one.lines.update(self_points=1)
    with pytest.raises(Refused):
        actions.withdraw_ranking(one, why="Bỏ", by=bench.own)
