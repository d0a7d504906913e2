"""How a disagreement between the two sources is decided: each rule on the smallest case it is for."""

from pathlib import Path

import pytest

from hoctap.places.catalogue import NOT_SETTLED, Level
from scripts.compare_places import (
    AFTER,
    BEFORE,
    ONE_SOURCE,
    Fact,
    Judge,
    Source,
    add_missing,
    decide,
    differences,
    read_lines,
)

P, D1, D2 = (Level.PROVINCE, "01"), (Level.DISTRICT, "001"), (Level.DISTRICT, "002")
A, B, C, ISLAND = [(Level.COMMUNE, code) for code in ("00001", "00002", "00003")] + [(Level.DISTRICT, "009")]
NEW, NEW2, ZONE = [(Level.COMMUNE, code) for code in ("00101", "00102", "00109")]


def a_source() -> Source:
    """Two districts with a xã An each, and a xã Bình; two new communes."""
    source = Source("thử", "thu-1")
    source.units[BEFORE] = {
        P: Fact("tỉnh", "Cũ", None),
        D1: Fact("huyện", "Một", P),
        D2: Fact("huyện", "Hai", P),
        A: Fact("xã", "An", D1),
        B: Fact("xã", "An", D2),
        C: Fact("xã", "Bình", D2),
    }
    source.units[AFTER] = {
        P: Fact("tỉnh", "Mới", None), NEW: Fact("xã", "Mới", P), NEW2: Fact("xã", "Xuân", P),
    }  # fmt: skip
    source.edges = {(P, P), (A, NEW), (B, NEW2), (C, NEW2)}
    return source


def decided(
    first: Source, second: Source, table: Path = Path("không có")
) -> tuple[Judge, list[dict[str, str]]]:
    judge = Judge(first, second)
    rows = differences(None, first, second)
    decide(rows, judge, table)
    return judge, rows


def test_two_that_agree_leave_nothing_to_decide():
    assert decided(a_source(), a_source())[1] == []


def test_an_edge_of_a_namesake_is_not_carried(tmp_path: Path):
    first, second = a_source(), a_source()
    first.edges.add((A, NEW2))  # the An of the other district went there
    judge, (row,) = decided(first, second)
    assert (row["rule"], row["carried"], row["settled"]) == ("name_mix_up", "không", "có")
    add_missing(tmp_path, judge, [row])
    lineage = read_lines(tmp_path / "lineage.csv")
    assert [line["successor"][:5] for line in lineage if line["predecessor"].startswith("00001")] == ["00101"]


def test_a_part_that_one_source_knows_of_is_not_carried_and_not_settled(tmp_path: Path):
    for which in (0, 1):
        sources = [a_source(), a_source()]
        sources[which].edges.add((C, NEW))
        judge, (row,) = decided(*sources)
        assert (row["rule"], row["carried"], row["settled"]) == ("contradiction", "không", "chưa")
        folder = tmp_path / str(which)
        folder.mkdir()
        add_missing(folder, judge, [row])
        (edge,) = [
            line for line in read_lines(folder / "lineage.csv") if line["predecessor"] == "00003 xã Bình"
        ]
        assert NOT_SETTLED in edge["note"]
        (place,) = [line for line in read_lines(folder / "places.csv") if line["code"] == "00003"]
        assert NOT_SETTLED in place["note"]


def test_the_only_successor_that_is_told_is_carried_and_not_settled():
    first, second = a_source(), a_source()
    second.edges.remove((C, NEW2))
    judge, (row,) = decided(first, second)
    assert (row["rule"], row["carried"], row["settled"]) == ("only_successor", "có", "chưa")
    assert NOT_SETTLED in judge.edge_notes[C, NEW2]


def test_a_list_that_lacks_the_unit_contradicts_nothing():
    first, second = a_source(), a_source()
    del second.units[BEFORE][C]
    second.units[BEFORE][Level.COMMUNE, "00007"] = Fact("xã", "Cát", D2)  # goes nowhere: an older list
    second.edges.remove((C, NEW2))
    judge, rows = decided(first, second)
    assert {row["key"][:5]: (row["rule"], row["carried"]) for row in rows if row["field"] == "exists"} == {
        "00003": ("newer_list", "xã Bình"),
        "00007": ("newer_list", "không"),
    }
    (edge,) = [row for row in rows if row["field"] == "edge"]
    assert (edge["rule"], edge["carried"]) == ("only_list", "có")
    assert judge.edge_notes == {(C, NEW2): ONE_SOURCE}


def test_one_unit_under_two_codes_is_carried_once_and_its_code_is_not_settled():
    first, second = a_source(), a_source()
    other = (Level.COMMUNE, "00008")
    second.units[BEFORE][other] = second.units[BEFORE].pop(C)
    second.edges = {(other if old == C else old, new) for old, new in second.edges}
    judge, rows = decided(first, second)
    units = [row for row in rows if row["field"] == "exists"]
    assert [(row["key"], row["rule"], row["carried"]) for row in units] == [
        ("00003", "two_codes", "xã Bình"), ("00008", "two_codes", "không"),
    ]  # fmt: skip
    assert NOT_SETTLED in judge.place_notes[BEFORE, C][0]


def test_an_island_district_is_itself_the_predecessor():
    first, second = a_source(), a_source()
    for source in (first, second):
        source.units[BEFORE][ISLAND] = Fact("huyện", "Đảo", P)
        source.units[AFTER][ZONE] = Fact("đặc khu", "Đảo", P)
    first.edges.add((ISLAND, ZONE))
    (row,) = decided(first, second)[1]
    assert (row["rule"], row["carried"], row["settled"]) == ("island_district", "có", "có")


@pytest.mark.parametrize(
    ("first_kind", "second_kind", "rule"), [("phường", "xã", "newer_list"), ("xã", "phường", "")]
)
def test_a_unit_rises_and_never_falls(first_kind: str, second_kind: str, rule: str):
    first, second = a_source(), a_source()
    first.units[BEFORE][C].kind, second.units[BEFORE][C].kind = first_kind, second_kind
    (row,) = decided(first, second)[1]
    assert row["rule"] == rule  # the other way round no rule decides: a person has to
    assert bool(row["carried"]) == bool(rule)


def test_a_kind_of_a_later_list_is_not_settled():
    first, second = a_source(), a_source()
    second.units[AFTER][P].kind = "thành phố"
    (row,) = decided(first, second)[1]
    assert (row["rule"], row["carried"], row["settled"]) == ("later_kind", "tỉnh", "chưa")


def test_what_no_rule_decides_waits_for_a_person_and_is_then_kept(tmp_path: Path):
    first, second = a_source(), a_source()
    second.units[BEFORE][C].parent = D1
    (row,) = decided(first, second)[1]
    assert row["carried"] == row["rule"] == ""
    from hoctap.places.catalogue import DIFFERENCE_COLUMNS
    from scripts.compare_places import write_lines

    row.update(carried="002", settled="có", rule="hand", why="Theo văn bản.")
    write_lines(tmp_path / "differences.csv", DIFFERENCE_COLUMNS, [row])
    (again,) = decided(first, second, tmp_path / "differences.csv")[1]
    assert (again["carried"], again["rule"]) == ("002", "hand")


def test_adding_never_changes_a_row_that_is_there(tmp_path: Path):
    judge, rows = decided(a_source(), a_source())
    assert add_missing(tmp_path, judge, rows) == (9, 4)
    before = {name: (tmp_path / name).read_text(encoding="utf-8") for name in ("places.csv", "lineage.csv")}
    changed = {name: text.replace("Bình", "Bính") for name, text in before.items()}
    for name, text in changed.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert add_missing(tmp_path, judge, rows) == (0, 0)
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in changed} == changed
