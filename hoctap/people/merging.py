"""Parts of a merge: every row that points at one person is pointed at another, written down so that it can be taken back exactly.

What is written down are ids, field names and years, never a name or a number of a person.
"""

import hashlib
import json
from typing import Any

from django.apps import apps
from django.db.models import Model

from hoctap.core.refusals import Reason
from hoctap.people.member_storing import name_head
from hoctap.people.models import Household, LeftKind, Person
from hoctap.people.registry import PersonReference, person_references
from hoctap.people.registry import merge_blockers as blockers_above

type Moved = dict[str, Any]
# What the one kept takes over where it is not known of him.
FILLED = ("birth_year", "sex", "phone")


def merge_blockers(kept: Person, dropped: Person) -> list[Reason]:
    """Why two rows cannot become one yet, with what to do first."""
    if kept.pk == dropped.pk:
        return [Reason("Đây là cùng một người.")]
    if kept.merged_into_id or dropped.merged_into_id:
        return [Reason("Một trong hai người đã gộp rồi. Hãy tải lại trang.")]
    if kept.erased_on or dropped.erased_on:
        return [Reason("Dữ liệu của một trong hai người đã xóa theo yêu cầu.")]
    reasons = []
    here = kept.memberships.filter(left_year__isnull=True).first()
    there = dropped.memberships.filter(left_year__isnull=True).first()
    if here and there and here.household_id != there.household_id:
        reasons.append(
            Reason(
                "Hai người đang có tên trong hai hộ. Trước hết hãy ghi một người chuyển hộ hoặc rời hộ; "
                "nếu hai hộ là một, hãy nhập hai hộ rồi gộp."
            )
        )
    elif here and there and there.is_head:
        reasons.append(Reason("Người bị gộp là chủ hộ. Hãy giữ người là chủ hộ."))
    shared = set(kept.bases.filter(withdrawn_on__isnull=True).values_list("purpose", flat=True)) & set(
        dropped.bases.filter(withdrawn_on__isnull=True).values_list("purpose", flat=True)
    )
    if shared:
        reasons.append(
            Reason(
                "Cả hai người đều có căn cứ hoặc ý kiến cho cùng một mục đích sử dụng dữ liệu. "
                "Hãy ghi rút một bên trước khi gộp."
            )
        )
    for blockers in blockers_above:
        reasons += blockers(kept, dropped)
    return reasons


def move_all(kept: Person, dropped: Person, year: int) -> list[Moved]:
    """Point everything at the one kept. Both rows are locked by the caller."""
    moved: list[Moved] = []
    touched: list[tuple[PersonReference, Model]] = []
    for reference in person_references:
        if not reference.moves:
            continue
        rows = reference.model._base_manager.select_for_update(of=("self",)).filter(
            **{reference.field: dropped.pk}
        )
        if reference.which:
            rows = reference.which(rows, kept)
        for row in rows.order_by("pk"):
            if reference.open_until and _both_open(reference, row, kept):
                _change(row, reference.open_until, max(year, _begin(row)), moved)
                if reference.open_until == "left_year":
                    _change(row, "left_kind", LeftKind.DOUBLE.value, moved)
            _change(row, f"{reference.field}_id", kept.pk, moved)
            row.save()
            touched.append((reference, row))
    for field in FILLED:
        if not getattr(kept, field) and getattr(dropped, field):
            setattr(kept, field, getattr(dropped, field))
            moved.append(_item(kept, field, "", "as dropped"))
    kept.save()
    rename_headed(kept)
    for reference, row in touched:
        moved.append(_item(row, "", "", "") | {"seal": seal(reference, row)})
    return moved


def rename_headed(person: Person) -> None:
    for household in Household.objects.filter(head=person):
        name_head(household, person)


def _both_open(reference: PersonReference, row: Model, kept: Person) -> bool:
    if getattr(row, reference.open_until) is not None:
        return False
    same = {name: getattr(row, f"{name}_id") for name in reference.per}
    return reference.model._base_manager.filter(
        **{reference.field: kept.pk, f"{reference.open_until}__isnull": True}, **same
    ).exists()


def _begin(row: Model) -> int:
    return int(getattr(row, "joined_year", 0) or getattr(row, "from_year", 0))


def _change(row: Model, field: str, value: Any, moved: list[Moved]) -> None:
    moved.append(_item(row, field, getattr(row, field), value))
    setattr(row, field, value)


def _item(row: Model, field: str, was: Any, now: Any) -> Moved:
    return {
        "table": row._meta.label,
        "id": str(row.pk),
        "field": field,
        "was": was if was is None or isinstance(was, int) else str(was),
        "now": now if now is None or isinstance(now, int) else str(now),
    }


def seal(reference: PersonReference, row: Model) -> str:
    """Tells a row that was changed since from one that was not."""
    fresh = reference.model._base_manager.get(pk=row.pk)
    names = reference.sealed or tuple(field.name for field in fresh._meta.concrete_fields)
    values = {name: str(getattr(fresh, fresh._meta.get_field(name).attname)) for name in names}  # type: ignore[union-attr]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def undo_blockers(kept: Person, dropped: Person, moved: list[Moved]) -> list[Reason]:
    """What was changed since and would be lost, by name of its table."""
    if kept.merged_into_id:
        return [Reason("Sau đó người được giữ đã gộp vào một người khác. Hãy hủy lần gộp sau trước.")]
    if kept.erased_on or dropped.erased_on:
        return [Reason("Dữ liệu của người này đã xóa theo yêu cầu, không tách lại được.")]
    changed: dict[str, int] = {}
    by_table = {reference.model._meta.label: reference for reference in person_references if reference.moves}
    for item in moved:
        if "seal" not in item:
            continue
        reference = by_table[item["table"]]
        row = reference.model._base_manager.filter(pk=item["id"]).first()
        if row is None or seal(reference, row) != item["seal"]:
            words = reference.words or WORDS.get(item["table"], str(reference.model._meta.verbose_name))
            changed[words] = changed.get(words, 0) + 1
    for item in moved:
        if item["now"] == "as dropped" and getattr(kept, item["field"]) != getattr(dropped, item["field"]):
            changed["thông tin của người được giữ"] = 1
    return [
        Reason(f"Sau khi gộp, {words} đã thay đổi ({count} chỗ); tách lại sẽ làm mất thay đổi đó.")
        for words, count in changed.items()
    ]


WORDS = {
    "people.HouseholdMember": "thời gian ở hộ",
    "people.Household": "hộ người này làm chủ",
    "people.UnitMembership": "nơi làm việc",
    "people.WorkStatus": "tình trạng việc làm",
    "people.Clan": "người đại diện dòng họ",
    "people.DataBasis": "căn cứ sử dụng dữ liệu",
    "people.SubjectRequest": "yêu cầu về dữ liệu",
}


def move_back(kept: Person, dropped: Person, moved: list[Moved]) -> None:
    """Every field as it was, in one save a row."""
    rows: dict[tuple[str, str], Model] = {}
    for item in moved:
        if not item["field"]:
            continue
        if item["now"] == "as dropped":
            setattr(kept, item["field"], None if item["field"] == "birth_year" else "")
            continue
        key = (item["table"], item["id"])
        if key not in rows:
            rows[key] = apps.get_model(item["table"])._base_manager.get(pk=item["id"])
        setattr(rows[key], item["field"], item["was"])
    kept.save()
    # A row that the one kept does not hold any more first, so that nobody is in two households for a moment.
    for row in rows.values():
        row.save()
    rename_headed(kept)
    rename_headed(dropped)
