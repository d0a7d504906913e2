"""The sheets of a commune that were printed before."""

from django.urls import reverse

from tests.recognition.hands import queries_of, shown, sign_in
from tests.recognition.test_certificate_layout_edit import keep
from tests.season import Season

ADDRESS = "/recognition/certificates/layouts/"


def test_the_officer_sees_those_of_his_commune(decided: Season):
    assert "Chưa có mẫu phôi nào" in shown(sign_in(decided.officer).get(ADDRESS))
    layout = keep(decided)
    page = shown(sign_in(decided.officer).get(ADDRESS))
    assert "Phôi đỏ" in page
    assert reverse("certificate_layout_test", args=[layout.pk]) in page
    assert "Phôi đỏ" not in shown(sign_in(decided.world.oanh).get(ADDRESS))
    assert sign_in(decided.chair).get(ADDRESS).status_code == 403


def test_the_number_of_queries(decided: Season):
    keep(decided)
    keep(decided, "Phôi vàng")
    assert queries_of(sign_in(decided.officer), ADDRESS) <= 10
