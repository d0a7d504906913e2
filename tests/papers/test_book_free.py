"""Numbers that no paper will have: with a reason, and back again."""

from django.urls import reverse

from hoctap.papers.models import FreeNumbers
from tests.papers.book_hands import own
from tests.recognition.hands import shown, sign_in
from tests.season import Season


def test_a_gap_is_filled_from_its_link_and_taken_back(decided: Season):
    own(decided.association)
    lan = sign_in(decided.officer)
    page = reverse("book_free", args=[decided.association.pk])
    body = shown(lan.get(page, {"year": "2024", "series": "TTr", "first": "1", "last": "2"}))
    assert 'value="2024"' in body
    form = {"year": "2024", "series": "TTr", "first": "1", "last": "2", "reason": "đã cấp trên sổ giấy"}
    lan.post(page, form)
    row = FreeNumbers.objects.get()
    out = f"{reverse('book_out', args=[decided.association.pk])}?year=2024"
    assert "Số 1–2 (TTr): đã cấp trên sổ giấy" in shown(lan.get(out))
    oanh = sign_in(decided.world.oanh)
    assert oanh.post(reverse("freenumbers_drop", args=[row.pk])).status_code == 404
    lan.post(reverse("freenumbers_drop", args=[row.pk]))
    assert not FreeNumbers.objects.exists()


def test_without_a_reason_or_in_an_outside_book_it_is_refused(decided: Season):
    lan = sign_in(decided.officer)
    page = reverse("book_free", args=[decided.association.pk])
    form = {"year": "2024", "series": "TTr", "first": "1", "reason": "đã cấp trên sổ giấy"}
    refused = lan.post(page, form)
    assert refused.status_code == 422
    assert "do văn thư cấp số ngoài hệ thống" in shown(refused)
    own(decided.association)
    assert "Ghi vì sao để trống" in shown(lan.post(page, form | {"reason": ""}))
    assert not FreeNumbers.objects.exists()


def test_others_find_nothing(decided: Season):
    page = reverse("book_free", args=[decided.association.pk])
    assert sign_in(decided.world.oanh).get(page).status_code == 404
