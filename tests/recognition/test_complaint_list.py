"""The complaints against one decision."""

from django.urls import reverse

from tests.recognition.hands import queries_of, shown, sign_in
from tests.recognition.posted import complain
from tests.season import Season


def address(season: Season) -> str:
    return reverse("complaint_list", args=[season.decision.pk])


def test_it_says_who_complained_and_where_it_is(decided: Season):
    lan = sign_in(decided.officer)
    assert "Chưa có khiếu nại nào" in shown(lan.get(address(decided)))
    complain(decided, dossier_id=None)
    body = shown(lan.get(address(decided)))
    assert "Bà Khiếu" in body
    assert "cả quyết định" in body
    assert "Đã nhận, chưa thụ lý" in body


def test_others_do_not_see_it(decided: Season):
    complain(decided)
    assert sign_in(decided.world.oanh).get(address(decided)).status_code == 404
    for user in (decided.head, decided.admin):
        assert sign_in(user).get(address(decided)).status_code == 403
        page = shown(sign_in(user).get(reverse("decision_detail", args=[decided.decision.pk])))
        assert "Bà Khiếu" not in page
        assert "khiếu nại" not in page


def test_the_chair_reads_it_and_changes_nothing(decided: Season):
    complaint = complain(decided)
    chair = sign_in(decided.chair)
    assert address(decided) in shown(chair.get(reverse("decision_detail", args=[decided.decision.pk])))
    listed = shown(chair.get(address(decided)))
    assert "Bà Khiếu" in listed
    assert "complaints/new" not in listed
    here = reverse("complaint_detail", args=[complaint.pk])
    body = shown(chair.get(here))
    assert "Không đồng ý với kết quả" in body
    assert "Ghi thụ lý" not in body
    assert "Kết thúc khiếu nại" not in body
    assert chair.post(here, {"do": "take_up", "taken_up_on": "2026-01-01"}).status_code == 403
    assert chair.get(reverse("complaint_new", args=[decided.decision.pk])).status_code == 403


def test_the_queries_do_not_grow(decided: Season):
    lan = sign_in(decided.officer)
    complain(decided)
    few = queries_of(lan, address(decided))
    for _ in range(4):
        complain(decided)
    assert queries_of(lan, address(decided)) == few <= 12
