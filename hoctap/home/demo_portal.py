"""The public door of the demonstration's commune: open, with a class that takes sign-ups and one person who came through it."""

from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.home.demo_logins import actor_at
from hoctap.learning.models import Activity, ActivityState
from hoctap.people.actions import write_privacy_notice
from hoctap.people.models import PrivacyNotice
from hoctap.places.models import Place
from hoctap.portal.classes.actions import set_class_door, sign_up
from hoctap.portal.doors.actions import arrange_door, open_door
from hoctap.portal.doors.queries import free_slug, libraries_at
from hoctap.portal.models import Asks
from hoctap.portal.pages import holder_of
from hoctap.portal.parts import NAMES_PEOPLE, Part
from hoctap.portal.requests.actions import file_request
from hoctap.portal.rules import AskedDetails, DoorDetails, SignUpDetails
from hoctap.surveys.answering.rules import Sending

CALM = Sending(seconds=60, trap="", within_a_minute=0)


def add(commune: Place) -> None:
    by = actor_at(commune, "Võ Thị Ngọc Trâm", "Công chức Văn hóa – Xã hội", Role.COMMUNE_ADMIN)
    if not PrivacyNotice.objects.filter(place=commune).exists():
        write_privacy_notice(
            commune,
            body="Xã giữ tên, điện thoại người đăng ký lớp để giữ chỗ, xóa 30 ngày sau buổi cuối.",
            officer_name="Bộ phận phụ trách dữ liệu cá nhân",
            officer_contact="tại trụ sở UBND xã, giờ hành chính",
            in_force_on=today(),
            by=by,
        )
    details = DoorDetails(
        free_slug(commune),
        [part for part in Part.values if part not in NAMES_PEOPLE],
        intro="Lớp học, sách, điều muốn học: xem và ghi ở đây, không cần tài khoản.",
        contact=f"Trung tâm học tập cộng đồng {commune.full_name}, trụ sở UBND xã, giờ hành chính",
    )
    door = open_door(arrange_door(commune, details, list(libraries_at(commune)), by=by), by=by)
    planned = Activity.objects.filter(commune=commune).exclude(state=ActivityState.CANCELLED)
    coming = (
        planned.filter(kind="class", ends_on__gt=today())
        .select_related("place")
        .order_by("starts_on", "id")
        .first()
    )
    if coming is not None:
        class_door = set_class_door(coming, is_hidden=False, asks=Asks.PHONE, places=30, by=by)
        sign_up(
            class_door,
            SignUpDetails(2, "Trần Thị Kim Ánh", "0900 000 001"),
            door=door,
            hamlet=coming.place if coming.place.level == "hamlet" else None,
            agrees=True,
            sending=CALM,
            by=holder_of(door),
        )
    file_request(
        door,
        AskedDetails("view", "Lê Văn Nam", 1968, "0900 000 002"),
        hamlet=None,
        sending=CALM,
        by=holder_of(door),
    )
