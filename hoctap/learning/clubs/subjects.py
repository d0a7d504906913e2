"""The one name a club keeps: of who leads it. Shown to himself, erased on request, blanked some time after the club has ended."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.registries import RetentionKind
from hoctap.learning.models import Club
from hoctap.people.erasing import replace_name
from hoctap.people.models import Household, Person
from hoctap.people.registry import Erasure, ExportPart


def clubs_led(person: Person) -> list[ExportPart]:
    """By his name, in the communes where he lived: a club knows its leader by nothing else."""
    households = Household.objects.filter(members__person=person).select_related("hamlet")
    rows = _near(households).filter(leader_name=person.full_name).select_related("place")
    return [
        ExportPart(
            "Câu lạc bộ có chủ nhiệm cùng họ tên",
            [{"Câu lạc bộ": row.name, "Nơi": row.place.title, "Chủ nhiệm": row.leader_name} for row in rows],
        )
    ]


def forget_leader(erasure: Erasure) -> None:
    replace_name(_near(erasure.households), erasure.name, ["leader_name"])


def _near(households: Iterable[Household]) -> "QuerySet[Club]":
    communes = {household.hamlet.parent_id for household in households}
    return Club.objects.filter(place__path__overlap=[pk for pk in communes if pk is not None])


def ended_with_leaders(commune: UUID, before: dt.date) -> "QuerySet[Club]":
    rows = Club.objects.filter(place__path__contains=[commune], ended_on__lt=before)
    return rows.exclude(leader_name="").select_related("place")


def blank_leaders(rows: list[Any], by: Actor) -> int:
    for club in rows:
        club.leader_name = ""
        club.save(update_fields=["leader_name"])
        audit.record(by, "learning.club.leader_blanked", club, fields=["leader_name"])
    return len(rows)


LEADERS = RetentionKind(
    label="Chủ nhiệm câu lạc bộ đã thôi",
    holds="họ tên chủ nhiệm",
    basis="Thời hạn đề xuất, chưa kiểm chứng: chỉ cần khi câu lạc bộ còn hoạt động.",
    after="kể từ ngày câu lạc bộ thôi hoạt động",
    months=24,
    way="anonymise",
    find=ended_with_leaders,
    describe=lambda row: f"{row.name}, {row.place.title}",
    carry_out=blank_leaders,
)
