"""How a commune reads, in the demonstration: visits counted and told by a notebook, a rotation on its way, a travelling library, a bookcase."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.libraries.institutions.actions import add_library
from hoctap.libraries.institutions.rules import LibraryDetails
from hoctap.libraries.models import Library, LibraryKind
from hoctap.places.models import Level, Place
from hoctap.reading.culture.actions import ask_for_book, assess_reading
from hoctap.reading.culture.rules import QUESTIONS
from hoctap.reading.grants.actions import make_shelf, record_grant, visit_grant
from hoctap.reading.mobile.actions import add_stop, record_mobile_trip
from hoctap.reading.models import PlanState, PointKind, Purpose, Who
from hoctap.reading.rotation.actions import add_leg, plan_rotation, send_trip, start_trip
from hoctap.reading.services.actions import add_service, check_digital, write_library_plan
from hoctap.reading.services.rules import ITEMS
from hoctap.reading.visits.actions import record_month, tally_visits

MARKED = "(minh họa)"
OPENED = dt.date(2025, 7, 1)


def add(commune: Place, by: Actor) -> None:
    """To the library that stands in the commune, or a new one."""
    library = _library(commune, LibraryKind.COMMUNE, f"Thư viện {commune.full_name}", by)
    school = _library(commune, LibraryKind.SCHOOL, f"Thư viện Trường Tiểu học {commune.name}", by)
    hamlet = (
        Place.objects.filter(parent=commune, level=Level.HAMLET, valid_to__isnull=True).first() or commune
    )
    grant = record_grant(
        hamlet,
        kind=PointKind.HAMLET_HOUSE,
        name=f"Nhà văn hóa {hamlet.title}",
        on=dt.date(2025, 9, 5),
        books=120,
        donor="Hội Khuyến học tỉnh",
        by=by,
    )
    bookcase = make_shelf(grant, by=by)
    visit_grant(
        grant, on=dt.date(2025, 12, 20), is_used=True, books_there=117, note="Mở cửa tối thứ Bảy", by=by
    )
    _visits(library, by)
    add_service(
        library,
        name="Hướng dẫn tra cứu trên mạng",
        from_on=library.valid_from,
        evidence=f"Sổ theo dõi {MARKED}",
        by=by,
    )
    check_digital(
        library, as_of=dt.date(2025, 12, 30), met=ITEMS[:3], evidence=f"Báo cáo năm {MARKED}", by=by
    )
    write_library_plan(
        school, year=today().year, content="Mỗi tuần một tiết đọc ở thư viện", state=PlanState.RUNNING, by=by
    )
    _round(commune, library, bookcase, by)
    trip = record_mobile_trip(commune, on=today() - 20 * ONE_DAY, vehicle="Xe Ánh sáng tri thức", by=by)
    add_stop(trip, library=school, pupils=164, read_here=210, lent=58, by=by)
    assess_reading(
        commune,
        year=2025,
        as_of=dt.date(2025, 12, 31),
        answers=dict.fromkeys(QUESTIONS, 2),
        evidence=f"Biên bản họp ngày 31/12/2025 {MARKED}",
        by=by,
    )
    ask_for_book(bookcase, wanted="Kỹ thuật trồng sen lấy hạt", people=6, on=today() - 9 * ONE_DAY, by=by)


def _library(commune: Place, kind: LibraryKind, name: str, by: Actor) -> Library:
    found = Library.objects.filter(place=commune, kind=kind, valid_to__isnull=True).first()
    return found or add_library(commune, LibraryDetails(kind, name, valid_from=OPENED), by=by)


def _visits(library: Library, by: Actor) -> None:
    for month in range(library.valid_from.month, 13):
        record_month(
            library, year=2025, month=month, people={Purpose.READ_HERE: 90 + month, Purpose.BORROW: 40}, by=by
        )
    for purpose, who, people in (
        (Purpose.READ_HERE, Who.CHILD, 14),
        (Purpose.BORROW, Who.ADULT, 6),
        (Purpose.INTERNET, Who.ADULT, 3),
    ):
        tally_visits(library, on=today() - ONE_DAY, purpose=purpose, who=who, people=people, by=by)


def _round(commune: Place, library: Library, bookcase: Library, by: Actor) -> None:
    plan = plan_rotation(commune, year=today().year, note="Phối hợp với các trường", by=by)
    out = today() - 10 * ONE_DAY
    leg = add_leg(
        plan,
        sender=library,
        receiver=bookcase,
        books=60,
        out_on=max(out, dt.date(today().year, 1, 1)),
        back_on=today() + 80 * ONE_DAY,
        by=by,
    )
    trip = start_trip(library, bookcase, due_on=today() + 80 * ONE_DAY, leg=leg, by=by)
    send_trip(trip, on=out, boxes=2, counted=60, by=by)
