"""The columns of a table of a type, as an area sets them for itself: the next version of the type."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.places.models import Level, Place
from hoctap.reports.periodic.definition import Column, Rows, TableSpec
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.registry import quantities
from hoctap.reports.types.columns import rules
from hoctap.reports.types.columns.queries import NEW, columns_below, key_of, with_table
from hoctap.reports.types.making import next_version


@transaction.atomic
def set_columns(
    base: ReportType,
    place: Place,
    table: str,
    caption: str,
    columns: Sequence[Column],
    valid_from: dt.date,
    *,
    by: Actor,
) -> ReportType:
    """In this order. `table` is the key of one with a line for each place, or `NEW` for one more of them."""
    by.must(Permission.REPORT_RECEIVE, at=place)
    base = ReportType.objects.select_for_update(of=("self",)).get(pk=base.pk)
    spec = base.spec
    standing = next((one for one in spec.tables() if one.key == table), None)
    if table != NEW and (standing is None or standing.rows != Rows.CHILDREN):
        raise Refused("Loại báo cáo này không có bảng ấy. Tải lại trang rồi chọn lại.")
    caption = clean(caption)[:200]
    tidy = [
        dataclasses.replace(
            one,
            key=one.key or key_of(one),
            head=clean(one.head),
            group=clean(one.group)[: rules.LONGEST_HEAD],
        )
        for one in columns
    ]
    own = ReportType.objects.filter(code=base.code, place=place).order_by("-version").first()
    below = columns_below(base, place, valid_from)
    known = {one.key for one in standing.columns} if standing else set()
    facts = rules.ColumnsFacts(
        caption=caption,
        captions=[one.caption for one in spec.tables() if one.key != table],
        columns=[_chosen(one, known, None if below is None else below.get(table, set())) for one in tidy],
        rows_are_hamlets=base.level == Level.COMMUNE,
        valid_from=valid_from,
        last_from=own.valid_from if own else None,
    )
    if reasons := rules.column_blockers(facts):
        raise Refused(reasons)
    made = TableSpec(
        key=standing.key if standing else _free_key([one.key for one in spec.tables()]),
        caption=caption,
        rows=Rows.CHILDREN,
        columns=tuple(tidy),
        note=standing.note if standing else "",
    )
    row = next_version(base, place, valid_from, with_table(spec, made), by=by)
    audit.record(by, "reports.type.columns_set", row)
    return row


def _chosen(column: Column, known: set[str], below: set[str] | None) -> rules.Chosen:
    found = [quantities.get(code) for code in (column.quantity, column.over) if code]
    there = [one for one in found if one is not None]
    return rules.Chosen(
        column=column,
        label=there[0].label if there and len(there) == len(found) else "",
        is_new=column.key not in known,
        is_in_hamlets=all(one.in_hamlets for one in there),
        is_below=below is None or column.key in below,
    )


def _free_key(taken: Sequence[str]) -> str:
    return next(key for number in range(1, len(taken) + 2) if (key := f"own_{number}") not in taken)
