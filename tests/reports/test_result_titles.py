"""Results of a title, of a Tổ and of a past day: the screen, the workbook and the command say the same."""

import datetime as dt
import json
import subprocess
from decimal import Decimal
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hoctap.core.dates import today
from hoctap.criteria.models import Title
from hoctap.people.models import NotAssessed
from hoctap.places.models import PopulationFigure
from hoctap.recognition.models import Dossier, RecognitionDecision, RecognitionRound, StateChange
from hoctap.reports.queries import season_table, with_titles
from hoctap.reports.season import SeasonRow
from tests.figures import add_member, make_citizen, make_citizen_round
from tests.season import Season
from tests.world import World, make_household, make_place


def shown(answer: Any) -> str:
    """What a reader sees of the page, with addresses as they are."""
    return unescape(answer.text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def citizens(two_seasons: World) -> World:
    """Beside its families Tân Kiều has citizens of Ấp 1: two adults and one of 16 with the title, one registered adult."""
    season = make_citizen_round(two_seasons.commune, two_seasons.edition, age=16)
    for name, group in (("Đinh Văn Một", "Tổ 2"), ("Đinh Văn Hai", "Tổ 10")):
        family = make_household(two_seasons.hamlet, name)
        family.group_name = group
        family.save()
        make_citizen(season, family, family.head, late=group == "Tổ 10")
    child = add_member(family, "Đinh Thị Nhỏ", 2008)
    wife = add_member(family, "Đinh Thị Vợ", 1975)
    make_citizen(season, family, child)
    make_citizen(season, family, wife, "registered")
    return two_seasons


def figures(row: SeasonRow) -> tuple[int | None, ...]:
    return row.households, row.registered, row.recognised, row.late, row.in_whole


@pytest.mark.requirement("S3-12")
def test_citizens_have_a_table_of_their_own_and_families_keep_theirs(citizens: World, client: Client):
    families = season_table(citizens.commune, 2024)
    assert (families.total.recognised, families.total.households) == (4, 12)
    table = season_table(citizens.commune, 2024, Title.LEARNING_CITIZEN)
    first, second = table.rows
    assert figures(first) == (9, 4, 3, 1, 2)
    assert figures(second) == (4, 0, 0, 0, 0)
    assert figures(table.total) == (13, 4, 3, 1, 2)
    assert round(table.total.of_households or 0, 2) == Decimal("15.38")
    client.force_login(citizens.lan)
    here = {"place": str(citizens.commune.pk), "year": "2024", "title": "learning_citizen"}
    body = shown(client.get(reverse("result_table"), here))
    assert "Kết quả Công dân học tập năm 2024" in body
    assert "3 công dân được công nhận; trong người lớn 2/13" in body
    assert "Năm tỷ lệ, không cộng lẫn" in body
    assert "chưa có đơn vị nào được công nhận Đơn vị học tập" in body
    assert (
        f"{reverse('dossier_list')}?place={citizens.hamlet.pk}&year=2024&part=numerator&title=learning_citizen"
        in body
    )
    assert (
        f"{reverse('measure_people')}?measure=learning_citizen.of_adults&place={citizens.hamlet.pk}" in body
    )


def test_a_hamlet_shows_its_groups_in_their_order_and_they_add_up(citizens: World, client: Client):
    for title in (Title.LEARNING_FAMILY, Title.LEARNING_CITIZEN):
        table = season_table(citizens.hamlet, 2024, title)
        assert [row.name for row in table.groups] == ["Tổ 2", "Tổ 10", "Chưa ghi Tổ"]
        for index, whole in enumerate(figures(table.total)):
            assert sum(figures(row)[index] or 0 for row in table.groups) == whole
    second, tenth, without = season_table(citizens.hamlet, 2024, Title.LEARNING_CITIZEN).groups
    assert figures(second) == (1, 1, 1, 0, 1)
    assert figures(tenth) == (2, 3, 2, 1, 1)
    assert figures(without) == (6, 0, 0, 0, 0)
    client.force_login(citizens.hung)
    body = shown(client.get(tenth.recognised_url))
    assert "Năm 2024: 2 hồ sơ" in body
    assert "Đinh Văn Một" not in body
    assert season_table(citizens.hamlet_2, 2024).groups == ()


def test_a_hamlet_opens_from_the_communes_table(citizens: World, client: Client):
    client.force_login(citizens.lan)
    body = shown(client.get(reverse("result_table"), {"place": str(citizens.commune.pk), "year": "2024"}))
    assert f"{reverse('result_table')}?place={citizens.hamlet.pk}&year=2024" in body
    below = shown(client.get(reverse("result_table"), {"place": str(citizens.hamlet.pk), "year": "2024"}))
    assert "Gia đình học tập theo Tổ" in below
    assert "Tổ 10" in below


def test_a_commune_without_a_round_of_citizens_is_missing_in_the_districts_table(citizens: World):
    table = season_table(citizens.district, 2024, Title.LEARNING_CITIZEN)
    assert table.missing == ("xã Hưng Thạnh",)
    other, own = table.rows
    assert figures(other) == (None,) * 5
    assert figures(own) == figures(table.total) == (13, 4, 3, 1, 2)


def test_households_not_assessed_stand_beside_the_total_with_their_reasons(citizens: World, client: Client):
    one, two = (
        dossier.household for dossier in Dossier.objects.filter(person=None, hamlet=citizens.hamlet_2)[:2]
    )
    NotAssessed.objects.create(household=one, year=2024, reason="works_away", recorded_by="Kiểm thử")
    NotAssessed.objects.create(household=two, year=2023, reason="alone", recorded_by="Kiểm thử")
    for day, value in ((dt.date(2024, 3, 1), 14), (dt.date(2024, 10, 1), 15), (dt.date(2025, 1, 1), 99)):
        PopulationFigure.objects.create(
            place=citizens.commune, value=value, as_of=day, source="Công an xã", recorded_by="Kiểm thử"
        )
    client.force_login(citizens.lan)
    answer = client.get(reverse("result_table"), {"place": str(citizens.commune.pk), "year": "2024"})
    whole = answer.context["whole"]
    assert whole.total.reasons == (1, 0, 0, 0, 0)
    assert [row.reasons[0] for row in whole.rows] == [0, 1]
    assert (whole.total.row.households, whole.total.figure.value, whole.total.difference) == (12, 15, -3)
    assert whole.rows[0].difference is None
    body = shown(answer)
    assert "01/10/2024, Công an xã" in body
    assert "Đi làm ăn xa" in body
    assert season_table(citizens.commune, 2024).total.households == 12  # nothing is subtracted


def move_to(dossiers: Any, state: str, day: dt.date) -> None:
    """As if this move had been written down on that day."""
    at = dt.datetime.combine(day, dt.time(9), dt.timezone(dt.timedelta(hours=7)))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE recognition_state_change SET at = %s WHERE to_state = %s AND dossier_id = ANY(%s)",
            [at, state, [dossier.pk for dossier in dossiers]],
        )


@pytest.fixture
def owner_of_the_trail() -> None:
    """Dates of moves are set by the owner of the tables alone; the program's role cannot."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


DAY = dt.timedelta(days=1)


def test_as_of_today_is_now_and_as_of_the_day_before_the_decision_there_is_none(
    decided: Season, owner_of_the_trail: None
):
    week_ago = today() - 7 * DAY
    RecognitionRound.objects.update(opened_at=timezone.now() - 20 * DAY)
    for state, days in (
        ("listed", 15),
        ("registered", 14),
        ("scored", 12),
        ("nominated", 11),
        ("accepted", 10),
        ("proposed", 9),
    ):
        move_to(Dossier.objects.all(), state, today() - days * DAY)
    move_to(Dossier.objects.all(), "recognised", week_ago)
    commune = decided.commune
    for place in (commune, decided.hamlet, decided.world.hamlet_2):
        now, then = season_table(place, 2024), season_table(place, 2024, as_of=today() - DAY)
        assert [figures(row) for row in then.rows] == [figures(row) for row in now.rows]
        assert figures(then.total) == figures(now.total)
        assert then.total.of_households == now.total.of_households
    assert season_table(commune, 2024, as_of=today()).total.recognised == 2
    assert season_table(commune, 2024, as_of=week_ago).total.recognised == 2
    before = season_table(commune, 2024, as_of=week_ago - DAY)
    assert (before.total.recognised, before.total.registered) == (0, 4)
    assert season_table(commune, 2024, as_of=today() - 15 * DAY).total.registered == 0
    assert season_table(commune, 2024, as_of=today() - 30 * DAY).total.is_missing
    assert "chưa mở đợt công nhận vào ngày" in season_table(commune, 2024, as_of=today() - 30 * DAY).finding


def test_a_title_that_was_taken_away_counts_until_that_day(decided: Season, owner_of_the_trail: None):
    dossier = Dossier.objects.filter(state="recognised").first()
    assert dossier
    RecognitionRound.objects.update(opened_at=timezone.now() - 20 * DAY)
    StateChange.objects.create(dossier=dossier, from_state="recognised", to_state="revoked", by="Kiểm thử")
    move_to(Dossier.objects.all(), "listed", today() - 9 * DAY)
    for state in ("registered", "scored", "nominated", "accepted", "proposed"):
        move_to(Dossier.objects.all(), state, today() - 8 * DAY)
    move_to(Dossier.objects.all(), "recognised", today() - 7 * DAY)
    move_to([dossier], "revoked", today() - 3 * DAY)
    assert season_table(decided.commune, 2024, as_of=today() - 4 * DAY).total.recognised == 2
    assert season_table(decided.commune, 2024, as_of=today() - 3 * DAY).total.recognised == 1


def test_citizens_as_of_a_past_day_count_who_held_the_title_then(citizens: World, owner_of_the_trail: None):
    RecognitionRound.objects.update(opened_at=timezone.now() - 20 * DAY)
    for dossier in Dossier.objects.filter(title=Title.LEARNING_CITIZEN):
        StateChange.objects.create(dossier=dossier, to_state="listed", by="Kiểm thử")
        StateChange.objects.create(dossier=dossier, to_state=dossier.state, by="Kiểm thử")
    of_citizens = Dossier.objects.filter(title=Title.LEARNING_CITIZEN)
    move_to(of_citizens, "listed", today() - 10 * DAY)
    move_to(of_citizens, "registered", today() - 8 * DAY)
    move_to(of_citizens, "recognised", today() - 5 * DAY)
    now = season_table(citizens.commune, 2024, Title.LEARNING_CITIZEN)
    as_of = {
        days: season_table(citizens.commune, 2024, Title.LEARNING_CITIZEN, as_of=today() - days * DAY)
        for days in (1, 6)
    }
    assert [figures(row) for row in as_of[1].rows] == [figures(row) for row in now.rows]
    assert figures(as_of[6].total) == (13, 1, 0, 0, 0)
    then = season_table(citizens.hamlet, 2024, Title.LEARNING_CITIZEN, as_of=today() - 6 * DAY)
    assert [row.recognised for row in then.groups] == [0, 0, 0]


def test_the_screen_of_a_past_day_says_so_and_its_figures_open_as_of_that_day(
    citizens: World, client: Client
):
    client.force_login(citizens.lan)
    here = {"place": str(citizens.commune.pk), "year": "2024"}
    body = shown(client.get(reverse("result_table"), here | {"as_of": "01/03/2024"}))
    assert "Như hệ thống đã ghi đến hết ngày 01/03/2024" in body
    assert "Chỉ tiêu và kết quả" not in body
    assert "part=numerator" not in body  # the round was not open: nothing to open
    for typed in ("31/02/2024", "x", today().isoformat(), "2999-01-01"):
        body = shown(client.get(reverse("result_table"), here | {"as_of": typed}))
        assert "ngày ấy chưa qua" in body
        assert "4/12 hộ được công nhận" in body
    opened = {"place": str(citizens.commune.pk), "year": "2024", "as_of": "2024-03-01"}
    assert "Năm 2024: 0 hồ sơ" in shown(client.get(reverse("dossier_list"), opened))


@pytest.mark.requirement("S3-07")
def test_from_the_figure_to_the_signed_copy_each_step_is_one_click(decided: Season, client: Client):
    client.force_login(decided.officer)
    table = shown(client.get(reverse("result_table"), {"place": str(decided.commune.pk), "year": "2024"}))
    row = season_table(decided.commune, 2024).total
    assert row.recognised_url in table
    dossier = Dossier.objects.filter(state="recognised").first()
    assert dossier
    decision = RecognitionDecision.objects.get()
    steps_down = (
        row.recognised_url,
        reverse("dossier_detail", args=[dossier.pk]),
        reverse("decision_detail", args=[decision.pk]),
        reverse("paper_detail", args=[decision.paper_id]),
        reverse("paper_signed", args=[decision.paper_id]),
    )
    page = table
    for address in steps_down:
        assert f'href="{address}"' in page, address
        answer = client.get(address)
        assert answer.status_code == 200
        page = "" if answer.streaming or "html" not in answer.headers["Content-Type"] else shown(answer)


def test_a_title_without_a_round_has_no_block(citizens: World):
    assert with_titles(citizens.commune, 2024) == [Title.LEARNING_FAMILY, Title.LEARNING_CITIZEN]
    assert with_titles(citizens.commune, 2023) == [Title.LEARNING_FAMILY]
    assert with_titles(citizens.other_commune, 2024) == []
    assert with_titles(citizens.hamlet, 2024) == [Title.LEARNING_FAMILY, Title.LEARNING_CITIZEN]


def workbook(client: Client, world: World, year: int = 2024, place: Any = None) -> Any:
    answer = client.get(
        reverse("result_xlsx"), {"place": str((place or world.commune).pk), "year": str(year)}
    )
    return load_workbook(BytesIO(answer.content))


@pytest.mark.requirement("S3-05", "S3-07")
def test_screen_workbook_and_command_say_the_same(
    citizens: World, client: Client, capsys: pytest.CaptureFixture[str]
):
    client.force_login(citizens.bich)
    for place, code in ((citizens.commune, "30055"), (citizens.district, "872")):
        sheet = workbook(client, citizens, place=place).active
        rows = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows() if row[1].value}
        call_command("results", "--place", code, "--year", "2024", "--json", "--rows")
        printed = json.loads(capsys.readouterr().out)
        dash = {None: "—"}
        for title, columns in (
            (Title.LEARNING_FAMILY, (2, 3, 4, 5, 4)),
            (Title.LEARNING_CITIZEN, (9, 10, 11, 12, 13)),
        ):
            here = {"place": str(place.pk), "year": "2024", "title": title.value}
            table = client.get(reverse("result_table"), here).context["table"]
            objects = printed["titles"][title.value]
            for row, told in zip(
                (*table.shown_rows, table.total), (*objects["rows"], objects["total"]), strict=True
            ):
                name = "Tổng cộng" if row is table.total else row.name
                names = ("whole", "registered", "recognised", "late", "recognised_in_whole")
                assert tuple(told[one] for one in names) == figures(row)
                assert [rows[name][column] for column in columns] == [
                    dash.get(value, value) for value in figures(row)
                ]
    call_command("results", "--place", "30055", "--year", "2024")
    words = capsys.readouterr().out
    assert "Ấp 1 | 9 | 4 | 3 | 1 | 2 |" in words
    assert "trên người lớn: 2/13" in words
    with pytest.raises(CommandError, match="chưa qua"):
        call_command("results", "--place", "30055", "--as-of", "2999-01-01")
    call_command("results", "--place", "30055", "--year", "2024", "--as-of", "2024-03-01")
    assert "đến hết ngày 01/03/2024" in capsys.readouterr().out


def test_a_block_of_a_title_that_has_no_round_is_absent_from_the_workbook(citizens: World, client: Client):
    client.force_login(citizens.lan)
    both, one = workbook(client, citizens), workbook(client, citizens, 2023)
    assert both.sheetnames == ["Năm 2024", "Tổng số hộ", "Năm tỷ lệ công dân"]
    assert one.sheetnames == ["Năm 2023", "Tổng số hộ"]
    texts = [cell.value for row in one.active.iter_rows() for cell in row]
    assert "% người lớn" not in texts
    assert "Gia đình học tập" in texts
    groups = workbook(client, citizens, place=citizens.hamlet).active
    assert "Tổ 10" in [row[1].value for row in groups.iter_rows()]


@pytest.mark.requirement("S3-05")
def test_libreoffice_opens_the_workbook_and_reads_the_numbers_as_numbers(
    citizens: World, client: Client, tmp_path: Path
):
    citizens.hamlet.name, citizens.hamlet.kind = "=1+1", ""
    citizens.hamlet.save()
    client.force_login(citizens.lan)
    answer = client.get(reverse("result_xlsx"), {"place": str(citizens.commune.pk), "year": "2024"})
    (tmp_path / "table.xlsx").write_bytes(answer.content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):59,34,76,1", "--outdir", str(tmp_path), str(tmp_path / "table.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lines = (tmp_path / "table.csv").read_text().splitlines()
    assert any('"=1+1";8;4;3;1;' in line for line in lines), lines[5:]
    assert any('"Tổng cộng";12;6;4;1;' in line for line in lines)


def test_the_next_commune_gets_nothing_of_any_title_or_day(citizens: World, client: Client):
    client.force_login(citizens.oanh)
    for more in ({"title": "learning_citizen"}, {"as_of": "2024-03-01"}):
        for name in ("result_table", "result_xlsx"):
            answer = client.get(reverse(name), {"place": str(citizens.commune.pk), "year": "2024"} | more)
            assert answer.status_code == 404


def test_the_screen_of_citizens_costs_the_same_for_any_number_of_places(citizens: World, client: Client):
    client.force_login(citizens.bich)

    def cost(**more: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("result_table"), {"place": str(citizens.district.pk), "year": "2024"} | more)
        return len(captured)

    asked: list[dict[str, str]] = [{}, {"title": "learning_citizen"}, {"as_of": "2026-01-01"}]
    before = [cost(**more) for more in asked]
    for number in range(6):
        commune = make_place("commune", "xã", f"Thử {number}", citizens.district)
        hamlet = make_place("hamlet", "ấp", "Ấp 9", commune)
        season = make_citizen_round(commune, citizens.edition)
        family = make_household(hamlet, f"Lê {number}")
        make_citizen(season, family, family.head)
    assert [cost(**more) for more in asked] == before
