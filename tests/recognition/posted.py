"""A season whose road has niêm yết, and what people do at that step."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

from PIL import Image

from hoctap.core.dates import today
from hoctap.criteria.models import Title
from hoctap.recognition.commune_meetings.actions import CommuneMeetingTyped, record_commune_meeting
from hoctap.recognition.complaints.actions import receive_complaint
from hoctap.recognition.models import CommuneMeeting, Complaint, Dossier, Objection, PublicPosting, Road
from hoctap.recognition.posting import actions
from hoctap.recognition.road import shipped_road
from tests import season as steps
from tests.season import Season, Step
from tests.world import World

DAYS = 5


def road_with(world: World, *codes: str, after_submission: bool = False) -> Road:
    """The usual road of the commune with these steps turned on."""
    found = [
        replace(step, is_off=step.is_off and step.code not in codes)
        for step in shipped_road(Title.LEARNING_FAMILY).steps
    ]
    if after_submission:
        posting = next(step for step in found if step.code == "posting")
        found.remove(posting)
        found.insert([step.code for step in found].index("submission") + 1, posting)
    stored = replace(shipped_road(Title.LEARNING_FAMILY), steps=tuple(found)).stored()
    return Road.objects.create(
        title=Title.LEARNING_FAMILY,
        place=world.commune,
        name="Quy trình có niêm yết",
        instrument="Hướng dẫn thử",
        steps=stored["steps"],
        valid_from=dt.date(2020, 1, 1),
        made_by="Thử",
    )


def walk_with_posting(world: World, *, last: Step = steps.review, after_submission: bool = False) -> Season:
    road_with(world, "posting", after_submission=after_submission)
    return steps.walk(world, last=last)


def hang(season: Season, *, whole: bool = False, **other: Any) -> PublicPosting:
    """Up so long that its days are over, unless a day is given."""
    usual: dict[str, Any] = {
        "from_on": dt.date(2024, 10, 10),
        "days": DAYS,
        "venues": ["house", "board"],
        "venue_note": "",
    }
    hamlet = None if whole else season.hamlet
    return actions.post_list(season.round, hamlet, **{**usual, **other}, by=season.by(season.officer))


def object_to(season: Season, dossier: Dossier, **other: Any) -> Objection:
    usual: dict[str, Any] = {
        "content": "Hộ này không dự lớp nào",
        "received_on": today(),
        "handler": "Bà Lan",
        "from_whom": "Ông Tố Giác",
    }
    return actions.receive_objection(dossier, **{**usual, **other}, by=season.by(season.officer))


def answer(season: Season, objection: Objection, **other: Any) -> Objection:
    usual: dict[str, Any] = {"outcome": "keep", "answer": "Đã xem sổ lớp", "answered_on": today()}
    return actions.answer_objection(objection, **{**usual, **other}, by=season.by(season.officer))


def photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    return content.getvalue()


def commune_meets(season: Season, **other: Any) -> CommuneMeeting:
    usual: dict[str, Any] = {
        "held_on": dt.date(2024, 11, 6),
        "venue": "Hội trường xã",
        "chair": "Lê Quang Minh",
        "secretary": "Nguyễn Thị Ghi",
        "members": "Nguyễn Thị Lan, Chủ tịch Hội Khuyến học xã\nLê Văn Mặt Trận, Chủ tịch Mặt trận xã",
        "votes_for": 2,
    }
    typed = CommuneMeetingTyped(**{**usual, **other})
    return record_commune_meeting(season.round, typed, by=season.by(season.officer))


def complain(season: Season, **other: Any) -> Complaint:
    usual: dict[str, Any] = {
        "dossier_id": season.dossiers[0].pk,
        "complainant": "Bà Khiếu",
        "received_on": today(),
        "content": "Không đồng ý với kết quả",
        "authority": "Chủ tịch UBND xã",
        "due_on": None,
    }
    return receive_complaint(season.decision, **{**usual, **other}, by=season.by(season.officer))
