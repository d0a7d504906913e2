"""Compare the place files we ship with two packages, and propose rows that are still missing.

    python scripts/compare_places.py [--province CODE ... | --all] [--add]

Run it in a throw-away environment that has ``vietnamadminunits`` and ``vietnam-provinces`` installed
(``pip install --no-deps`` is enough); neither is a dependency of hoctap. One of them may be missing:
then only the other is compared. The first is never imported, its shipped data files are read, so that
none of its functions (some send addresses to an outside service) can run. From the second, which is
under the GPL, nothing is ever written into the place files: it only confirms or contradicts.

Every disagreement goes to ``differences.csv`` with what we carry (``carried``), whether that is settled
(``settled``), the rule that decided (``rule``, see ``place_rules.py``) and the reason (``why``). What no rule
decides is for a person, who writes ``hand`` as the rule; such rows survive the next run. The exit status is 1 while
a row is undecided or the place files say something else than what is carried.

``--add`` writes rows of ``vietnamadminunits`` that the place files lack. Rows that are there are never
changed. An edge known to only one package is added only where it is decided that we carry it.
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
    DIFFERENCE_COLUMNS,
    EDGE_COLUMNS,
    NO_DECISION,
    NOT_SETTLED,
    PLACE_COLUMNS,
    Catalogue,
    EdgeKind,
    Level,
    PlaceRow,
    load,
    place_id,
)
from scripts.place_rules import NO, NOTHING, WHY, YES, Decision, Rule, has_risen, name_rule

REFORM = date(2025, 7, 1)
BEFORE, AFTER = "trước 01/7/2025", "từ 01/7/2025"
KINDS = ("thành phố", "thị trấn", "đặc khu", "thị xã", "tỉnh", "quận", "huyện", "phường", "xã")
NO_DISTRICT_TIER = "Cấp huyện kết thúc hoạt động từ 01/7/2025, không có đơn vị kế tục."
DIVIDED = "Bị chia cho nhiều đơn vị mới; ấp nào về đâu do địa phương khai, không suy đoán."
NOTES = {
    Rule.ACCENTS: f"Cách viết tên: {NOT_SETTLED}.",
    Rule.LETTERS: f"Tên: {NOT_SETTLED}.",
    Rule.TWO_CODES: f"Mã: {NOT_SETTLED}.",
    Rule.LATER_KIND: f"Loại từ năm 2026: {NOT_SETTLED}.",
    Rule.CONTRADICTION: f"Còn một phần về nơi khác nữa hay không: {NOT_SETTLED}.",
    Rule.ONLY_SUCCESSOR: f"Về đâu: {NOT_SETTLED}.",
}
ONE_SOURCE = "Chỉ một nguồn có mối nối này."

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
    mark: str = ""
    """What stands in the column ``source`` for it."""
    units: dict[str, dict[Unit, Fact]] = field(default_factory=lambda: {BEFORE: {}, AFTER: {}})
    edges: set[tuple[Unit, Unit]] = field(default_factory=set)


def split_name(text: str) -> tuple[str, str]:
    for kind in KINDS:
        if text.lower().startswith(kind + " "):
            return kind, text[len(kind) + 1 :].strip()
    raise SystemExit(f"Không nhận ra loại đơn vị trong tên: {text}")


def provinces_of_adminunits() -> set[str]:
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("--all needs vietnamadminunits")
    base = sqlite3.connect(
        f"file:{Path(spec.submodule_search_locations[0]) / 'data' / 'dataset.db'}?mode=ro", uri=True
    )
    return {code for (code,) in base.execute("select distinct provinceCode from admin_units")}


def read_adminunits(provinces: set[str]) -> Source | None:
    spec = importlib.util.find_spec("vietnamadminunits")  # finds the folder, runs nothing of it
    if spec is None or not spec.submodule_search_locations:
        return None
    data = Path(spec.submodule_search_locations[0]) / "data"
    version = importlib.metadata.version("vietnamadminunits")
    source = Source(f"vietnamadminunits {version} (MIT)", f"vau-{version}")
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


def differences(ours: Source | None, first: Source | None, second: Source | None) -> list[dict[str, str]]:
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
                    "ours": texts.get(id(ours), ""),
                    "vietnamadminunits": texts.get(id(first), ""),
                    "vietnam_provinces": texts.get(id(second), ""),
                    "carried": "",
                    "settled": "",
                    "rule": "",
                    "why": "",
                }
            )

    for period in (BEFORE, AFTER):
        for unit in sorted({unit for source in there for unit in source.units[period]}):
            facts = [source.units[period].get(unit) for source in there]
            subject, key = unit[0].value, unit[1]
            if None in facts:
                note(subject, period, key, "exists", [fact.full_name if fact else NOTHING for fact in facts])
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
        values = [YES if (old, new) in source.edges else NO for source in there]
        note("lineage", REFORM.isoformat(), key, "edge", values)
    return rows


@dataclass
class Judge:
    """Decides by rule what is carried, and remembers what has to be said about places and edges."""

    first: Source
    second: Source
    place_notes: dict[tuple[str, Unit], list[str]] = field(default_factory=dict)
    edge_notes: dict[tuple[Unit, Unit], str] = field(default_factory=dict)
    doubtful: set[Unit] = field(default_factory=set)
    """Old units of which it is not settled whether they were divided."""

    def __post_init__(self) -> None:
        self.agreed = self.first.edges & self.second.edges
        self.sent_by_second = {old for old, _ in self.second.edges}
        self.sent_by_both = {old for old, _ in self.agreed}
        old = self.second.units[BEFORE]
        left_over = {unit for unit in old if unit[0] == Level.COMMUNE} - self.sent_by_second
        self.older_districts = {
            old[unit].parent
            for unit in left_over
            if unit not in self.first.units[BEFORE] and not self.twin(unit)
        }
        self.namesakes: dict[str, list[Unit]] = {}
        for unit, fact in self.first.units[BEFORE].items():
            self.namesakes.setdefault(fact.full_name, []).append(unit)

    def twin(self, unit: Unit) -> Unit | None:
        """The unit of the same name in the same district that only the other list has."""
        units = (self.first.units[BEFORE], self.second.units[BEFORE])
        here, there = units if unit in units[0] else units[::-1]
        found = [
            other
            for other, fact in there.items()
            if other not in here
            and (fact.full_name, fact.parent) == (here[unit].full_name, here[unit].parent)
        ]
        return found[0] if len(found) == 1 else None

    def decide(self, row: dict[str, str]) -> None:
        decision = self._edge(row) if row["field"] == "edge" else self._unit(row)
        if decision is not None:
            row["carried"], row["settled"] = decision.carried, decision.settled
            row["rule"], row["why"] = decision.rule.value, WHY[decision.rule]

    def _unit(self, row: dict[str, str]) -> Decision | None:
        unit: Unit = (Level(row["subject"]), row["key"])
        period, one, other = row["period"], row["vietnamadminunits"], row["vietnam_provinces"]
        rule: Rule | None = None
        if row["field"] == "exists":
            source = self.second if one == NOTHING else self.first
            if self.twin(unit):
                rule = Rule.TWO_CODES
            elif period == BEFORE and source.units[BEFORE][unit].parent in self.older_districts:
                rule = Rule.NEWER_LIST
        elif row["field"] == "name":
            fact = self.second.units[period][unit]
            rule = name_rule(one, other, older=period == BEFORE and fact.parent in self.older_districts)
        elif row["field"] == "kind" and period == BEFORE and has_risen(one, other):
            rule = Rule.NEWER_LIST
        elif row["field"] == "kind" and period == AFTER:
            rule = Rule.LATER_KIND
        if rule is None:
            return None
        if rule in NOTES and one != NOTHING:
            self._note(period, unit, NOTES[rule])
        return Decision(rule, one)

    def _edge(self, row: dict[str, str]) -> Decision | None:
        edge = self._edge_of(row["key"])
        if edge is None:
            return None
        old, new = edge
        if edge not in self.first.edges:
            return self._contradicted(old) if old in self.first.units[BEFORE] else None
        fact = self.first.units[BEFORE][old]
        if old[0] == Level.DISTRICT:
            return Decision(Rule.ISLAND_DISTRICT, YES)
        same = [one for one in self.namesakes[fact.full_name] if one != old and (one, new) in self.agreed]
        if same and old in self.sent_by_both:
            return Decision(Rule.NAME_MIX_UP, NO)
        if old not in self.second.units[BEFORE]:
            self.edge_notes[edge] = ONE_SOURCE
            return Decision(Rule.ONLY_LIST, YES)
        if old not in self.sent_by_second:
            self.edge_notes[edge] = NOTES[Rule.ONLY_SUCCESSOR]
            self._note(BEFORE, old, NOTES[Rule.ONLY_SUCCESSOR])
            return Decision(Rule.ONLY_SUCCESSOR, YES)
        return self._contradicted(old)

    def _contradicted(self, old: Unit) -> Decision | None:
        if old[0] != Level.COMMUNE:
            return None
        self._note(BEFORE, old, NOTES[Rule.CONTRADICTION])
        self.doubtful.add(old)
        return Decision(Rule.CONTRADICTION, NO)

    def _note(self, period: str, unit: Unit, text: str) -> None:
        notes = self.place_notes.setdefault((period, unit), [])
        if text not in notes:
            notes.append(text)

    @staticmethod
    def _edge_of(key: str) -> tuple[Unit, Unit] | None:
        old, new = (side.split()[0] for side in key.split(" → "))
        levels = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}
        return (levels[len(old)], old), (levels[len(new)], new)


def keep_decisions(rows: list[dict[str, str]], path: Path) -> None:
    """Carry over what a person decided, unless what the packages say has changed since."""
    same = ("subject", "period", "key", "field", "vietnamadminunits", "vietnam_provinces")
    written = {tuple(line[c] for c in same): line for line in read_lines(path)}
    for row in rows:
        line = written.get(tuple(row[c] for c in same))
        if line and line["rule"] == Rule.HAND:
            for column in ("carried", "settled", "rule", "why"):
                row[column] = line[column]


def decide(rows: list[dict[str, str]], judge: Judge, table: Path) -> None:
    for row in rows:
        judge.decide(row)
    keep_decisions(rows, table)


def add_missing(folder: Path, judge: Judge, decisions: Iterable[dict[str, str]]) -> tuple[int, int]:
    first, second = judge.first, judge.second
    places = {line["id"]: line for line in read_lines(folder / "places.csv")}
    count = len(places)
    chosen = {
        tuple(side.split()[0] for side in row["key"].split(" → "))
        for row in decisions
        if row["field"] == "edge" and row["carried"] == YES
    }
    edges = {
        (old, new) for old, new in first.edges if (old, new) in second.edges or (old[1], new[1]) in chosen
    }
    parts = Counter(old for old, _ in edges)
    whole = Counter(new for _, new in edges)

    for period, units in first.units.items():
        for unit, fact in units.items():
            notes = list(judge.place_notes.get((period, unit), []))
            if period == BEFORE and unit[0] == Level.DISTRICT and not parts[unit]:
                notes.insert(0, NO_DISTRICT_TIER)
            elif period == BEFORE and parts[unit] > 1:
                notes.insert(0, DIVIDED)
            id_ = str(place_id(unit[0], unit[1], REFORM if period == AFTER else None))
            line = {
                "id": id_,
                "level": unit[0].value,
                "kind": fact.kind,
                "code": unit[1],
                "name": fact.name,
                "parent": fact.parent[1] if fact.parent else "",
                "valid_from": REFORM.isoformat() if period == AFTER else "",
                "valid_to": "" if period == AFTER else REFORM.isoformat(),
                "source": first.mark,
                "note": " ".join(notes),
            }
            places.setdefault(id_, line)
    lineage = {
        (code_of(line["predecessor"]), code_of(line["successor"]), line["on"]): line
        for line in read_lines(folder / "lineage.csv")
    }
    edge_count = len(lineage)
    for old, new in edges:
        kind = EdgeKind.RENAME
        if parts[old] > 1:
            kind = EdgeKind.DIVIDE
        elif whole[new] > 1:
            kind = EdgeKind.MERGE
        note = judge.edge_notes.get((old, new), "")
        if old in judge.doubtful:
            note = NOTES[Rule.CONTRADICTION]
        line = {
            "predecessor": f"{old[1]} {first.units[BEFORE][old].full_name}",
            "successor": f"{new[1]} {first.units[AFTER][new].full_name}",
            "kind": kind.value,
            "on": REFORM.isoformat(),
            "decision": NO_DECISION,
            "source": first.mark,
            "note": note,
        }
        lineage.setdefault((old[1], new[1], REFORM.isoformat()), line)
    levels = [level.value for level in Level]
    write_lines(
        folder / "places.csv",
        PLACE_COLUMNS,
        sorted(places.values(), key=lambda p: (p["valid_from"], levels.index(p["level"]), p["code"])),
    )
    write_lines(
        folder / "lineage.csv",
        EDGE_COLUMNS,
        sorted(
            lineage.values(),
            key=lambda e: (e["on"], len(code_of(e["predecessor"])), e["predecessor"], e["successor"]),
        ),
    )
    return len(places) - count, len(lineage) - edge_count


def code_of(label: str) -> str:
    return label.split()[0]


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
    parser.add_argument("--all", action="store_true", help="every province")
    parser.add_argument("--add", action="store_true", help="write rows the place files lack")
    parser.add_argument("--folder", type=Path, default=DATA)
    options = parser.parse_args(argv)
    folder: Path = options.folder

    def ours() -> Catalogue:
        load.cache_clear()
        return load(folder) if (folder / "places.csv").exists() else Catalogue((), ())

    provinces = provinces_of_adminunits() if options.all else set(options.province)
    provinces |= {p.code for p in ours().places if p.level == Level.PROVINCE and p.valid_on(REFORM)}
    first, second = read_adminunits(provinces), read_vietnam_provinces(provinces)
    for title, source in (("vietnamadminunits", first), ("vietnam-provinces", second)):
        print(source.title if source else f"{title}: not installed, not compared", file=sys.stderr)
    if first is None and second is None:
        return 2
    if (
        first is None or second is None
    ):  # half a comparison decides nothing and must not overwrite the whole one
        if options.add:
            print("--add needs both packages: one to read, one to confirm", file=sys.stderr)
            return 2
        write = csv.DictWriter(sys.stdout, DIFFERENCE_COLUMNS, lineterminator="\n")
        write.writeheader()
        write.writerows(differences(read_ours(ours(), provinces), first, second))
        return 0
    table = folder / "differences.csv"
    judge = Judge(first, second)
    if options.add:
        between = differences(None, first, second)
        decide(between, judge, table)
        added = add_missing(folder, judge, between)
        print(f"added {added[0]} places, {added[1]} edges", file=sys.stderr)
    rows = differences(read_ours(ours(), provinces), first, second)
    decide(rows, judge, table)
    write_lines(table, DIFFERENCE_COLUMNS, rows)
    undecided = [row for row in rows if not (row["carried"] and row["why"])]
    astray = [row for row in rows if row["carried"] and row["ours"] != row["carried"]]
    print(
        f"{len(rows)} differences, {len(undecided)} undecided, {len(astray)} not as carried", file=sys.stderr
    )
    for rule, count in Counter(row["rule"] for row in rows).most_common():
        print(f"{count:6} {rule}", file=sys.stderr)
    return 1 if undecided or astray else 0


if __name__ == "__main__":
    sys.exit(main())
