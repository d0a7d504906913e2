"""Reading a change of boundaries: what it would do (dry run), what hinders it, what hinders its undoing, who may."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.core.states import move_blockers
from hoctap.places import catalogue
from hoctap.places import rules as place_rules
from hoctap.places.boundaries import naming, rules
from hoctap.places.boundaries.models import (
    TRANSITIONS,
    BoundaryChange,
    BoundaryPart,
    BoundaryPlace,
    BoundaryState,
    HamletAssignment,
)
from hoctap.places.boundaries.registry import Carriage, Counted, OpenWork, boundary_carriers
from hoctap.places.carrying import carried_name, present_names
from hoctap.places.models import Level, LineageEdge, Place

_HAMLETS, _GROUPS = "ấp, khóm", "Tổ"


@dataclass
class HamletLine:
    """One hamlet of a touched commune and what becomes of it."""

    hamlet: Place
    commune: Place
    to: BoundaryPlace | None
    """None: nobody said, or it stays where it is."""
    stays: bool
    choices: list[BoundaryPlace]
    """Where it may go; more than one where the unit is divided."""
    successor: Place | None
    """Set when it was carried before."""
    name: str = ""
    figures: list[int] = field(default_factory=list)

    @property
    def is_renamed(self) -> bool:
        return bool(self.name) and self.name != self.hamlet.name

    @property
    def to_choose(self) -> bool:
        return self.successor is None and (len(self.choices) > 1 or self.stays or self.to is None)


@dataclass(frozen=True)
class PlaceLine:
    label: str
    figures: list[int]


@dataclass(frozen=True)
class PartLine:
    old: Place
    kind: str
    new: str


@dataclass
class DryRun:
    """What a change would do to the register as it is now. Nothing is written."""

    change: BoundaryChange
    columns: list[str]
    parts: list[PartLine]
    hamlets: list[HamletLine]
    before: list[PlaceLine]
    after: list[PlaceLine]
    renamed: list[tuple[str, str]]
    """Hamlets of the taker told apart by their old commune: name now, name afterwards."""
    open_work: list[tuple[str, OpenWork]]
    """Place that ends, and what names it."""
    blockers: list[Reason]
    names: list[naming.NameLine] = field(default_factory=list)
    """Places that go on under another name."""

    @cached_property
    def total_before(self) -> list[int]:
        return _sum(self.before, len(self.columns))

    @cached_property
    def total_after(self) -> list[int]:
        return _sum(self.after, len(self.columns))

    @property
    def adds_up(self) -> bool:
        return self.total_before == self.total_after

    @property
    def has_choices(self) -> bool:
        """Is there a hamlet of which a person says where it goes?"""
        return any(line.to_choose for line in self.hamlets)

    @property
    def moving(self) -> list[HamletLine]:
        return [line for line in self.hamlets if line.to is not None]


def _sum(lines: Sequence[PlaceLine], columns: int) -> list[int]:
    return [sum(line.figures[index] for line in lines) for index in range(columns)]


def dry_run(change: BoundaryChange) -> DryRun:
    """The number of queries grows with the new communes and the registered carriers, not with hamlets or households."""
    parts = list(change.parts.select_related("old__parent", "new__place", "new__parent"))
    news = resolved_places(change)
    olds = {part.old_id: part.old for part in parts}
    staying = _staying(parts)
    lines, left = _hamlet_lines(change, parts, news, olds, staying)
    counted = all_counted()
    columns = [_HAMLETS, _GROUPS, *[one.label for one in counted]]
    taken_ids = [new.place_id for new in news.values() if new.place_id]
    there = list(Place.objects.filter(parent__in=taken_ids, level=Level.HAMLET))
    figures = _figures([*(line.hamlet for line in lines), *left, *there], counted)
    for line in lines:
        line.figures = list(figures[line.hamlet.pk])
        if line.successor is not None:
            line.figures[0] = line.figures[1] = 0  # counted where it goes on
    nothing = [0] * len(columns)

    def line_of(label: str, rows: Iterable[list[int]]) -> PlaceLine:
        return PlaceLine(label, [sum(column) for column in zip(nothing, *rows, strict=True)])

    here = {
        new.pk: [figures[hamlet.pk] for hamlet in there if hamlet.parent_id == new.place_id]
        for new in news.values()
    }
    communes = [old for old in olds.values() if old.level == Level.COMMUNE]
    # What ended earlier is no hamlet of the day any more; households left in it are told of as a blocker.
    before = [
        line_of(old.title, [line.figures for line in lines if line.commune.pk == old.pk]) for old in communes
    ]
    takers = [new for new in news.values() if new.level == Level.COMMUNE]
    before += [line_of(new.title, here[new.pk]) for new in takers if new.place_id]
    after = [
        line_of(
            new.title,
            [*here[new.pk], *(line.figures for line in lines if line.to and line.to.pk == new.pk)],
        )
        for new in takers
    ]
    after += [
        line_of(
            f"{old.title} (phần còn lại)",
            [line.figures for line in lines if line.commune.pk == old.pk and line.to is None],
        )
        for old in communes
        if old.pk in staying
    ]
    run = DryRun(
        change=change,
        columns=columns,
        parts=[
            PartLine(
                part.old, BoundaryPart.Kind(part.kind).label, news[part.new_id].title if part.new_id else ""
            )
            for part in parts
        ],
        hamlets=lines,
        before=before,
        after=after,
        renamed=_name(lines, takers),
        open_work=_open_work([old for old in olds.values() if old.pk not in staying], lines),
        blockers=[],
        names=naming.name_lines(change),
    )
    run.blockers = [
        *move_blockers(BoundaryState(change.state), BoundaryState.APPLIED, TRANSITIONS),
        *_draft_blockers(change, parts, news, olds, staying),
        *_hamlet_blockers(lines, parts, olds, staying),
        *naming.blockers(change, run.names, parts),
        *rules.left_behind_blockers(
            {hamlet.title: count for hamlet in left if (count := sum(figures[hamlet.pk][2:3]))}
        ),
    ]
    run.blockers = run.blockers or rules.total_blockers(
        dict(zip(columns, run.total_before, strict=True)), dict(zip(columns, run.total_after, strict=True))
    )
    return run


def draft_reasons(change: BoundaryChange) -> list[Reason]:
    """What is wrong with a draft as such, before its hamlets are looked at."""
    parts = list(change.parts.select_related("old"))
    olds = {part.old_id: part.old for part in parts}
    return _draft_blockers(change, parts, resolved_places(change), olds, _staying(parts))


def all_counted() -> list[Counted]:
    return sorted(
        (one for carrier in boundary_carriers for one in carrier.counted), key=lambda one: one.order
    )


def resolved_places(change: BoundaryChange) -> dict[UUID, BoundaryPlace]:
    """The new places of a change; one that was set up here meanwhile, under the id that was kept for it, is there already."""
    news = {new.pk: new for new in change.places.select_related("place", "parent")}
    known = Place.objects.in_bulk([new.future for new in news.values() if new.place_id is None])
    for new in news.values():
        if new.place_id is None and new.future in known:
            new.place = known[new.future]
    return news


def _staying(parts: Sequence[BoundaryPart]) -> set[UUID]:
    """Old places that go on: only some of their hamlets move away."""
    kinds: dict[UUID, set[str]] = {}
    for part in parts:
        kinds.setdefault(part.old_id, set()).add(part.kind)
    return {pk for pk, found in kinds.items() if found == {BoundaryPart.Kind.MOVE.value}}


def _hamlet_lines(
    change: BoundaryChange,
    parts: Sequence[BoundaryPart],
    news: dict[UUID, BoundaryPlace],
    olds: dict[UUID, Place],
    staying: set[UUID],
) -> tuple[list[HamletLine], list[Place]]:
    """Hamlets of the day, and those that had ended before."""
    everyone = list(
        Place.objects.filter(parent__in=olds, level=Level.HAMLET)
        .select_related("parent__parent")
        .order_by("parent__sort_key", "sort_key", "id")
    )
    assigned = dict(HamletAssignment.objects.filter(change=change).values_list("hamlet", "new"))
    successors = {
        edge.predecessor_id: edge.successor
        for edge in LineageEdge.objects.filter(
            predecessor__in=everyone, successor__level=Level.HAMLET, kind=LineageEdge.Kind.RENAME
        ).select_related("successor")
    }
    lines, left = [], []
    for hamlet in everyone:
        if hamlet.valid_to is not None and hamlet.valid_to < change.on:
            left.append(hamlet)
            continue
        commune = olds[hamlet.parent_id]  # type: ignore[index]
        own = [part for part in parts if part.old_id == commune.pk and part.new_id]
        choices = [news[part.new_id] for part in own if part.new_id]
        successor = successors.get(hamlet.pk)
        whole = len(own) == 1 and own[0].kind in (BoundaryPart.Kind.MERGE, BoundaryPart.Kind.RENAME)
        to = choices[0] if whole else news.get(assigned[hamlet.pk]) if hamlet.pk in assigned else None
        if successor is not None:
            to = next((one for one in choices if one.place_id == successor.parent_id), to)
        lines.append(HamletLine(hamlet, commune, to, commune.pk in staying, choices, successor))
    return lines, left


def _figures(hamlets: Sequence[Place], counted: Sequence[Counted]) -> dict[UUID, list[int]]:
    ids = [hamlet.pk for hamlet in hamlets]
    groups: dict[UUID, int] = {}
    for parent_id in Place.objects.filter(
        parent__in=ids, level=Level.GROUP, valid_to__isnull=True
    ).values_list("parent_id", flat=True):
        groups[parent_id] = groups.get(parent_id, 0) + 1
    columns = [one.count(ids) for one in counted]
    return {pk: [1, groups.get(pk, 0), *(column.get(pk, 0) for column in columns)] for pk in ids}


def _name(lines: Sequence[HamletLine], takers: Sequence[BoundaryPlace]) -> list[tuple[str, str]]:
    """Puts the names on the lines; gives the hamlets of the takers that get another name."""
    renamed = []
    for taker in takers:
        coming = [line for line in lines if line.to and line.to.pk == taker.pk and line.successor is None]
        present = present_names(taker.place) if taker.place else []
        names = place_rules.names_after_carrying([*present, *(carried_name(line.hamlet) for line in coming)])
        for line in coming:
            line.name = names[str(line.hamlet.pk)]
        renamed += [(one.name, names[one.id]) for one in present if names[one.id] != one.name]
    for line in lines:
        if line.successor is not None:
            line.name = line.successor.name
    return renamed


def _open_work(ending: Sequence[Place], lines: Sequence[HamletLine]) -> list[tuple[str, OpenWork]]:
    labels = {place.pk: place.title for place in ending}
    for line in lines:
        if line.to is not None:
            labels[line.hamlet.pk] = f"{line.hamlet.title}, {line.commune.full_name}"
    ids = list(labels)
    return [
        (labels[work.place_id], work)
        for carrier in boundary_carriers
        if carrier.open_work
        for work in carrier.open_work(ids)
        if work.place_id in labels
    ]


def _hamlet_blockers(
    lines: Sequence[HamletLine], parts: Sequence[BoundaryPart], olds: dict[UUID, Place], staying: set[UUID]
) -> list[Reason]:
    unassigned: dict[str, list[str]] = {}
    for line in lines:
        if line.to is None and not line.stays:
            unassigned.setdefault(line.commune.full_name, []).append(line.hamlet.full_name)
    takers: dict[str, int] = {}
    for part in parts:
        if part.kind == BoundaryPart.Kind.DIVIDE:
            label = olds[part.old_id].full_name
            takers[label] = sum(other.old_id == part.old_id for other in parts)
    reasons = rules.divided_blockers(takers) + rules.assignment_blockers(unassigned)
    for old_id in staying:
        if not any(line.commune.pk == old_id and line.to for line in lines):
            reasons.append(
                Reason(f"Chưa chọn ấp, khóm nào của {olds[old_id].full_name} để chuyển.", field="hamlets")
            )
    for line in lines:
        if (
            line.successor is not None
            and line.to is not None
            and line.to.place_id != line.successor.parent_id
        ):
            reasons.append(
                Reason(f"{line.hamlet.title} của {line.commune.full_name} đã chuyển sang nơi khác từ trước.")
            )
    taken = [line.successor.pk for line in lines if line.successor is not None]
    if len(taken) != len(set(taken)):
        reasons.append(Reason("Hai ấp cũ đã nối vào một ấp mới từ trước; chưa chuyển tự động được."))
    return reasons


def _draft_blockers(
    change: BoundaryChange,
    parts: Sequence[BoundaryPart],
    news: dict[UUID, BoundaryPlace],
    olds: dict[UUID, Place],
    staying: set[UUID],
) -> list[Reason]:
    return rules.draft_blockers(
        names=naming.namings(change),
        title=change.title,
        on=change.on,
        olds=[rules.Old(str(old.pk), old.full_name, old.valid_from, old.valid_to) for old in olds.values()],
        news=[
            rules.New(
                str(new.pk),
                new.level,
                new.kind,
                new.name,
                new.code,
                str(new.parent_id or new.parent_new_id or ""),
                new.place_id is not None,
            )
            for new in news.values()
        ],
        parts=[
            rules.Part(
                str(part.old_id),
                str(part.new_id or ""),
                part.kind not in (BoundaryPart.Kind.DIVIDE, BoundaryPart.Kind.MOVE),
            )
            for part in parts
        ],
        present=present_places(
            change.on, list(news.values()), ending=[pk for pk in olds if pk not in staying]
        ),
    )


def present_places(
    on: dt.date, news: Sequence[BoundaryPlace], *, ending: Sequence[UUID]
) -> list[rules.Present]:
    """Places that stand on the day beside those of the change: with a new one's code, or where a new one will lie."""
    codes = [new.code for new in news if new.code]
    parents = [new.parent_id for new in news if new.parent_id]
    own = [new.place_id for new in news if new.place_id]
    standing = Place.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), Q(code__in=codes) | Q(parent__in=parents)
    ).exclude(pk__in=[*ending, *own])
    return [
        rules.Present(place.level, place.full_name, place.code, str(place.parent_id or ""))
        for place in standing
    ]


# ---------------------------------------------------------------- who


def may_change(
    actor: Actor, olds: Sequence[Place], above: Sequence[Place | None], named: Sequence[Place] = ()
) -> bool:
    """The right at everything that ends and at what lies above everything that begins or gets another name; a province has
    nothing above it, its own keeper may name it.

    Whoever keeps a province today may also end what lay in the provinces that became it: nobody can hold a role at these any more.
    """
    if actor.system_job:
        return True
    granted = set(actor.places_with(Permission.BOUNDARY_CHANGE))
    if not all(place is not None and granted & set(place.path) for place in above):
        return False
    if not all(granted & set(place.path[:-1] or place.path) for place in named):
        return False
    ancestors = {pk for old in olds for pk in old.path[:-1]}
    became: dict[UUID, set[UUID]] = {}
    for predecessor, path in LineageEdge.objects.filter(predecessor__in=ancestors).values_list(
        "predecessor", "successor__path"
    ):
        became.setdefault(predecessor, set()).update(path)
    return all(
        granted & (set(old.path[:-1]) | {pk for above_id in old.path[:-1] for pk in became.get(above_id, ())})
        for old in olds
    )


# ---------------------------------------------------------------- undoing


def carriage_of(change: BoundaryChange) -> Carriage:
    done = change.done
    return Carriage(
        change_id=change.pk,
        on=change.on,
        hamlets={UUID(old): UUID(new) for old, new in done.get("hamlets", [])},
        made=frozenset(UUID(pk) for pk in done.get("made", [])),
    )


def undo_reasons(change: BoundaryChange) -> list[Reason]:
    """What was recorded since at the new places, and would be lost: no reasons, and it can be taken back."""
    if reasons := move_blockers(BoundaryState(change.state), BoundaryState.UNDONE, TRANSITIONS):
        return reasons
    carriage = carriage_of(change)
    reasons = _places_since(change, carriage) + naming.undo_reasons(change)
    for name, carrier in boundary_carriers.items():
        if carrier.undo_blockers:
            reasons += carrier.undo_blockers(carriage, change.done.get("carriers", {}).get(name, {}))
    return reasons


def _places_since(change: BoundaryChange, carriage: Carriage) -> list[Reason]:
    reasons = []
    made = carriage.made
    names = change.done.get("names", {})
    for place in Place.objects.filter(Q(pk__in=names) | Q(parent__in=made)).select_related("parent"):
        if place.parent_id in made and place.pk not in made:
            parent = place.parent.full_name if place.parent else ""
            reasons.append(Reason(f"{place.title} đã được thêm vào {parent} sau khi sắp xếp."))
        elif str(place.pk) in names and names[str(place.pk)] != place.name:
            reasons.append(
                Reason(
                    f"{names[str(place.pk)]} đã được đổi tên thành {place.name} sau khi sắp xếp. "
                    "Hãy đổi lại tên trước khi hoàn tác."
                )
            )
    others = BoundaryChange.objects.exclude(pk=change.pk).filter(
        Q(parts__old__in=made) | Q(places__place__in=made) | Q(place__in=made)
    )
    reasons += [
        Reason(f"Việc sắp xếp khác đã nhắc đến đơn vị mới: {other.title}.") for other in others.distinct()
    ]
    return reasons


# ---------------------------------------------------------------- the register of an ended place


def register_reasons(hamlet: Place, year: int) -> list[Reason]:
    """Whether the register of a hamlet may be changed for a year: not after its commune ended, and not at all once its
    households were carried on.
    """
    # Read anew: the caller holds the commune's row locked, and its own copy may be older than that.
    commune = Place.objects.get(
        pk=(hamlet.parent_id or hamlet.pk) if hamlet.level == Level.HAMLET else hamlet.pk
    )
    gone_to = set(
        BoundaryPart.objects.filter(old=commune, change__state=BoundaryState.APPLIED, new__isnull=False)
        .exclude(kind=BoundaryPart.Kind.MOVE)
        .values_list("new__kind", "new__name")
    )
    moved = LineageEdge.objects.filter(predecessor=hamlet, successor__level=hamlet.level).values_list(
        "successor__parent__kind", "successor__parent__name"
    )
    if hamlet.level == Level.HAMLET and not gone_to:
        gone_to = set(moved.exclude(successor__parent=commune))
    shown = commune if commune.valid_to else hamlet
    return rules.register_blockers(
        shown.full_name,
        ended=shown.valid_to,
        year=year,
        gone_to=[f"{kind} {name}" for kind, name in gone_to],
    )


# ---------------------------------------------------------------- what a draft can be made of


@dataclass(frozen=True)
class Successor:
    """A commune of the catalogue that old communes kept here became, and that nobody recorded yet."""

    row: catalogue.PlaceRow
    olds: list[str]

    @property
    def label(self) -> str:
        return (
            f"{self.row.full_name[:1].upper()}{self.row.full_name[1:]} (mã {self.row.code}, "
            f"từ {catalogue.vn_date(self.row.valid_from)}): nhận từ {', '.join(self.olds)}"
        )


def successors_to_record(actor: Actor) -> list[Successor]:
    """Of the communes kept here that ended according to the catalogue; two queries and those of the rights."""
    done = BoundaryPart.objects.filter(change__state=BoundaryState.APPLIED).values("old")
    ended = Place.objects.filter(level=Level.COMMUNE, valid_to__isnull=False).exclude(pk__in=done)
    here = {place.pk: place for place in ended.order_by("sort_key")}
    known = catalogue.load()
    found: dict[UUID, list[Place]] = {}
    for edge in known.edges:
        if edge.predecessor_id in here:
            found.setdefault(edge.successor_id, []).append(here[edge.predecessor_id])
    # The right at a new commune is asked at the province it will lie in.
    above = Place.objects.in_bulk({known.by_id[pk].parent_id for pk in found} - {None})
    return sorted(
        (
            Successor(known.by_id[pk], [old.full_name for old in olds])
            for pk, olds in found.items()
            if may_change(actor, olds, [above.get(known.by_id[pk].parent_id)])
        ),
        key=lambda one: one.row.code,
    )


@dataclass(frozen=True)
class Offer:
    """What a person can make a draft of by hand."""

    communes: list[Place]
    above: list[Place]
    districts: list[Place] = field(default_factory=list)
    """Those that may end with nothing after them."""

    @property
    def named(self) -> list[Place]:
        """Whatever may get another name."""
        return [*self.above, *self.communes]


def offer(actor: Actor) -> Offer:
    reach = Place.objects.filter(valid_to__isnull=True).visible_to(actor, Permission.BOUNDARY_CHANGE)
    return Offer(
        communes=list(reach.filter(level=Level.COMMUNE).select_related("parent")),
        above=list(reach.filter(level__in=[Level.PROVINCE, Level.DISTRICT]).order_by("-level", "sort_key")),
        districts=naming.districts_to_end(
            actor.places_with(Permission.BOUNDARY_CHANGE), everywhere=bool(actor.system_job)
        ),
    )


def carried_hamlets(change: BoundaryChange) -> list[tuple[Place, Place]]:
    """Of an applied change: each old hamlet with its successor; one query."""
    pairs = change.done.get("hamlets", [])
    places = Place.objects.select_related("parent").in_bulk({pk for pair in pairs for pk in pair})
    return [
        (places[UUID(old)], places[UUID(new)])
        for old, new in pairs
        if UUID(old) in places and UUID(new) in places
    ]
