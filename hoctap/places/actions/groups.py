"""Tổ Nhân dân tự quản: a list under each hamlet, kept by officers. Nothing makes a Tổ by itself."""

from collections.abc import Iterable

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.places import lineage, rules
from hoctap.places.actions.units import HamletsAdded
from hoctap.places.lineage import Change
from hoctap.places.models import Level, Place

KIND = "Tổ"


@transaction.atomic
def add_groups(hamlet: Place, names: Iterable[str], *, by: Actor) -> HamletsAdded:
    """All or none; those that are there already stay as they are."""
    by.must(Permission.PLACE_EDIT, at=hamlet)
    if hamlet.level != Level.HAMLET:
        raise Refused(f"{hamlet.title} không phải ấp, khóm, không có Tổ trực thuộc.")
    hamlet = Place.objects.select_for_update(of=("self",)).select_related("parent").get(pk=hamlet.pk)
    if not hamlet.is_current and hamlet.parent is not None and hamlet.parent.valid_to != hamlet.valid_to:
        raise Refused(f"{hamlet.title} đã kết thúc từ ngày {hamlet.valid_to:%d/%m/%Y}.")
    known = {
        rules.group_key(group.name): group
        for group in hamlet.children.filter(level=Level.GROUP, valid_to=hamlet.valid_to)
    }
    ended = hamlet.children.filter(level=Level.GROUP).exclude(valid_to=hamlet.valid_to)
    last_end = {rules.group_key(group.name): group.valid_to for group in ended.order_by("valid_to")}
    added, existing = [], []
    for typed in names:
        name = rules.group_name(typed)
        key = rules.group_key(name)
        if key in known:
            existing.append(known[key])
            continue
        if reasons := rules.group_blockers(name, ()):
            raise Refused([Reason(one.text, field="names") for one in reasons])
        known[key] = Place.objects.create(
            level=Level.GROUP,
            kind=KIND,
            name=name,
            parent=hamlet,
            valid_from=last_end.get(key) or hamlet.valid_from,
            valid_to=hamlet.valid_to,
        )
        added.append(known[key])
    if added:
        audit.record(by, "places.groups.added", hamlet, count=len(added))
    return HamletsAdded(added, existing)


@transaction.atomic
def rename_group(group: Place, name: str, *, by: Actor) -> None:
    """The register's texts stay as typed: the old name still means this Tổ."""
    by.must(Permission.PLACE_EDIT, at=group)
    hamlet = _lock_hamlet(group)
    name = rules.group_name(name)
    others = hamlet.children.filter(level=Level.GROUP, valid_to=hamlet.valid_to).exclude(pk=group.pk)
    if reasons := rules.group_blockers(name, others.values_list("name", flat=True)):
        raise Refused(reasons)
    group.refresh_from_db()
    if name == group.name:
        return
    last = group.past_names.order_by("-to_day").first()
    if (last.to_day if last else group.valid_from) < today():
        lineage.rename(group, name, group.kind, Change(today()))
    else:
        group.name = name
        group.save()
    audit.record(by, "places.group.renamed", group, fields=["name"])


@transaction.atomic
def end_group(group: Place, why: str, *, change: Change, by: Actor) -> None:
    by.must(Permission.PLACE_EDIT, at=group)
    _lock_hamlet(group)
    group.refresh_from_db()
    reasons = rules.day_blockers(
        change.on, today(), [rules.Period(group.title, group.valid_from, group.valid_to)]
    )
    if not why.strip():
        reasons.append(Reason("Hãy ghi lý do.", field="why"))
    if reasons:
        raise Refused(reasons)
    lineage.close(group, change, why)
    audit.record(by, "places.group.ended", group)


def _lock_hamlet(group: Place) -> Place:
    if group.level != Level.GROUP or group.parent_id is None:
        raise Refused(f"{group.title} không phải Tổ.")
    return Place.objects.select_for_update(of=("self",)).get(pk=group.parent_id)
