"""Seats of a board: taken, held for another term, given up; approved posts; meetings and their minutes; what members say of their
year.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from hoctap.accounts.models import User
from hoctap.audit import actions as audit
from hoctap.centres.board import contents, queries, rules
from hoctap.centres.board.models import (
    BoardMeeting,
    BoardSeat,
    Fulfilment,
    MemberReview,
    SeatRole,
    StaffQuota,
)
from hoctap.centres.board.rules import MinutesDetails, SeatDetails
from hoctap.centres.models import Centre
from hoctap.centres.storing import locked_centre
from hoctap.centres.words import clean_lines
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean
from hoctap.papers import actions as papers
from hoctap.papers.actions import About
from hoctap.papers.models import SIGNED, UNSIGNED, Paper
from hoctap.people.models import Person
from hoctap.places.models import Organisation


@transaction.atomic
def seat_member(
    centre: Centre,
    details: SeatDetails,
    *,
    organisation: Organisation | None = None,
    person: Person | None = None,
    user: User | None = None,
    by: Actor,
) -> BoardSeat:
    """By the decision that the details name."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    details = _cleaned(details)
    if reasons := _seat_reasons(centre, details):
        raise Refused(reasons)
    seat = BoardSeat.objects.create(
        centre=centre,
        organisation=organisation,
        person=person,
        user=user,
        recorded_by=by.described[:300],
        **vars(details),
    )
    audit.record(by, "centres.board_seat.taken", seat, fields=["full_name", "role"])
    return seat


@transaction.atomic
def renew_seat(
    seat: BoardSeat,
    *,
    starts_on: dt.date,
    term_ends_on: dt.date | None,
    decision_number: str,
    decision_on: dt.date | None,
    by: Actor,
) -> BoardSeat:
    """Another term by another decision: the old row ends the day the new one begins."""
    by.must(Permission.CENTRE_KEEP, at=seat)
    centre = locked_centre(seat.centre)
    seat = BoardSeat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    details = _cleaned(
        SeatDetails(
            role=seat.role,
            full_name=seat.full_name,
            starts_on=starts_on,
            decision_number=decision_number,
            decision_on=decision_on,
            term_ends_on=term_ends_on,
            title=seat.title,
            duties=seat.duties,
        )
    )
    why = "hết nhiệm kỳ, giữ tiếp nhiệm kỳ mới"
    reasons = rules.end_blockers(
        on=starts_on, why=why, starts_on=seat.starts_on, is_ended=seat.ended_on is not None
    )
    reasons = [replace(one, field="starts_on") if one.field == "on" else one for one in reasons]
    if reasons := reasons + _seat_reasons(centre, details, instead_of=seat):
        raise Refused(reasons)
    seat.ended_on, seat.ended_why, seat.ended_by = starts_on, why, details.decision_number
    seat.save(update_fields=["ended_on", "ended_why", "ended_by"])
    follower = BoardSeat.objects.create(
        centre=centre,
        organisation_id=seat.organisation_id,
        person_id=seat.person_id,
        user_id=seat.user_id,
        recorded_by=by.described[:300],
        **vars(details),
    )
    audit.record(by, "centres.board_seat.renewed", follower)
    return follower


@transaction.atomic
def end_seat(seat: BoardSeat, *, on: dt.date, why: str, decision: str = "", by: Actor) -> None:
    """From that day on he has it no more."""
    by.must(Permission.CENTRE_KEEP, at=seat)
    seat = BoardSeat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    why = clean(why)[:200]
    if reasons := rules.end_blockers(
        on=on, why=why, starts_on=seat.starts_on, is_ended=seat.ended_on is not None
    ):
        raise Refused(reasons)
    seat.ended_on, seat.ended_why, seat.ended_by = on, why, clean(decision)[:120]
    seat.save(update_fields=["ended_on", "ended_why", "ended_by"])
    audit.record(by, "centres.board_seat.ended", seat, fields=["ended_on"])


@transaction.atomic
def review_year(seat: BoardSeat, *, year: int, level: str, text: str, by: Actor) -> MemberReview:
    """By the member himself, or written down for him by who keeps the file."""
    if by.user_id is None or by.user_id != seat.user_id:
        by.must(Permission.CENTRE_KEEP, at=seat)
    if not by.may(Permission.CENTRE_READ, at=seat):
        raise Forbidden("Chỉ người đọc được hồ sơ trung tâm mới tự đánh giá ở đây.")
    seat = BoardSeat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    text = clean_lines(text)
    if reasons := rules.review_blockers(
        year=year,
        text=text,
        starts_on=seat.starts_on,
        ended_on=seat.ended_on,
        is_there=seat.reviews.filter(year=year).exists(),
        today=today(),
    ):
        raise Refused(reasons)
    review = MemberReview.objects.create(
        seat=seat, year=year, level=Fulfilment(level), text=text, recorded_by=by.described[:300]
    )
    audit.record(by, "centres.member_review.written", review)
    return review


@transaction.atomic
def approve_posts(
    centre: Centre,
    role: str,
    *,
    posts: int,
    decision_number: str,
    decision_on: dt.date,
    from_on: dt.date,
    by: Actor,
) -> StaffQuota:
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    decision_number = clean(decision_number)[:120]
    if reasons := rules.quota_blockers(
        decision_number=decision_number, decision_on=decision_on, from_on=from_on, today=today()
    ):
        raise Refused(reasons)
    quota = StaffQuota.objects.create(
        centre=centre,
        role=SeatRole(role),
        posts=posts,
        decision_number=decision_number,
        decision_on=decision_on,
        from_on=from_on,
        recorded_by=by.described[:300],
    )
    audit.record(by, "centres.staff_quota.recorded", quota, fields=["posts"])
    return quota


@transaction.atomic
def record_board_meeting(
    centre: Centre,
    *,
    on: dt.date,
    chaired_by: str,
    agenda: str,
    conclusion: str,
    present: Iterable[BoardSeat],
    secretary: str = "",
    guests: str = "",
    discussion: str = "",
    tasks: str = "",
    by: Actor,
) -> BoardMeeting:
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    ids = [one.pk for one in present]
    there = list(centre.seats.held_on(on).filter(pk__in=ids))
    meeting = BoardMeeting(
        centre=centre,
        on=on,
        chaired_by=clean(chaired_by)[:120],
        secretary=clean(secretary)[:120],
        guests=clean(guests)[:300],
        agenda=clean_lines(agenda),
        discussion=clean_lines(discussion, 4000),
        conclusion=clean_lines(conclusion),
        tasks=clean_lines(tasks),
        recorded_by=by.described[:300],
    )
    if reasons := rules.meeting_blockers(
        on=on,
        chaired_by=meeting.chaired_by,
        conclusion=meeting.conclusion,
        agenda=meeting.agenda,
        present=len(there),
        today=today(),
    ):
        raise Refused(reasons)
    meeting.save()
    meeting.present.set(there)
    audit.record(by, "centres.board_meeting.recorded", meeting, fields=["conclusion"])
    return meeting


@transaction.atomic
def write_board_minutes(meeting: BoardMeeting, details: MinutesDetails, *, by: Actor) -> Paper:
    """Biên bản họp: what was recorded, and what the record did not say yet. Where minutes are open already they become this."""
    by.must(Permission.CENTRE_KEEP, at=meeting)
    locked_centre(meeting.centre)
    rows = BoardMeeting.objects.select_for_update(of=("self",))
    meeting = rows.select_related("centre__organisation__place", "paper").get(pk=meeting.pk)
    details = replace(
        details,
        secretary=clean(details.secretary)[:120],
        held_at=clean(details.held_at)[:200],
        discussion=clean_lines(details.discussion, 4000),
        tasks=clean_lines(details.tasks),
    )
    paper = meeting.paper
    if reasons := rules.minutes_blockers(details, is_signed=paper is not None and paper.state in SIGNED):
        raise Refused(reasons)
    for name, value in vars(details).items():
        setattr(meeting, name, value)
    content = queries.minutes_now(meeting)
    if paper is not None and paper.state in UNSIGNED:
        papers.new_version(paper, content, why="Lập lại theo cuộc họp đã ghi", by=by)
    else:
        paper = meeting.paper = papers.create_paper(
            contents.MINUTES,
            issuer=meeting.centre.organisation,
            place=meeting.centre.place,
            year=meeting.on.year,
            title=contents.title(meeting),
            content=content,
            about=About("centres.boardmeeting", str(meeting.pk)),
            by=by,
        )
    meeting.save(update_fields=[*vars(details), "paper"])
    audit.record(by, "centres.board_meeting.minutes_written", meeting)
    return paper


def _cleaned(details: SeatDetails) -> SeatDetails:
    return replace(
        details,
        full_name=clean(details.full_name)[:120],
        title=clean(details.title)[:200],
        duties=clean(details.duties)[:300],
        decision_number=clean(details.decision_number)[:120],
    )


def _seat_reasons(centre: Centre, details: SeatDetails, instead_of: BoardSeat | None = None) -> list[Reason]:
    held = centre.seats.held_on(details.starts_on).filter(role=details.role)
    if instead_of is not None:
        held = held.exclude(pk=instead_of.pk)
    return rules.seat_blockers(
        details,
        role_name=str(SeatRole(details.role).label),
        centre_from=centre.organisation.valid_from,
        centre_to=centre.organisation.valid_to,
        directors=queries.overlapping_directors(centre, without=instead_of.pk if instead_of else None),
        same_person=held.filter(full_name__iexact=details.full_name).exists(),
        today=today(),
    )
