"""What the association's list holds about a person: handed out and forgotten on request, kept no longer than it is needed."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.associations.models import Member
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.core.registries import RetentionKind
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart
from hoctap.people.retention import PROPOSED
from hoctap.people.subject_rules import ERASED_NAME


def _of(person: Person, name: str) -> QuerySet[Member]:
    """Rows linked to him, and rows typed with his very name and birth year in a place where he lived."""
    linked = Q(person=person) | Q(person__merged_into=person)
    rows = Member.objects.filter(linked)
    if person.birth_year is not None:
        lived = list(person.memberships.values_list("household__hamlet__path", flat=True))
        above = {place for path in lived for place in path}
        typed = Q(person__isnull=True, full_name__iexact=clean(name), birth_year=person.birth_year)
        rows = Member.objects.filter(linked | (typed & Q(association__place__in=above)))
    return rows.select_related("association", "chapter").order_by("id")


def membership_of_person(person: Person) -> list[ExportPart]:
    rows = [
        {
            "Hội": one.association.name,
            "Chi hội, ban": one.chapter.name if one.chapter else "",
            "Họ và tên": one.full_name,
            "Năm sinh": str(one.birth_year or ""),
            "Vào Hội": format_date(one.joined_on) if one.joined_on else "",
            "Thôi": f"{format_date(one.left_on)}: {one.left_why}" if one.left_on else "",
            "Chức vụ": "; ".join(
                f"{held.get_position_display()} từ {format_date(held.from_day)}"
                for held in one.positions.all()
            ),
            "Buổi quán triệt đã dự": "; ".join(str(told.briefing) for told in one.briefings.all()),
        }
        for one in _of(person, person.full_name).prefetch_related("positions", "briefings__briefing")
    ]
    return [ExportPart("Hội viên Hội Khuyến học", rows)]


def forget_person(erasure: Erasure) -> None:
    """The register has blanked the person, birth year and all: rows that were only typed are his where nobody else of the name lived."""
    rows = Q(person=erasure.person)
    lived = list(erasure.person.memberships.values_list("household__hamlet__path", flat=True))
    above = {place for path in lived for place in path}
    namesakes = Person.objects.standing().filter(
        full_name__iexact=clean(erasure.name), memberships__household__hamlet__path__overlap=list(above)
    )
    if above and not namesakes.exists():
        rows |= Q(person__isnull=True, full_name__iexact=clean(erasure.name), association__place__in=above)
    for member in Member.objects.filter(rows):
        blank(member)


def blank(member: Member) -> None:
    member.full_name, member.birth_year, member.left_why, member.user = ERASED_NAME, None, "", None
    member.save(update_fields=["full_name", "birth_year", "left_why", "user", "sort_key"])
    member.positions.update(ended_why="")


def merge_reasons(kept: Person, dropped: Person) -> list[Reason]:
    """In one association's list a person stands once."""
    both = Member.objects.standing().filter(person__in=[kept, dropped]).select_related("association")
    seen: set[UUID] = set()
    for one in both:
        if one.association_id in seen:
            return [
                Reason(
                    f"Cả hai đều có tên trong danh sách hội viên của {one.association.name}. "
                    "Hãy ghi một dòng thôi là hội viên trước."
                )
            ]
        seen.add(one.association_id)
    return []


def left_members(place_id: UUID, before: dt.date) -> QuerySet[Member]:
    rows = Member.objects.filter(association__place__path__contains=[place_id], left_on__lt=before)
    return rows.exclude(full_name=ERASED_NAME)


def forget_members(rows: list[Any], by: Actor) -> int:
    for member in rows:
        blank(member)
        audit.record(by, "associations.member.anonymised", member, fields=["full_name", "birth_year"])
    return len(rows)


LEFT_MEMBERS = RetentionKind(
    label="Người đã thôi là hội viên Hội Khuyến học",
    holds="họ tên, năm sinh, chức vụ đã giữ",
    basis=PROPOSED + " Số hội viên các năm giữ nguyên.",
    after="kể từ ngày thôi là hội viên",
    months=60,
    way="anonymise",
    find=left_members,
    describe=str,
    carry_out=forget_members,
)
