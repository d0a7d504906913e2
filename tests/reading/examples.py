"""Addresses and actions of reading with their objects and owners."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.core.dates import ONE_DAY, today
from hoctap.libraries.models import Copy, Library, LibraryKind
from hoctap.reading.culture import actions as culture
from hoctap.reading.culture.rules import QUESTIONS
from hoctap.reading.grants import actions as grants
from hoctap.reading.mobile import actions as mobile
from hoctap.reading.models import (
    BookcaseGrant,
    BookRequest,
    LibraryService,
    MobilePhoto,
    MobileTrip,
    ReadingAssessment,
    Rotation,
    RotationLeg,
    Trip,
    TripCopy,
    VisitLine,
)
from hoctap.reading.rotation import actions as rotation
from hoctap.reading.services import actions as services
from hoctap.reading.visits import actions as visits
from tests.evidence.pictures import jpeg, scene
from tests.examples import Call, Visit, action_example, url_example
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.season import Season

ON = dt.date(2024, 5, 1)
DUE = today() + dt.timedelta(days=60)
ANSWERS = dict.fromkeys(QUESTIONS, 2)


def library(season: Season, name: str = "Thư viện đọc") -> Library:
    return library_at(season.commune, f"{name} {season.commune.name}")


def shelf(season: Season) -> Library:
    return library_at(season.hamlet, f"Tủ sách đọc {season.commune.name}", LibraryKind.BOOKCASE)


def _by(season: Season) -> Any:
    return season.by(season.director)


def _line(season: Season) -> VisitLine:
    found = VisitLine.objects.filter(sheet__library=library(season), sheet__from_on=ON).first()
    return found or visits.tally_visits(
        library(season), on=ON, purpose="study", who="child", people=7, by=_by(season)
    )


def _service(season: Season, name: str = "Giờ kể chuyện") -> LibraryService:
    full = f"{name} {season.commune.name}"
    found = LibraryService.objects.filter(library=library(season), name=full, to_on=None).first()
    return found or services.add_service(
        library(season),
        name=full,
        from_on=ON,
        evidence="Sổ theo dõi",
        file=jpeg(scene(1)),
        by=_by(season),
    )


def _rotation(season: Season) -> Rotation:
    found = Rotation.objects.filter(place=season.commune, year=2024).first()
    return found or rotation.plan_rotation(
        season.commune, year=2024, note=f"Kế hoạch của {season.commune.name}", by=_by(season)
    )


def _leg(season: Season) -> RotationLeg:
    plan = _rotation(season)
    return plan.legs.first() or rotation.add_leg(
        plan,
        sender=library(season),
        receiver=shelf(season),
        books=20,
        out_on=ON,
        back_on=ON + dt.timedelta(days=90),
        by=_by(season),
    )


def _copy(season: Season, code: str) -> Copy:
    full = f"{code}{str(season.commune.pk)[-6:]}"
    found = Copy.objects.filter(code=full).first()
    return found or copy_in(
        library(season), title_at(season.commune, f"Đất rừng {season.commune.name}"), full
    )


def _trip(season: Season, code: str, *, sent: bool = False) -> Trip:
    """One for each code: what one visit does to it, another does not see."""
    copy = _copy(season, code)
    found = TripCopy.objects.filter(copy=copy, is_out=True).select_related("trip").first()
    if found is None:
        trip = rotation.start_trip(library(season), shelf(season), due_on=DUE, by=_by(season))
        found = rotation.pack_copy(trip, code=copy.code, by=_by(season))
        if sent:
            rotation.send_trip(trip, on=today(), boxes=1, counted=5, by=_by(season))
    return Trip.objects.get(pk=found.trip_id)


def _packed(season: Season, code: str) -> TripCopy:
    return _trip(season, code).copies.get()


def _missing(season: Season, code: str) -> TripCopy:
    found = TripCopy.objects.filter(copy=_copy(season, code), is_missing=True).first()
    if found is None:
        trip = _trip(season, code, sent=True)
        rotation.take_back_trip(trip, on=today(), codes=[], counted_back=5, by=_by(season))
        found = trip.copies.get()
    return found


def _mobile(season: Season) -> MobileTrip:
    found = MobileTrip.objects.filter(place=season.commune, on=ON).first()
    if found is None:
        found = mobile.record_mobile_trip(
            season.commune, on=ON, vehicle=f"Xe sách {season.commune.name}", by=_by(season)
        )
        mobile.add_stop(found, name=f"Tiểu học {season.commune.name}", pupils=120, lent=40, by=_by(season))
    return found


def _photo(season: Season) -> MobilePhoto:
    trip = _mobile(season)
    return trip.photos.first() or mobile.add_mobile_photo(
        trip, jpeg(scene(1)), caption=f"Ảnh ở {season.commune.name}", by=_by(season)
    )


def _grant(season: Season, name: str = "Hội quán") -> BookcaseGrant:
    full = f"{name} {season.commune.name}"
    found = BookcaseGrant.objects.filter(place=season.commune, name=full).first()
    return found or grants.record_grant(
        season.commune, kind="assembly", name=full, on=ON, books=80, donor="Hội Khuyến học", by=_by(season)
    )


def _assessment(season: Season) -> ReadingAssessment:
    found = ReadingAssessment.objects.filter(place=season.commune, year=2024).first()
    return found or culture.assess_reading(
        season.commune,
        year=2024,
        as_of=dt.date(2024, 12, 1),
        answers=ANSWERS,
        evidence=f"Biên bản của {season.commune.name}",
        by=_by(season),
    )


def _request(season: Season, wanted: str = "Trồng sen") -> BookRequest:
    full = f"{wanted} {season.commune.name}"
    found = BookRequest.objects.filter(library=library(season), wanted=full, state="open").first()
    return found or culture.ask_for_book(library(season), wanted=full, people=3, on=ON, by=_by(season))


def _jpeg() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", jpeg(scene(1)), "image/jpeg")


def _own(season: Season, **query: str) -> Visit:
    return Visit(owner=season.director, query=query, own_page=True)


def _both(season: Season, pk: object, post: dict[str, Any], **query: str) -> list[Visit]:
    own = {"pk": pk}
    return [
        Visit(owner=season.director, kwargs=own, query=query),
        Visit(owner=season.director, kwargs=own, post=post, query=query),
    ]


def _new(season: Season, post: dict[str, Any]) -> list[Visit]:
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=post, own_page=True),
    ]


# ── visits ──────────────────────────────────────────────────────────────────────────────────────────


@url_example("visit_list")
def _(season: Season) -> Visit:
    _line(season)
    return _own(season, year="2024")


@url_example("visit_detail")
def _(season: Season) -> Visit:
    _line(season)
    return Visit(owner=season.director, kwargs={"pk": library(season).pk}, query={"year": "2024"})


@url_example("visit_tally")
def _(season: Season) -> list[Visit]:
    typed = {"on": "2024-05-02", "purpose": "read_here", "who": "adult", "people": "1"}
    return _both(season, library(season).pk, typed)


@url_example("visit_gate")
def _(season: Season) -> list[Visit]:
    typed = {"on": "2024-05-03", "first": "1000", "last": "1040", "both_ways": "on"}
    return _both(season, library(season).pk, typed)


@url_example("visit_loans")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": library(season).pk}, post={"on": "2024-05-04"})


@url_example("visit_notebook")
def _(season: Season) -> list[Visit]:
    typed = {"year": "2023", "month": "3", "read_here": "120", "study": "40"}
    return _both(season, library(season).pk, typed)


@url_example("visit_correct")
def _(season: Season) -> list[Visit]:
    return _both(season, _line(season).pk, {"now": "9", "why": "Đếm sót buổi tối"})


@url_example("growth_detail")
def _(season: Season) -> Visit:
    return _own(season)


@action_example("reading.tally_visits")
def _(season: Season) -> Call:
    typed = {"on": dt.date(2024, 6, 1), "purpose": "study", "who": "child"}
    return Call(library(season), kwargs=typed, owner=season.director)


@action_example("reading.record_gate")
def _(season: Season) -> Call:
    typed = {"on": dt.date(2024, 6, 2), "first": 1, "last": 9, "both_ways": False}
    return Call(library(season), kwargs=typed, owner=season.director)


@action_example("reading.count_by_loans")
def _(season: Season) -> Call:
    from tests.reading.hands import lend

    day = dt.date(2024, 6, 3)
    lend(_copy(season, "ML"), day, returned_on=day)
    return Call(library(season), kwargs={"on": day}, owner=season.director)


@action_example("reading.record_month")
def _(season: Season) -> Call:
    typed = {"year": 2023, "month": 4, "people": {"read_here": 10}}
    return Call(library(season), kwargs=typed, owner=season.director)


@action_example("reading.correct_visits")
def _(season: Season) -> Call:
    return Call(_line(season), kwargs={"now": 11, "why": "Ghi nhầm"}, owner=season.director)


# ── services ────────────────────────────────────────────────────────────────────────────────────────


@url_example("service_list")
def _(season: Season) -> Visit:
    _service(season)
    return _own(season)


@url_example("service_detail")
def _(season: Season) -> Visit:
    _service(season)
    return Visit(owner=season.director, kwargs={"pk": library(season).pk})


@url_example("service_new")
def _(season: Season) -> list[Visit]:
    typed = {"name": "Tra cứu trên mạng", "from_on": "2024-01-01", "evidence": "Sổ", "file": _jpeg()}
    return _both(season, library(season).pk, typed)


@url_example("service_end")
def _(season: Season) -> list[Visit]:
    return _both(season, _service(season, "Góc học tập").pk, {"to_on": "2024-12-01", "why": "Sửa nhà"})


@url_example("service_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _service(season).pk})


@url_example("digital_new")
def _(season: Season) -> list[Visit]:
    typed = {"as_of": "2024-06-01", "met": ["có tài nguyên số cho người dùng"], "evidence": "Trang của xã"}
    return _both(season, library(season).pk, typed)


@url_example("readingstandard_list")
def _(season: Season) -> Visit:
    return _own(season)


@url_example("readingstandard_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "items": "mục lục\nthẻ",
        "least": "1",
        "books": "lent",
        "from_on": "2024-01-01",
        "source": f"Công văn của {season.commune.name}",
    }
    return _new(season, typed)


@url_example("libraryplan_list")
def _(season: Season) -> Visit:
    return _own(season, year="2024", kind="all")


@url_example("libraryplan_edit")
def _(season: Season) -> list[Visit]:
    typed = {"paper": "", "content": "Mỗi tuần một giờ đọc", "state": "running", "result": ""}
    return _both(season, library(season).pk, typed, year="2024")


@action_example("reading.add_service")
def _(season: Season) -> Call:
    typed = {"name": "Đọc cho người mù chữ", "from_on": ON, "evidence": "Sổ"}
    return Call(library(season), kwargs=typed, owner=season.director)


@action_example("reading.end_service")
def _(season: Season) -> Call:
    typed = {"to_on": dt.date(2024, 12, 1), "why": "Hết người"}
    return Call(_service(season), kwargs=typed, owner=season.director)


@action_example("reading.check_digital")
def _(season: Season) -> Call:
    return Call(
        library(season), kwargs={"as_of": ON, "met": [], "evidence": "Báo cáo"}, owner=season.director
    )


@action_example("reading.set_standard")
def _(season: Season) -> Call:
    typed = {"items": ["mục lục"], "least": 1, "books": "", "from_on": ON, "source": "Công văn"}
    return Call(season.commune, kwargs=typed, owner=season.director)


@action_example("reading.write_library_plan")
def _(season: Season) -> Call:
    typed = {"year": 2023, "content": "Giờ đọc", "state": "draft"}
    return Call(library(season), kwargs=typed, owner=season.director)


# ── rotation ────────────────────────────────────────────────────────────────────────────────────────


@url_example("rotation_list")
def _(season: Season) -> Visit:
    _leg(season)
    return _own(season, year="2024")


@url_example("rotation_new")
def _(season: Season) -> list[Visit]:
    return _new(season, {"place": str(season.commune.pk), "year": "2023", "note": ""})


@url_example("rotation_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _leg(season).rotation_id})


@url_example("rotationleg_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "sender": str(library(season).pk),
        "receiver": str(shelf(season).pk),
        "books": "15",
        "out_on": "2024-03-01",
        "back_on": "2024-06-01",
    }
    return _both(season, _rotation(season).pk, typed)


@url_example("trip_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "sender": str(library(season).pk),
        "receiver": str(shelf(season).pk),
        "due_on": DUE.isoformat(),
    }
    return _new(season, typed)


@url_example("trip_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _trip(season, "XA").pk})


@url_example("trip_sheet")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _trip(season, "XA").pk})


@url_example("trip_pack")
def _(season: Season) -> Visit:
    code = _copy(season, "XB").code
    return Visit(owner=season.director, kwargs={"pk": _trip(season, "XA").pk}, post={"code": code})


@url_example("trip_unpack")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _packed(season, "XC").pk}, post={})


@url_example("trip_send")
def _(season: Season) -> Visit:
    typed = {"on": today().isoformat(), "boxes": "1", "counted": ""}
    return Visit(owner=season.director, kwargs={"pk": _trip(season, "XD").pk}, post=typed)


@url_example("trip_arrive")
def _(season: Season) -> Visit:
    trip = _trip(season, "XE", sent=True)
    return Visit(owner=season.director, kwargs={"pk": trip.pk}, post={"on": today().isoformat()})


@url_example("trip_back")
def _(season: Season) -> list[Visit]:
    trip = _trip(season, "XF", sent=True)
    codes = trip.copies.get().copy.code
    return _both(season, trip.pk, {"on": today().isoformat(), "codes": codes, "counted_back": "5"})


@url_example("trip_found")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _missing(season, "XG").pk}, post={})


@action_example("reading.plan_rotation")
def _(season: Season) -> Call:
    return Call(season.commune, kwargs={"year": 2022}, owner=season.director)


@action_example("reading.add_leg")
def _(season: Season) -> Call:
    typed = {
        "sender": library(season),
        "receiver": shelf(season),
        "books": 5,
        "out_on": ON,
        "back_on": ON + ONE_DAY,
    }
    return Call(_rotation(season), kwargs=typed, owner=season.director)


@action_example("reading.start_trip")
def _(season: Season) -> Call:
    return Call(library(season), shelf(season), kwargs={"due_on": DUE}, owner=season.director)


@action_example("reading.pack_copy")
def _(season: Season) -> Call:
    return Call(_trip(season, "YA"), kwargs={"code": _copy(season, "YB").code}, owner=season.director)


@action_example("reading.unpack_copy")
def _(season: Season) -> Call:
    return Call(_packed(season, "YC"), owner=season.director)


@action_example("reading.send_trip")
def _(season: Season) -> Call:
    return Call(_trip(season, "YD"), kwargs={"on": today()}, owner=season.director)


@action_example("reading.arrive_trip")
def _(season: Season) -> Call:
    return Call(_trip(season, "YE", sent=True), kwargs={"on": today()}, owner=season.director)


@action_example("reading.take_back_trip")
def _(season: Season) -> Call:
    typed = {"on": today(), "codes": [], "counted_back": 5}
    return Call(_trip(season, "YF", sent=True), kwargs=typed, owner=season.director)


@action_example("reading.find_copy")
def _(season: Season) -> Call:
    return Call(_missing(season, "YG"), owner=season.director)


# ── the travelling library ──────────────────────────────────────────────────────────────────────────


@url_example("mobile_list")
def _(season: Season) -> Visit:
    _mobile(season)
    return _own(season, year="2024")


@url_example("mobile_sheet")
def _(season: Season) -> Visit:
    _mobile(season)
    return _own(season, year="2024")


@url_example("mobile_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "on": "2024-04-01",
        "vehicle": "Xe sách",
        "route": "",
        "note": "",
    }
    return _new(season, typed)


@url_example("mobile_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _mobile(season).pk})


@url_example("mobilestop_new")
def _(season: Season) -> list[Visit]:
    return _both(season, _mobile(season).pk, {"library": "", "name": "Trường THCS", "pupils": "90"})


@url_example("mobilephoto_new")
def _(season: Season) -> list[Visit]:
    return _both(season, _mobile(season).pk, {"file": _jpeg(), "caption": ""})


@url_example("mobilephoto_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _photo(season).pk})


@action_example("reading.record_mobile_trip")
def _(season: Season) -> Call:
    return Call(season.commune, kwargs={"on": ON, "vehicle": "Xe tư nhân"}, owner=season.director)


@action_example("reading.add_stop")
def _(season: Season) -> Call:
    return Call(_mobile(season), kwargs={"name": "Mầm non", "pupils": 5}, owner=season.director)


@action_example("reading.add_mobile_photo")
def _(season: Season) -> Call:
    return Call(_mobile(season), jpeg(scene(3)), owner=season.director)


# ── bookcases ───────────────────────────────────────────────────────────────────────────────────────


@url_example("grant_list")
def _(season: Season) -> Visit:
    _grant(season)
    return _own(season)


@url_example("grant_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.hamlet.pk),
        "kind": "hamlet_house",
        "name": "Nhà văn hóa",
        "on": "2024-03-01",
        "books": "100",
        "donor": "Hội Khuyến học",
        "library": "",
        "note": "",
    }
    return _new(season, typed)


@url_example("grant_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _grant(season).pk})


@url_example("grant_shelf")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _grant(season, "Câu lạc bộ").pk}, post={})


@url_example("grantvisit_new")
def _(season: Season) -> list[Visit]:
    typed = {"on": "2024-08-01", "is_used": "on", "books_there": "70", "note": "Có người giữ"}
    return _both(season, _grant(season).pk, typed)


@action_example("reading.record_grant")
def _(season: Season) -> Call:
    typed = {"kind": "school", "name": "Trường", "on": ON, "books": 9, "donor": "Nhà sách"}
    return Call(season.commune, kwargs=typed, owner=season.director)


@action_example("reading.make_shelf")
def _(season: Season) -> Call:
    return Call(_grant(season, "Trạm"), owner=season.director)


@action_example("reading.visit_grant")
def _(season: Season) -> Call:
    typed = {"on": dt.date(2024, 9, 1), "is_used": False, "note": "Khóa cửa"}
    return Call(_grant(season), kwargs=typed, owner=season.director)


# ── culture of reading, requests, statistics, heritage ──────────────────────────────────────────────


@url_example("readingculture_list")
def _(season: Season) -> Visit:
    _assessment(season)
    return _own(season, year="2024")


@url_example("readingculture_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "year": "2023",
        "as_of": "2023-12-01",
        **dict.fromkeys(QUESTIONS, "2"),
        "evidence": "Biên bản",
        "remarks": "",
        "result": "",
    }
    return _new(season, typed)


@url_example("readingculture_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _assessment(season).pk})


@url_example("bookrequest_list")
def _(season: Season) -> Visit:
    _request(season)
    return _own(season)


@url_example("bookrequest_new")
def _(season: Season) -> list[Visit]:
    typed = {"library": str(library(season).pk), "wanted": "Nuôi lươn", "people": "2", "on": "2024-05-05"}
    return _new(season, typed)


@url_example("bookrequest_answer")
def _(season: Season) -> list[Visit]:
    typed = {"state": "met", "answer": "Đã mua", "on": "2024-07-01", "title": ""}
    return _both(season, _request(season).pk, typed)


@url_example("statistics_detail")
def _(season: Season) -> Visit:
    library(season)
    return _own(season, year="2024", period="self")


@url_example("statistics_xlsx")
def _(season: Season) -> Visit:
    library(season)
    return _own(season, year="2024")


@url_example("heritage_detail")
def _(season: Season) -> Visit:
    museum = library_at(season.commune, f"Nhà truyền thống {season.commune.name}", LibraryKind.MUSEUM)
    return Visit(owner=season.director, kwargs={"pk": museum.pk})


@action_example("reading.assess_reading")
def _(season: Season) -> Call:
    typed = {"year": 2024, "as_of": dt.date(2024, 12, 2), "answers": ANSWERS, "evidence": "Sổ"}
    return Call(season.commune, kwargs=typed, owner=season.director)


@action_example("reading.ask_for_book")
def _(season: Season) -> Call:
    return Call(library(season), kwargs={"wanted": "Nấu ăn", "people": 1, "on": ON}, owner=season.director)


@action_example("reading.answer_request")
def _(season: Season) -> Call:
    typed = {"state": "refused", "answer": "Hết kinh phí", "on": dt.date(2024, 6, 1)}
    return Call(_request(season), kwargs=typed, owner=season.director)
