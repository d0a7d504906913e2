import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.places.models import PlaceName
from tests.figures import fill_hamlet, make_round
from tests.world import World, make_place


def url(place: object = None, year: int | None = None) -> str:
    asked = [f"place={place.pk}"] if place else []  # type: ignore[attr-defined]
    asked += [f"year={year}"] if year else []
    return f"{reverse('result_table')}?{'&'.join(asked)}"


@pytest.mark.requirement("S3-07", "S3-25")
def test_the_officer_sees_each_hamlet_the_total_the_target_and_opens_figures_down(
    two_seasons: World,
    client: Client,
):
    client.force_login(two_seasons.lan)
    body = client.get(url(two_seasons.commune, 2024)).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "4/10 hộ được công nhận (40 %), 1 hộ trễ hạn." in body
    assert "Tổng cộng" in body
    assert "66,7 %" in body
    assert "hạn cuối 14/11/2024" in body
    assert "MẪU CHƯA XÁC THỰC" in body
    dossiers = reverse("dossier_list")
    for part in ("denominator", "registered", "numerator", "late"):
        assert f"{dossiers}?place={two_seasons.hamlet.pk}&amp;year=2024&amp;part={part}" in body
    assert f"{reverse('report_new')}?place={two_seasons.commune.pk}" in body


def test_without_a_place_and_year_the_own_place_and_its_last_season_are_shown(
    two_seasons: World,
    client: Client,
):
    client.force_login(two_seasons.hung)
    body = client.get(reverse("result_table")).text
    assert "Kết quả Gia đình học tập năm 2024" in body
    assert "3/6 hộ được công nhận" in body
    assert reverse("report_new") not in body


@pytest.mark.requirement("S3-25")
def test_the_district_is_told_which_communes_are_in_and_goes_down_to_each(
    two_seasons: World,
    client: Client,
):
    client.force_login(two_seasons.bich)
    body = client.get(url(two_seasons.district, 2024)).text
    assert "1/2 xã có số liệu." in body
    assert "Chưa có: xã Hưng Thạnh" in body
    assert f"?place={two_seasons.commune.pk}&amp;year=2024" in body
    below = client.get(url(two_seasons.commune, 2024)).text
    assert f"?place={two_seasons.district.pk}&amp;year=2024" in below


def test_a_year_without_records_shows_dashes(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    body = client.get(url(two_seasons.commune, 2025)).text
    assert "Năm 2025 chưa có số liệu" in body
    assert "chưa mở đợt công nhận" in body
    assert "part=numerator" not in body


def test_the_line_of_places_above_bears_the_names_of_that_year(two_seasons: World, client: Client):
    district, commune = two_seasons.district, two_seasons.commune
    for place, was in ((district, "Tháp Mười Cũ"), (commune, "Tân Kiều Cũ")):
        PlaceName.objects.create(
            place=place, kind=place.kind, name=was, from_day=dt.date(2000, 1, 1), to_day=dt.date(2025, 1, 1)
        )
    client.force_login(two_seasons.bich)

    def above(year: int) -> tuple[list[str], str]:
        context = client.get(url(commune, year)).context
        return [one.title for one, _ in context["path_up"]], context["where"]["place"]

    assert above(2024) == (["Huyện Tháp Mười Cũ"], "Xã Tân Kiều Cũ")
    assert above(2025) == (["Huyện Tháp Mười"], "Xã Tân Kiều")


def test_an_officer_of_another_commune_gets_nothing_of_this_one(two_seasons: World, client: Client):
    client.force_login(two_seasons.oanh)
    for place in (two_seasons.commune, two_seasons.hamlet, two_seasons.district, two_seasons.province):
        answer = client.get(url(place, 2024))
        assert answer.status_code == 404
        assert "Tân Kiều" not in answer.text
    assert "Tân Kiều" not in client.get(reverse("result_table")).text


def test_a_place_or_year_that_means_nothing_is_not_found(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    for asked in ("place=nothing", "year=24", "year=20245", "year=²024", "year=-1"):
        assert client.get(f"{reverse('result_table')}?{asked}").status_code == 404


def test_the_screen_costs_the_same_for_any_number_of_places(two_seasons: World, client: Client):
    client.force_login(two_seasons.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url(two_seasons.district, 2024))
        return len(captured)

    before = cost()
    for number in range(8):
        commune = make_place("commune", "xã", f"Thử {number}", two_seasons.district)
        fill_hamlet(
            make_round(commune, two_seasons.edition), make_place("hamlet", "ấp", "Ấp 9", commune), 1, 1, 1
        )
    assert cost() == before
