"""A new sheet that was printed before, filled in as most are."""

from django.urls import reverse

from hoctap.recognition.models import CertificateLayout
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.test_certificate_layout_edit import keep
from tests.season import Season

ADDRESS = "/recognition/certificates/layouts/new/"


def form(season: Season, **other: str) -> dict[str, str]:
    return {"place": str(season.commune.pk), "name": "Phôi xanh", "paper": "a5", **other}


def test_the_officer_names_it_and_goes_on_to_the_positions(decided: Season):
    lan = sign_in(decided.officer)
    assert "Thêm mẫu phôi" in shown(lan.get(ADDRESS))
    answer = lan.post(ADDRESS, form(decided))
    layout = CertificateLayout.objects.get()
    assert answer["Location"] == reverse("certificate_layout_edit", args=[layout.pk])
    assert (layout.name, layout.paper) == ("Phôi xanh", "a5")
    assert layout.fields["holder"]["x"] + layout.fields["holder"]["width"] <= 210


def test_a_name_is_taken_once_in_a_commune(decided: Season):
    keep(decided)
    refused(sign_in(decided.officer).post(ADDRESS, form(decided, name="phôi ĐỎ")), "Đã có mẫu phôi tên")
    refused(sign_in(decided.officer).post(ADDRESS, form(decided, name="  ")), "Chưa thêm được")


def test_nobody_adds_one_for_another_commune(decided: Season):
    refused(sign_in(decided.world.oanh).post(ADDRESS, form(decided)), "Chưa thêm được")
    assert sign_in(decided.chair).post(ADDRESS, form(decided)).status_code == 403
    assert not CertificateLayout.objects.exists()


def test_the_number_of_queries(decided: Season):
    assert queries_of(sign_in(decided.officer), ADDRESS) <= 12
