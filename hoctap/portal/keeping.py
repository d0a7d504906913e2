"""Names that people left at the door: handed out and erased with the person, dropped when they are no longer needed; and boundaries."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.reading import not_shown
from hoctap.core.refusals import Reason
from hoctap.core.registries import RetentionKind
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_date
from hoctap.learning.models import Session
from hoctap.people.models import Person, RequestState
from hoctap.people.registry import Erasure, ExportPart
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, OpenWork, recorded_since, waiting_at
from hoctap.portal.models import DataRequest, DataRequestState, Door, SignUp

KEPT_DAYS = 30
"""After the last session, after the answer. Told to people on the form. Who asked for a book is kept by the library's own rules."""


def _named[Row: (SignUp, DataRequest)](rows: Sequence[Row], name: str) -> list[Row]:
    """Not tied to the register: taken for his are those of his commune that bear his name."""
    wanted = without_accents(name)
    return [one for one in rows if without_accents(one.name) == wanted]


def _sign_ups(path: Sequence[UUID], name: str) -> list[SignUp]:
    rows = SignUp.objects.filter(class_door__activity__commune__in=path).exclude(name="")
    return _named(list(rows.select_related("class_door__activity")), name)


def _requests(path: Sequence[UUID], name: str) -> list[DataRequest]:
    return _named(list(DataRequest.objects.filter(place__in=path).exclude(name="")), name)


def left_by_person(person: Person) -> list[ExportPart]:
    path = _commune_down(person)
    classes = [
        {
            "Lớp": one.class_door.activity.title,
            "Tên đã ghi": one.name,
            "Điện thoại": one.phone,
            "Số người": str(one.people),
            "Bản thông báo": one.notice,
        }
        for one in _sign_ups(path, person.full_name)
    ]
    asked = [
        {
            "Ngày": format_date(one.received_on),
            "Yêu cầu": one.get_kind_display(),
            "Nội dung": one.text,
            "Liên lạc": one.reach,
        }
        for one in _requests(path, person.full_name)
    ]
    found = [
        ExportPart("Đăng ký lớp qua cổng (ghi cùng họ tên ở xã này)", classes),
        ExportPart("Yêu cầu gửi qua cổng (ghi cùng họ tên ở xã này)", asked),
    ]
    return [part for part in found if part.rows]


def forget_person(erasure: Erasure) -> None:
    path = _commune_down(erasure.person)
    pks = [one.pk for one in _sign_ups(path, erasure.name)]
    SignUp.objects.filter(pk__in=pks).update(name="", phone="")
    pks = [one.pk for one in _requests(path, erasure.name)]
    DataRequest.objects.filter(pk__in=pks).update(name="", birth_year=None, reach="", text="")
    DataRequest.objects.filter(registered__person=erasure.person).update(reach="", text="")


def _commune_down(person: Person) -> list[UUID]:
    """The commune and the hamlet in which he lives: not what lies above, where others bear his name too."""
    return person.place_path[-2:]


# ---------------------------------------------------------------- when they are no longer needed


def old_sign_ups(place_id: UUID | None, before: dt.date) -> QuerySet[SignUp]:
    later = Session.objects.filter(activity=OuterRef("class_door__activity"), on__gte=before)
    rows = SignUp.objects.filter(~Q(name="") | ~Q(phone="")).exclude(Exists(later))
    rows = rows.filter(class_door__activity__commune=place_id) if place_id else rows
    return rows.select_related("class_door__activity__place")


def drop_sign_up_names(rows: list[Any], by: Actor) -> int:
    for row in rows:
        row.name = row.phone = ""
        row.save(update_fields=["name", "phone"])
        audit.record(by, "portal.sign_up.names_dropped", row, fields=["name", "phone"])
    return len(rows)


def old_requests(place_id: UUID | None, before: dt.date) -> QuerySet[DataRequest]:
    rows = DataRequest.objects.filter(
        ~Q(registered__state=RequestState.OPEN), registered__closed_on__lt=before
    ).exclude(reach="")
    rows = rows.filter(place=place_id) if place_id else rows
    return rows.select_related("place")


def drop_reach(rows: list[Any], by: Actor) -> int:
    for row in rows:
        row.reach = ""
        row.save(update_fields=["reach"])
        audit.record(by, "portal.request.reach_dropped", row, fields=["reach"])
    return len(rows)


def drop_all(by: Actor) -> int:
    """The daily job, everywhere: what the forms promised."""
    before = today() - dt.timedelta(days=KEPT_DAYS)
    with not_shown():
        return drop_sign_up_names(list(old_sign_ups(None, before)[:5000]), by) + drop_reach(
            list(old_requests(None, before)[:5000]), by
        )


_BASIS = "Thời hạn đề xuất, chưa kiểm chứng; hệ thống tự xóa mỗi ngày những gì quá 30 ngày, như đã báo trên tờ đăng ký."
RETENTION = {
    "door_sign_ups": RetentionKind(
        label="Tên, điện thoại người đăng ký lớp qua cổng",
        holds="họ tên, điện thoại, ấp của người đăng ký dự lớp",
        basis=_BASIS,
        after="kể từ buổi cuối của lớp",
        months=1,
        way="delete",
        find=old_sign_ups,
        describe=lambda row: f"một lượt đăng ký {row.class_door.activity.title}",
        carry_out=drop_sign_up_names,
    ),
    "door_requests": RetentionKind(
        label="Cách liên lạc của người gửi yêu cầu về dữ liệu qua cổng",
        holds="điện thoại hoặc địa chỉ mà người gửi cho để được trả lời",
        basis=_BASIS,
        after="kể từ ngày trả lời",
        months=1,
        way="delete",
        find=old_requests,
        describe=lambda row: f"yêu cầu gửi ngày {format_date(row.received_on)}",
        carry_out=drop_reach,
    ),
}


# ---------------------------------------------------------------- when boundaries change


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    doors = Door.objects.filter(place__in=place_ids, is_open=True)
    asked = DataRequest.objects.filter(place__in=place_ids, state=DataRequestState.NEW)
    return [
        *waiting_at(
            doors, "place", "{n} cổng thông tin đang mở: mở cổng của nơi mới", reverse("door_setting")
        ),
        *waiting_at(
            asked,
            "place",
            "{n} yêu cầu về dữ liệu gửi qua cổng chưa kiểm tra người gửi",
            reverse("datarequest_list"),
        ),
    ]


def undo_blockers(carriage: Carriage, _kept: dict[str, Any]) -> list[Reason]:
    return [
        *recorded_since(Door.objects.filter(place__in=carriage.made), "{n} cổng thông tin"),
        *recorded_since(DataRequest.objects.filter(place__in=carriage.made), "{n} yêu cầu gửi qua cổng"),
        *recorded_since(SignUp.objects.filter(hamlet__in=carriage.made), "{n} lượt đăng ký lớp"),
    ]


PORTAL = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
