"""The place facts we ship: right for Tháp Mười, whole for Đồng Tháp, and never two meanings at once."""

import csv
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from hoctap.places.catalogue import (
    BEFORE_RECORDS,
    DATA,
    EDGE_COLUMNS,
    NO_DECISION,
    PLACE_COLUMNS,
    AmbiguousCode,
    Catalogue,
    EdgeKind,
    Level,
    PlaceRow,
    UnknownCode,
    load,
    vn_date,
)

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


# ---- The whole province


def test_the_counts_are_those_of_the_sources(catalogue: Catalogue) -> None:
    old_provinces = {p.id: p.code for p in at(catalogue, Level.PROVINCE, LAST_DAY_OF_DISTRICTS)}
    districts = at(catalogue, Level.DISTRICT, LAST_DAY_OF_DISTRICTS)
    district_province = {d.id: old_provinces[d.parent_id] for d in districts if d.parent_id}
    communes = at(catalogue, Level.COMMUNE, LAST_DAY_OF_DISTRICTS)
    assert set(old_provinces.values()) == {"82", "87"}
    assert Counter(district_province.values()) == OLD_DISTRICTS
    assert Counter(district_province[c.parent_id] for c in communes if c.parent_id) == OLD_COMMUNES

    assert [p.label for p in at(catalogue, Level.PROVINCE, REFORM)] == ["82 tỉnh Đồng Tháp"]
    assert at(catalogue, Level.DISTRICT, REFORM) == []
    assert Counter(c.kind for c in at(catalogue, Level.COMMUNE, REFORM)) == NEW_COMMUNES


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
            assert place.note, place.label


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
    assert divided == {"29995 xã Phú Thuận B", "30079 xã Gáo Giồng", "30157 xã Tân Thạnh"}
    for place in catalogue.places:
        edges = catalogue.edges_from(place)
        kinds = {edge.kind for edge in edges}
        if len(edges) > 1:
            assert kinds == {EdgeKind.DIVIDE}
            assert "không suy đoán" in place.note
        else:
            assert EdgeKind.DIVIDE not in kinds


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
    labels = {str(place.id): place.label for place in catalogue.places}
    for line in places:
        assert line["parent"] == (labels[line["parent_id"]] if line["parent_id"] else "")
    for line in edges:
        assert line["predecessor"] == labels[line["predecessor_id"]]
        assert line["successor"] == labels[line["successor_id"]]


def test_every_difference_between_the_sources_was_decided_and_is_what_we_carry(catalogue: Catalogue) -> None:
    table = lines("differences.csv")
    assert "exists" not in {line["field"] for line in table}
    carried_edges = {
        (catalogue.by_id[e.predecessor_id].code, catalogue.by_id[e.successor_id].code)
        for e in catalogue.edges
    }
    for line in table:
        assert line["carried"], line
        assert line["why"], line
        assert line["ours"] == line["carried"], line
        if line["field"] == "name":
            day = LAST_DAY_OF_DISTRICTS if line["period"].startswith("trước") else REFORM
            assert catalogue.resolve(line["key"], day, Level(line["subject"])).name == line["carried"]
        elif line["field"] == "edge":
            old, new = (side.split()[0] for side in line["key"].split(" → "))
            assert ((old, new) in carried_edges) == (line["carried"] == "có"), line
