"""Dated figures beside the register's own count."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client

from hoctap.people import actions as people
from hoctap.places import actions, queries
from hoctap.places.models import FigureKind, Place, PopulationFigure
from tests.world import World, make_household, make_place

URL = "/hamlets/figures/"
JUNE, DECEMBER = dt.date(2024, 6, 30), dt.date(2024, 12, 20)


def record(
    world: World, figures: dict[Place, str], as_of: dt.date = DECEMBER, source: str = "Công an xã"
) -> int:
    return actions.record_figures(
        world.commune,
        {place.pk: value for place, value in figures.items()},
        what=FigureKind.HOUSEHOLDS,
        as_of=as_of,
        source=source,
        by=world.actor(world.lan),
    )


@pytest.mark.requirement("S3-07")
def test_the_figure_stands_beside_the_register_with_who_is_not_assessed_and_nothing_is_subtracted(
    world: World, client: Client
):
    families = [make_household(world.hamlet, f"Lê Văn {name}", listed_year=2024) for name in ("Ba", "Tư")]
    by = world.actor(world.lan)
    people.set_not_assessed(families[:1], 2024, "works_away", by=by)
    record(world, {world.hamlet: "412", world.hamlet_2: "300", world.commune: "1.000"})
    client.force_login(world.lan)
    page = client.get(URL, {"year": 2024})
    table = page.context["table"]
    assert table.labels == [
        "Chưa xét: đi làm ăn xa",
        "Chưa xét: neo đơn",
        "Chưa xét: mới đến",
        "Chưa xét: không đăng ký",
        "Chưa xét: lý do khác",
    ]
    row = table.rows[0]
    assert (row.figure.value, row.register, row.difference, row.columns) == (412, 2, 410, [1, 0, 0, 0, 0])
    assert (table.total, table.commune.figure.value, table.missing) == (712, 1000, [])
    body = page.content.decode()
    assert "20/12/2024" in body
    assert "Công an xã" in body


def test_what_is_missing_is_not_zero_and_different_days_are_not_added(world: World, client: Client):
    record(world, {world.hamlet: "412"})
    table = queries.figure_table(world.commune, 2024, "households")
    assert (table.rows[1].figure, table.rows[1].difference, table.total) == (None, None, None)
    assert table.missing == ["Ấp 2"]
    record(world, {world.hamlet_2: "300"}, as_of=JUNE)
    table = queries.figure_table(world.commune, 2024, "households")
    assert (table.missing, table.days, table.total) == ([], [DECEMBER, JUNE], None)
    client.force_login(world.lan)
    assert "ngày chốt khác nhau" in client.get(URL, {"year": 2024}).content.decode()
    assert queries.figure_table(world.commune, 2025, "households").rows[0].figure is None


def test_a_correction_is_a_new_row_and_the_old_one_stays_readable(world: World, client: Client):
    assert record(world, {world.hamlet: "412"}) == 1
    assert record(world, {world.hamlet: "412"}) == 0
    assert record(world, {world.hamlet: "421"}, source="đính chính của ấp") == 1
    row = queries.figure_table(world.commune, 2024, "households").rows[0]
    assert (row.figure.value, [old.value for old in row.was]) == (421, [412])
    client.force_login(world.lan)
    assert "trước đó: 412, chốt 20/12/2024, Công an xã" in client.get(URL, {"year": 2024}).content.decode()


def test_the_database_keeps_every_row(world: World):
    record(world, {world.hamlet: "412"})
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PopulationFigure.objects.update(value=1)


def test_a_hamlet_above_its_commune_is_shown_with_both_not_refused(world: World, client: Client):
    record(world, {world.commune: "400"}, as_of=JUNE)
    record(world, {world.hamlet: "412"}, as_of=DECEMBER)
    assert queries.figure_table(world.commune, 2024, "households").warnings == [], "another day"
    record(world, {world.hamlet: "412"}, as_of=JUNE)
    client.force_login(world.lan)
    body = client.get(URL, {"year": 2024}).content.decode()
    assert "Ngày chốt 30/06/2024: Ấp 1 có 412, nhiều hơn cả xã Tân Kiều (400)." in body
    record(world, {world.hamlet: "300", world.hamlet_2: "101"}, as_of=JUNE)
    [words] = queries.figure_table(world.commune, 2024, "households").warnings
    assert words == "Ngày chốt 30/06/2024: Cộng các ấp, khóm được 401, nhiều hơn số của xã Tân Kiều (400)."


def test_queries_do_not_grow_with_the_hamlets(world: World, client: Client, django_assert_max_num_queries):
    for number in range(3, 20):
        make_household(make_place("hamlet", "ấp", f"Ấp {number}", world.commune), "Lê Ba")
    client.force_login(world.lan)
    with django_assert_max_num_queries(16):
        client.get(URL, {"year": 2024})


def test_another_commune_is_not_found(world: World, client: Client):
    client.force_login(world.oanh)
    assert client.get(URL, {"place": world.commune.pk}).status_code == 404
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403


def test_the_command_line_gives_the_same_table(world: World, capsys: pytest.CaptureFixture[str]):
    make_household(world.hamlet, "Lê Ba", listed_year=2024)
    record(world, {world.hamlet: "412", world.commune: "400"})
    arguments = ("hamlets", "figures", "--place", "30055", "--year", "2024")
    call_command(*arguments, "--json")
    values = json.loads(capsys.readouterr().out)
    first = values["rows"][0]
    assert (first["name"], first["figure"]["value"], first["register"]) == ("Ấp 1", 412, 1)
    assert (first["figure"]["as_of"], first["difference"]) == ("2024-12-20", 411)
    assert (values["total"], values["missing"], len(values["warnings"])) == (None, ["Ấp 2"], 1)
    call_command(*arguments)
    assert "Ấp 1: 412 (chốt 20/12/2024); trong sổ 1" in capsys.readouterr().out
    with pytest.raises(CommandError, match="không phải cấp xã"):
        call_command("hamlets", "figures", "--place", "872", "--year", "2024")
