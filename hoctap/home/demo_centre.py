"""The year of a learning centre in the demonstration: who leads and teaches, what people asked for, the approved programme, what was held."""

import datetime as dt
from itertools import islice
from uuid import UUID

from hoctap.centres.board.actions import seat_member
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.facts.actions import record_fact
from hoctap.centres.models import Centre, Topic
from hoctap.centres.storing import load_shipped_topics
from hoctap.centres.teaching.actions import register_speaker
from hoctap.centres.teaching.rules import SpeakerDetails
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.permissions import Role
from hoctap.home.demo_logins import actor_at
from hoctap.learning.activities.actions import (
    ActivityDetails,
    Involved,
    cancel_activity,
    plan_activity,
    record_activity,
)
from hoctap.learning.attendance.actions import take_roll
from hoctap.learning.clubs.actions import ClubTyped, count_members, record_meeting, register_club
from hoctap.learning.events.actions import EventTyped, record_event
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Activity, ActivityKind, Programme, ProgrammeLine, TargetGroup
from hoctap.learning.programmes.actions import (
    LineDetails,
    add_line,
    approve_programme,
    start_programme,
    submit_programme,
)
from hoctap.partners.actions import Promise, add_agreement, add_partners, record_commitments
from hoctap.partners.models import AgreementKind
from hoctap.partners.rules import AgreementTyped
from hoctap.people.models import HouseholdMember
from hoctap.places.models import Level, Place
from hoctap.surveys.campaigns.actions import close_campaign, make_campaign, open_campaign
from hoctap.surveys.campaigns.rules import CampaignDetails
from hoctap.surveys.models import Need
from hoctap.surveys.tallies.actions import record_tally
from hoctap.surveys.tallies.rules import Line, TallyDetails

DIRECTOR = "Lâm Thị Ngọc Sương"
CHAIR = "Bùi Minh Quang"
SEATED = dt.date(2025, 7, 15)
WOMEN = "Hội Liên hiệp Phụ nữ xã"
FARMERS = "Hội Nông dân xã"
TEACHER = "Kỹ sư Đinh Hoàng Phước"
LAWYER = "Trần Thị Cẩm Tiên"


def add(centre: Centre) -> None:
    """Days are told from today: what is over is over, what comes is still to come."""
    commune = centre.place
    load_shipped_topics()
    director = actor_at(commune, DIRECTOR, "Giám đốc trung tâm", Role.CENTRE_DIRECTOR)
    chair = actor_at(commune, CHAIR, "Chủ tịch UBND xã", Role.CHAIR)
    _people(centre, director)
    needs = _asked(centre, director)
    lines = _programme(centre, needs, director, chair)
    _held(centre, lines, director)
    _club(commune, director)
    _partner(commune, director)


def _topic(code: str) -> Topic:
    return Topic.objects.get(place__isnull=True, code=code)


def _hamlets(commune: Place) -> list[Place]:
    rows = Place.objects.filter(parent=commune, level=Level.HAMLET, valid_to__isnull=True)
    return list(rows.order_by("sort_key"))


def _people(centre: Centre, by: Actor) -> None:
    for role, name, title in (
        ("director", DIRECTOR, "Phó Chủ tịch UBND xã"),
        ("deputy", "Trương Ngọc Liên", "Chủ tịch Hội Khuyến học xã"),
        ("accountant", "Hồ Kim Yến", "Kế toán UBND xã"),
    ):
        seat = SeatDetails(
            role, name, SEATED, "112/QĐ-UBND", SEATED, SEATED.replace(year=SEATED.year + 5), title
        )
        seat_member(centre, seat, by=by)
    for name, title, code in (
        (TEACHER, "Cán bộ khuyến nông", "crops"),
        (LAWYER, "Công chức Tư pháp – Hộ tịch", "law-dissemination"),
    ):
        speaker = SpeakerDetails(name, "speaker", title, is_core=True, started_on=SEATED)
        register_speaker(centre.place, speaker, topics=[_topic(code)], by=by)
    for kind, has in (("seal", True), ("account", False)):
        record_fact(centre, kind, has=has, since=SEATED, source="Hồ sơ thành lập trung tâm", by=by)


def _asked(centre: Centre, by: Actor) -> list[Need]:
    """By a show of hands in two ấp."""
    day = today()
    campaign = make_campaign(
        centre,
        CampaignDetails(
            title=f"Khảo sát nhu cầu học tập năm {day.year}",
            year=day.year,
            opens_on=max(day - 30 * ONE_DAY, day.replace(month=1, day=1)),
            closes_on=day,
            channels=("tally",),
            organiser=centre.name,
        ),
        by=by,
    )
    open_campaign(campaign, by=by)
    asked = [("crops", 14), ("law-dissemination", 9), ("elderly-health", 6)]
    for at, hamlet in enumerate(_hamlets(centre.place)[:2]):
        lines = [Line(str(_topic(code).pk), "", hands - 3 * at) for code, hands in asked[: 3 - at]]
        record_tally(campaign, hamlet, TallyDetails(day, 18 - 2 * at, 15, "", lines), by=by)
    return close_campaign(campaign, by=by)


def _programme(centre: Centre, needs: list[Need], director: Actor, chair: Actor) -> dict[str, ProgrammeLine]:
    """The need for dưỡng sinh stays uncovered, so that a gap is to be seen."""
    day = today()
    programme: Programme = start_programme(centre, day.year, by=director)
    lines = {}
    for code, kind, title, group, times, people in (
        ("crops", ActivityKind.CLASS, "Kỹ thuật trồng sen lấy hạt", TargetGroup.FARMERS, 1, 30),
        (
            "law-dissemination",
            ActivityKind.EMBEDDED,
            "Luật Đất đai và những điều cần biết",
            TargetGroup.EVERYBODY,
            2,
            80,
        ),
        ("short-vocational", ActivityKind.TALK, "Đan lục bình xuất khẩu", TargetGroup.WOMEN, 1, 25),
    ):
        details = LineDetails(
            kind=kind,
            topic=_topic(code),
            title=title,
            target_group=group.value,
            place=centre.place,
            month_from=day.month,
            month_to=12,
            times=times,
            people=people,
        )
        lines[code] = add_line(
            programme, details, needs=[one for one in needs if one.topic_id == details.topic.pk], by=director
        )
    submit_programme(programme, by=director)
    approve_programme(programme, by=chair)
    # As they stand now: classes may be set for the lines of an approved programme.
    return {code: ProgrammeLine.objects.get(pk=line.pk) for code, line in lines.items()}


def _held(centre: Centre, lines: dict[str, ProgrammeLine], by: Actor) -> None:
    day, commune, hamlets = today(), centre.place, _hamlets(centre.place)

    def planned(code: str, where: Place, on: list[dt.date], involved: Involved) -> Activity:
        line = lines[code]
        details = ActivityDetails(
            kind=ActivityKind(line.kind),
            topic=line.topic,
            place=where,
            title=line.title,
            target_group=line.target_group,
            centre=centre,
            form="embedded" if line.kind == ActivityKind.EMBEDDED else "in_person",
            line=line,
        )
        return plan_activity(commune, details, involved, on, by=by)

    crops = planned("crops", hamlets[0], [day, day + 7 * ONE_DAY], Involved((), (FARMERS,), (TEACHER,)))
    take_roll(crops.sessions.get(number=1), _some_of(hamlets[0], 6), by=by)
    law = ActivityDetails(
        kind=ActivityKind.EMBEDDED,
        topic=_topic("law-dissemination"),
        place=hamlets[1],
        title=lines["law-dissemination"].title,
        form="embedded",
        centre=centre,
        line=lines["law-dissemination"],
    )
    record_activity(
        commune,
        law,
        Involved((WOMEN,), (FARMERS,), (LAWYER,)),
        day - 12 * ONE_DAY,
        [Heads(17, "m"), Heads(35, "f")],
        by=by,
    )
    planned("law-dissemination", hamlets[0], [day + 10 * ONE_DAY], Involved((WOMEN,), (), (LAWYER,)))
    craft = planned("short-vocational", commune, [day + 4 * ONE_DAY], Involved((WOMEN,)))
    cancel_activity(craft, why="Báo cáo viên bận; lớp dời sang năm sau", by=by)
    show = EventTyped(
        ActivityKind.CULTURE.value,
        _topic("performing-arts"),
        "Giao lưu đờn ca tài tử",
        day - 20 * ONE_DAY,
        TargetGroup.EVERYBODY.value,
    )
    record_event(commune, show, [Heads(64, "m"), Heads(82, "f")], by=by)


def _some_of(hamlet: Place, wanted: int) -> list[UUID]:
    rows = HouseholdMember.objects.living_here().filter(hamlet=hamlet).order_by("person__sort_key", "pk")
    return list(islice(rows.values_list("person_id", flat=True), wanted))


def _club(commune: Place, by: Actor) -> None:
    day = today()
    club = register_club(
        _hamlets(commune)[0],
        ClubTyped(
            name="Câu lạc bộ Đờn ca tài tử",
            kind="club",
            topic=_topic("performing-arts"),
            target_group=TargetGroup.EVERYBODY.value,
            leader_name="Nguyễn Văn Út Em",
            schedule="Tối thứ Bảy tuần đầu tháng",
            founded_on=dt.date(2025, 9, 2),
            founded_by="Biên bản họp ấp",
        ),
        by=by,
    )
    count_members(club, as_of=day, men=11, women=8, by=by)
    for ago, people in ((45, 15), (17, 18)):
        record_meeting(
            club, on=day - ago * ONE_DAY, heads=[Heads(people)], content="Tập bài bản, giao lưu", by=by
        )


def _partner(commune: Place, by: Actor) -> None:
    day = today()
    farmers, _women = add_partners(commune, [FARMERS, WOMEN], kind="mass", by=by)
    signed = day - 200 * ONE_DAY
    add_agreement(
        commune,
        AgreementTyped(
            AgreementKind.PROGRAMME.value,
            "Phối hợp mở lớp, chuyên đề cho hội viên nông dân",
            signed,
            signed,
            number="03/CTPH",
            content="Hội Nông dân mời hội viên, trung tâm mời báo cáo viên.",
        ),
        [farmers],
        by=by,
    )
    record_commitments(commune, day.year, [Promise(1, farmers, _topic("crops"), 2, 60)], by=by)
