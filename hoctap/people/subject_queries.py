"""Reading for a person's own rights: everything held about him, what keeps him from being erased, may his name be published."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from hoctap.audit.models import Event
from hoctap.audit.words import WORDS
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_datetime
from hoctap.people.models import (
    Basis,
    DataBasis,
    ImportRun,
    Person,
    PrivacyNotice,
    Purpose,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from hoctap.people.registry import ExportPart, erasure_blockers, person_exports
from hoctap.places.models import Place


def everything_about(person: Person) -> list[ExportPart]:
    """What every app of the house holds about a person, part by part."""
    return [part for export in person_exports for part in export(person) if part.rows]


def own_parts(person: Person) -> list[ExportPart]:
    """What the register itself holds."""
    same = [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    memberships = person.memberships.select_related("household__head", "household__hamlet").order_by(
        "joined_year"
    )
    return [
        ExportPart(
            "Người",
            [
                {
                    "Họ và tên": person.full_name,
                    "Năm sinh": str(person.birth_year or ""),
                    "Giới tính": person.get_sex_display(),
                    "Điện thoại": person.phone,
                }
            ],
        ),
        ExportPart(
            "Hộ đã ở",
            [
                {
                    "Hộ": row.household.head.full_name,
                    "Ấp, khóm": row.household.hamlet.full_name,
                    "Địa chỉ": row.household.address,
                    "Tổ": row.household.group_name,
                    "Quan hệ": row.get_relation_display(),
                    "Từ năm": str(row.joined_year),
                    "Rời năm": str(row.left_year or ""),
                    "Lý do": f"{row.get_left_kind_display()} {row.left_why}".strip() if row.left_year else "",
                }
                for row in memberships
            ],
        ),
        ExportPart(
            "Việc làm",
            [
                {
                    "Việc làm": row.get_status_display(),
                    "Từ năm": str(row.from_year),
                    "Đến năm": str(row.to_year or ""),
                    "Nguồn": row.source,
                }
                for row in person.work_statuses.all()
            ],
        ),
        ExportPart(
            "Nơi làm việc",
            [
                {
                    "Đơn vị": row.unit.name,
                    "Chức danh": row.title,
                    "Từ năm": str(row.from_year),
                    "Đến năm": str(row.to_year or ""),
                }
                for row in person.unit_memberships.select_related("unit")
            ],
        ),
        ExportPart(
            "Tài khoản đăng nhập",
            [
                {
                    "Tên đăng nhập": link.user.login,
                    "Người gắn": link.linked_by,
                    "Ngày gắn": format_date(link.linked_at.date()),
                }
                for link in person.account_links.select_related("user")
            ],
        ),
        ExportPart("Đại diện dòng họ", [{"Dòng họ": clan.name} for clan in person.represented_clans.all()]),
        ExportPart(
            "Căn cứ sử dụng dữ liệu",
            [
                {
                    "Mục đích": row.get_purpose_display(),
                    "Căn cứ": row.get_basis_display(),
                    "Văn bản": row.legal_text,
                    "Ngày": format_date(row.given_on),
                    "Hình thức": row.get_channel_display() if row.channel else "",
                    "Bản thông báo": row.notice_version,
                    "Người giúp ghi": row.helper,
                    "Cha, mẹ, người giám hộ": row.guardian,
                    "Rút ngày": format_date(row.withdrawn_on) if row.withdrawn_on else "",
                }
                for row in person.bases.all()
            ],
        ),
        ExportPart(
            "Yêu cầu đã gửi",
            [
                {
                    "Yêu cầu": row.get_kind_display(),
                    "Ngày nhận": format_date(row.received_on),
                    "Nội dung": row.text,
                    "Gia hạn": f"{format_date(row.extended_on)}: {row.extended_why}"
                    if row.extended_on
                    else "",
                    "Kết quả": row.outcome,
                    "Căn cứ từ chối": row.legal_reason,
                }
                for row in person.subject_requests.all()
            ],
        ),
        ExportPart(
            "Nhật ký về người này",
            [
                {
                    "Lúc": format_datetime(event.at),
                    "Việc": WORDS.get(event.what, event.what),
                    "Ai": event.actor,
                }
                for event in Event.objects.filter(
                    subject_kind="people.person", subject_id__in=[str(pk) for pk in same]
                ).order_by("id")
            ],
        ),
    ]


def erasure_reasons(person: Person) -> list[Reason]:
    """Why a person cannot be erased yet, from every app of the house."""
    if person.erased_on:
        return [Reason("Dữ liệu của người này đã xóa rồi.")]
    return [reason for blocker in erasure_blockers for reason in blocker(person)]


def own_erasure_reasons(person: Person) -> list[Reason]:
    waiting = ImportRun.objects.filter(place__in=person.place_path, state=ImportRun.State.PREVIEWED)
    if waiting.exists():
        return [
            Reason(
                "Xã còn danh sách đang chờ xác nhận, có thể có tên người này. Hãy nhập hoặc bỏ danh sách đó trước."
            )
        ]
    return []


def publishable(person_ids: Iterable[UUID], place: Place) -> set[UUID]:
    """Of these persons, whose name may stand on a public list of the place. Three queries, whatever their number.

    An objection always wins, and so does a request to restrict or object unless it was refused: also while it waits.
    Otherwise there must be a ground: the task of the body written down for the place or for the person, or a standing consent.
    Nothing written down means no.
    """
    ids = set(person_ids)
    standing = DataBasis.objects.standing().filter(purpose=Purpose.PUBLICATION)
    everybody = standing.filter(person__isnull=True, place__in=place.path, basis=Basis.TASK).exists()
    said = dict(standing.filter(person__in=ids).values_list("person_id", "basis"))
    stopped = set(
        SubjectRequest.objects.filter(
            person__in=ids,
            kind__in=[RequestKind.RESTRICT, RequestKind.OBJECT],
            state__in=[RequestState.OPEN, RequestState.DONE],
        ).values_list("person_id", flat=True)
    )
    return {pk for pk in ids - stopped if said.get(pk) != Basis.OBJECTION and (everybody or pk in said)}


def may_publish(person: Person, place: Place) -> bool:
    return person.erased_on is None and person.pk in publishable([person.pk], place)


def next_notice(communes: list[Place], on: dt.date) -> dict[str, object]:
    """What the form of a new privacy notice begins with: the words of the last version, else a proposal with blanks to fill."""
    start: dict[str, object] = {"in_force_on": on}
    if not communes:
        return start
    last = PrivacyNotice.objects.filter(place=communes[0]).order_by("-version").first()
    if last is None:
        return start | {
            "place": str(communes[0].pk),
            "body": PROPOSED_NOTICE.format(place=communes[0].full_name),
        }
    kept = {"body": last.body, "officer_name": last.officer_name, "officer_contact": last.officer_contact}
    return start | {"place": str(communes[0].pk)} | kept


PROPOSED_NOTICE = """\
1. Ai giữ dữ liệu: Ủy ban nhân dân {place}. Hội Khuyến học và trưởng ấp giúp ghi.
2. Giữ những gì: họ tên, năm sinh, giới tính, hộ, ấp; số điện thoại nếu ông/bà cho. Không giữ số căn cước, dân tộc, tôn giáo, \
điểm học của trẻ.
3. Để làm gì: xét công nhận các danh hiệu học tập; đăng ký lớp học; công khai danh sách được công nhận (chỉ tên chủ hộ và ấp); \
liên lạc qua điện thoại. Ông/bà đồng ý việc nào thì xã làm việc ấy.
4. Căn cứ của việc không cần hỏi ý kiến: [số, ngày, tên văn bản giao nhiệm vụ cho xã].
5. Giữ bao lâu: [thời hạn, theo bảng thời hạn lưu của xã].
6. Đưa cho ai: cơ quan cấp trên nhận số liệu tổng hợp. [cơ quan khác, nếu có; không có thì xóa dòng này]
7. Ông/bà có quyền: được biết; đồng ý hay không và rút lại đồng ý; xem, sửa; yêu cầu xóa, hạn chế, phản đối; khiếu nại, tố cáo, \
khởi kiện, đòi bồi thường; yêu cầu bảo vệ (Luật số 91/2025/QH15, Điều 4).
8. Im lặng không phải là đồng ý. Không đồng ý thì ông/bà không mất quyền lợi nào khác.
"""
