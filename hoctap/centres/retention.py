"""How long a centre's file keeps names and telephones that nobody needs any more. Months are a proposal; an officer decides them.

Seats stay: who held an office by which decision is the record of the office.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoctap.audit import actions as audit
from hoctap.centres.models import Speaker, Trainee
from hoctap.core.actor import Actor
from hoctap.core.registries import RetentionKind
from hoctap.people.retention import PROPOSED
from hoctap.people.subject_rules import ERASED_NAME


def _old_speakers(place_id: UUID, before: dt.date) -> QuerySet[Speaker]:
    rows = Speaker.objects.filter(place=place_id, ended_on__lt=before)
    return rows.exclude(phone="", availability="").select_related("place")


def _drop_phones(rows: list[Any], by: Actor) -> int:
    for speaker in rows:
        speaker.phone = speaker.availability = ""
        speaker.save(update_fields=["phone", "availability"])
        audit.record(by, "centres.speaker.phones_dropped", speaker, fields=["phone", "availability"])
    return len(rows)


def _old_trainees(place_id: UUID, before: dt.date) -> QuerySet[Trainee]:
    rows = Trainee.objects.filter(
        training__centre__organisation__place=place_id, training__ends_on__lt=before, seat__isnull=True
    )
    return rows.exclude(full_name=ERASED_NAME).select_related("training__centre__organisation__place")


def _drop_names(rows: list[Any], by: Actor) -> int:
    for trainee in rows:
        trainee.full_name, trainee.title, trainee.certificate, trainee.person = ERASED_NAME, "", "", None
        trainee.save(update_fields=["full_name", "title", "certificate", "person"])
        audit.record(
            by, "centres.trainee.names_dropped", trainee, fields=["full_name", "title", "certificate"]
        )
    return len(rows)


RETENTION = {
    "centre_speakers": RetentionKind(
        "Điện thoại của báo cáo viên, tình nguyện viên đã thôi",
        holds="số điện thoại, lúc tham gia được",
        basis=PROPOSED,
        after="sau khi thôi tham gia",
        months=24,
        way="delete",
        find=_old_speakers,
        describe=str,
        carry_out=_drop_phones,
    ),
    "centre_trainees": RetentionKind(
        "Tên người dự lớp bồi dưỡng (không phải người của trung tâm)",
        holds="họ tên, chức vụ, chứng chỉ",
        basis=PROPOSED,
        after="sau khi lớp kết thúc",
        months=60,
        way="anonymise",
        find=_old_trainees,
        describe=lambda row: f"{row.full_name}, {row.training.name}",
        carry_out=_drop_names,
    ),
    "centre_boards": RetentionKind(
        "Ban giám đốc, nhân sự trung tâm",
        holds="họ tên, vai trò, quyết định, nhiệm kỳ, tự đánh giá",
        basis="Hồ sơ của cơ quan: ai giữ vai trò nào theo quyết định nào.",
        after="không xóa",
    ),
}
