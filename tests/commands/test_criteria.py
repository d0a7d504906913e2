"""`hoctap criteria`: what there is, whether it holds together, a draft out of a file."""

import json
import tomllib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hoctap.core.actor import system_job
from hoctap.criteria.actions import SHIPPED, load_shipped_editions
from hoctap.criteria.drafting.content import content_from
from hoctap.criteria.drafting.queries import content_of, measure_labels
from hoctap.criteria.drafting.workbook import workbook_of
from hoctap.criteria.models import CriteriaEdition
from tests.criteria.drafts import draft, filled, publish
from tests.world import World

FAMILY = SHIPPED / "learning_family_sample_448.toml"


def say(*words: str) -> str:
    out = StringIO()
    call_command("criteria", *words, stdout=out)
    return out.getvalue()


def told(*words: str) -> Any:
    return json.loads(say(*words, "--json"))


@pytest.fixture(autouse=True)
def shipped(world: World) -> None:
    load_shipped_editions(by=system_job("kiểm thử"))
    # The one of the tests holds in the same days as the shipped sample of families.


def test_the_list_has_instrument_validity_and_mark() -> None:
    rows = {row["code"]: row for row in told("list")["editions"]}
    assert rows["don-vi-hoc-tap-huyen-tt22"] | {"verification_note": ""} == {
        "code": "don-vi-hoc-tap-huyen-tt22",
        "title": "learning_unit_district",
        "title_name": "Đơn vị học tập cấp huyện",
        "name": "Đơn vị học tập cấp huyện – TT 22/2020/TT-BGDĐT",
        "instrument": "Thông tư số 22/2020/TT-BGDĐT ngày 06/8/2020 của Bộ Giáo dục và Đào tạo",
        "place": None,
        "scoring": "points",
        "valid_from": "2020-09-21",
        "valid_to": "2024-01-26",
        "verification": "verified",
        "mark": "đã đối chiếu văn bản",
        "state": "published",
        "state_words": "",
        "verification_note": "",
    }
    assert rows["gia-dinh-hoc-tap-242"]["state"] == "frame"
    text = say("list", "--title", "learning_unit_district")
    assert "Từ 21/09/2020 đến trước 26/01/2024, cả nước. đã đối chiếu văn bản." in text


def test_it_is_narrowed_by_title_year_and_place(world: World) -> None:
    own = publish(world, filled(world))
    codes = [
        row["code"] for row in told("list", "--title", "learning_unit_district", "--year", "2023")["editions"]
    ]
    assert codes == ["don-vi-hoc-tap-huyen-tt22"]
    asked = ("list", "--title", "learning_family", "--year", "2025")
    assert [row["code"] for row in told(*asked, "--place", "30055")["editions"]] == [own.code]
    assert own.code not in [row["code"] for row in told(*asked)["editions"]]
    assert (
        say("list", "--title", "learning_community_district", "--year", "2026")
        == "Không có bộ tiêu chí nào.\n"
    )
    with pytest.raises(CommandError, match="Không có danh hiệu no_such"):
        say("list", "--title", "no_such")
    with pytest.raises(CommandError):
        say("list", "--place", "99999999")


def test_one_edition_is_checked_and_its_faults_end_with_1(world: World) -> None:
    assert say("check", "cong-dong-hoc-tap-xa-tt25") == "cong-dong-hoc-tap-xa-tt25: hợp lệ\n"
    assert say("check", "gia-dinh-hoc-tap-242") == "gia-dinh-hoc-tap-242: hợp lệ\n"
    edition = filled(world, draft(world), declared_total=90)
    with pytest.raises(CommandError, match="1 bộ tiêu chí chưa hợp lệ"):
        say("check", edition.code)
    with pytest.raises(CommandError, match="Không có bộ tiêu chí mã khong-co"):
        say("check", "khong-co")


def test_a_file_is_checked_before_it_is_imported(tmp_path: Path) -> None:
    assert "hợp lệ" in say("check", str(FAMILY))
    bad = tmp_path / "bo.toml"
    bad.write_text(
        'title = "learning_family"\nname = "A"\nvalid_from = "2026"\nthreshold = 80\n'
        '[[criteria]]\ncode = "A1"\ngroup = "G"\nlabel = "L"\nmax_points = "ba"\nla = 1\n',
        encoding="utf-8",
    )
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("criteria", "check", str(bad), stdout=out)
    for words in (
        "valid_from: ghi ngày như 2026-01-01",
        "Dòng 1, mục “clause”: ghi chữ",
        "Dòng 1, mục “max_points”: ghi số",
        "Dòng 1, mục “la”: không có mục này",
    ):
        assert words in out.getvalue(), words


@pytest.mark.parametrize(
    "file",
    [file for file in sorted(SHIPPED.glob("*.toml")) if "[[criteria]]" in file.read_text()],
    ids=lambda file: file.stem,
)
def test_every_shipped_file_makes_a_draft_that_says_the_same(world: World, file: Path) -> None:
    text = say("import", str(file), "--place", "30055")
    edition = CriteriaEdition.objects.get(place=world.commune)
    assert f"Đã lập bản nháp {edition.code} cho xã Tân Kiều" in text
    assert content_of(edition) == content_from(tomllib.loads(file.read_text(encoding="utf-8")))


def test_a_workbook_makes_a_draft_too(world: World, tmp_path: Path) -> None:
    edition = filled(world)
    content = content_of(edition)
    file = tmp_path / "bo.xlsx"
    file.write_bytes(workbook_of(content, measure_labels(content)))
    with pytest.raises(CommandError, match="Thêm --title"):
        say("import", str(file), "--place", "30055")
    say("import", str(file), "--place", "30055", "--title", "learning_family")
    assert content_of(CriteriaEdition.objects.get(place=world.commune)) == content


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bo.toml", b"name = ", "không đọc được"),
        ("bo.toml", b"\xff\xfe", "không đọc được"),
        ("bo.xlsx", b"PK\x03\x04 no", "Excel"),
        ("bo.csv", b"a", "phải là .toml hoặc .xlsx"),
        ("bo.toml", b'title = "learning_family"\nname = "A"\n', "không có dòng tiêu chí nào"),
        ("bo.toml", b'title = "x"\nname = "A"\ncriteria = 5\n', "criteria: ghi từng dòng"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_written(
    world: World, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    before = CriteriaEdition.objects.count()
    with pytest.raises(CommandError, match=words):
        say("import", str(file), "--place", "30055", "--title", "learning_family")
    assert CriteriaEdition.objects.count() == before
    with pytest.raises(CommandError, match="Không mở được tệp"):
        say("import", str(tmp_path / "khong.toml"), "--place", "30055")
