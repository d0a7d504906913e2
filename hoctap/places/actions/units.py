"""Changing places: loading what the catalogue knows, adding and renaming hamlets, organisations and
their papers' heads.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean, natural_sort_key
from hoctap.places import catalogue, queries, rules
from hoctap.places.catalogue import EdgeRow, PlaceRow
from hoctap.places.models import Level, LineageEdge, Numbering, Organisation, OrganisationKind, Place

_BOARD = "Ban nhân dân"


@dataclass(frozen=True)
class Installed:
    commune: Place
    committee: Organisation
    association: Organisation


@transaction.atomic
def load_places(rows: Iterable[PlaceRow], edges: Iterable[EdgeRow] = (), *, by: Actor) -> list[Place]:
    """Put catalogue rows in, with their catalogue ids; parents must be among them or here already. Safe
    to run again.

    Only a job on the server may: whole provinces belong to no officer. Edges are taken where both ends exist.
    """
    if not by.system_job:
        raise Forbidden("Chỉ người quản trị máy chủ nạp được danh mục địa bàn.")
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
    wanted = sorted(rows, key=lambda row: order.index(Level(row.level.value)))
    here = Place.objects.in_bulk(
        {row.id for row in wanted} | {row.parent_id for row in wanted if row.parent_id}
    )
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
    _join(edges)
    return [here[row.id] for row in wanted]


def _join(edges: Iterable[EdgeRow]) -> None:
    wanted = list(edges)
    present = set(
        Place.objects.filter(
            pk__in={edge.predecessor_id for edge in wanted} | {edge.successor_id for edge in wanted}
        ).values_list("pk", flat=True)
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
            if edge.predecessor_id in present and edge.successor_id in present
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
    committee = _organisation_of(
        commune, OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân", "UBND", "", Numbering.OUTSIDE, by
    )
    association = _organisation_of(
        commune, OrganisationKind.ASSOCIATION, "Hội Khuyến học", "HKH", above, Numbering.OWN, by
    )
    return committee, association


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
def add_hamlet(commune: Place, name: str, kind: str = "", *, by: Actor) -> Place:
    """A hamlet with its board, in which its head has his position. `kind` is what such units are called
    there (ấp, khóm, thôn).
    """
    by.must(Permission.PLACE_EDIT, at=commune)
    if commune.level != Level.COMMUNE:
        raise Refused(f"{commune.title} không phải cấp xã, không có ấp, khóm trực thuộc.")
    commune = Place.objects.select_for_update(of=("self",)).get(pk=commune.pk)
    kind = clean(kind).lower() or queries.usual_kind(commune)
    name = rules.hamlet_name(name, kind)
    others = commune.children.filter(level=Level.HAMLET).values_list("name", flat=True)
    if reasons := rules.name_blockers(name, others):
        raise Refused(reasons)
    hamlet = Place.objects.create(
        level=Level.HAMLET,
        kind=kind,
        name=name,
        parent=commune,
        valid_from=commune.valid_from,
        valid_to=commune.valid_to,
    )
    audit.record(by, "places.hamlet.added", hamlet)
    add_organisation(hamlet, OrganisationKind.HAMLET_BOARD, f"{_BOARD} {hamlet.full_name}", by=by)
    return hamlet


@dataclass(frozen=True)
class HamletsAdded:
    added: list[Place]
    existing: list[Place]


@transaction.atomic
def add_hamlets(commune: Place, names: Iterable[str], kind: str = "", *, by: Actor) -> HamletsAdded:
    """A list of names, all or none; those that are there already stay as they are."""
    by.must(Permission.PLACE_EDIT, at=commune)
    known = {rules.hamlet_key(hamlet.name): hamlet for hamlet in commune.children.filter(level=Level.HAMLET)}
    added, existing = [], []
    for name in names:
        key = rules.hamlet_key(name)
        if key in known:
            existing.append(known[key])
        else:
            known[key] = add_hamlet(commune, name, kind, by=by)
            added.append(known[key])
    return HamletsAdded(added, existing)


@transaction.atomic
def rename_hamlet(hamlet: Place, name: str, *, by: Actor) -> None:
    """Correct a name. The board's name follows while it is the one given at the start."""
    by.must(Permission.PLACE_EDIT, at=hamlet)
    if hamlet.level != Level.HAMLET or hamlet.parent is None:
        raise Refused(f"{hamlet.title} không phải ấp, khóm.")
    Place.objects.select_for_update(of=("self",)).get(pk=hamlet.parent.pk)
    name = rules.hamlet_name(name, hamlet.kind)
    others = (
        hamlet.parent.children.filter(level=Level.HAMLET).exclude(pk=hamlet.pk).values_list("name", flat=True)
    )
    if reasons := rules.name_blockers(name, others):
        raise Refused(reasons)
    board_was = f"{_BOARD} {hamlet.full_name}"
    hamlet.name = name
    hamlet.save()
    hamlet.organisations.filter(kind=OrganisationKind.HAMLET_BOARD, name=board_was).update(
        name=f"{_BOARD} {hamlet.full_name}"
    )
    audit.record(by, "places.hamlet.renamed", hamlet, fields=["name"])


@transaction.atomic
def add_organisation(
    place: Place,
    kind: OrganisationKind,
    name: str,
    *,
    symbol: str = "",
    parent_name: str = "",
    numbering: Numbering = Numbering.OUTSIDE,
    by: Actor,
) -> Organisation:
    by.must(Permission.PLACE_EDIT, at=place)
    name = clean(name)
    if reasons := _organisation_blockers(place, name):
        raise Refused(reasons)
    organisation = Organisation.objects.create(
        place=place,
        kind=kind,
        name=name,
        symbol=clean(symbol),
        parent_name=clean(parent_name),
        numbering=numbering,
        valid_from=place.valid_from,
        valid_to=place.valid_to,
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
    same = place.organisations.filter(name__iexact=name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    return [Reason(f"Ở {place.full_name} đã có {name}.", field="name")] if same.exists() else []
