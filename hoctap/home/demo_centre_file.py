"""The file of a learning centre in the demonstration: a board with a post that is vacant, speakers, a teacher asked of a school. Invented people."""

import datetime as dt
from decimal import Decimal

from hoctap.centres.actions import register_centre
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.facts import actions as facts
from hoctap.centres.models import Centre, Topic
from hoctap.centres.storing import load_shipped_topics
from hoctap.centres.teaching import actions as teaching
from hoctap.centres.teaching.rules import RequestDetails, SpeakerDetails
from hoctap.centres.training import actions as trainings
from hoctap.centres.training.rules import TrainingDetails
from hoctap.core.actor import Actor
from hoctap.places.models import Organisation, OrganisationKind, Place

_APPOINTED = dt.date(2025, 7, 10)


def add(commune: Place, by: Actor) -> Centre:
    """To the centre that stands in the commune, or a new one."""
    load_shipped_topics()
    centre = Centre.objects.filter(organisation__place=commune, organisation__valid_to__isnull=True).first()
    if centre is None:
        centre = register_centre(
            commune,
            f"Trung tâm Văn hóa – Học tập cộng đồng {commune.full_name}",
            founded_on=dt.date(2025, 7, 1),
            founded_by="12/QĐ-UBND",
            by=by,
        )
    _board(centre, by)
    _teaching(centre, by)
    facts.record_fact(
        centre, "building", has=False, since=dt.date(2025, 7, 1), source="Dùng chung hội trường UBND", by=by
    )
    return centre


def _board(centre: Centre, by: Actor) -> None:
    association = Organisation.objects.filter(
        place=centre.place, kind=OrganisationKind.ASSOCIATION, valid_to__isnull=True
    ).first()
    people = (
        ("director", "Lương Quốc Bảo", "Phó Chủ tịch UBND xã", None),
        ("deputy", "Kiều Thị Hạnh", "Chủ tịch Hội Khuyến học xã", association),
        ("secretary", "Tô Minh Nhựt", "Công chức Văn hóa – Xã hội", None),
    )
    seats = [
        board.seat_member(
            centre,
            SeatDetails(role, name, _APPOINTED, "15/QĐ-UBND", _APPOINTED, dt.date(2030, 7, 10), title),
            organisation=organisation,
            by=by,
        )
        for role, name, title, organisation in people
    ]
    board.record_board_meeting(
        centre,
        on=dt.date(2025, 8, 5),
        chaired_by=seats[0].full_name,
        secretary=seats[2].full_name,
        present=seats,
        agenda="Phân công nhiệm vụ; việc quý IV",
        conclusion="Mở lớp xóa mù chữ ở một ấp\nĐề nghị UBND xã cử phó giám đốc là lãnh đạo trường học",
        by=by,
    )
    course = trainings.record_training(
        centre,
        TrainingDetails(
            "workshop",
            "Quản lý hồ sơ trung tâm trên máy tính",
            dt.date(2025, 9, 15),
            dt.date(2025, 9, 16),
            organiser="Hội Khuyến học tỉnh",
            is_it=True,
            hours=16,
        ),
        by=by,
    )
    trainings.finish_training(trainings.add_trainee(course, seat=seats[1], by=by), by=by)
    trainings.add_trainee(course, seat=seats[2], by=by)


def _teaching(centre: Centre, by: Actor) -> None:
    topics = {one.code: one for one in Topic.objects.filter(place__isnull=True, parent__isnull=False)}
    crops, *_ = (topics[code] for code in ("crops", *topics) if code in topics)
    teaching.register_speaker(
        centre.place,
        SpeakerDetails("Đoàn Văn Lúa", "speaker", title="Kỹ sư, Trạm Khuyến nông", is_core=True),
        topics=[crops],
        by=by,
    )
    helper = teaching.register_speaker(
        centre.place,
        SpeakerDetails("Ngụy Thị Thơ", "volunteer", expertise="Đọc sách cho trẻ em, giúp trông lớp"),
        by=by,
    )
    teaching.record_help(
        helper, on=dt.date(2025, 10, 4), what="Ngày hội đọc sách", hours=Decimal("2.5"), rating=5, by=by
    )
    teaching.ask_for_teacher(
        centre,
        crops,
        RequestDetails(
            "Lớp xóa mù chữ buổi tối",
            dt.date(2025, 8, 10),
            dt.date(2025, 9, 8),
            dt.date(2025, 12, 20),
            30,
            school="Trường Tiểu học của xã",
        ),
        by=by,
    )
