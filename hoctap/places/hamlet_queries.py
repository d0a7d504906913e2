"""Reading what became of hamlets, what a merger would do, and the Tổ of a hamlet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.core.sheets import table_workbook
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date
from hoctap.places import lineage, queries, rules
from hoctap.places.catalogue import NO_DECISION
from hoctap.places.models import Level, LineageEdge, Place
from hoctap.places.registry import group_texts, merger_notes

# ---------------------------------------------------------------- old hamlets and those of today


@dataclass(frozen=True)
class MappedRow:
    old: Place
    old_commune: Place
    became: list[lineage.Became]
    residents: int

    @property
    def title(self) -> str:
        """'Ấp 1 (xã Mỹ An cũ)': always with its commune, since others bear the same name."""
        return rules.with_origin(self.old.title, self.old_commune.full_name)

    @property
    def is_ended(self) -> bool:
        """Dissolved: nothing followed and nobody is left to place."""
        return not self.became and bool(self.old.ended_why) and not self.residents


@dataclass(frozen=True)
class Mapping:
    commune: Place
    communes: list[Place]
    """The ones of before."""
    rows: list[MappedRow]

    @property
    def waiting(self) -> list[MappedRow]:
        return [row for row in self.rows if not row.became and not row.is_ended]

    @property
    def settled(self) -> list[MappedRow]:
        return [row for row in self.rows if row.became or row.is_ended]


def mapping_of(commune: Place) -> Mapping:
    """Each hamlet of the communes of before, and each of its own that ended, with what it is today. A commune that was
    divided is shown under each that followed it, with the hamlets not taken by another. Seven queries or so.
    """
    edges = LineageEdge.objects.filter(successor=commune).select_related("predecessor")
    communes = sorted((edge.predecessor for edge in edges), key=lambda one: one.sort_key)
    old = list(
        Place.objects.filter(parent__in=communes, level=Level.HAMLET).select_related("parent")
        | commune.children.filter(level=Level.HAMLET, valid_to__isnull=False).select_related("parent")
    )
    if not commune.is_current:
        old = [one for one in old if one.parent_id != commune.pk or one.valid_to != commune.valid_to]
    became = lineage.became(old)
    living = lineage.residents(old)
    rows = []
    for hamlet in sorted(old, key=lambda one: (one.parent.sort_key if one.parent else "", one.sort_key)):
        assert hamlet.parent is not None
        here = [one for one in became[hamlet.pk] if one.place.parent_id == commune.pk]
        if here or not became[hamlet.pk]:
            rows.append(MappedRow(hamlet, hamlet.parent, here, living[hamlet.pk]))
    return Mapping(commune, communes, rows)


def mapping_workbook(mapping: Mapping) -> bytes:
    headers = ["Xã cũ", "Ấp, khóm cũ", "Gọi là", "Ấp, khóm hiện nay", "Gọi là", "Từ ngày", "Cách", "Văn bản"]
    rows: list[list[str]] = []
    for row in mapping.rows:
        old = [row.old_commune.title, row.old.title, row.old.kind]
        for one in row.became:
            edge = one.edge
            rows.append(
                [
                    *old,
                    one.place.title,
                    one.place.kind,
                    format_date(edge.on),
                    one.how,
                    edge.decision,
                ]
            )
        if row.is_ended:
            ended = [format_date(row.old.valid_to), row.old.ended_why, row.old.ended_by or NO_DECISION]
            rows.append([*old, "không còn", "", *ended])
        elif not row.became:
            rows.append([*old, "chưa xếp", "", "", "", ""])
    return table_workbook("Ấp cũ - ấp mới", headers, rows, [24, 24, 12, 28, 12, 12, 20, 30])


# ---------------------------------------------------------------- before a merger


@dataclass(frozen=True)
class MergerRow:
    hamlet: Place
    before: int
    after: int


@dataclass(frozen=True)
class Merger:
    """What a merger would do: shown first, done after."""

    rows: list[MergerRow]
    moving: int
    total: int
    title: str
    year: int
    same_groups: list[str]
    notes: list[str]


def merger_reasons(
    commune: Place, sources: Sequence[Place], into: Place | None, name: str, kind: str, on: dt.date
) -> list[Reason]:
    """Why these hamlets cannot be merged so; the action and its preview ask here."""
    everyone = [*sources, *([into] if into else [])]
    if reasons := rules.merge_blockers(
        [str(one.pk) for one in sources], str(into.pk) if into else "", clean(name)
    ):
        return reasons
    if any(one.parent_id != commune.pk or one.level != Level.HAMLET for one in everyone):
        return [Reason(f"Chỉ nhập các ấp, khóm cùng thuộc {commune.full_name}.", field="hamlets")]
    periods = [rules.Period(one.title, one.valid_from, one.valid_to) for one in everyone]
    # A Tổ that began on that very day cannot end on it too.
    periods += lineage.groups_that_begin(sources, on)
    reasons = rules.day_blockers(on, today(), periods)
    if into is None:
        kind = clean(kind).lower() or sources[0].kind
        others = [
            rules.Named(one.name, one.kind) for one in queries.hamlets_of(commune) if one not in sources
        ]
        reasons += rules.kind_blockers(kind)
        reasons += rules.name_blockers(rules.hamlet_name(name, kind), kind, others)
    return reasons


def merger_of(sources: Sequence[Place], into: Place | None, new_title: str, on: dt.date) -> Merger:
    """Two queries for any number of hamlets."""
    everyone = [*sources, *([into] if into else [])]
    living = lineage.residents(everyone)
    moving = sum(living[one.pk] for one in sources)
    rows = [MergerRow(one, living[one.pk], 0) for one in sources]
    if into is not None:
        rows.append(MergerRow(into, living[into.pk], living[into.pk] + moving))
    texts: dict[str, set[UUID]] = {}
    words: dict[str, str] = {}
    for count in group_texts:
        for hamlet_id, text in count([one.pk for one in everyone], on.year):
            texts.setdefault(rules.group_key(text), set()).add(hamlet_id)
            words.setdefault(rules.group_key(text), text)
    return Merger(
        rows=rows,
        moving=moving,
        total=sum(living.values()),
        title=into.title if into else new_title,
        year=on.year,
        same_groups=sorted(words[key] for key, where in texts.items() if len(where) > 1),
        notes=[text for note in merger_notes for text in note([one.pk for one in sources], on.year)],
    )


# ---------------------------------------------------------------- Tổ


@dataclass(frozen=True)
class GroupRow:
    group: Place
    households: int
    texts: list[str]
    """How the register writes it, where that is not its name."""


@dataclass(frozen=True)
class GroupTable:
    rows: list[GroupRow]
    unknown: list[tuple[str, int]]
    """Texts of the register that no Tổ bears, with their households."""
    without: int
    """Households with no Tổ written."""
    ended: list[Place]

    @property
    def total(self) -> int:
        return sum(row.households for row in self.rows) + sum(n for _, n in self.unknown) + self.without


def group_table(hamlet: Place, year: int) -> GroupTable:
    """The Tổ of a hamlet with the households whose register entry names them, by their name or one they bore before.
    Three queries.
    """
    groups = list(hamlet.children.filter(level=Level.GROUP).prefetch_related("past_names"))
    standing = [one for one in groups if one.valid_to == hamlet.valid_to]
    by_key: dict[str, Place] = {}
    for group in standing:
        for past in group.past_names.all():
            by_key.setdefault(rules.group_key(past.name), group)
    by_key |= {rules.group_key(group.name): group for group in standing}
    households: dict[UUID, int] = {}
    texts: dict[UUID, list[str]] = {}
    unknown: dict[str, tuple[str, int]] = {}
    without = 0
    counted: dict[tuple[UUID, str], int] = {}
    for count in group_texts:
        counted |= count([hamlet.pk], year)
    for (_, text), number in sorted(counted.items(), key=lambda one: one[0][1]):
        found = by_key.get(rules.group_key(text)) if text else None
        if found is not None:
            households[found.pk] = households.get(found.pk, 0) + number
            if text != found.name:
                texts.setdefault(found.pk, []).append(text)
        elif text:
            first, so_far = unknown.get(rules.group_key(text), (text, 0))
            unknown[rules.group_key(text)] = (first, so_far + number)
        else:
            without += number
    return GroupTable(
        rows=[GroupRow(one, households.get(one.pk, 0), texts.get(one.pk, [])) for one in standing],
        unknown=list(unknown.values()),
        without=without,
        ended=[one for one in groups if one.valid_to != hamlet.valid_to],
    )
