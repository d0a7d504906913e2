"""Personal data in requests: handed out and erased with the person whose telephone it is, forgotten when it is over; and boundaries."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.core.registries import RetentionKind
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_date
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, OpenWork, recorded_since, waiting_at
from hoctap.surveys.models import Campaign, Response, Tally, Wish
from hoctap.surveys.requests.models import WishState

OVER = [WishState.ANSWERED, WishState.DROPPED]


def wishes_of(person: Person, name: str) -> list[Wish]:
    """Requests are not tied to the register: taken for his are those of his commune that bear his name."""
    rows = (
        Wish.objects.filter(commune__in=person.place_path)
        .exclude(name="")
        .select_related("centre__organisation")
    )
    wanted = without_accents(name)
    return [one for one in rows if without_accents(one.name) == wanted]


def wishes_of_person(person: Person) -> list[ExportPart]:
    rows = [
        {
            "Ngày": format_date(one.received_on),
            "Gửi tới": one.centre.name,
            "Nội dung": one.text,
            "Tên đã ghi": one.name,
            "Điện thoại": one.phone,
            "Trả lời": one.answer,
        }
        for one in wishes_of(person, person.full_name)
    ]
    return [ExportPart("Đề nghị học đã gửi (ghi cùng họ tên ở xã này)", rows)] if rows else []


def forget_person(erasure: Erasure) -> None:
    ids = [one.pk for one in wishes_of(erasure.person, erasure.name)]
    Wish.objects.filter(pk__in=ids).update(name="", phone="")


def answered_wishes(place_id: UUID, before: dt.date) -> QuerySet[Wish]:
    named = ~Q(name="") | ~Q(phone="")
    return Wish.objects.filter(named, commune=place_id, state__in=OVER, answered_on__lt=before)


def drop_wishers(rows: list[Any], by: Actor) -> int:
    for wish in rows:
        wish.name = wish.phone = ""
        wish.save(update_fields=["name", "phone"])
        audit.record(by, "surveys.wish.wisher_forgotten", wish, fields=["name", "phone"])
    return len(rows)


WISHERS = RetentionKind(
    label="Tên, điện thoại của người gửi đề nghị học",
    holds="họ tên, điện thoại của người muốn được trả lời riêng",
    basis="Thời hạn đề xuất, chưa kiểm chứng; trả lời xong thì không còn cần.",
    after="kể từ ngày trả lời",
    months=6,
    way="delete",
    find=answered_wishes,
    describe=lambda wish: f"đề nghị gửi ngày {wish.received_on:%d/%m/%Y}",
    carry_out=drop_wishers,
)
ANSWERS = RetentionKind(
    label="Phiếu khảo sát nhu cầu học tập",
    holds="câu trả lời không tên: muốn học gì, nhóm tuổi, giới tính, nghề, đoàn thể",
    basis="Số liệu tổng hợp của năm; không gắn với người nào.",
)


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    return waiting_at(
        Campaign.objects.filter(state="open", commune__in=place_ids),
        "commune",
        "{n} đợt khảo sát nhu cầu còn mở: kết thúc trước khi sắp xếp",
        reverse("campaign_list"),
    )


def undo_blockers(carriage: Carriage, _kept: dict[str, Any]) -> list[Reason]:
    return [
        *recorded_since(Campaign.objects.filter(commune__in=carriage.made), "{n} đợt khảo sát"),
        *recorded_since(Tally.objects.filter(hamlet__in=carriage.made), "{n} cuộc họp biểu quyết"),
        *recorded_since(Response.objects.filter(hamlet__in=carriage.made), "{n} phiếu khảo sát"),
        *recorded_since(Wish.objects.filter(commune__in=carriage.made), "{n} đề nghị học"),
    ]


SURVEYS = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
