"""Typing the figures of all hamlets at once."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.refusals import Forbidden, Refused
from hoctap.places import actions, rules
from hoctap.places.models import FigureKind, PopulationFigure
from tests.world import World

URL = "/hamlets/figures/new/"


def typed(world: World, **more: str) -> dict[str, str]:
    return {
        "what": "households",
        "as_of": "2024-12-20",
        "source": "Công an xã",
        "paper_number": "15/BC-CAX",
        f"value-{world.hamlet.pk}": "412",
        f"value-{world.hamlet_2.pk}": "1.005",
        **more,
    }


def test_one_source_and_one_day_for_all_rows(world: World, client: Client):
    client.force_login(world.lan)
    body = client.post(URL, typed(world), follow=True).content.decode()
    assert "Đã ghi 2 số liệu." in body
    rows = PopulationFigure.objects.order_by("value")
    assert [(row.place, row.value, row.as_of, row.source, row.paper_number) for row in rows] == [
        (world.hamlet, 412, dt.date(2024, 12, 20), "Công an xã", "15/BC-CAX"),
        (world.hamlet_2, 1005, dt.date(2024, 12, 20), "Công an xã", "15/BC-CAX"),
    ]
    assert rows[0].recorded_by.startswith("Nguyễn Thị Lan")
    assert "không ghi thêm" in client.post(URL, typed(world), follow=True).content.decode()


def test_two_columns_are_pasted_from_excel(world: World, client: Client):
    client.force_login(world.lan)
    empty = {f"value-{world.hamlet.pk}": "", f"value-{world.hamlet_2.pk}": ""}
    client.post(URL, typed(world, pasted="ấp 2\t300\n\nẤp 01\t 412 \n", **empty))
    found = dict(PopulationFigure.objects.values_list("place__name", "value"))
    assert found == {"Ấp 1": 412, "Ấp 2": 300}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value": "-3"}, "số âm"),
        ({"value": "nhiều"}, "không phải một số"),
        ({"value": "12,5"}, "không phải một số"),
        ({"as_of": "2199-01-01"}, "chưa đến"),
        ({"as_of": ""}, "Hãy ghi ngày chốt"),
        ({"source": " "}, "Hãy ghi nguồn"),
        ({"pasted": "Ấp 7\t12"}, "Dòng dán 1: không có Ấp 7 trong danh sách."),
        ({"pasted": "Ấp 1\t12\nẤp 1\t13"}, "ghi hai lần"),
        ({"pasted": "Ấp 1"}, "cần hai cột"),
    ],
)
def test_what_cannot_be_a_figure_is_refused_and_none_is_kept(
    world: World, client: Client, more: dict[str, str], words: str
):
    client.force_login(world.lan)
    values = typed(world, **{k: v for k, v in more.items() if k != "value"})
    if "value" in more:
        values[f"value-{world.hamlet.pk}"] = more["value"]
    response = client.post(URL, values)
    body = response.content.decode()
    assert (response.status_code, words in body) == (422, True)
    assert 'value="1.005"' in body, "nothing typed is lost"
    assert not PopulationFigure.objects.exists()


def test_an_empty_table_is_refused(world: World, client: Client):
    client.force_login(world.lan)
    empty = {f"value-{world.hamlet.pk}": "", f"value-{world.hamlet_2.pk}": ""}
    response = client.post(URL, typed(world, **empty))
    assert (response.status_code, "Chưa ghi số nào" in response.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("412", 412),
        ("1.412", 1412),
        ("1 412", 1412),
        ("1,412", 1412),
        ("12.5", None),
        ("1e3", None),
        ("²", None),
    ],
)
def test_how_numbers_are_read(text: str, value: int | None):
    assert rules.figure_value(text) == value


def test_a_place_elsewhere_is_refused_and_an_outsider_forbidden(world: World):
    day = {"what": FigureKind.PERSONS, "as_of": dt.date(2024, 6, 30), "source": "ấp"}
    with pytest.raises(Refused, match="không thuộc"):
        actions.record_figures(world.commune, {world.other_hamlet.pk: "1"}, by=world.actor(world.lan), **day)
    with pytest.raises(Forbidden):
        actions.record_figures(world.commune, {world.hamlet.pk: "1"}, by=world.actor(world.oanh), **day)


def test_khom_and_ap_of_one_number_are_told_apart_and_a_bare_number_is_asked(world: World, client: Client):
    khom = actions.add_hamlet(world.commune, "Khóm 1", by=world.actor(world.lan))
    client.force_login(world.lan)
    empty = {f"value-{one.pk}": "" for one in (world.hamlet, world.hamlet_2, khom)}
    page = client.post(URL, typed(world, pasted="1\t300", **empty))
    assert page.status_code == 422
    assert "Dòng dán 1: Ấp 1 hay Khóm 1? Hãy ghi đúng tên" in page.content.decode()
    client.post(URL, typed(world, pasted="khóm 1\t300\nẤp 1\t412", **empty))
    found = dict(PopulationFigure.objects.values_list("place__name", "value"))
    assert found == {"Ấp 1": 412, "Khóm 1": 300}
