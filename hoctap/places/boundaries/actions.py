"""Recording a change of boundaries: draft, apply, undo.

Who may: whoever holds the right at everything that ends and above everything that begins (`queries.may_change`). Applying and undoing
are one transaction each and take minutes at most; a page has them done by a job (`ask_for`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean
from hoctap.places import catalogue
from hoctap.places.actions import install_organisations, load_places
from hoctap.places.boundaries import naming, queries, rules
from hoctap.places.boundaries.models import (
    BoundaryChange,
    BoundaryJob,
    BoundaryPart,
    BoundaryPlace,
    BoundaryState,
    HamletAssignment,
)
from hoctap.places.boundaries.registry import Carriage, boundary_carriers
from hoctap.places.carrying import carry, rename_with_board
from hoctap.places.catalogue import NO_DECISION, vn_date
from hoctap.places.models import Level, LineageEdge, Organisation, Place

type Progress = Callable[[str, int, int], None]
_LONGEST_TITLE = 300
_LEVELS = [level.value for level in Level]


def _silent(step: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class OldPart:
    place: Place
    whole: bool = True


@dataclass(frozen=True)
class NewPlace:
    """What somebody typed of one unit after the change: a new one, or one that is there (`existing`)."""

    kind: str = ""
    name: str = ""
    code: str = ""
    parent: Place | None = None
    existing: Place | None = None
    level: str = Level.COMMUNE.value
    parts: tuple[OldPart, ...] = ()
    future: UUID | None = None
    """The id it will have, where a catalogue gave it one."""


@dataclass(frozen=True)
class NewName:
    """A place that goes on, with what was typed of its name and kind; an empty kind stays as it is."""

    place: Place
    name: str
    kind: str = ""


@dataclass
class Draft:
    title: str
    on: dt.date
    decision: str = ""
    news: list[NewPlace] = field(default_factory=list)
    ending: list[Place] = field(default_factory=list)
    """Places that end with nothing going on from them (a district)."""
    names: list[NewName] = field(default_factory=list)

    @classmethod
    def of_a_name(cls, place: Place, name: str, kind: str, on: dt.date, decision: str = "") -> "Draft":
        kind = clean(kind).lower() or place.kind
        title = f"Đổi {place.full_name} thành {kind} {rules.plain_name(name, kind)}"
        return cls(title, on, decision, names=[NewName(place, name, kind)])

    @classmethod
    def of_an_end(cls, places: Sequence[Place], on: dt.date, decision: str = "") -> "Draft":
        title = f"Kết thúc {', '.join(place.full_name for place in places)}"
        if len(title) > _LONGEST_TITLE:
            title = f"Kết thúc {len(places)} đơn vị cấp huyện, từ {places[0].full_name} đến {places[-1].full_name}"
        return cls(title, on, decision, ending=list(places))


# ---------------------------------------------------------------- drafting


@transaction.atomic
def draft_change(draft: Draft, *, by: Actor) -> BoundaryChange:
    """Keep what was typed; nothing of the places changes yet."""
    olds = [part.place for new in draft.news for part in new.parts] + draft.ending
    above = [new.existing or new.parent for new in draft.news]
    _must(by, olds, above, [one.place for one in draft.names])
    if not draft.news and not draft.ending and not draft.names:
        raise Refused([Reason("Hãy ghi ít nhất một đơn vị mới.", field="name")])
    touched = [*olds, *(one.place for one in draft.names)]
    at = next((place for place in above if place is not None), None) or _recorded_at(touched[0])
    if at.level == Level.COMMUNE and at.parent is not None:
        at = at.parent
    change = BoundaryChange.objects.create(
        place=at,
        title=clean(draft.title)[:_LONGEST_TITLE],
        on=draft.on,
        decision=clean(draft.decision)[:120],
        created_by=by.described,
    )
    for new in draft.news:
        _keep_new(change, new)
    for place in draft.ending:
        BoundaryPart.objects.create(change=change, old=place, kind=BoundaryPart.Kind.END)
    naming.keep_names(change, [(one.place, one.kind, one.name) for one in draft.names])
    _set_kinds(change)
    _refuse_a_wrong_draft(change)
    audit.record(by, "places.boundary.drafted", change)
    return change


def _recorded_at(place: Place) -> Place:
    """What lies above; where that has ended and became one other, that one, whose keeper is to see it."""
    above = place.parent or place
    if above.is_current:
        return above
    followed = Place.objects.filter(predecessor_edges__predecessor=above, valid_to__isnull=True)[:2]
    return followed[0] if len(followed) == 1 else above


@transaction.atomic
def draft_from_catalogue(
    codes: Sequence[str], on: dt.date, decision: str = "", *, by: Actor
) -> BoundaryChange:
    """A draft of the communes that begin on the day according to the shipped catalogue, with every old commune of theirs that is kept here.

    A commune that the catalogue calls divided is divided in the draft too, into all its successors.
    """
    known = catalogue.load()
    rows = []
    for code in codes:
        row = known.resolve(code, on, catalogue.Level.COMMUNE)
        if row.valid_from != on:
            raise Refused(f"{row.label} không bắt đầu ngày {vn_date(on)}; theo danh mục là {row.period}.")
        rows.append(row)
    _must_reach_provinces(rows, by)
    wanted = {row.id: row for row in rows}
    for row in rows:
        for old in known.predecessors(row):
            if len(goes_to := known.successors(old)) > 1:
                wanted |= {successor.id: successor for successor in goes_to}
    asked = {row.id for row in rows}
    done = set(
        BoundaryPart.objects.filter(change__state=BoundaryState.APPLIED).values_list("old_id", flat=True)
    )
    news = []
    for row in wanted.values():
        edges = [edge for edge in known.edges_to(row) if edge.on == on]
        whole = {edge.predecessor_id: edge.kind is not catalogue.EdgeKind.DIVIDE for edge in edges}
        here = Place.objects.filter(pk__in=set(whole) - done).select_related("parent")
        parts = tuple(OldPart(old, whole[old.pk]) for old in here if row.id in asked or not whole[old.pk])
        if parts:
            news.append(_from_catalogue(row, parts, by))
    if not news:
        names = ", ".join(row.full_name for row in rows)
        raise Refused(
            f"Chưa xã cũ nào của {names} được lập trong hệ thống này, hoặc đã chuyển rồi: không có gì để chuyển."
        )
    title = "Lập " + ", ".join(row.full_name for row in rows) + " (theo danh mục)"
    return draft_change(Draft(title, on, decision, news), by=by)


def _must_reach_provinces(rows: Sequence[catalogue.PlaceRow], by: Actor) -> None:
    """A province that is not kept here yet is put in by the server's administrator only."""
    if by.system_job:
        return
    provinces = Place.objects.in_bulk({row.parent_id for row in rows if row.parent_id})
    for row in rows:
        above = provinces.get(row.parent_id) if row.parent_id else None
        if above is None or not by.may(Permission.BOUNDARY_CHANGE, at=above):
            raise Forbidden(
                f"{by.name or 'Người chưa đăng nhập'} không có quyền: {Permission.BOUNDARY_CHANGE.description} "
                f"ở nơi của {row.full_name}. Nếu tỉnh mới chưa được lập, hãy nhờ người quản trị máy chủ "
                "lập bản nháp bằng lệnh hoctap boundary draft."
            )


def _from_catalogue(row: catalogue.PlaceRow, parts: tuple[OldPart, ...], by: Actor) -> NewPlace:
    existing = Place.objects.filter(pk=row.id).select_related("parent").first()
    assert row.parent_id is not None
    parent = Place.objects.filter(pk=row.parent_id).first()
    if existing is None and parent is None:
        known = catalogue.load()
        parent = load_places([known.by_id[row.parent_id]], known.edges, by=by)[0]
    return NewPlace(
        kind=row.kind,
        name=row.name,
        code=row.code,
        parent=parent,
        existing=existing,
        parts=parts,
        future=row.id,
    )


@transaction.atomic
def add_to_draft(change: BoundaryChange, new: NewPlace, *, by: Actor) -> None:
    """One more unit of a draft: what a divided one needs."""
    change = _locked(change)
    _must_all(by, change, [part.place for part in new.parts], [new.existing or new.parent])
    _must_be_a_draft(change)
    _keep_new(change, new)
    _set_kinds(change)
    _refuse_a_wrong_draft(change)
    audit.record(by, "places.boundary.draft_changed", change)


@transaction.atomic
def assign_hamlets(change: BoundaryChange, chosen: Mapping[UUID, UUID | None], *, by: Actor) -> None:
    """Hamlet → new place of the change; None takes an assignment back. Hamlets not named stay as they were."""
    change = _locked(change)
    _must_all(by, change)
    _must_be_a_draft(change)
    known = {line.hamlet.pk: line for line in queries.dry_run(change).hamlets}
    for hamlet_id, new_id in chosen.items():
        line = known.get(hamlet_id)
        if line is None or not (new_id is None or new_id in {choice.pk for choice in line.choices}):
            raise Refused(
                [Reason("Ấp, khóm này không thuộc đơn vị bị chia trong bản nháp.", field="hamlets")]
            )
        if new_id is None:
            HamletAssignment.objects.filter(change=change, hamlet=hamlet_id).delete()
        else:
            HamletAssignment.objects.update_or_create(
                change=change, hamlet_id=hamlet_id, defaults={"new_id": new_id}
            )
    audit.record(by, "places.boundary.draft_changed", change, count=max(len(chosen), 1))


@transaction.atomic
def drop_draft(change: BoundaryChange, *, by: Actor) -> None:
    change = _locked(change)
    _must_all(by, change)
    _must_be_a_draft(change)
    audit.record(by, "places.boundary.draft_dropped", change)
    change.delete()


def _must_be_a_draft(change: BoundaryChange) -> None:
    if change.state != BoundaryState.DRAFT:
        raise Refused("Chỉ sửa được bản nháp.")


def _locked(change: BoundaryChange) -> BoundaryChange:
    # Not its key: the row of the job that tells how far this is may point to it meanwhile.
    locked = BoundaryChange.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    return locked.get(pk=change.pk)


def _must_all(
    by: Actor, change: BoundaryChange, olds: Iterable[Place] = (), above: Iterable[Place | None] = ()
) -> None:
    parts = change.parts.select_related("old")
    news = change.places.select_related("place", "parent", "parent_new__parent")
    # Above a commune below a new province lies what is above that province: nothing. Only the server's own may.
    _must(
        by,
        [*(part.old for part in parts), *olds],
        [*(new.place or new.parent for new in news), *above],
        [one.place for one in change.names.select_related("place")],
    )


def _must(
    by: Actor, olds: Sequence[Place], above: Sequence[Place | None], named: Sequence[Place] = ()
) -> None:
    if not queries.may_change(by, olds, above, named):
        raise Forbidden(
            f"{by.name or 'Người chưa đăng nhập'} không có quyền: {Permission.BOUNDARY_CHANGE.description} "
            "ở mọi địa bàn được nhắc đến."
        )


def _keep_new(change: BoundaryChange, new: NewPlace) -> BoundaryPlace:
    there = new.existing
    kept = BoundaryPlace(
        change=change,
        place=there,
        level=there.level if there else new.level,
        kind=there.kind if there else clean(new.kind).lower()[:40],
        name=there.name if there else clean(new.name)[:120],
        code=there.code if there else clean(new.code)[:10],
        parent=there.parent if there else new.parent,
        position=change.places.count(),
    )
    if there is not None:
        kept.future = there.pk
    elif new.future is not None:
        kept.future = new.future
    kept.save()
    for part in new.parts:
        kind = BoundaryPart.Kind.MERGE if part.whole else BoundaryPart.Kind.DIVIDE
        BoundaryPart.objects.create(change=change, old=part.place, new=kept, kind=kind)
    if kept.level in (Level.PROVINCE, Level.DISTRICT):
        _take_what_lies_below(change, kept, [part.place for part in new.parts if part.whole])
    return kept


def _take_what_lies_below(change: BoundaryChange, new: BoundaryPlace, olds: Sequence[Place]) -> None:
    """The living communes of a province that ends go on under the new one with name and code, as other places."""
    communes = Place.objects.filter(parent__in=olds, level=Level.COMMUNE, valid_to__isnull=True).exclude(
        pk__in=change.parts.values("old")
    )
    for position, commune in enumerate(communes, start=new.position + 1):
        below = BoundaryPlace.objects.create(
            change=change,
            level=commune.level,
            kind=commune.kind,
            name=commune.name,
            code=commune.code,
            parent=new.place,
            parent_new=None if new.place_id else new,
            position=position,
        )
        BoundaryPart.objects.create(change=change, old=commune, new=below, kind=BoundaryPart.Kind.RENAME)


def _set_kinds(change: BoundaryChange) -> None:
    parts = list(change.parts.select_related("new__place"))
    typed = {part.pk: _typed(part) for part in parts}
    for part in parts:
        standing = part.new.place if part.new else None
        kind = rules.edge_kind(
            typed[part.pk],
            typed.values(),
            taker_stands=standing is not None and standing.valid_from < change.on,
        )
        if kind != part.kind:
            part.kind = kind
            part.save(update_fields=["kind"])


def _typed(part: BoundaryPart) -> rules.Part:
    whole = part.kind not in (BoundaryPart.Kind.DIVIDE, BoundaryPart.Kind.MOVE)
    return rules.Part(str(part.old_id), str(part.new_id or ""), whole)


def _refuse_a_wrong_draft(change: BoundaryChange) -> None:
    if reasons := queries.draft_reasons(change):
        raise Refused(reasons)


# ---------------------------------------------------------------- applying


@transaction.atomic
def apply_change(change: BoundaryChange, *, by: Actor, progress: Progress = _silent) -> BoundaryChange:
    """Do it, all or nothing: end the old, begin the new, join them, carry hamlets and households. The figures before and
    after are compared; a difference refuses the whole.
    """
    change = _locked(change)
    _must_all(by, change)
    parts = list(change.parts.select_related("old__parent", "new"))
    # Whoever adds households waits for the commune's row.
    touched = {part.old_id for part in parts} | {new.future for new in change.places.all()}
    touched |= set(change.names.values_list("place_id", flat=True))
    list(Place.objects.select_for_update(of=("self",)).filter(pk__in=touched).order_by("pk"))
    run = queries.dry_run(change)
    if run.blockers:
        raise Refused(run.blockers)
    total = len(run.moving) + len(boundary_carriers.items()) + 2
    progress("Lập đơn vị mới", 0, total)
    doing = _Doing(change, by)
    doing.end_old(parts)
    doing.begin_new()
    doing.join(parts)
    naming.give_names(change, doing.done, by=by)
    naming.note_endings(change, parts, doing.done)
    for number, line in enumerate(run.moving, start=1):
        progress(f"Chuyển {line.hamlet.full_name} của {line.commune.full_name}", number, total)
        assert line.to is not None
        doing.carry(line.hamlet, doing.places[line.to.pk])
    doing.organise()
    carriage = Carriage(change.pk, change.on, doing.hamlets, frozenset(UUID(pk) for pk in doing.done["made"]))
    for number, (name, carrier) in enumerate(boundary_carriers.items(), start=len(run.moving) + 1):
        progress("Chuyển sổ hộ và các sổ khác", number, total)
        if carrier.carry:
            doing.done["carriers"][name] = carrier.carry(carriage)
    progress("Đối chiếu số liệu trước và sau", total - 1, total)
    _compare(run, doing)
    change.done = doing.done
    change.figures = {
        "columns": run.columns,
        "before": [[line.label, line.figures] for line in run.before],
        "after": [[line.label, line.figures] for line in run.after],
    }
    change.state = BoundaryState.APPLIED
    change.applied_at, change.applied_by = timezone.now(), by.described
    change.save()
    audit.record(by, "places.boundary.applied", change, count=len(run.moving) or 1)
    return change


class _Doing:
    """The steps of applying, each writing down what it did."""

    def __init__(self, change: BoundaryChange, by: Actor):
        self.change, self.by = change, by
        self.places: dict[UUID, Place] = {}
        self.hamlets: dict[UUID, UUID] = {}
        self.done: dict[str, Any] = {
            "made": [], "ended": {}, "organisations_ended": {}, "organisations_made": [], "edges": [],
            "decisions": {}, "renamed": {}, "names": {}, "hamlets": [], "carriers": {},
            "called": {}, "bodies": {}, "ended_words": {},
        }  # fmt: skip

    def end_old(self, parts: Sequence[BoundaryPart]) -> None:
        ending = {part.old_id: part.old for part in parts if part.kind != BoundaryPart.Kind.MOVE}
        on = self.change.on
        for old in ending.values():
            if old.valid_to != on:
                self.done["ended"][str(old.pk)] = _iso(old.valid_to)
                old.valid_to = on
                old.save(update_fields=["valid_to"])
        self._end_organisations(
            Organisation.objects.filter(
                Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=ending.values()
            )
        )

    def _end_organisations(self, organisations: Iterable[Organisation]) -> None:
        for organisation in organisations:
            self.done["organisations_ended"][str(organisation.pk)] = _iso(organisation.valid_to)
            organisation.valid_to = self.change.on
            organisation.save(update_fields=["valid_to"])

    def begin_new(self) -> None:
        news = queries.resolved_places(self.change)
        for new in sorted(news.values(), key=lambda one: _LEVELS.index(one.level)):
            if new.place is None:
                above = self.places[new.parent_new_id] if new.parent_new_id else new.parent
                new.place = Place.objects.create(
                    id=new.future,
                    level=new.level,
                    kind=new.kind,
                    name=new.name,
                    code=new.code,
                    parent=above,
                    valid_from=self.change.on,
                )
                self._made(new.place)
            new.save(update_fields=["place"])
            self.places[new.pk] = new.place

    def _made(self, place: Place) -> None:
        self.done["made"].append(str(place.pk))
        self.done["names"][str(place.pk)] = place.name

    def join(self, parts: Sequence[BoundaryPart]) -> None:
        decision = self.change.decision
        for part in parts:
            if part.new_id is None:
                continue
            edge, created = LineageEdge.objects.get_or_create(
                predecessor=part.old,
                successor=self.places[part.new_id],
                defaults={"kind": part.kind, "on": self.change.on, "decision": decision or NO_DECISION},
            )
            if created:
                self.done["edges"].append(str(edge.pk))
            elif decision and edge.decision == NO_DECISION:
                self.done["decisions"][str(edge.pk)] = edge.decision
                edge.decision = decision
                edge.save(update_fields=["decision"])

    def carry(self, hamlet: Place, into: Place) -> None:
        told = carry(hamlet, into, on=self.change.on, decision=self.change.decision, by=self.by)
        self.hamlets[hamlet.pk] = told.hamlet.pk
        self.done["hamlets"].append([str(hamlet.pk), str(told.hamlet.pk)])
        self.done["made"] += [str(pk) for pk in told.created]
        self.done["ended"] |= {str(pk): _iso(day) for pk, day in told.ended.items()}
        self.done["organisations_ended"] |= {str(pk): _iso(day) for pk, day in told.boards_ended.items()}
        self.done["organisations_made"] += [str(pk) for pk in told.boards_made]
        for pk, name in told.renamed.items():
            self.done["renamed"].setdefault(str(pk), name)

    def organise(self) -> None:
        """The new communes get the two bodies that every commune has; the names are final now."""
        for place in self.places.values():
            if place.level == Level.COMMUNE:
                before = set(place.organisations.values_list("pk", flat=True))
                for body in install_organisations(place, by=self.by):
                    if body.pk not in before:
                        self.done["organisations_made"].append(str(body.pk))
        made = Place.objects.filter(pk__in=[*self.done["made"], *self.done["renamed"]])
        self.done["names"] |= {str(place.pk): place.name for place in made}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _compare(run: queries.DryRun, doing: _Doing) -> None:
    """Count again at both ends what was counted before; hamlets and groups are checked by the dry run itself."""
    communes = [place.pk for place in doing.places.values()]
    communes += [part.old.pk for part in run.parts]
    ids = list(Place.objects.filter(parent__in=communes, level=Level.HAMLET).values_list("pk", flat=True))
    counted = queries.all_counted()
    before = dict(zip(run.columns[2:], run.total_before[2:], strict=True))
    after = {one.label: sum(one.count(ids).values()) for one in counted}
    if reasons := rules.total_blockers(before, after):
        raise Refused(reasons)


# ---------------------------------------------------------------- undoing


@transaction.atomic
def undo_change(change: BoundaryChange, *, by: Actor, progress: Progress = _silent) -> BoundaryChange:
    """Take it back to the row; refused, with reasons, once something was recorded at the new places."""
    change = _locked(change)
    _must_all(by, change)
    list(
        Place.objects.select_for_update(of=("self",))
        .filter(pk__in=[pk for key in ("made", "ended", "called") for pk in change.done.get(key, [])])
        .order_by("pk")
    )
    if reasons := queries.undo_reasons(change):
        raise Refused(reasons)
    carriers = boundary_carriers.items()
    total = len(carriers) + 2
    carriage, done = queries.carriage_of(change), change.done
    for number, (name, carrier) in enumerate(reversed(carriers)):
        progress("Chuyển sổ hộ và các sổ khác về nơi cũ", number, total)
        if carrier.undo:
            carrier.undo(carriage, done["carriers"].get(name, {}))
    for carrier in boundary_carriers:
        if carrier.clean:
            carrier.clean(carriage)
    progress("Khôi phục địa bàn cũ", total - 2, total)
    _remove_made(change)
    for pk, day in done["ended"].items():
        Place.objects.filter(pk=pk).update(valid_to=_day(day))
    for pk, day in done["organisations_ended"].items():
        Organisation.objects.filter(pk=pk).update(valid_to=_day(day))
    naming.take_names_back(change, by=by)
    for hamlet in Place.objects.filter(pk__in=done["renamed"]):
        rename_with_board(hamlet, done["renamed"][str(hamlet.pk)])
    for pk, decision in done["decisions"].items():
        LineageEdge.objects.filter(pk=pk).update(decision=decision)
    change.state = BoundaryState.UNDONE
    change.undone_at, change.undone_by = timezone.now(), by.described
    change.save()
    audit.record(by, "places.boundary.undone", change)
    return change


def _remove_made(change: BoundaryChange) -> None:
    done = change.done
    made = done["made"]
    BoundaryPlace.objects.filter(change=change, place__in=made).update(place=None)
    LineageEdge.objects.filter(Q(pk__in=done["edges"]) | Q(successor__in=made)).delete()
    try:
        Organisation.objects.filter(pk__in=done["organisations_made"]).delete()
        for level in reversed(_LEVELS):
            Place.objects.filter(pk__in=made, level=level).delete()
    except ProtectedError as stopped:
        kinds = sorted({str(row._meta.verbose_name) for row in stopped.protected_objects})
        raise Refused(
            "Nơi mới đã có dữ liệu ghi sau khi sắp xếp nên không hoàn tác được: " + ", ".join(kinds) + "."
        ) from stopped


# ---------------------------------------------------------------- having it done by a job


@transaction.atomic
def ask_for(change: BoundaryChange, what: BoundaryJob.What, *, by: Actor) -> BoundaryJob:
    """Queue the job; what hinders it is told at once."""
    from hoctap.places.boundaries import tasks

    change = _locked(change)
    _must_all(by, change)
    job = BoundaryJob.objects.filter(change=change).first()
    if job is not None and job.is_running:
        raise Refused("Việc này đang được làm. Hãy chờ.")
    applying = what == BoundaryJob.What.APPLY
    reasons = queries.dry_run(change).blockers if applying else queries.undo_reasons(change)
    if reasons:
        raise Refused(reasons)
    job, _ = BoundaryJob.objects.update_or_create(
        change=change,
        defaults={
            "what": what, "asked_by": by.described, "step": "Đang chờ đến lượt", "done": 0, "total": 0,
            "failed": "", "finished": False, "asked_at": timezone.now(), "at": timezone.now(),
        },
    )  # fmt: skip
    tasks.carry_out.defer(change_id=str(change.pk))
    audit.record(by, "places.boundary.asked_for", change)
    return job
