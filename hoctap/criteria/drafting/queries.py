"""Editions as they hold at a place, one of them with its lines, what stands in the way of a draft, two side by side."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria.drafting import rules
from hoctap.criteria.drafting.content import HEADER, LINE, Content, Line, content_from
from hoctap.criteria.models import (
    OWNERS,
    CriteriaEdition,
    Criterion,
    LearningTitle,
    Scoring,
    Title,
    Verification,
)
from hoctap.criteria.rules import Validity
from hoctap.criteria.standards import Ask, Condition, Scope
from hoctap.criteria.titles import remember, shipped_titles
from hoctap.measures.registry import measures
from hoctap.places.models import Place


def may_keep(actor: Actor, title: str, place: Place) -> bool:
    """Who keeps editions of the place; of a local title also who keeps local titles there."""
    if actor.may(Permission.EDITION_KEEP, at=place):
        return True
    return Title(title).facts.is_local and actor.may(Permission.TITLE_KEEP, at=place)


def content_of(edition: CriteriaEdition) -> Content:
    values: dict[str, Any] = {name: getattr(edition, name) for name in HEADER}
    values["scoring"] = str(values["scoring"])
    values["verification"] = str(values["verification"])
    lines = [
        {name: getattr(row, name) for name in LINE} | {"verification": str(row.verification)}
        for row in edition.criteria.all()
    ]
    return content_from(values | {"criteria": lines})


def measure_labels(content: Content | None = None, path: Sequence[UUID] = ()) -> dict[str, str]:
    """Those that a line may be counted from at a place, and what this edition names though nobody knows it."""
    named = {
        row["measure"]: row["measure"]
        for line in (content.lines if content else ())
        for row in line.conditions
        if row.get("measure")
    }
    return named | {measure.code: measure.label for measure in measures.at(path)}


def counted_from(path: Sequence[UUID] = ()) -> dict[str, frozenset[str]]:
    return {measure.code: measure.counted_from for measure in measures.at(path)}


def titles_used(
    content: Content, path: Sequence[UUID], known: Mapping[str, Collection[str]]
) -> dict[str, set[str]]:
    """A title → those whose results its published editions are judged by, of the country and of the path, while this one holds."""
    found: dict[str, set[str]] = {}
    if not any(row.get("measure") for line in content.lines for row in line.conditions):
        return found
    start = content.valid_from or dt.date.min
    rows = Criterion.objects.filter(
        Q(edition__place__isnull=True) | Q(edition__place__in=list(path)),
        Q(edition__valid_to__isnull=True) | Q(edition__valid_to__gt=start),
        edition__published_at__isnull=False,
        edition__scoring=Scoring.STANDARDS,
    )
    if content.valid_to is not None:
        rows = rows.filter(edition__valid_from__lt=content.valid_to)
    for title, conditions in rows.order_by().values_list("edition__title", "conditions"):
        for row in conditions:
            found.setdefault(title, set()).update(known.get(row.get("measure", ""), ()))
    return found


def draft_reasons(edition: CriteriaEdition, content: Content | None = None) -> list[Reason]:
    """What is not yet as it must be, each with its row."""
    content = content or content_of(edition)
    known = counted_from(edition.place_path)
    return rules.content_reasons(
        content,
        title=edition.title,
        measures=known,
        uses=titles_used(content, edition.place_path, known),
    )


def neighbours_in_time(edition: CriteriaEdition) -> list[Validity]:
    """The other published editions of its title in its territory."""
    others = CriteriaEdition.objects.filter(
        title=edition.title, place=edition.place_id, published_at__isnull=False
    ).exclude(pk=edition.pk)
    return [Validity(one.name, one.valid_from, one.valid_to) for one in others.order_by("valid_from")]


# ------------------------------------------------------------------------------------------------ the list


@dataclass
class TitleRow:
    title: Title
    holds: list[CriteriaEdition] = field(default_factory=list)
    """By which it is judged here on the day: of the nearest territory that has one."""
    others: list[CriteriaEdition] = field(default_factory=list)
    """Of this territory or above it: over, not begun, or given way to a nearer one; and frames."""
    drafts: list[CriteriaEdition] = field(default_factory=list)
    may_keep: bool = False
    """Whether the reader may draft one here."""


def titles_at(place: Place) -> list[Title]:
    """The shipped titles and those that a unit above the place added of its own."""
    local = LearningTitle.objects.filter(place__in=place.path).values_list("code", flat=True)
    return [Title(code) for code in [*shipped_titles(), *local]]


def title_rows(actor: Actor, place: Place, on: dt.date) -> list[TitleRow]:
    """A fixed number of queries, however many editions there are."""
    locals_here = list(LearningTitle.objects.filter(place__in=place.path))
    rows = {code: TitleRow(Title(code)) for code in shipped_titles()}
    rows |= {title.code: TitleRow(remember(title.facts)) for title in locals_here}
    found = (
        CriteriaEdition.objects.visible_to(actor)
        .filter(Q(place__isnull=True) | Q(place__in=place.path) | Q(place__path__contains=[place.pk]))
        .select_related("place")
        .order_by("title", "-valid_from")
    )
    keeps = {kind: actor.may(kind, at=place) for kind in (Permission.EDITION_KEEP, Permission.TITLE_KEEP)}
    for row in rows.values():
        row.may_keep = place.level in OWNERS and (
            keeps[Permission.EDITION_KEEP] or (row.title.facts.is_local and keeps[Permission.TITLE_KEEP])
        )
    at: dict[UUID | None, int] = {pk: depth for depth, pk in enumerate(place.path, start=1)}
    on_day: dict[str, list[CriteriaEdition]] = {}
    for edition in found:
        current = rows.get(edition.title)
        if current is None:
            continue
        if edition.is_draft:
            current.drafts.append(edition)
        elif edition.is_frame or edition.place_id not in {None, *at}:
            current.others.append(edition)
        elif edition.valid_from <= on and (edition.valid_to is None or edition.valid_to > on):
            on_day.setdefault(edition.title, []).append(edition)
        else:
            current.others.append(edition)
    for title, editions in on_day.items():
        nearest = max(at.get(edition.place_id, 0) for edition in editions)
        for edition in editions:
            holds = at.get(edition.place_id, 0) == nearest
            (rows[title].holds if holds else rows[title].others).append(edition)
    return list(rows.values())


# ------------------------------------------------------------------------------------------- one of them


@dataclass(frozen=True)
class Asked:
    """One thing that a line asks, in words."""

    part: str
    what: str
    wanted: list[str]
    """For each level."""
    eased: list[str]
    source: str
    whom: str


@dataclass(frozen=True)
class ShownLine:
    code: str
    label: str
    clause: str
    points: Decimal
    needs_evidence: bool
    verification: str
    help: str
    asked: list[Asked]
    whom: str


@dataclass(frozen=True)
class ShownGroup:
    name: str
    points: Decimal
    lines: list[ShownLine]


def shown_groups(content: Content) -> list[ShownGroup]:
    """The lines under their groups, in their order."""
    groups: dict[str, list[ShownLine]] = {}
    points: dict[str, Decimal] = {}
    for line in content.lines:
        groups.setdefault(line.group, []).append(_shown(line, content))
        points[line.group] = points.get(line.group, Decimal(0)) + line.max_points
    return [ShownGroup(name, points[name], lines) for name, lines in groups.items()]


def _shown(line: Line, content: Content) -> ShownLine:
    indicator = line.indicator if content.is_standards else None
    kinds = {row["code"]: row["label"] for row in content.kinds}
    names = {row["code"]: row["label"] for row in content.levels}
    whom = []
    if indicator:
        whom.append(_whom(indicator.scope, kinds))
        for level, scope in (indicator.level_scopes or {}).items():
            whom.append(f"{names.get(level, level)}: {_whom(scope, kinds) or 'mọi loại đơn vị'}")
    return ShownLine(
        code=line.code,
        label=line.label,
        clause=line.clause,
        points=line.max_points,
        needs_evidence=line.needs_evidence,
        verification=line.verification,
        help=line.help,
        asked=[_asked(one, content, kinds) for one in indicator.conditions] if indicator else [],
        whom="; ".join(words for words in whom if words),
    )


def _whom(scope: Scope, kinds: Mapping[str, str]) -> str:
    only = ", ".join(kinds.get(kind, kind) for kind in sorted(scope.only))
    but = ", ".join(kinds.get(kind, kind) for kind in sorted(scope.but))
    return "; ".join(
        words for words in (f"chỉ với {only}" if only else "", f"trừ {but}" if but else "") if words
    )


def _asked(condition: Condition, content: Content, kinds: Mapping[str, str]) -> Asked:
    labels = measure_labels()
    levels = [row["code"] for row in content.levels]
    eased = [
        f"{variant['label']}: "
        + ", ".join(
            f"{row['label']} {_least_words(condition, condition.eased[variant['code']][row['code']])}"
            for row in content.levels
            if row["code"] in condition.eased[variant["code"]]
        )
        for variant in content.variants
        if condition.eased.get(variant["code"])
    ]
    return Asked(
        part=condition.code,
        what=condition.label,
        wanted=[_wanted(condition, level) for level in levels],
        eased=eased,
        source=labels.get(condition.measure, condition.measure),
        whom=_whom(condition.scope, kinds),
    )


def _wanted(condition: Condition, level: str) -> str:
    if condition.ask in (Ask.YES, Ask.RISES, Ask.FALLS):
        return condition.wanted_words(level)
    return _least_words(condition, condition.least[level]) if level in condition.least else "không hỏi"


def _least_words(condition: Condition, least: Decimal) -> str:
    if condition.ask is Ask.RANK:
        at = int(least)
        return (
            f"từ {condition.ranks[at - 1]}"
            if 1 <= at <= len(condition.ranks)
            else f"bậc {format_number(least)}"
        )
    unit = " %" if condition.ask is Ask.SHARE else f" {condition.unit}".rstrip()
    return f"≥ {format_number(least)}{unit}"


# ------------------------------------------------------------------------------------------- side by side


@dataclass(frozen=True)
class Difference:
    code: str
    kind: str
    """'added', 'gone', 'changed'."""
    label: str
    left: list[str]
    right: list[str]

    @property
    def word(self) -> str:
        return {"added": "thêm", "gone": "bỏ", "changed": "đổi"}[self.kind]


@dataclass(frozen=True)
class Comparison:
    header: list[tuple[str, str, str]]
    """What, left, right: only where they differ."""
    lines: list[Difference]
    same: int

    def count(self, kind: str) -> int:
        return sum(1 for line in self.lines if line.kind == kind)

    @property
    def sentence(self) -> str:
        return (
            f"Thêm {self.count('added')} dòng, bỏ {self.count('gone')} dòng, đổi {self.count('changed')} dòng, "
            f"giữ nguyên {self.same} dòng."
        )


HEADS = {
    "scoring": "Cách đánh giá",
    "instrument": "Văn bản",
    "verification": "Mức xác thực",
    "valid_from": "Có hiệu lực từ",
    "valid_to": "Hết hiệu lực từ",
    "threshold": "Điểm đạt",
    "least_each": "Không mục nào dưới",
    "declared_total": "Tổng điểm văn bản ghi",
    "valid_months": "Kết quả có giá trị (tháng)",
    "next_level_months": "Mức cao hơn sau (tháng)",
    "forms": "Mẫu phiếu",
    "groups": "Nhóm",
    "grades": "Xếp loại",
    "levels": "Mức độ",
    "kinds": "Loại đơn vị",
    "variants": "Trường hợp riêng",
}


def compare(left: Content, right: Content) -> Comparison:
    header = [
        (words, head_text(left, key), head_text(right, key))
        for key, words in HEADS.items()
        if head_text(left, key) != head_text(right, key)
    ]
    before = {line.code: line for line in left.lines}
    after = {line.code: line for line in right.lines}
    lines: list[Difference] = []
    same = 0
    for code in [*before, *(code for code in after if code not in before)]:
        old, new = before.get(code), after.get(code)
        if old is None and new is not None:
            lines.append(Difference(code, "added", new.label, [], facts_of(new, right)))
        elif new is None and old is not None:
            lines.append(Difference(code, "gone", old.label, facts_of(old, left), []))
        elif old is not None and new is not None:
            was, now = facts_of(old, left), facts_of(new, right)
            if was == now:
                same += 1
                continue
            kept = set(was) & set(now)
            lines.append(
                Difference(
                    code,
                    "changed",
                    new.label,
                    [fact for fact in was if fact not in kept],
                    [fact for fact in now if fact not in kept],
                )
            )
    return Comparison(header, lines, same)


def head_text(content: Content, key: str) -> str:
    value = getattr(content, key)
    if key == "scoring":
        return str(Scoring(value).label)
    if key == "verification":
        return str(Verification(value).label)
    if value is None or value == []:
        return "không"
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, list):
        return "; ".join(_row_words(row) for row in value)
    if isinstance(value, Decimal | int):
        return format_number(value)
    return str(value)


def _row_words(row: Mapping[str, Any]) -> str:
    if "points" in row:
        return f"{row['name']} ({format_number(Decimal(str(row['points'])))})"
    if "from" in row:
        below = f" đến dưới {format_number(Decimal(str(row['below'])))}" if "below" in row else ""
        return f"{row['label']} từ {format_number(Decimal(str(row['from'])))}{below}"
    return str(row["label"])


def facts_of(line: Line, content: Content) -> list[str]:
    """What a line says, fact by fact, in words that stand by themselves."""
    shown = _shown(line, content)
    facts = [line.label, f"Nhóm: {line.group}", f"Điều khoản: {line.clause}"]
    if content.is_standards:
        names = [row["label"] for row in content.levels]
        for one in shown.asked:
            part = " ".join(word for word in (one.part, one.what) if word)
            for name, wanted in zip(names, one.wanted, strict=True):
                facts.append(f"{part}{': ' if part else ''}{name}: {wanted}")
            facts += [f"{part}{': ' if part else ''}{words}" for words in one.eased]
            if one.source:
                facts.append(f"Tính từ: {one.source}")
            if one.whom:
                facts.append(f"{part}: {one.whom}")
        if shown.whom:
            facts.append(f"Đối tượng: {shown.whom}")
    else:
        facts.append(f"{format_number(line.max_points)} điểm")
    facts.append("Cần minh chứng" if line.needs_evidence else "Không cần minh chứng")
    return facts
