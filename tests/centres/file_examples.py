"""Each address and action of a centre's file with its object and owner. Names hold the commune's, so that a leak is seen."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.centres import actions as centres
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import MinutesDetails, SeatDetails
from hoctap.centres.facts import actions as facts
from hoctap.centres.merging import actions as merging
from hoctap.centres.models import (
    BoardMeeting,
    BoardSeat,
    Centre,
    CentreMerger,
    Guidance,
    Regulation,
    Speaker,
    TeacherRequest,
    Trainee,
    Training,
)
from hoctap.centres.teaching import actions as teaching
from hoctap.centres.teaching.rules import RequestDetails, SpeakerDetails
from hoctap.centres.training import actions as trainings
from hoctap.centres.training.rules import TrainingDetails
from hoctap.core.actor import Actor
from tests.centres.hands import centre_at, topic
from tests.examples import Call, Visit, action_example, url_example
from tests.season import SCAN, Season


def of(season: Season) -> Centre:
    return centre_at(season.commune)


def by(season: Season) -> Actor:
    return season.by(season.director)


# ---------------------------------------------------------------- board
def seat_details(season: Season, role: str = "deputy", name: str = "Người giữ ghế") -> SeatDetails:
    return SeatDetails(
        role=role,
        full_name=f"{name} ở {season.commune.name}",
        starts_on=dt.date(2024, 1, 1),
        decision_number=f"12/QĐ-UBND {season.commune.name}",
        decision_on=dt.date(2023, 12, 20),
        term_ends_on=dt.date(2026, 1, 1),
    )


def seat(season: Season, role: str = "deputy", name: str = "Người giữ ghế") -> BoardSeat:
    details = seat_details(season, role, name)
    found = BoardSeat.objects.filter(centre=of(season), full_name=details.full_name).first()
    return found or board.seat_member(of(season), details, by=by(season))


def meeting(season: Season) -> BoardMeeting:
    found = BoardMeeting.objects.filter(centre=of(season)).first()
    return found or board.record_board_meeting(
        of(season), **_meeting(season), present=_present(season), by=by(season)
    )


def _meeting(season: Season) -> dict[str, object]:
    return {
        "on": dt.date(2024, 5, 6),
        "chaired_by": f"Chủ trì {season.commune.name}",
        "agenda": "Việc quý III",
        "conclusion": f"Mở hai lớp ở {season.commune.name}",
    }


def _present(season: Season) -> list[BoardSeat]:
    return [seat(season), seat(season, "member", "Ủy viên")]


@url_example("seat_list")
def _(season: Season) -> Visit:
    seat(season)
    meeting(season)
    return Visit(owner=season.director, query={"centre": of(season).pk})


@url_example("seat_new")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": of(season).pk}
    typed = {
        "role": "director",
        "full_name": f"Giám đốc {season.commune.name}",
        "title": "Phó Chủ tịch UBND",
        "organisation": "",
        "user": "",
        "duties": "Phụ trách chung",
        "decision_number": "15/QĐ-UBND",
        "decision_on": "2024-02-01",
        "starts_on": "2024-02-01",
        "term_ends_on": "",
    }
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("seat_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": seat(season).pk})


@url_example("seat_renew")
def _(season: Season) -> Visit:
    typed = {
        "starts_on": "2026-01-01",
        "term_ends_on": "2028-01-01",
        "decision_number": "3/QĐ-UBND",
        "decision_on": "2025-12-20",
    }
    return Visit(owner=season.director, kwargs={"pk": seat(season).pk}, post=typed)


@url_example("seat_end")
def _(season: Season) -> Visit:
    typed = {"on": "2025-01-01", "why": "Chuyển công tác", "decision": "9/QĐ-UBND"}
    return Visit(owner=season.director, kwargs={"pk": seat(season).pk}, post=typed)


@url_example("seat_review")
def _(season: Season) -> Visit:
    typed = {"year": "2024", "level": "done", "text": "Đã mở hai lớp"}
    return Visit(owner=season.director, kwargs={"pk": seat(season).pk}, post=typed)


@url_example("quota_new")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": of(season).pk}
    typed = {
        "role": "member",
        "posts": "3",
        "decision_number": "20/QĐ-UBND",
        "decision_on": "2024-02-01",
        "from_on": "2024-03-01",
    }
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("boardmeeting_new")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": of(season).pk}
    typed = {
        "on": "2024-06-03",
        "chaired_by": "Giám đốc",
        "secretary": "Thư ký",
        "present": [str(one.pk) for one in _present(season)],
        "guests": "",
        "agenda": "Việc quý III",
        "discussion": "Lớp tối thuận hơn",
        "conclusion": "Mở hai lớp",
        "tasks": "Thư ký xếp lịch trước ngày 15",
    }
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("boardmeeting_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": meeting(season).pk})


_MINUTES = {
    "secretary": "Bà Thư Ký",
    "held_at": "Phòng họp",
    "starts_at": "08:00",
    "ends_at": "09:30",
    "discussion": "Lớp tối thuận hơn",
    "tasks": "Thư ký xếp lịch",
}


@url_example("boardmeeting_minutes")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": meeting(season).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=_MINUTES),
    ]


@action_example("centres.write_board_minutes")
def _(season: Season) -> Call:
    return Call(meeting(season), MinutesDetails("Bà Thư Ký"), owner=season.director)


@action_example("centres.seat_member")
def _(season: Season) -> Call:
    return Call(of(season), seat_details(season, "director", "Giám đốc"), owner=season.director)


@action_example("centres.renew_seat")
def _(season: Season) -> Call:
    kwargs = {
        "starts_on": dt.date(2026, 1, 1),
        "term_ends_on": None,
        "decision_number": "3/QĐ-UBND",
        "decision_on": dt.date(2025, 12, 20),
    }
    return Call(seat(season), kwargs=kwargs, owner=season.director)


@action_example("centres.end_seat")
def _(season: Season) -> Call:
    return Call(
        seat(season), kwargs={"on": dt.date(2025, 1, 1), "why": "Chuyển công tác"}, owner=season.director
    )


@action_example("centres.review_year")
def _(season: Season) -> Call:
    kwargs = {"year": 2024, "level": "done", "text": "Đã mở hai lớp"}
    return Call(seat(season), kwargs=kwargs, owner=season.director)


@action_example("centres.approve_posts")
def _(season: Season) -> Call:
    kwargs = {
        "posts": 3,
        "decision_number": "20/QĐ-UBND",
        "decision_on": dt.date(2024, 2, 1),
        "from_on": dt.date(2024, 3, 1),
    }
    return Call(of(season), "member", kwargs=kwargs, owner=season.director)


@action_example("centres.record_board_meeting")
def _(season: Season) -> Call:
    kwargs = {**_meeting(season), "present": _present(season)}
    return Call(of(season), kwargs=kwargs, owner=season.director)


# ---------------------------------------------------------------- training
def training(season: Season) -> Training:
    found = Training.objects.filter(centre=of(season)).first()
    return found or trainings.record_training(of(season), training_details(season), by=by(season))


def training_details(season: Season) -> TrainingDetails:
    return TrainingDetails(
        kind="course",
        name=f"Tin học ở {season.commune.name}",
        starts_on=dt.date(2024, 5, 6),
        ends_on=dt.date(2024, 5, 7),
        organiser=f"Hội Khuyến học {season.commune.name}",
        is_it=True,
        hours=16,
    )


def trainee(season: Season) -> Trainee:
    name = f"Học viên {season.commune.name}"
    found = Trainee.objects.filter(training=training(season)).first()
    return found or trainings.add_trainee(training(season), name, by=by(season))


_TRAINING = {
    "kind": "course",
    "name": "Tin học căn bản",
    "organiser": "Sở GDĐT",
    "is_it": "on",
    "starts_on": "2024-05-06",
    "ends_on": "2024-05-07",
    "hours": "16",
}


@url_example("training_list")
def _(season: Season) -> Visit:
    trainee(season)
    return Visit(owner=season.director, query={"centre": of(season).pk, "year": "2024"})


@url_example("training_new")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": of(season).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=_TRAINING),
    ]


@url_example("training_detail")
def _(season: Season) -> Visit:
    trainee(season)
    return Visit(owner=season.director, kwargs={"pk": training(season).pk})


@url_example("training_edit")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": training(season).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=_TRAINING),
    ]


@url_example("trainee_add")
def _(season: Season) -> Visit:
    typed = {"seat": "", "full_name": "Người mới học", "title": "Hội viên"}
    return Visit(owner=season.director, kwargs={"pk": training(season).pk}, post=typed)


@url_example("trainee_finish")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": trainee(season).pk}, post={"certificate": "Số 12"})


@url_example("trainee_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": trainee(season).pk}, post={})


@action_example("centres.record_training")
def _(season: Season) -> Call:
    return Call(of(season), training_details(season), owner=season.director)


@action_example("centres.edit_training")
def _(season: Season) -> Call:
    return Call(training(season), replace(training_details(season), hours=8), owner=season.director)


@action_example("centres.add_trainee")
def _(season: Season) -> Call:
    return Call(training(season), "Người mới học", owner=season.director)


@action_example("centres.finish_training")
def _(season: Season) -> Call:
    return Call(trainee(season), owner=season.director)


@action_example("centres.drop_trainee")
def _(season: Season) -> Call:
    return Call(trainee(season), owner=season.director)


# ---------------------------------------------------------------- speakers, teachers of schools
def speaker_details(season: Season, name: str = "Báo cáo viên") -> SpeakerDetails:
    commune = season.commune.name
    return SpeakerDetails(
        full_name=f"{name} {commune}",
        kind="speaker",
        title=f"Kỹ sư ở {commune}",
        phone="0901234567",
        expertise=f"Trồng lúa {commune}",
    )


def speaker(season: Season) -> Speaker:
    details = speaker_details(season)
    found = Speaker.objects.filter(place=season.commune, full_name=details.full_name).first()
    return found or teaching.register_speaker(season.commune, details, topics=[topic()], by=by(season))


_SPEAKER = {
    "kind": "volunteer",
    "full_name": "Tình nguyện viên mới",
    "title": "Giáo viên nghỉ hưu",
    "phone": "0907654321",
    "expertise": "Trông lớp",
    "availability": "Chủ nhật",
    "is_core": "on",
    "started_on": "2024-01-01",
}


def request_details(season: Season) -> RequestDetails:
    return RequestDetails(
        title=f"Xóa mù chữ {season.commune.name}",
        asked_on=dt.date(2025, 8, 1),
        from_on=dt.date(2025, 9, 1),
        to_on=dt.date(2025, 12, 1),
        sessions_wanted=2,
        school=f"Trường {season.commune.name} 1",
    )


def request(season: Season, state: str = "asked") -> TeacherRequest:
    found = TeacherRequest.objects.filter(centre=of(season), state=state).first()
    if found:
        return found
    row = teaching.ask_for_teacher(of(season), topic(), request_details(season), by=by(season))
    steps = ("asked", "forwarded", "assigned", "confirmed")
    for step in steps[1 : steps.index(state) + 1]:
        if step == "forwarded":
            teaching.forward_request(row, on=dt.date(2025, 8, 5), paper="1/UBND", by=by(season))
        elif step == "assigned":
            name = f"Cô giáo {season.commune.name}"
            teaching.assign_teacher(row, on=dt.date(2025, 8, 8), teacher_name=name, by=by(season))
        else:
            teaching.confirm_teacher(row, on=dt.date(2025, 8, 9), schedule="Tối thứ ba", by=by(season))
    row.refresh_from_db()
    return row


@url_example("speaker_list")
def _(season: Season) -> Visit:
    speaker(season)
    return Visit(owner=season.director, query={"centre": of(season).pk})


@url_example("speaker_new")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": of(season).pk}
    typed = {**_SPEAKER, "topics": [str(topic().pk)]}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("speaker_detail")
def _(season: Season) -> Visit:
    request(season, "assigned")
    return Visit(owner=season.director, kwargs={"pk": speaker(season).pk})


@url_example("speaker_edit")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": speaker(season).pk}
    typed = {**_SPEAKER, "topics": [str(topic().pk)]}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("speaker_help")
def _(season: Season) -> Visit:
    typed = {"on": "2025-03-01", "what": "Ngày hội đọc sách", "hours": "2,5", "rating": "5"}
    return Visit(owner=season.director, kwargs={"pk": speaker(season).pk}, post=typed)


@url_example("speaker_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": speaker(season).pk}, post={"on": "2025-03-01"})


@url_example("teacherrequest_list")
def _(season: Season) -> Visit:
    request(season)
    return Visit(owner=season.director, query={"centre": of(season).pk})


@url_example("teacherrequest_new")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": of(season).pk}
    typed = {
        "topic": str(topic().pk),
        "title": "Xóa mù chữ",
        "asked_on": "2025-08-01",
        "from_on": "2025-09-01",
        "to_on": "2025-12-01",
        "sessions_wanted": "2",
        "school": "Trường Tiểu học",
        "wishes": "Giáo viên tiểu học",
    }
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("teacherrequest_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": request(season, "assigned").pk})


@url_example("teacherrequest_forward")
def _(season: Season) -> Visit:
    typed = {"on": "2025-08-05", "paper": "12/UBND", "school": "Trường Tiểu học"}
    return Visit(owner=season.chair, kwargs={"pk": request(season).pk}, post=typed)


@url_example("teacherrequest_refuse")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.chair, kwargs={"pk": request(season).pk}, post={"why": "Trường thiếu giáo viên"}
    )


@url_example("teacherrequest_assign")
def _(season: Season) -> Visit:
    typed = {
        "on": "2025-08-08",
        "teacher": "",
        "teacher_name": "Cô Ba",
        "school": "Trường Tiểu học",
        "paper": "3/TH",
    }
    return Visit(owner=season.director, kwargs={"pk": request(season, "forwarded").pk}, post=typed)


@url_example("teacherrequest_confirm")
def _(season: Season) -> Visit:
    typed = {"on": "2025-08-09", "schedule": "Tối thứ ba"}
    return Visit(owner=season.director, kwargs={"pk": request(season, "assigned").pk}, post=typed)


@url_example("teacherrequest_teach")
def _(season: Season) -> Visit:
    typed = {"on": "2025-09-02", "content": "Bài 1"}
    return Visit(owner=season.director, kwargs={"pk": request(season, "confirmed").pk}, post=typed)


@url_example("teacherrequest_finish")
def _(season: Season) -> Visit:
    row = request(season, "confirmed")
    if not row.sessions.exists():
        teaching.record_session(row, on=dt.date(2025, 9, 2), content="Bài 1", by=by(season))
    return Visit(owner=season.director, kwargs={"pk": row.pk}, post={"why": "Lớp nghỉ sớm"})


@url_example("teacherrequest_close")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": request(season).pk}, post={"why": "Không mở lớp"})


@action_example("centres.register_speaker")
def _(season: Season) -> Call:
    details = speaker_details(season, "Người mới")
    return Call(season.commune, details, kwargs={"topics": [topic()]}, owner=season.director)


@action_example("centres.edit_speaker")
def _(season: Season) -> Call:
    details = replace(speaker_details(season), title="Tiến sĩ")
    return Call(speaker(season), details, kwargs={"topics": [topic()]}, owner=season.director)


@action_example("centres.end_speaker")
def _(season: Season) -> Call:
    return Call(speaker(season), kwargs={"on": dt.date(2025, 3, 1)}, owner=season.director)


@action_example("centres.record_help")
def _(season: Season) -> Call:
    kwargs = {"on": dt.date(2025, 3, 1), "what": "Ngày hội đọc sách", "hours": Decimal(2)}
    return Call(speaker(season), kwargs=kwargs, owner=season.director)


@action_example("centres.ask_for_teacher")
def _(season: Season) -> Call:
    return Call(of(season), topic(), request_details(season), owner=season.director)


@action_example("centres.forward_request")
def _(season: Season) -> Call:
    return Call(request(season), kwargs={"on": dt.date(2025, 8, 5)}, owner=season.chair)


@action_example("centres.refuse_request")
def _(season: Season) -> Call:
    return Call(request(season), kwargs={"why": "Trường thiếu giáo viên"}, owner=season.chair)


@action_example("centres.assign_teacher")
def _(season: Season) -> Call:
    kwargs = {"on": dt.date(2025, 8, 8), "teacher_name": "Cô Ba"}
    return Call(request(season, "forwarded"), kwargs=kwargs, owner=season.director)


@action_example("centres.confirm_teacher")
def _(season: Season) -> Call:
    kwargs = {"on": dt.date(2025, 8, 9), "schedule": "Tối thứ ba"}
    return Call(request(season, "assigned"), kwargs=kwargs, owner=season.director)


@action_example("centres.record_session")
def _(season: Season) -> Call:
    kwargs = {"on": dt.date(2025, 9, 2), "content": "Bài 1"}
    return Call(request(season, "confirmed"), kwargs=kwargs, owner=season.director)


@action_example("centres.finish_request")
def _(season: Season) -> Call:
    row = request(season, "confirmed")
    teaching.record_session(row, on=dt.date(2025, 9, 3), content="Bài 2", by=by(season))
    return Call(row, kwargs={"why": "Lớp nghỉ sớm"}, owner=season.director)


@action_example("centres.close_request")
def _(season: Season) -> Call:
    return Call(request(season), kwargs={"why": "Không mở lớp"}, owner=season.director)


# ---------------------------------------------------------------- the file itself
def guidance(season: Season) -> Guidance:
    found = Guidance.objects.filter(place=season.commune).first()
    return found or facts.add_guidance(
        season.commune,
        year=2025,
        title=f"Hướng dẫn của {season.commune.name}",
        issuer=f"UBND {season.commune.name}",
        content=SCAN + f"% {season.commune.name}\n".encode(),
        by=by(season),
    )


def regulation(season: Season) -> Regulation:
    found = Regulation.objects.filter(centre=of(season)).first()
    return found or facts.file_regulation(
        of(season),
        SCAN + f"% quy chế {season.commune.name}\n".encode(),
        number=f"01/QC-TTHTCĐ {season.commune.name}",
        issued_on=dt.date(2024, 3, 1),
        by=by(season),
    )


def second_centre(season: Season) -> Centre:
    name = f"Trung tâm cơ sở hai {season.commune.name}"
    found = Centre.objects.filter(organisation__name=name).first()
    return found or centres.register_centre(season.commune, name, by=by(season))


_MERGER = {"decision_number": "30/QĐ-UBND", "decision_on": dt.date(2025, 8, 1), "on": dt.date(2025, 9, 1)}
_FACT = {"has": True, "since": dt.date(2024, 3, 1), "source": "Giấy chứng nhận"}


def merger(season: Season) -> CentreMerger:
    found = CentreMerger.objects.filter(successor__organisation__place=season.commune).first()
    if found is not None:
        return found
    name = f"Trung tâm nhập vào {season.commune.name}, số {Centre.objects.count()}"
    other = centres.register_centre(season.commune, name, by=by(season))
    return merging.merge_centres(of(season), [other], **_MERGER, by=by(season))


def _both(season: Season, kwargs: dict[str, object], post: dict[str, object]) -> list[Visit]:
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=post),
    ]


@url_example("centre_file")
def _(season: Season) -> Visit:
    regulation(season)
    facts.record_fact(of(season), "seal", **_FACT, by=by(season))
    return Visit(owner=season.director, kwargs={"pk": of(season).pk})


@url_example("fact_new")
def _(season: Season) -> list[Visit]:
    typed = {"kind": "account", "has": "yes", "since": "2024-03-01", "source": "Kho bạc"}
    return _both(season, {"pk": of(season).pk}, typed)


@url_example("centre_name")
def _(season: Season) -> list[Visit]:
    typed = {
        "what": "rename",
        "name": "Trung tâm tên mới",
        "from_on": "",
        "on": "2025-09-01",
        "decision": "5/QĐ",
    }
    return _both(season, {"pk": of(season).pk}, typed)


@url_example("centre_founding")
def _(season: Season) -> list[Visit]:
    typed = {
        "founded_by": "347/QĐ",
        "founded_on": "2014-03-01",
        "scheme": "Đề án thành lập",
        "symbol": "TTHTCĐ",
    }
    return _both(season, {"pk": of(season).pk}, typed)


@url_example("regulation_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "number": "02/QC",
        "issued_on": "2024-04-01",
        "file": SimpleUploadedFile("quy-che.pdf", SCAN, content_type="application/pdf"),
    }
    return _both(season, {"pk": of(season).pk}, typed)


@url_example("regulation_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": regulation(season).pk})


@url_example("guidance_list")
def _(season: Season) -> Visit:
    guidance(season)
    return Visit(owner=season.director, query={"year": "2025"}, own_page=True)


@url_example("guidance_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "year": "2025",
        "title": "Hướng dẫn",
        "issuer": "Sở GDĐT",
        "number": "4/HD",
        "issued_on": "2025-01-05",
        "topics": [],
        "ways": "Lồng ghép",
        "file": SimpleUploadedFile("huong-dan.pdf", SCAN, content_type="application/pdf"),
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("guidance_detail")
def _(season: Season) -> list[Visit]:
    typed = {"centre": str(of(season).pk), "copies": "10", "handed_to": "Tổ trưởng các Tổ"}
    return _both(season, {"pk": guidance(season).pk}, typed)


@url_example("guidance_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": guidance(season).pk})


@url_example("merger_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "centres": [str(second_centre(season).pk)],
        "decision_number": "30/QĐ-UBND",
        "decision_on": "2025-08-01",
        "on": "2025-09-01",
    }
    return _both(season, {"pk": of(season).pk}, typed)


@url_example("merger_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": merger(season).pk})


@url_example("standing_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "kind": "suspended",
        "on": "2025-09-01",
        "decision_number": "31/QĐ-UBND",
        "decision_on": "2025-08-01",
        "why": "Không hoạt động",
    }
    return _both(season, {"pk": of(season).pk}, typed)


@url_example("compliance_list")
def _(season: Season) -> Visit:
    regulation(season)
    return Visit(owner=season.director, query={"centre": of(season).pk})


@url_example("centrebook_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, query={"centre": of(season).pk})


@url_example("centrebook_print")
def _(season: Season) -> Visit:
    seat(season)
    kwargs = {"pk": of(season).pk, "code": "board", "form": "docx"}
    return Visit(owner=season.director, kwargs=kwargs)


@action_example("centres.record_fact")
def _(season: Season) -> Call:
    return Call(of(season), "building", kwargs=_FACT, owner=season.director)


@action_example("centres.rename_centre")
def _(season: Season) -> Call:
    kwargs = {"on": dt.date(2025, 9, 1), "decision": "5/QĐ"}
    return Call(of(season), "Trung tâm tên mới", kwargs=kwargs, owner=season.director)


@action_example("centres.add_former_name")
def _(season: Season) -> Call:
    return Call(of(season), "Trung tâm tên xưa", kwargs={"on": dt.date(2010, 1, 1)}, owner=season.director)


@action_example("centres.edit_founding")
def _(season: Season) -> Call:
    kwargs = {"founded_on": dt.date(2014, 3, 1), "founded_by": "347/QĐ", "scheme": "Đề án", "symbol": ""}
    return Call(of(season), kwargs=kwargs, owner=season.director)


@action_example("centres.file_regulation")
def _(season: Season) -> Call:
    kwargs = {"number": "02/QC", "issued_on": dt.date(2024, 4, 1)}
    return Call(of(season), SCAN, kwargs=kwargs, owner=season.director)


@action_example("centres.add_guidance")
def _(season: Season) -> Call:
    kwargs = {"year": 2025, "title": "Hướng dẫn", "issuer": "Sở GDĐT"}
    return Call(season.commune, kwargs=kwargs, owner=season.director)


@action_example("centres.confirm_guidance")
def _(season: Season) -> Call:
    return Call(guidance(season), of(season), owner=season.director)


@action_example("centres.merge_centres")
def _(season: Season) -> Call:
    return Call(of(season), [second_centre(season)], kwargs=_MERGER, owner=season.director)


@action_example("centres.record_standing")
def _(season: Season) -> Call:
    return Call(of(season), "suspended", kwargs={**_MERGER, "why": "Không hoạt động"}, owner=season.director)
