"""Uncertain hamlet names of a list: asked, answered, never guessed."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.people import actions
from hoctap.people.models import Household, ImportRun
from hoctap.places import actions as places
from tests.people.sheets import sheet
from tests.world import World

ROWS = [
    [1, "Lê Văn Ba", 1970, "Nam", "Khóm 1", "", "", 4, ""],
    [2, "Lê Văn Tư", 1971, "Nam", "Ấp 2", "", "", 3, ""],
]


def preview(world: World) -> ImportRun:
    return actions.preview_import(world.commune, 2026, "so-ho.xlsx", sheet(ROWS), by=world.actor(world.lan))


def test_a_name_of_another_kind_is_asked_on_the_page_and_entered_as_answered(world: World, client: Client):
    run = preview(world)
    assert (run.counts["faulty_rows"], run.counts["new_households"]) == (1, 1)
    client.force_login(world.lan)
    body = client.get(reverse("import_detail", args=[run.pk])).content.decode()
    for words in ("Tên ấp chưa rõ", "Khóm 1", "trong sổ là Ấp 1"):
        assert words in body
    answer = {"typed": ["Khóm 1"], "hamlet": [str(world.hamlet.pk)]}
    assert client.post(reverse("import_hamlets", args=[run.pk]), answer).status_code == 302
    run.refresh_from_db()
    assert (run.counts["faulty_rows"], run.counts["new_households"]) == (0, 2)
    assert client.post(reverse("import_apply", args=[run.pk]), {}).status_code == 302
    assert Household.objects.get(head__full_name="Lê Văn Ba").hamlet == world.hamlet
    world.hamlet.refresh_from_db()
    assert world.hamlet.title == "Ấp 1"


def test_an_answer_can_be_taken_back(world: World):
    run, by = preview(world), world.actor(world.lan)
    actions.answer_hamlets(run, {"Khóm 1": str(world.hamlet.pk)}, by=by)
    actions.answer_hamlets(run, {"Khóm 1": ""}, by=by)
    run.refresh_from_db()
    assert run.counts["faulty_rows"] == 1


def test_a_hamlet_of_another_commune_and_a_name_that_nobody_asked_about_are_refused(
    world: World, client: Client
):
    run, by = preview(world), world.actor(world.lan)
    elsewhere = world.other_hamlet
    with pytest.raises(Refused, match="hãy chọn một ấp, khóm của"):
        actions.answer_hamlets(run, {"Khóm 1": str(elsewhere.pk)}, by=by)
    with pytest.raises(Refused, match="không hỏi về ấp"):
        actions.answer_hamlets(run, {"Ấp 2": str(world.hamlet.pk)}, by=by)
    client.force_login(world.lan)
    answer = {"typed": ["Khóm 1"], "hamlet": [str(elsewhere.pk)]}
    answered = client.post(reverse("import_hamlets", args=[run.pk]), answer)
    assert answered.status_code == 422
    assert "hãy chọn một ấp, khóm của" in answered.content.decode()
    run.refresh_from_db()
    assert run.choices.get("hamlets", {}) == {}


def test_khom_1_beside_ap_1_is_entered_where_it_says_and_a_bare_1_is_asked(world: World):
    khom = places.add_hamlet(world.commune, "Khóm 1", by=world.actor(world.lan))
    rows = [
        [1, "Lê Văn Ba", 1970, "Nam", "Khóm 1", "", "", 4, ""],
        [2, "Lê Văn Tư", 1971, "Nam", "Ấp 01", "", "", 3, ""],
        [3, "Lê Văn Năm", 1972, "Nam", "1", "", "", 3, ""],
    ]
    by = world.actor(world.lan)
    run = actions.preview_import(world.commune, 2026, "so-ho.xlsx", sheet(rows), by=by)
    assert (run.counts["faulty_rows"], run.counts["new_households"]) == (1, 2)
    actions.answer_hamlets(run, {"1": str(khom.pk)}, by=by)
    run.refresh_from_db()
    assert (run.counts["faulty_rows"], run.counts["new_households"]) == (0, 3)
