"""What everybody sees: nothing that counts fewer than five, nothing that lets one work it out, on a light page."""

import gzip
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.plans import actions as plan_actions
from hoctap.reports.models import PublicFigures
from hoctap.reports.tables import actions
from hoctap.reports.tables.public import PublicPage, content_of
from tests.figures import PLAN, TARGET, fill_hamlet, make_citizen, make_citizen_round, make_round
from tests.world import World, make_household, make_place


@pytest.fixture
def told(world: World) -> World:
    """Four hamlets: (3, 10, 20), (30, 40, 60), (50, 60, 80), (70, 80, 95) recognised, registered, all."""
    season = make_round(world.commune, world.edition)
    fill_hamlet(season, world.hamlet, 20, 10, 3)
    fill_hamlet(season, world.hamlet_2, 60, 40, 30)
    for name, households, registered, recognised in (("Ấp 3", 80, 60, 50), ("Ấp 4", 95, 80, 70)):
        hamlet = make_place("hamlet", "ấp", name, world.commune)
        fill_hamlet(season, hamlet, households, registered, recognised)
    by = chair(world)
    actions.open_public(world.commune, by=by)
    actions.tell_year(world.commune, 2024, by=by)
    return world


def chair(world: World) -> Actor:
    return world.actor(world.minh)


def page(world: World, client: Client, **query: Any) -> str:
    answer = client.get(reverse("public_detail", args=[world.commune.pk]), query)
    assert answer.status_code == 200
    return str(answer.text).replace("\N{NO-BREAK SPACE}", " ")


def cells(body: str, name: str) -> list[str]:
    row = re.search(rf'<th scope="row">{name}.*?</tr>', body, re.DOTALL)
    assert row is not None
    found = re.findall(r"<td[^>]*>(.*?)</td>", row.group(), re.DOTALL)
    return [re.sub("<[^>]+>", "", cell).strip() for cell in found]


def test_small_counts_and_their_neighbour_are_hidden(told: World, client: Client):
    body = page(told, client)
    assert cells(body, "Ấp 1") == ["•không công khai"] * 5
    assert cells(body, "Ấp 2") == ["•không công khai"] * 5
    assert cells(body, "Ấp 3") == ["80", "60", "50", "62,5 %", "83,3 %"]
    assert cells(body, "Tổng cộng") == ["255", "190", "153", "60 %", "80,5 %"]
    assert "tính đến ngày" in body
    assert "dưới 5 hộ" in body


def test_what_is_kept_holds_no_hidden_count(told: World):
    (block,) = PublicFigures.objects.get().content["blocks"]
    hidden = [row for row in block["rows"] if row["why"] == "hidden"]
    assert [row["name"] for row in hidden] == ["Ấp 1", "Ấp 2"]
    assert all(row["values"] is None for row in hidden)


def test_the_page_is_off_until_somebody_turns_it_on_and_off_again_after(told: World, client: Client):
    url = reverse("public_detail", args=[told.commune.pk])
    assert client.get(reverse("public_detail", args=[told.other_commune.pk])).status_code == 404
    assert client.get(url, {"year": "2023"}).status_code == 404
    assert client.get(url, {"year": "2024"}).status_code == 200
    actions.close_public(told.commune, by=chair(told))
    assert client.get(url).status_code == 404
    assert PublicFigures.objects.exists()


def test_records_that_change_afterwards_change_nothing_that_was_told(told: World, client: Client):
    before = cells(page(told, client), "Tổng cộng")
    fill_hamlet(told.commune.rounds.get(year=2024), told.hamlet_2, 2, 2, 2)
    assert cells(page(told, client), "Tổng cộng") == before
    again = content_of(told.commune, 2024)["blocks"][0]
    assert again["why"] == "chỉ khác lần công khai trước vài trường hợp"
    fill_hamlet(told.commune.rounds.get(year=2024), told.hamlet_2, 8, 8, 8)
    again = content_of(told.commune, 2024)["blocks"][0]
    assert (again["why"], again["total"]) == ("", [163, 200, 265])
    assert [row["why"] for row in again["rows"]] == ["hidden", "hidden", "", ""]


def test_citizens_are_a_table_of_their_own(told: World):
    season = make_citizen_round(told.commune, told.edition)
    for hamlet in told.commune.children.all():
        for number in range(9):
            family = make_household(hamlet, f"Trần Văn {number}")
            make_citizen(season, family, family.head, "recognised" if number else "registered")
    found = {block["code"]: block for block in content_of(told.commune, 2024)["blocks"]}
    citizens = found["learning_citizen"]
    # 8 of 9 in each hamlet: that one did not get it is told of nobody, so rows go; all four together are 4 of 36.
    assert citizens["why"]


def test_a_page_above_does_not_give_a_hidden_hamlet_or_commune_away(told: World):
    """The district shows its communes: Tân Kiều, which told itself, is no cover for a small commune."""
    small = make_place("commune", "xã", "Nhỏ", told.district, "31001")
    fill_hamlet(make_round(small, told.edition), make_place("hamlet", "ấp", "Ấp 1", small), 9, 8, 2)
    other = make_round(told.other_commune, told.edition)
    fill_hamlet(other, told.other_hamlet, 60, 50, 40)
    (block,) = content_of(told.district, 2024)["blocks"]
    shown = {row["name"]: row["why"] for row in block["rows"]}
    assert shown == {"Xã Hưng Thạnh": "hidden", "Xã Nhỏ": "hidden", "Xã Tân Kiều": ""}
    actions.open_public(told.district, by=told.actor(told.bich))
    actions.tell_year(told.district, 2024, by=told.actor(told.bich))
    # Hưng Thạnh by itself now would tell Nhỏ's two.
    (block,) = content_of(told.other_commune, 2024)["blocks"]
    assert block["why"] == "nếu hiện thì tính ra được số đang ẩn trên trang của Huyện Tháp Mười"
    # Tân Kiều's own page goes on.
    (block,) = content_of(told.commune, 2024)["blocks"]
    assert not block["why"]


def test_it_is_light_and_asks_little(told: World, client: Client):
    url = reverse("public_detail", args=[told.commune.pk])
    with CaptureQueriesContext(connection) as captured:
        body = client.get(url).content
    assert len(captured) <= 5
    assert b"htmx" not in body
    figures = PublicFigures.objects.get()
    (block,) = figures.content["blocks"]
    # A province of a hundred and fifty communes.
    block["rows"] = [row | {"name": f"Xã số {number}"} for number, row in enumerate(block["rows"] * 38)]
    content = {"blocks": [block], "child_label": "Địa bàn", "targets": []}
    wide = PublicPage(told.commune, PublicFigures(place=told.commune, year=2024, content=content), [2024])
    body = render_to_string("reports/public_detail.html", {"page": wide}).encode()
    css = Path(str(finders.find("built/hoctap.css"))).read_bytes()
    assert len(gzip.compress(body)) + len(gzip.compress(css)) < 50_000


def test_the_place_where_one_signs_in_leads_there_while_there_is_something(told: World, client: Client):
    link = reverse("public_list")
    assert link in client.get("/login/").text
    actions.close_public(told.commune, by=chair(told))
    assert link not in client.get("/login/").text


def test_no_name_of_a_person_stands_on_it(told: World, client: Client):
    assert "Nguyễn Văn" not in page(told, client)
    assert "Lê Quang Minh" not in page(told, client)


def test_a_target_is_told_only_where_both_its_counts_are(told: World):
    by = told.actor(told.bich)
    plan = plan_actions.record_plan(told.district, PLAN, by=by)
    plan_actions.add_target(plan, TARGET, by=by)
    of_staff = replace(TARGET, wording="Công dân trong đơn vị", measure="learning_citizen.of_adults")
    plan_actions.add_target(plan, of_staff, by=by)
    season = make_citizen_round(told.commune, told.edition)
    for hamlet in told.commune.children.all():
        for number in range(20):
            family = make_household(hamlet, f"Trần Văn {number}")
            make_citizen(season, family, family.head, "recognised")
    content = content_of(told.commune, 2024)
    assert not [block["code"] for block in content["blocks"] if block["why"]]
    assert [target["label"] for target in content["targets"]] == ["Gia đình học tập"]
    assert content["targets"][0]["wanted"].replace("\N{NO-BREAK SPACE}", " ") == "từ 85 % trở lên"
