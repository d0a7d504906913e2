"""How long the register keeps what, and what becomes of it. Months are a proposal that no law text confirms; an officer decides them.

Titles, dossiers, residences and signed papers are not touched here: what is counted or signed stays.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.registries import RetentionKind
from hoctap.people import erasing, subject_queries
from hoctap.people.models import (
    Clan,
    HouseholdMember,
    ImportRow,
    ImportRun,
    Person,
    RequestState,
    SubjectRequest,
    UnitMembership,
)

PROPOSED = "Thời hạn đề xuất, chưa kiểm chứng; chỉ giữ trong thời gian mục đích còn cần (Luật 91/2025/QH15)."


def gone_persons(place_id: UUID, before: dt.date) -> QuerySet[Person]:
    """Who last lived in the commune, left every household and unit in a year before that day's, and asks for nothing."""
    lived = HouseholdMember.objects.filter(person=OuterRef("pk"))
    works = UnitMembership.objects.filter(person=OuterRef("pk"))
    waiting = SubjectRequest.objects.filter(person=OuterRef("pk"), state=RequestState.OPEN)
    last = lived.order_by("-left_year", "-joined_year", "-id").values("household__hamlet__parent")[:1]
    return (
        Person.objects.standing()
        .filter(erased_on__isnull=True)
        .annotate(left=Max("memberships__left_year"), last_place=last)
        .filter(left__lt=before.year, last_place=place_id)
        .exclude(Exists(lived.filter(left_year__isnull=True)))
        .exclude(Exists(works.filter(to_year__isnull=True)))
        .exclude(Exists(waiting))
        .exclude(Exists(Clan.objects.filter(representative=OuterRef("pk"))))
    )


def gone_telephones(place_id: UUID, before: dt.date) -> QuerySet[Person]:
    return gone_persons(place_id, before).exclude(phone="")


def drop_telephones(rows: list[Any], by: Actor) -> int:
    for person in rows:
        person.phone = ""
        person.save(update_fields=["phone"])
        audit.record(by, "people.phones.dropped", person, fields=["phone"])
    return len(rows)


def anonymise(rows: list[Any], by: Actor) -> int:
    """As an erasure that was asked for, where nothing stands in its way."""
    free = [person for person in rows if not subject_queries.erasure_reasons(person)]
    for person in free:
        erasing.erase(person, today())
        audit.record(
            by, "people.persons.anonymised", person, fields=["full_name", "birth_year", "sex", "phone"]
        )
    return len(free)


def old_request_texts(place_id: UUID, before: dt.date) -> QuerySet[SubjectRequest]:
    closed = SubjectRequest.objects.exclude(state=RequestState.OPEN)
    return closed.filter(place=place_id, closed_on__lt=before).exclude(text="").select_related("place")


def drop_request_texts(rows: list[Any], by: Actor) -> int:
    for asked in rows:
        asked.text = ""
        asked.save(update_fields=["text"])
        audit.record(by, "people.request_texts.dropped", asked, fields=["text"])
    return len(rows)


def left_import_rows(place_id: UUID, before: dt.date) -> QuerySet[ImportRun]:
    """Lists that are over and still have rows. There should be none: rows go when a list is entered or dropped."""
    over = ImportRun.objects.filter(
        place=place_id, state__in=[ImportRun.State.APPLIED, ImportRun.State.DROPPED]
    )
    return over.filter(Exists(ImportRow.objects.filter(run=OuterRef("pk"))), created_at__date__lt=before)


def drop_import_rows(rows: list[Any], by: Actor) -> int:
    for run in rows:
        run.staged_rows.all().delete()
        run.findings.all().delete()
        audit.record(by, "people.import_rows.dropped", run)
    return len(rows)


RETENTION = {
    "import_rows": RetentionKind(
        label="Dòng của danh sách đã nhập",
        holds="họ tên, năm sinh, địa chỉ, điện thoại như trong tệp",
        basis="Tệp không được giữ; dòng chờ bị xóa ngay khi nhập hoặc bỏ danh sách. Ở đây chỉ kiểm tra dòng còn sót.",
        after="kể từ ngày đưa danh sách vào",
        months=1,
        way="delete",
        find=left_import_rows,
        describe=lambda run: f"{run.file_name}, {run.created_at:%d/%m/%Y}",
        carry_out=drop_import_rows,
    ),
    "left_telephones": RetentionKind(
        label="Điện thoại của người đã rời xã",
        holds="số điện thoại",
        basis=PROPOSED,
        after="kể từ hết năm rời hộ cuối cùng ở xã",
        months=12,
        way="delete",
        find=gone_telephones,
        describe=str,
        carry_out=drop_telephones,
    ),
    "left_persons": RetentionKind(
        label="Người đã rời xã",
        holds="họ tên, năm sinh, giới tính, điện thoại, địa chỉ",
        basis=PROPOSED + " Số đếm các năm và văn bản đã ký giữ nguyên.",
        after="kể từ hết năm rời hộ cuối cùng ở xã",
        months=120,
        way="anonymise",
        find=gone_persons,
        describe=str,
        carry_out=anonymise,
    ),
    "request_texts": RetentionKind(
        label="Nội dung yêu cầu đã giải quyết",
        holds="lời của người yêu cầu; ngày, kết quả vẫn giữ trong sổ",
        basis=PROPOSED,
        after="kể từ ngày giải quyết xong",
        months=60,
        way="delete",
        find=old_request_texts,
        describe=lambda asked: f"yêu cầu {asked.get_kind_display().lower()}, xong {asked.closed_on:%d/%m/%Y}",
        carry_out=drop_request_texts,
    ),
    "consents": RetentionKind(
        label="Ý kiến, biên nhận về dữ liệu",
        holds="ai đồng ý việc gì, khi nào, theo bản thông báo nào",
        basis="Giữ để chứng minh được sự đồng ý. Thời hạn lưu theo luật: chưa kiểm chứng.",
    ),
    "register": RetentionKind(
        label="Sổ hộ, các năm ở đó",
        holds="hộ, ấp, năm đến, năm rời",
        basis="Cần cho số liệu các năm đã báo cáo. Thời hạn lưu theo luật: chưa kiểm chứng.",
    ),
}
