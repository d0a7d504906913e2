"""What a body sets in a type of report, put together from what its form offers: sections, tables, receivers."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.core.text import clean, without_accents
from hoctap.places.models import Level, OrganisationKind, Place
from hoctap.reports.periodic.definition import Definition, DueRule, ReceiverRule, Row, SectionSpec, TableSpec
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.registry import quantities
from hoctap.reports.types.rules import TypeDetails
from hoctap.reports.types.shipped import TARGETS, listed_table


@dataclass(frozen=True)
class Offered:
    """A receiver that the form offers."""

    key: str
    label: str
    rule: ReceiverRule


def offered_receivers(level: str) -> list[Offered]:
    """Bodies at the place itself and at each level above it."""
    kinds = {
        OrganisationKind.ASSOCIATION: "Hội Khuyến học",
        OrganisationKind.EDUCATION: "Sở, Phòng Giáo dục và Đào tạo",
        OrganisationKind.PEOPLES_COMMITTEE: "Ủy ban nhân dân",
    }
    order = [Level.COMMUNE, Level.DISTRICT, Level.PROVINCE]
    above = order[order.index(Level(level)) + 1 :] if Level(level) in order else order
    found = []
    for kind, words in kinds.items():
        if kind != OrganisationKind.EDUCATION:
            rule = ReceiverRule(kind.value, above=False, words=f"{words} {{place}}")
            found.append(Offered(f"same:{kind.value}", f"{words} cùng cấp", rule))
        for one in above:
            named = words
            if kind == OrganisationKind.EDUCATION:
                named = "Sở Giáo dục và Đào tạo" if one == Level.PROVINCE else "Phòng Giáo dục và Đào tạo"
            rule = ReceiverRule(kind.value, above=True, level=one.value, words=f"{named} {{place}}")
            found.append(Offered(f"above:{kind.value}:{one.value}", f"{named} {one.label}", rule))
    return found


def words_of(rule: ReceiverRule) -> str:
    """'Hội Khuyến học cấp tỉnh'."""
    key = key_of(rule)
    for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE):
        for one in offered_receivers(level):
            if one.key == key:
                return one.label
    return rule.words.replace("{place}", "").strip()


def key_of(rule: ReceiverRule) -> str:
    return f"above:{rule.kind}:{rule.level}" if rule.above else f"same:{rule.kind}"


def sections_from(
    lines: Iterable[str],
    base: Definition,
    *,
    drop: Iterable[str] = (),
    added: Iterable[str] = (),
    targets: bool = False,
) -> tuple[SectionSpec, ...]:
    """One heading a line, a star at its end where it must be written. Headings of the base keep their tables but for those dropped;
    what is added stands in a table of its own under the first section.
    """
    dropped = set(drop)
    by_heading = {one.heading.casefold(): one for one in base.sections}
    found: list[SectionSpec] = []
    for line in lines:
        heading = clean(line.rstrip("* "))
        if not heading:
            continue
        known = by_heading.get(heading.casefold())
        tables = tuple(table for table in known.tables if table.key not in dropped) if known else ()
        key = known.key if known else _key(heading, [one.key for one in found])
        found.append(
            SectionSpec(key, heading, known.help if known else "", line.rstrip().endswith("*"), tables)
        )
    if not found:
        return ()
    extra = list(_added_table(list(added)))
    kept = {table.key for one in found for table in one.tables}
    if targets and TARGETS.key not in kept:
        extra.append(TARGETS)
    first = found[0]
    with_extra = dataclasses.replace(first, tables=(*(t for t in first.tables if t.key != "added"), *extra))
    return (with_extra, *found[1:]) if extra else tuple(found)


def _added_table(codes: list[str]) -> Iterable[TableSpec]:
    rows = [
        Row(re.sub(r"\W+", "_", code), one.label, code, one.unit)
        for code in codes
        if (one := quantities.get(code)) is not None
    ]
    if rows:
        yield listed_table("added", "Số liệu khác", tuple(rows))


def _key(heading: str, taken: list[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", without_accents(heading).lower()).strip("_")[:40] or "section"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}_{number}", number + 1
    return key


def next_version(
    base: ReportType, place: Place, valid_from: dt.date, definition: Definition, *, by: Actor
) -> ReportType:
    """The next version of the type, for an area; all else as the base has it."""
    return ReportType.objects.create(
        code=base.code,
        version=ReportType.objects.filter(code=base.code).count() + 1,
        name=base.name,
        period_kind=base.period_kind,
        level=base.level,
        body_kind=base.body_kind,
        place=place,
        valid_from=valid_from,
        source=base.source,
        waits_for=base.waits_for,
        definition=definition.to_json(),
        made_by=by.described[:300],
    )


def definition_of(base: Definition, level: str, details: TypeDetails) -> Definition:
    rules = {one.key: one.rule for one in offered_receivers(level)}
    kept = {key_of(rule): rule for rule in base.receivers}
    receivers = tuple(
        dataclasses.replace(kept.get(key, rules[key]), gathers=key == details.gathering)
        for key in details.receivers
        if key in rules
    )
    due = None
    if details.due_months is not None and details.due_day is not None:
        due = DueRule(details.due_months, details.due_day)
    return dataclasses.replace(
        base,
        summary=clean(details.summary),
        sections=details.sections,
        due=due,
        receivers=receivers,
        signer_title=clean(details.signer_title),
        authority_lines=tuple(clean(one) for one in details.authority_lines if clean(one)),
        accepts_unsigned=details.accepts_unsigned,
    )
