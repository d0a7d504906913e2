import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from hoctap.places.models import Place
from tests.figures import fill_hamlet, make_plan, make_round
from tests.world import World, make_place


@pytest.fixture
def season(world: World) -> World:
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 20, 18, 17, late=2)
    make_plan(world)
    return world


def results(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    call_command("results", *options, "--json")
    printed = capsys.readouterr()
    assert printed.err == ""
    answer: list[dict[str, object]] = json.loads(printed.out)
    return answer


@pytest.mark.requirement("S3-07", "S3-25")
def test_results_prints_each_target_beside_its_result(season: World, capsys: pytest.CaptureFixture[str]):
    (target,) = results(capsys, "--place", "30055", "--year", "2024")
    assert {
        "target": 85,
        "comparator": ">=",
        "numerator": 17,
        "denominator": 20,
        "unit": "%",
        "place": "30055",
        "year": 2024,
        "late": 2,
        "ratio": 0.85,
        "met": True,
        "before_on": "2024-11-15",
        "last_day": "2024-11-14",
        "plan": "415/KH-UBND",
        "communes_in": 1,
        "communes_all": 1,
    }.items() <= target.items()
    (above,) = results(capsys, "--place", "872", "--year", "2024")
    assert (above["numerator"], above["communes_in"], above["missing"]) == (17, 1, ["xã Hưng Thạnh"])


def test_results_without_records_are_null_and_never_zero(season: World, capsys: pytest.CaptureFixture[str]):
    (target,) = results(capsys, "--place", "30043", "--year", "2024")
    assert (target["numerator"], target["late"], target["ratio"], target["met"]) == (None, None, None, None)
    call_command("results", "--place", "30043", "--year", "2024")
    assert "chưa mở đợt công nhận" in capsys.readouterr().out


def test_results_for_people_say_the_same(season: World, capsys: pytest.CaptureFixture[str]):
    call_command("results", "--place", "30055", "--year", "2024")
    printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "17/20 85 % đạt, trễ hạn 2" in printed
    assert "trước ngày 15/11/2024: hạn cuối 14/11/2024" in printed
    assert "Ấp 1 | 20 | 18 | 17 | 2 | 85 % | 94,4 % | —" in printed


def test_a_code_with_two_meanings_and_no_year_is_refused_naming_both(
    season: World, capsys: pytest.CaptureFixture[str]
):
    Place.objects.filter(code="30043").update(valid_to=dt.date(2025, 7, 1))
    later = make_place("commune", "xã", "Phương Thịnh", season.province)
    later.code, later.valid_from = "30043", dt.date(2025, 7, 1)
    later.save()
    with pytest.raises(CommandError) as refused:
        call_command("results", "--place", "30043", "--json")
    assert "xã Hưng Thạnh" in str(refused.value)
    assert "xã Phương Thịnh" in str(refused.value)
    assert capsys.readouterr().out == ""
    assert [target["place_name"] for target in results(capsys, "--place", "30043", "--year", "2024")] == [
        "xã Hưng Thạnh"
    ]
    assert results(capsys, "--place", "30043", "--year", "2026") == []


def test_a_code_that_nobody_bears_is_refused(season: World):
    with pytest.raises(CommandError, match="Không có địa bàn nào"):
        call_command("results", "--place", "99999", "--year", "2024")


def test_results_puts_the_year_before_on_todays_boundary(season: World, capsys: pytest.CaptureFixture[str]):
    fill_hamlet(make_round(season.commune, season.edition, 2023), season.hamlet, 3, 3, 2)
    asked = ["results", "--place", "30055", "--year", "2024", "--todays-boundary"]
    call_command(*asked, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["year"], answer["before"]) == (2024, 2023)
    first = answer["rows"][0]
    assert (first["before"]["numerator"], first["numerator"], first["change"]) == (2, 17, 15)
    call_command(*asked)
    printed = capsys.readouterr().out
    assert "tăng 15 hộ được công nhận" in printed
    assert "Tổng cộng" in printed
    with pytest.raises(CommandError, match="phải trước năm 2024"):
        call_command(*asked, "--before", "2024")
