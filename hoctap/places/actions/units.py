"""Changing places: loading what the catalogue knows, adding and renaming hamlets, organisations and
their papers' heads.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean, natural_sort_key
from hoctap.places import catalogue, lineage, queries, rules
from hoctap.places.catalogue import EdgeRow, PlaceRow
from hoctap.places.models import Level, LineageEdge, Numbering, Organisation, OrganisationKind, Place


@dataclass(frozen=True)
class Installed:
    commune: Place
    committee: Organisation
    association: Organisation


@transaction.atomic
def load_places(rows: Iterable[PlaceRow], edges: Iterable[EdgeRow] = (), *, by: Actor) -> list[Place]:
    """Put catalogue rows in, with their catalogue ids; parents must be among them or here already. Safe
    to run again.

    Only a job on the server may: whole provinces belong to no officer. Of the edges those are taken that
    touch a row and have both ends here. Ten queries, however many rows.
    """
    if not by.system_job:
        raise Forbidden("Chỉ người quản trị máy chủ nạp được danh mục địa bàn.")
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
    wanted = list(rows)
    ids = {row.id for row in wanted}
    here = Place.objects.in_bulk(ids | {row.parent_id for row in wanted if row.parent_id})
    for level in order:
        added = []
        for row in wanted:
            if row.level.value != level or row.id in here:
                continue
            parent = here[row.parent_id] if row.parent_id else None
            place = Place(
                id=row.id,
                level=level,
                kind=row.kind,
                name=row.name,
                code=row.code,
                parent=parent,
                path=[*(parent.path if parent else []), row.id],
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                sort_key=natural_sort_key(row.name),
            )
            here[place.pk] = place
            added.append(place)
        Place.objects.bulk_create(added)
        if added:
            audit.record(by, "places.places.loaded", added[0], count=len(added))
    _join([edge for edge in edges if edge.predecessor_id in ids or edge.successor_id in ids])
    return [here[row.id] for row in wanted]


def _join(wanted: list[EdgeRow]) -> None:
    """Put in those edges that are not there yet and whose ends both are. Three queries, however many."""
    ends = {edge.predecessor_id for edge in wanted} | {edge.successor_id for edge in wanted}
    present = set(Place.objects.filter(pk__in=ends).values_list("pk", flat=True))
    joined = set(
        LineageEdge.objects.filter(predecessor_id__in=present).values_list("predecessor_id", "successor_id")
    )
    LineageEdge.objects.bulk_create(
        [
            LineageEdge(
                predecessor_id=edge.predecessor_id,
                successor_id=edge.successor_id,
                kind=edge.kind.value,
                on=edge.on,
                decision=edge.decision,
            )
            for edge in wanted
            if edge.predecessor_id in present
            and edge.successor_id in present
            and (edge.predecessor_id, edge.successor_id) not in joined
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def install_commune(row: PlaceRow, *, by: Actor) -> Installed:
    """A commune of the catalogue with what is above it, its People's Committee and its association. Safe
    to run again.
    """
    if row.level is not catalogue.Level.COMMUNE:
        raise Refused(f"{row.label} không phải cấp xã. Hãy dùng mã của một xã, phường hoặc thị trấn.")
    known = catalogue.load()
    chain = [row]
    while (parent_id := chain[0].parent_id) is not None:
        chain.insert(0, known.by_id[parent_id])
    commune = load_places(chain, known.edges, by=by)[-1]
    return Installed(commune, *install_organisations(commune, by=by))


@transaction.atomic
def install_organisations(commune: Place, *, by: Actor) -> tuple[Organisation, Organisation]:
    """The two that every commune has; officers correct names and heads on the organisations screen. Safe
    to run again.
    """
    by.must(Permission.PLACE_EDIT, at=commune)
    above = f"Hội Khuyến học {commune.parent.full_name}" if commune.parent else ""
    committee = install_committee(commune, by=by)
    association = _organisation_of(
        commune, OrganisationKind.ASSOCIATION, "Hội Khuyến học", "HKH", above, Numbering.OWN, by
    )
    return committee, association


@transaction.atomic
def install_committee(place: Place, *, by: Actor) -> Organisation:
    """The People's Committee of a place of any level. Safe to run again."""
    by.must(Permission.PLACE_EDIT, at=place)
    return _organisation_of(
        place, OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân", "UBND", "", Numbering.OUTSIDE, by
    )


def _organisation_of(
    place: Place,
    kind: OrganisationKind,
    first_words: str,
    symbol: str,
    parent: str,
    numbering: Numbering,
    by: Actor,
) -> Organisation:
    present = place.organisations.filter(kind=kind).first()
    if present:
        return present
    return add_organisation(
        place,
        kind,
        f"{first_words} {place.full_name}",
        symbol=symbol,
        parent_name=parent,
        numbering=numbering,
        by=by,
    )


@transaction.atomic
def add_hamlet(
    commune: Place, name: str, kind: str = "", *, since: dt.date | None = None, by: Actor
) -> Place:
    """A hamlet with its board, in which its head has his position. `kind` is what such units are called
    there (ấp, khóm, thôn). `since` is its first day where that is known; else it is as old as the commune, or begins
    when the last one of its name ended.
    """
    by.must(Permission.PLACE_EDIT, at=commune)
    if commune.level != Level.COMMUNE:
        raise Refused(f"{commune.title} không phải cấp xã, không có ấp, khóm trực thuộc.")
    commune = Place.objects.select_for_update(of=("self",)).get(pk=commune.pk)
    kind = rules.kind_said(name, clean(kind).lower() or queries.usual_kind(commune))
    name = rules.hamlet_name(name, kind)
    others = [rules.Named(one.name, one.kind) for one in queries.hamlets_of(commune)]
    if reasons := rules.kind_blockers(kind) + rules.name_blockers(name, kind, others):
        raise Refused(reasons)
    hamlet = Place.objects.create(
        level=Level.HAMLET,
        kind=kind,
        name=name,
        parent=commune,
        valid_from=since or _first_day(commune, rules.Named(name, kind)),
        valid_to=commune.valid_to,
    )
    audit.record(by, "places.hamlet.added", hamlet)
    add_organisation(hamlet, OrganisationKind.HAMLET_BOARD, f"{lineage.BOARD} {hamlet.full_name}", by=by)
    return hamlet


def _first_day(commune: Place, named: rules.Named) -> dt.date:
    ended = commune.children.filter(level=Level.HAMLET, valid_to__isnull=False).exclude(
        valid_to=commune.valid_to
    )
    return max(
        (one.valid_to for one in ended if one.valid_to and rules.Named(one.name, one.kind).key == named.key),
        default=commune.valid_from,
    )


@dataclass(frozen=True)
class HamletsAdded:
    added: list[Place]
    existing: list[Place]


@transaction.atomic
def add_hamlets(commune: Place, names: Iterable[str], kind: str = "", *, by: Actor) -> HamletsAdded:
    """A list of names, all or none; those that are there already stay as they are."""
    by.must(Permission.PLACE_EDIT, at=commune)
    word = clean(kind).lower()
    known = queries.hamlets_of(commune)
    added, existing = [], []
    for name in names:
        # A bare "3" without a kind means the one that is there, whatever it is called.
        said = rules.hamlet_kind(name) or word
        key = rules.hamlet_key(name)
        there = [
            one
            for one in known
            if rules.hamlet_key(one.name) == key and said in ("", rules.kind_of_hamlet(one.name, one.kind))
        ]
        if there:
            existing.append(there[0])
        else:
            added.append(add_hamlet(commune, name, word, by=by))
            known.append(added[-1])
    return HamletsAdded(added, existing)


@transaction.atomic
def rename_hamlet(
    hamlet: Place, name: str, kind: str = "", *, change: lineage.Change | None = None, by: Actor
) -> None:
    """Correct a name and what the hamlet is called; with `change` it has the new name from that day on, and the old one
    for the days before. The board's name follows while it is the one given at the start.
    """
    by.must(Permission.PLACE_EDIT, at=hamlet)
    if hamlet.level != Level.HAMLET or hamlet.parent is None:
        raise Refused(f"{hamlet.title} không phải ấp, khóm.")
    Place.objects.select_for_update(of=("self",)).get(pk=hamlet.parent.pk)
    hamlet.refresh_from_db()
    assert hamlet.parent is not None
    kind = clean(kind).lower() or hamlet.kind
    name = rules.hamlet_name(name, kind)
    others = [
        rules.Named(one.name, one.kind) for one in queries.hamlets_of(hamlet.parent) if one.pk != hamlet.pk
    ]
    reasons = rules.kind_blockers(kind) + rules.name_blockers(name, kind, others)
    if change is not None:
        last = hamlet.past_names.order_by("-to_day").first()
        first = last.to_day if last else hamlet.valid_from
        standing = rules.Period(hamlet.title, first, hamlet.valid_to)
        reasons += rules.day_blockers(change.on, today(), [standing])
        if (name, kind) == (hamlet.name, hamlet.kind):
            reasons.append(Reason("Tên mới giống tên đang dùng.", field="name"))
    if reasons:
        raise Refused(reasons)
    board_was = f"{lineage.BOARD} {hamlet.full_name}"
    fields = [field for field, value in (("name", name), ("kind", kind)) if getattr(hamlet, field) != value]
    if change is None:
        hamlet.name, hamlet.kind = name, kind
        hamlet.save()
    else:
        lineage.rename(hamlet, name, kind, change)
    board = hamlet.organisations.filter(kind=OrganisationKind.HAMLET_BOARD, name=board_was).first()
    if board is not None:
        if change is not None:
            lineage.keep_old_name(board, change)
        board.name = f"{lineage.BOARD} {hamlet.full_name}"
        board.save(update_fields=["name"])
    code = "places.hamlet.renamed" if change is None else "places.hamlet.renamed_from"
    audit.record(by, code, hamlet, fields=fields)


@transaction.atomic
def add_organisation(
    place: Place,
    kind: OrganisationKind,
    name: str,
    *,
    symbol: str = "",
    parent_name: str = "",
    numbering: Numbering = Numbering.OUTSIDE,
    since: dt.date | None = None,
    founded_by: str = "",
    by: Actor,
) -> Organisation:
    """`since` is its first day where that is known; else it is as old as the place."""
    by.must(Permission.PLACE_EDIT, at=place)
    name = clean(name)
    reasons = _organisation_blockers(place, name)
    if since is not None:
        reasons += rules.day_blockers(
            since, today(), [rules.Period(place.title, dt.date.min, place.valid_to)]
        )
    if reasons:
        raise Refused([Reason(one.text, "since" if one.field == "on" else one.field) for one in reasons])
    organisation = Organisation.objects.create(
        place=place,
        kind=kind,
        name=name,
        symbol=clean(symbol),
        parent_name=clean(parent_name),
        numbering=numbering,
        valid_from=since or place.valid_from,
        valid_to=place.valid_to,
        founded_by=clean(founded_by),
    )
    audit.record(by, "places.organisation.added", organisation)
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, name: str, symbol: str, parent_name: str, numbering: Numbering, by: Actor
) -> None:
    """What stands at the head of its papers and who gives their numbers. Papers already made keep their
    own words.
    """
    by.must(Permission.PLACE_EDIT, at=organisation)
    organisation = (
        Organisation.objects.select_for_update(of=("self",)).select_related("place").get(pk=organisation.pk)
    )
    typed = {
        "name": clean(name),
        "symbol": clean(symbol),
        "parent_name": clean(parent_name),
        "numbering": numbering,
    }
    if reasons := _organisation_blockers(organisation.place, typed["name"], but=organisation):
        raise Refused(reasons)
    changed = [field for field, value in typed.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, typed[field])
    if changed:
        organisation.save(update_fields=changed)
        audit.record(by, "places.organisation.edited", organisation, fields=changed)


def _organisation_blockers(place: Place, name: str, but: Organisation | None = None) -> list[Reason]:
    if not name:
        return [Reason("Hãy ghi tên cơ quan, tổ chức.", field="name")]
    standing = Q(valid_to__isnull=True) | Q(valid_to=place.valid_to)
    same = place.organisations.filter(standing, name__iexact=name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    return [Reason(f"Ở {place.full_name} đã có {name}.", field="name")] if same.exists() else []
