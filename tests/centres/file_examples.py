"""Each address and action of a centre's file with its object and owner. Names hold the commune's, so that a leak is seen."""

import datetime as dt
from dataclasses import replace

from hoctap.centres.board import actions as board
from hoctap.centres.board.models import BoardMeeting, BoardSeat
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.models import Centre
from hoctap.centres.training import actions as trainings
from hoctap.centres.training.models import Trainee, Training
from hoctap.centres.training.rules import TrainingDetails
from hoctap.core.actor import Actor
from tests.centres.hands import centre_at
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season


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
    return Visit(owner=season.director, query={"centre": str(of(season).pk)})


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
        "conclusion": "Mở hai lớp",
    }
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("boardmeeting_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": meeting(season).pk})


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
    return Visit(owner=season.director, query={"centre": str(of(season).pk), "year": "2024"})


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
