"""The place facts we ship: right for Tháp Mười, whole for the country, and never two meanings at once."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest

from hoctap.core.text import natural_sort_key
from hoctap.places import integrity
from hoctap.places.catalogue import (
    BEFORE_RECORDS,
    DATA,
    DIFFERENCE_COLUMNS,
    EDGE_COLUMNS,
    NO_DECISION,
    NOT_SETTLED,
    PLACE_COLUMNS,
    AmbiguousCode,
    Catalogue,
    EdgeKind,
    EdgeRow,
    FaultyFile,
    Level,
    PlaceRow,
    UnknownCode,
    load,
    place_id,
    vn_date,
)
from scripts.place_rules import Rule, name_rule

REFORM = date(2025, 7, 1)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)

# How many units the two sources give (they agree; differences.csv has no "exists" row).
OLD_COMMUNES = {"82": 164, "87": 141}
OLD_DISTRICTS = {"82": 11, "87": 12}
NEW_COMMUNES = Counter({"xã": 82, "phường": 20})

THAP_MUOI = {
    "30037": "thị trấn Mỹ An",
    "30040": "xã Thạnh Lợi",
    "30043": "xã Hưng Thạnh",
    "30046": "xã Trường Xuân",
    "30049": "xã Tân Kiều",
    "30052": "xã Mỹ Hòa",
    "30055": "xã Mỹ Quý",
    "30058": "xã Mỹ Đông",
    "30061": "xã Đốc Binh Kiều",
    "30064": "xã Mỹ An",
    "30067": "xã Phú Điền",
    "30070": "xã Láng Biển",
    "30073": "xã Thanh Mỹ",
}
SUCCESSORS = {
    "30037": ("xã Tháp Mười", {"30037", "30052", "30064"}),
    "30043": ("xã Phương Thịnh", {"30043", "30082"}),
    "30046": ("xã Trường Xuân", {"30040", "30046"}),
    "30055": ("xã Mỹ Quí", {"30055", "30058", "30070"}),
    "30061": ("xã Đốc Binh Kiều", {"30049", "30061"}),
    "30073": ("xã Thanh Mỹ", {"30067", "30073"}),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def at(catalogue: Catalogue, level: Level, day: date) -> list[PlaceRow]:
    return [place for place in catalogue.places if place.level == level and place.valid_on(day)]


# ---- Tháp Mười


def test_thap_muoi_has_its_thirteen_communes_until_the_districts_end(catalogue: Catalogue) -> None:
    district = catalogue.resolve("872")
    assert (district.full_name, district.level) == ("huyện Tháp Mười", Level.DISTRICT)
    assert district.last_day == LAST_DAY_OF_DISTRICTS
    communes = catalogue.children(district)
    assert {commune.code: commune.full_name for commune in communes} == THAP_MUOI
    assert {commune.valid_to for commune in communes} == {REFORM}


def test_the_six_successors_of_thap_muoi_are_named(catalogue: Catalogue) -> None:
    found = {
        new.code: (new.full_name, {old.code for old in catalogue.predecessors(new)})
        for code in THAP_MUOI
        for new in catalogue.successors(catalogue.resolve(code, LAST_DAY_OF_DISTRICTS))
    }
    assert found == SUCCESSORS


def test_phuong_thinh_took_its_namesake_from_cao_lanh_district(catalogue: Catalogue) -> None:
    new = catalogue.resolve("30043", REFORM)
    old = catalogue.resolve("30082")
    assert old in catalogue.predecessors(new)
    assert old.parent_id is not None
    assert catalogue.by_id[old.parent_id].label == "873 huyện Cao Lãnh"


def test_no_part_of_thap_muoi_was_divided(catalogue: Catalogue) -> None:
    edges = [e for code in THAP_MUOI for e in catalogue.edges_from(catalogue.resolve(code, date(2024, 1, 1)))]
    assert {edge.kind for edge in edges} == {EdgeKind.MERGE}
    assert len(edges) == 13


# ---- A code and its meaning


def test_a_reused_code_without_a_day_is_refused_and_both_places_are_named(catalogue: Catalogue) -> None:
    with pytest.raises(AmbiguousCode) as refusal:
        catalogue.resolve("30043")
    assert str(refusal.value) == (
        "Mã 30043 có hai nghĩa: xã Hưng Thạnh (đến 30/6/2025) và xã Phương Thịnh (từ 01/7/2025);"
        " hãy nói rõ năm."
    )
    assert [place.full_name for place in refusal.value.candidates] == ["xã Hưng Thạnh", "xã Phương Thịnh"]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 11, 15), "xã Hưng Thạnh"),
        (date(2025, 6, 30), "xã Hưng Thạnh"),
        (date(2025, 7, 1), "xã Phương Thịnh"),
        (date(2026, 1, 1), "xã Phương Thịnh"),
    ],
)
def test_a_day_decides_what_a_code_means(catalogue: Catalogue, day: date, name: str) -> None:
    assert catalogue.resolve("30043", day).full_name == name


def test_a_year_decides_unless_it_is_the_year_of_the_change(catalogue: Catalogue) -> None:
    assert catalogue.resolve_year("30043", 2024).full_name == "xã Hưng Thạnh"
    assert catalogue.resolve_year("30043", 2026).full_name == "xã Phương Thịnh"
    with pytest.raises(AmbiguousCode) as refusal:
        catalogue.resolve_year("30043", 2025)
    assert str(refusal.value) == (
        "Năm 2025, mã 30043 có hai nghĩa: xã Hưng Thạnh (đến 30/6/2025) và xã Phương Thịnh (từ 01/7/2025);"
        " hãy nói rõ ngày."
    )


def test_a_code_that_only_one_place_held_in_2025_needs_no_day(catalogue: Catalogue) -> None:
    assert catalogue.resolve_year("30040", 2025).full_name == "xã Thạnh Lợi"
    assert catalogue.resolve("872").full_name == "huyện Tháp Mười"


def test_the_province_code_82_was_tien_giang_and_is_dong_thap(catalogue: Catalogue) -> None:
    assert catalogue.resolve_year("82", 2024).full_name == "tỉnh Tiền Giang"
    assert catalogue.resolve_year("82", 2026).full_name == "tỉnh Đồng Tháp"
    assert {p.label for p in catalogue.predecessors(catalogue.resolve("82", REFORM))} == {
        "82 tỉnh Tiền Giang",
        "87 tỉnh Đồng Tháp",
    }
    with pytest.raises(AmbiguousCode, match="Mã 82 có hai nghĩa: tỉnh Tiền Giang"):
        catalogue.resolve("82")


def test_an_ended_code_says_when_it_was_valid(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownCode) as refusal:
        catalogue.resolve_year("872", 2026)
    assert str(refusal.value) == (
        "Mã 872 không có hiệu lực năm 2026; mã này là huyện Tháp Mười (đến 30/6/2025)."
    )
    with pytest.raises(UnknownCode, match=r"không có hiệu lực ngày 01/7/2025"):
        catalogue.resolve("30082", REFORM)


def test_an_unknown_code_is_refused(catalogue: Catalogue) -> None:
    for code in ("99999", "", "43"):
        with pytest.raises(UnknownCode, match="Không có địa bàn nào mang mã"):
            catalogue.resolve(code)
    with pytest.raises(UnknownCode):
        catalogue.resolve("872", level=Level.COMMUNE)


def test_days_are_written_as_in_official_papers() -> None:
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1), date(2024, 2, 9), date(2024, 11, 15)]
    assert [vn_date(day) for day in days] == [
        "30/6/2025",
        "01/7/2025",
        "01/01/2026",
        "09/02/2024",
        "15/11/2024",
    ]


# ---- The whole country


def test_the_counts_are_those_of_the_country(catalogue: Catalogue) -> None:
    old = {level: at(catalogue, level, LAST_DAY_OF_DISTRICTS) for level in Level}
    new = {level: at(catalogue, level, REFORM) for level in Level}
    assert [len(old[level]) for level in Level] == [63, 696, 10_035]
    assert [len(new[level]) for level in Level] == [34, 0, 3_321]
    assert Counter(p.kind for p in old[Level.PROVINCE]) == {"tỉnh": 57, "thành phố": 6}
    assert Counter(p.kind for p in old[Level.DISTRICT]) == {
        "huyện": 508, "thành phố": 87, "thị xã": 52, "quận": 49,
    }  # fmt: skip
    assert Counter(p.kind for p in old[Level.COMMUNE]) == {"xã": 7692, "phường": 1726, "thị trấn": 617}
    assert Counter(p.kind for p in new[Level.PROVINCE]) == {"tỉnh": 28, "thành phố": 6}
    assert Counter(p.kind for p in new[Level.COMMUNE]) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert (len(catalogue.places), len(catalogue.edges)) == (14_149, 10_631)
    assert Counter(edge.kind for edge in catalogue.edges) == {
        EdgeKind.MERGE: 9_516, EdgeKind.DIVIDE: 967, EdgeKind.RENAME: 148,
    }  # fmt: skip
    assert list(integrity.count_faults(catalogue)) == []


def test_the_country_holds_together(catalogue: Catalogue) -> None:
    assert list(integrity.faults(catalogue)) == []


def test_the_counts_of_dong_thap_are_those_of_the_sources(catalogue: Catalogue) -> None:
    new = catalogue.resolve("82", REFORM)
    assert Counter(c.kind for c in catalogue.children(new)) == NEW_COMMUNES
    districts = {old.code: catalogue.children(old) for old in catalogue.predecessors(new)}
    assert {code: len(rows) for code, rows in districts.items()} == OLD_DISTRICTS
    communes = {code: sum(len(catalogue.children(row)) for row in rows) for code, rows in districts.items()}
    assert communes == OLD_COMMUNES


def test_the_ids_of_dong_thap_are_the_ones_installed_databases_have(catalogue: Catalogue) -> None:
    ids = {
        "30043 xã Hưng Thạnh": "60d43fa1-20ec-5601-be3d-b739801cbbf1",
        "30043 xã Phương Thịnh": "1bd5dc5d-6408-54fc-97f7-4b8e39b0ab7a",
        "872 huyện Tháp Mười": "2d6e4b74-7cf3-56ba-8bfe-2f5eda9d3ccd",
        "82 tỉnh Đồng Tháp": "bf9f861e-64bf-5051-9392-d2bfb7090072",
        "82 tỉnh Tiền Giang": "98f8be60-6f10-5f16-bfba-31339c702bd7",
    }
    assert {place.label: str(place.id) for place in catalogue.places if place.label in ids} == ids


def test_every_id_is_made_of_level_code_and_first_day(catalogue: Catalogue) -> None:
    for place in catalogue.places:
        day = None if place.is_from_before else place.valid_from
        assert place.id == place_id(place.level, place.code, day), place.label


def test_every_code_with_two_meanings_is_refused_without_a_day_and_clear_with_one(
    catalogue: Catalogue,
) -> None:
    codes = Counter((place.level, place.code) for place in catalogue.places)
    twice = [key for key, count in codes.items() if count > 1]
    assert Counter(level for level, _ in twice) == {Level.PROVINCE: 34, Level.COMMUNE: 3_316}
    other_name = 0
    for level, code in twice:
        old, new = catalogue.holders(code, level)
        assert catalogue.resolve(code, LAST_DAY_OF_DISTRICTS, level) is old
        assert catalogue.resolve(code, REFORM, level) is new
        other_name += old.full_name != new.full_name
        with pytest.raises(AmbiguousCode, match=f"Mã {code} có hai nghĩa"):
            catalogue.resolve(code, level=level)
    assert other_name == 2_152


def test_nhon_hung_of_the_seed_lies_in_thoi_son(catalogue: Catalogue) -> None:
    old = catalogue.resolve("30511", LAST_DAY_OF_DISTRICTS)
    assert old.full_name == "phường Nhơn Hưng"
    (new,) = catalogue.successors(old)
    assert new.label == "30502 phường Thới Sơn"
    assert {p.full_name for p in catalogue.predecessors(new)} == {
        "phường Nhà Bàng", "phường Nhơn Hưng", "phường Thới Sơn",
    }  # fmt: skip


def test_a_district_without_communes_became_a_special_zone(catalogue: Catalogue) -> None:
    found = {
        place.full_name: [new.full_name for new in catalogue.successors(place)]
        for place in catalogue.places
        if place.level == Level.DISTRICT and not catalogue.children(place)
    }
    assert found == {
        f"huyện {name}": [f"đặc khu {name}"]
        for name in ("Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo")
    }


def test_the_order_is_vietnamese(catalogue: Catalogue) -> None:
    names = [p.name for p in at(catalogue, Level.PROVINCE, REFORM)]
    assert sorted(names, key=natural_sort_key)[:8] == [
        "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên",
    ]  # fmt: skip


def test_a_place_is_known_by_level_code_and_first_day(catalogue: Catalogue) -> None:
    keys = Counter((p.level, p.code, p.valid_from) for p in catalogue.places)
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(catalogue.by_id) == len(catalogue.places)


def test_two_places_of_a_level_never_hold_a_code_at_the_same_time(catalogue: Catalogue) -> None:
    for level in Level:
        for code in {place.code for place in catalogue.places if place.level == level}:
            for earlier, later in pairwise(catalogue.holders(code, level)):
                assert not earlier.overlaps(later.valid_from, later.valid_to), (earlier.label, later.label)


def test_codes_and_kinds_fit_the_level(catalogue: Catalogue) -> None:
    kinds = {
        Level.PROVINCE: {"tỉnh", "thành phố"},
        Level.DISTRICT: {"huyện", "quận", "thị xã", "thành phố"},
        Level.COMMUNE: {"xã", "phường", "thị trấn", "đặc khu"},
    }
    widths = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
    for place in catalogue.places:
        assert place.kind in kinds[place.level], place
        assert place.code.isdigit(), place
        assert len(place.code) == widths[place.level], place
        assert place.name == place.name.strip() != "", place
    assert "thị trấn" not in {place.kind for place in at(catalogue, Level.COMMUNE, REFORM)}


def test_a_parent_is_there_for_the_whole_life_of_its_child(catalogue: Catalogue) -> None:
    for place in catalogue.places:
        if place.level == Level.PROVINCE:
            assert place.parent_id is None
            continue
        assert place.parent_id is not None
        parent = catalogue.by_id[place.parent_id]
        assert parent.valid_from <= place.valid_from
        assert parent.valid_to is None or (place.valid_to is not None and place.valid_to <= parent.valid_to)
        old = place.level == Level.COMMUNE and place.valid_to == REFORM
        assert parent.level == (Level.DISTRICT if old else Level.PROVINCE)


def test_every_ended_commune_has_a_successor_or_a_note(catalogue: Catalogue) -> None:
    for place in catalogue.places:
        if place.valid_to is None:
            assert catalogue.edges_from(place) == ()
        elif place.level in (Level.COMMUNE, Level.PROVINCE):
            assert catalogue.edges_from(place) or place.note, place.label
        else:
            assert place.note or catalogue.edges_from(place), place.label


def test_every_new_commune_says_what_it_came_from(catalogue: Catalogue) -> None:
    for place in catalogue.places:
        assert place.is_from_before or catalogue.edges_to(place) or place.note, place.label


def test_an_edge_joins_a_place_that_ends_to_one_that_begins_that_day(catalogue: Catalogue) -> None:
    assert len({(e.predecessor_id, e.successor_id) for e in catalogue.edges}) == len(catalogue.edges)
    for edge in catalogue.edges:
        old, new = catalogue.by_id[edge.predecessor_id], catalogue.by_id[edge.successor_id]
        assert (old.valid_to, new.valid_from) == (edge.on, edge.on)
        assert edge.decision


def test_a_kept_name_and_code_is_still_another_place(catalogue: Catalogue) -> None:
    old, new = catalogue.holders("30046")
    assert old.full_name == new.full_name == "xã Trường Xuân"
    assert old.id != new.id
    assert catalogue.successors(old) == (new,)


def test_divided_communes_are_marked_and_nothing_is_guessed(catalogue: Catalogue) -> None:
    divided = {p.label for p in catalogue.places if len(catalogue.edges_from(p)) > 1}
    assert {"29995 xã Phú Thuận B", "30079 xã Gáo Giồng", "30157 xã Tân Thạnh"} <= divided
    assert Counter(n for p in catalogue.places if (n := len(catalogue.edges_from(p))) > 1) == {
        2: 367, 3: 56, 4: 15, 5: 1,
    }  # fmt: skip
    for place in catalogue.places:
        edges = catalogue.edges_from(place)
        kinds = {edge.kind for edge in edges}
        if len(edges) > 1:
            assert kinds == {EdgeKind.DIVIDE}
            assert "không suy đoán" in place.note
            assert catalogue.is_divided(place)
        else:
            assert EdgeKind.DIVIDE not in kinds
            assert not catalogue.is_divided(place)


def test_no_decision_number_is_made_up(catalogue: Catalogue) -> None:
    assert {edge.decision for edge in catalogue.edges} == {NO_DECISION}


def test_an_unknown_first_day_is_shown_as_from_before(catalogue: Catalogue) -> None:
    old = catalogue.resolve("872")
    assert old.is_from_before
    assert old.valid_from == BEFORE_RECORDS
    assert old.period == "đến 30/6/2025"


# ---- The files themselves


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_are_sorted_and_their_readable_columns_tell_the_truth(catalogue: Catalogue) -> None:
    places, edges = lines("places.csv"), lines("lineage.csv")
    assert tuple(places[0]) == PLACE_COLUMNS
    assert tuple(edges[0]) == EDGE_COLUMNS
    levels = [level.value for level in Level]
    order = [(line["valid_from"], levels.index(line["level"]), line["code"]) for line in places]
    assert order == sorted(order)
    for line, place in zip(places, catalogue.places, strict=True):
        parent = catalogue.by_id[place.parent_id].code if place.parent_id else ""
        assert (line["id"], line["parent"]) == (str(place.id), parent)
    for line, edge in zip(edges, catalogue.edges, strict=True):
        assert line["predecessor"] == catalogue.by_id[edge.predecessor_id].label
        assert line["successor"] == catalogue.by_id[edge.successor_id].label


def test_the_files_are_small() -> None:
    sizes = {name: (DATA / name).stat().st_size for name in ("places.csv", "lineage.csv", "differences.csv")}
    assert sum(sizes.values()) < 3_000_000, sizes


def test_every_difference_between_the_sources_was_decided_and_is_what_we_carry(catalogue: Catalogue) -> None:
    table = lines("differences.csv")
    assert tuple(table[0]) == DIFFERENCE_COLUMNS
    assert len(table) == 408
    edges = {
        (catalogue.by_id[e.predecessor_id].code, catalogue.by_id[e.successor_id].code)
        for e in catalogue.edges
    }
    for line in table:
        assert line["carried"], line
        assert line["why"], line
        assert line["rule"] in set(Rule), line
        assert line["ours"] == line["carried"], line
        day = LAST_DAY_OF_DISTRICTS if line["period"].startswith("trước") else REFORM
        if line["field"] == "edge":
            old, new = (side.split()[0] for side in line["key"].split(" → "))
            assert ((old, new) in edges) == (line["carried"] == "có"), line
            continue
        if line["carried"] == "không":
            with pytest.raises(UnknownCode):
                catalogue.resolve(line["key"], day, Level(line["subject"]))
            continue
        place = catalogue.resolve(line["key"], day, Level(line["subject"]))
        ours = {"name": place.name, "kind": place.kind, "exists": place.full_name}
        assert ours[line["field"]] == line["carried"], line


def test_what_is_not_settled_says_so_in_the_table_at_the_place_and_at_the_edge(catalogue: Catalogue) -> None:
    table = lines("differences.csv")
    open_rows = [line for line in table if line["settled"] != "có"]
    assert {line["settled"] for line in open_rows} == {"chưa"}
    said = set()
    for line in open_rows:
        assert NOT_SETTLED in line["why"], line
        if line["carried"] == "không" and line["field"] == "exists":
            continue
        day = LAST_DAY_OF_DISTRICTS if line["period"] != "từ 01/7/2025" else REFORM
        code = line["key"].split()[0]
        place = catalogue.resolve(code, day)
        said.add(place.id)
        assert not place.is_settled, line
        if line["field"] == "edge":
            assert any(not edge.is_settled for edge in catalogue.edges_from(place)), line
    assert {place.id for place in catalogue.places if not place.is_settled} == said


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("Thạnh Hòa", "Thạnh Hoà", Rule.TONE_MARK),
        ("Vũ Quý", "Vũ Quí", Rule.I_OR_Y),
        ("Nông trường Việt Lâm", "Nông Trường Việt Lâm", Rule.WRITING),
        ("Ea M'Doal", "Ea M' Doal", Rule.WRITING),
        ("Nông trường Phong Hải", "N.T Phong Hải", Rule.ABBREVIATION),
        ("Hòa Tú 2", "Hòa Tú II", Rule.ABBREVIATION),
        ("Đăk Cấm", "Đắk Cấm", Rule.ACCENTS),
        ("Vinh Kim", "Vĩnh Kim", Rule.ACCENTS),
        ("Sa Lý", "Xa Lý", Rule.LETTERS),
        ("Hưng Yên Nam", "Hưng Yên", Rule.LETTERS),
    ],
)
def test_two_spellings_of_a_name_are_one_only_where_nothing_is_guessed(
    first: str, second: str, rule: Rule
) -> None:
    assert name_rule(first, second, older=False) is rule
    assert name_rule(first, second, older=True) is (Rule.NEWER_LIST if rule is Rule.LETTERS else rule)


# ---- Faults


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    whole = (DATA / "places.csv").read_text(encoding="utf-8").splitlines()[:3]
    places, edges = tmp_path / "places.csv", tmp_path / "lineage.csv"
    edges.write_text((DATA / "lineage.csv").read_text(encoding="utf-8"), encoding="utf-8")
    for bad, message in [
        (whole[1].replace("province", "tỉnh"), r"places\.csv, dòng 2"),
        (whole[1].replace("2025-07-01", "1/7/2025"), r"places\.csv, dòng 2"),
        ("x", r"places\.csv, dòng 2"),
        (whole[1], r"lineage\.csv, dòng 2: không đọc được"),
    ]:
        places.write_text("\n".join([whole[0], bad]) + "\n", encoding="utf-8")
        with pytest.raises(FaultyFile, match=message):
            load.__wrapped__(tmp_path)
    places.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(FaultyFile, match="hàng tiêu đề phải là id,level"):
        load.__wrapped__(tmp_path)


def test_integrity_names_each_kind_of_fault(catalogue: Catalogue) -> None:
    old, new = catalogue.holders("30043")
    edge = catalogue.edges_from(old)[0]
    twin = replace(old, id=uuid4(), valid_to=None)
    whole = {row.id: row for row in (old, new)}
    for row in (old, new):
        while row.parent_id:
            row = catalogue.by_id[row.parent_id]
            whole[row.id] = replace(row, note="thử")
    rows = tuple(whole.values())

    def found(places: tuple[PlaceRow, ...], edges: tuple[EdgeRow, ...]) -> str:
        return " | ".join(integrity.faults(Catalogue(places, edges)))

    assert found(rows, (edge,)) == ""
    assert "kết thúc 01/7/2025 mà không nói về đâu" in found(rows, ())
    assert "bắt đầu 01/7/2025 mà không nói từ đâu ra" in found(rows, ())
    assert "Mã 30043 bị giữ hai lần cùng lúc" in found((*rows, twin), (edge,))
    assert "còn khi cấp trên" in found((*rows, twin), (edge,))
    assert "trùng id" in found((*rows, old), (edge,))
    assert "ghi hai lần" in found(rows, (edge, edge))
    assert "thiếu số quyết định" in found(rows, (replace(edge, decision=""),))
    assert "không phải ngày đơn vị cũ kết thúc" in found(rows, (replace(edge, on=date(2026, 1, 1)),))
    assert "chỉ có một nơi đến" in found(rows, (replace(edge, kind=EdgeKind.DIVIDE),))
    assert "một đầu không có trong danh mục" in found(rows, (replace(edge, successor_id=uuid4()),))
    assert "cấp trên không có trong danh mục" in found((new,), ())
    assert "không có cấp trên" in found((replace(new, parent_id=None),), ())
    other = replace(new, id=uuid4(), code="99998")
    both = (edge, replace(edge, successor_id=other.id))
    assert "về 2 nơi mà không được đánh dấu là bị chia" in found((*rows, other), both)
    assert "phải là 10035" in " ".join(integrity.count_faults(Catalogue(rows, ())))


def test_a_part_moved_to_a_unit_that_goes_on_is_an_edge_too(tmp_path: Path, catalogue: Catalogue) -> None:
    """No reform of 2025 was of that kind; the next change may be."""
    (tmp_path / "places.csv").write_bytes((DATA / "places.csv").read_bytes())
    text = (DATA / "lineage.csv").read_text(encoding="utf-8")
    line = f"30046 xã Trường Xuân,30043 xã Phương Thịnh,move,2027-01-01,{NO_DECISION},vau-1.0.4,\n"
    (tmp_path / "lineage.csv").write_text(text + line, encoding="utf-8")
    moved = load.__wrapped__(tmp_path)
    assert moved.edges[-1].kind is EdgeKind.MOVE
    assert moved.by_id[moved.edges[-1].successor_id].label == "30043 xã Phương Thịnh"
    assert list(integrity.faults(moved)) == []


def test_a_rename_is_a_new_row(tmp_path: Path, catalogue: Catalogue) -> None:
    """The same code under another name from a day on: each day has its name, and the old one ended."""
    old = catalogue.resolve("30055", REFORM)
    text = (DATA / "places.csv").read_text(encoding="utf-8")
    line = f"{old.id},commune,xã,30055,{old.name},82,2025-07-01,,vau-1.0.4,"
    assert line in text
    ended = text.replace(line, line.replace("2025-07-01,,", "2025-07-01,2027-01-01,"))
    new_id = place_id(Level.COMMUNE, "30055", date(2027, 1, 1))
    renamed = f"{new_id},commune,phường,30055,Mỹ Quý,82,2027-01-01,,vau-1.0.4,\n"
    (tmp_path / "places.csv").write_text(ended + renamed, encoding="utf-8")
    edges = (DATA / "lineage.csv").read_text(encoding="utf-8")
    edge = f"30055 xã Mỹ Quí,30055 phường Mỹ Quý,rename,2027-01-01,{NO_DECISION},vau-1.0.4,\n"
    (tmp_path / "lineage.csv").write_text(edges + edge, encoding="utf-8")
    known = load.__wrapped__(tmp_path)
    assert known.resolve_year("30055", 2026).full_name == "xã Mỹ Quí"
    assert known.resolve_year("30055", 2027).full_name == "phường Mỹ Quý"
    assert [row.id for row in known.successors(known.by_id[old.id])] == [new_id]
    assert list(integrity.faults(known)) == []
    # A province cannot be renamed so while its communes go on under it.
    province = catalogue.resolve("82", REFORM)
    line = f"{province.id},province,tỉnh,82,Đồng Tháp,,2025-07-01,,"
    assert line in ended
    (tmp_path / "places.csv").write_text(
        ended.replace(line, line.replace("2025-07-01,,", "2025-07-01,2027-01-01,")) + renamed,
        encoding="utf-8",
    )
    assert "còn khi cấp trên 82 tỉnh Đồng Tháp" in " | ".join(integrity.faults(load.__wrapped__(tmp_path)))
