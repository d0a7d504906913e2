"""What the visit list holds about a person: handed out and forgotten on request, and forgotten by itself once it is over."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.registries import RetentionKind
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart
from hoctap.people.retention import PROPOSED
from hoctap.people.subject_rules import ERASED_NAME
from hoctap.schooling.models import Pupil, PupilState


def _communes_of(person: Person) -> list[UUID]:
    lived = person.memberships.values_list("household__hamlet__parent", flat=True)
    return [one for one in lived if one is not None]


def visits_to_person(person: Person) -> list[ExportPart]:
    rows = [
        {
            "Ấp, khóm": one.hamlet.full_name,
            "Họ và tên": one.full_name,
            "Năm sinh": str(one.birth_year or ""),
            "Cấp học": one.get_school_level_display(),
            "Tình trạng": one.get_state_display(),
            "Các lần đến": "; ".join(
                f"{format_date(visit.on)}: {visit.get_outcome_display()}" for visit in one.visits.all()
            ),
        }
        for one in Pupil.objects.filter(
            full_name__iexact=clean(person.full_name),
            birth_year=person.birth_year or 0,
            hamlet__parent__in=_communes_of(person),
        )
        .select_related("hamlet")
        .prefetch_related("visits")
        .order_by("id")
    ]
    return [ExportPart("Danh sách vận động ra lớp", rows)]


def forget_person(erasure: Erasure) -> None:
    """The register has blanked the person, birth year and all: the rows are his where nobody else of the name lived."""
    lived = _communes_of(erasure.person)
    namesakes = Person.objects.standing().filter(
        full_name__iexact=clean(erasure.name), memberships__household__hamlet__parent__in=lived
    )
    if not namesakes.exists():
        for pupil in Pupil.objects.filter(full_name__iexact=clean(erasure.name), hamlet__parent__in=lived):
            blank(pupil)


def blank(pupil: Pupil) -> None:
    """That somebody was won back stays counted; who it was does not stay."""
    if pupil.state == PupilState.OPEN:
        pupil.state, pupil.closed_on = PupilState.MISTAKEN, pupil.listed_at.date()
    pupil.full_name, pupil.birth_year = ERASED_NAME, None
    pupil.save(update_fields=["full_name", "birth_year", "state", "closed_on", "sort_key"])
    pupil.visits.update(visitors=ERASED_NAME)


def closed_pupils(place_id: UUID, before: dt.date) -> QuerySet[Pupil]:
    rows = Pupil.objects.exclude(state=PupilState.OPEN).exclude(full_name=ERASED_NAME)
    return rows.filter(hamlet__path__contains=[place_id], closed_on__lt=before).select_related("hamlet")


def forget_pupils(rows: list[Any], by: Actor) -> int:
    for pupil in rows:
        blank(pupil)
        audit.record(by, "schooling.pupil.anonymised", pupil, fields=["full_name", "birth_year"])
    return len(rows)


CLOSED_PUPILS = RetentionKind(
    label="Người học đã ra lớp, đã chuyển đi, hết độ tuổi",
    holds="họ tên, năm sinh, người đến vận động",
    basis=PROPOSED + " Số lần đến, số em đã ra lớp giữ nguyên.",
    after="kể từ ngày không còn trong danh sách cần vận động",
    months=12,
    way="anonymise",
    find=closed_pupils,
    describe=str,
    carry_out=forget_pupils,
)
