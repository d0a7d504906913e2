"""Forms from above: taken in, mapped, brought in anew, filled."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Level, Place
from hoctap.reports.foreign import opening, queries
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.foreign.rules import (
    Layout,
    Rule,
    When,
    Who,
    anchored,
    carried,
    column_of,
    parse_range,
    rule_reasons,
    stands_again,
)
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import quantities


@transaction.atomic
def add_foreign_form(place: Place, name: str, file_name: str, content: bytes, *, by: Actor) -> ForeignForm:
    by.must(Permission.REPORT_PREPARE, at=place)
    name = clean(name) or clean(file_name.rpartition(".")[0])
    if place.level in (Level.HAMLET, Level.GROUP):
        raise Refused([Reason("Biểu của cấp trên lập cho xã trở lên. Hãy chọn xã.", field="place")])
    if not name:
        raise Refused([Reason("Hãy ghi tên biểu.", field="name")])
    if ForeignForm.objects.filter(place=place, name=name).exists():
        raise Refused(
            [
                Reason(
                    f"{place.title} đã có biểu “{name}”. Mở biểu ấy rồi thay tệp, hoặc ghi tên khác.",
                    field="name",
                )
            ]
        )
    layout = opening.read_form(content)
    stored = files.keep(content, files.XLSX)
    form = ForeignForm.objects.create(
        place=place,
        name=name[:160],
        file_name=file_name[-160:],
        sha256=stored.sha256,
        size=stored.size,
        fingerprint=layout["fingerprint"],
        layout=layout,
        made_by=by.described,
    )
    audit.record(by, "reports.foreign.added", form)
    return form


@dataclass(frozen=True)
class RuleDetails:
    """As it is typed: 'C8', 'C8:C20', 'C8 đến hết'; the column of names as 'B'."""

    sheet: str
    cells: str
    code: str
    over: str = ""
    when: str = When.NOW
    who: str = Who.SELF
    name_column: str = ""


@transaction.atomic
def map_cells(form: ForeignForm, details: RuleDetails, *, by: Actor) -> ForeignForm:
    """Say which figure stands in some cells of a column."""
    form = _lock(form, by)
    spot = parse_range(details.cells)
    if spot is None:
        raise Refused(
            [
                Reason(
                    f"“{clean(details.cells)}” không phải ô của một cột. Ghi như C8, C8:C20 hoặc C8 đến hết.",
                    field="cells",
                )
            ]
        )
    for field, code in (("code", details.code), ("over", details.over)):
        if code and quantities.get(code) is None:
            raise Refused([Reason("Không có số liệu này. Hãy chọn trong danh sách.", field=field)])
    if details.over and details.when == When.PLANNED:
        raise Refused([Reason("Chỉ tiêu giao không chia cho số khác. Hãy bỏ mẫu số.", field="over")])
    letters = clean(details.name_column).upper()
    if letters and (not letters.isalpha() or not letters.isascii() or len(letters) > 2):
        raise Refused([Reason("Cột tên địa bàn ghi bằng chữ, ví dụ B.", field="name_column")])
    rule = Rule(
        key=uuid7().hex,
        sheet=details.sheet,
        column=spot[0],
        first=spot[1],
        last=spot[2],
        code=details.code,
        over=details.over,
        when=When(details.when).value,
        who=Who(details.who).value,
        name_column=column_of(letters) if letters else 0,
    )
    layout, rules = form.read_layout, form.read_rules
    if reasons := rule_reasons(layout, rule, rules):
        raise Refused(reasons)
    _save(form, [*rules, anchored(layout, rule)])
    audit.record(by, "reports.foreign.mapped", form)
    return form


@transaction.atomic
def unmap_cells(form: ForeignForm, key: str, *, by: Actor) -> ForeignForm:
    form = _lock(form, by)
    rules = [rule for rule in form.read_rules if rule.key != key]
    moved = [one for one in form.moved if one["rule"]["key"] != key]
    if len(rules) + len(moved) == len(form.rules) + len(form.moved):
        raise Refused("Dòng gán này đã bỏ. Tải lại trang để xem.")
    form.moved = moved
    _save(form, rules)
    audit.record(by, "reports.foreign.unmapped", form)
    return form


@transaction.atomic
def replace_foreign_file(form: ForeignForm, file_name: str, content: bytes, *, by: Actor) -> ForeignForm:
    """Another copy of the form, as it comes every period. Where its words and layout are the same, so is what was mapped; what moved is
    to be mapped again.
    """
    form = _lock(form, by)
    layout = opening.read_form(content)
    stored = files.keep(content, files.XLSX)
    read = Layout.from_json(layout)
    kept, moved = carried(read, form.read_rules)
    kept, left = stands_again(read, [Rule.from_json(one["rule"]) for one in form.moved], kept)
    before = form.sha256
    form.moved = [{"rule": one.rule.to_json(), "why": one.why} for one in (*left, *moved)]
    form.file_name, form.sha256, form.size = file_name[-160:], stored.sha256, stored.size
    form.layout, form.fingerprint = layout, layout["fingerprint"]
    _save(form, kept)
    if before != form.sha256:
        files.drop_if_unnamed(before)
    audit.record(by, "reports.foreign.replaced", form, count=len(moved))
    return form


_ABOUT_MARK = "Áp dụng cho mọi số trong tệp này lấy từ kết quả công nhận. Trang này không thuộc biểu."


@transaction.atomic
def fill_foreign_form(
    form: ForeignForm,
    period: Period,
    *,
    typed: Mapping[str, Decimal] | None = None,
    as_of: dt.date | None = None,
    by: Actor,
) -> bytes:
    """A copy with the figures of the period. What is not known stays empty."""
    form = _lock(form, by)
    if form.moved:
        raise Refused(
            f"Biểu mới có {len(form.moved)} chỗ đã thay đổi. Hãy gán lại hoặc bỏ các dòng gán ấy rồi điền."
        )
    if not form.rules:
        raise Refused("Chưa gán ô nào. Hãy gán ít nhất một ô với số liệu.")
    if form.place.valid_to is not None and form.place.valid_to <= period.starts_on:
        raise Refused(f"{form.place.title} đã kết thúc trước {period.label}. Hãy lập biểu cho nơi mới.")
    filled = queries.fill(form, period, typed=typed, as_of=as_of)
    notes = [filled.sample_mark, _ABOUT_MARK] if filled.sample_mark else []
    copy = opening.filled_form(files.read(form.sha256), filled.writes, notes)
    audit.record(by, "reports.foreign.filled", form, count=len(filled.cells))
    return copy


@transaction.atomic
def drop_foreign_form(form: ForeignForm, *, by: Actor) -> None:
    form = _lock(form, by)
    audit.record(by, "reports.foreign.dropped", form)
    sha256 = form.sha256
    form.delete()
    files.drop_if_unnamed(sha256)


def _lock(form: ForeignForm, by: Actor) -> ForeignForm:
    """Two at once map one after the other, and neither's cells are lost."""
    found = (
        ForeignForm.objects.select_related("place").select_for_update(of=("self",)).filter(pk=form.pk).first()
    )
    if found is None:
        raise Refused("Biểu này đã bỏ.")
    by.must(Permission.REPORT_PREPARE, at=found.place)
    return found


def _save(form: ForeignForm, rules: list[Rule]) -> None:
    form.rules = [
        rule.to_json() for rule in sorted(rules, key=lambda one: (one.sheet, one.column, one.first))
    ]
    form.version += 1
    form.save()
