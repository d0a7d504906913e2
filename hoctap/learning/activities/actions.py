"""An activity is planned or recorded, changed, called off; whoever took part is added to the one record that there is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.centres.models import Centre, Speaker, Topic, Venue
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.learning.activities import queries, rules
from hoctap.learning.activities.rules import ActivityFacts
from hoctap.learning.headcounts import actions as headcounts
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import (
    Activity,
    ActivityBody,
    ActivityFile,
    ActivityKind,
    ActivitySpeaker,
    ActivityState,
    Attendance,
    BodyRole,
    CountedBy,
    DeliveryForm,
    Headcount,
    ProgrammeLine,
    Session,
    TargetGroup,
)
from hoctap.learning.rows import follow_sessions, lock_session
from hoctap.places.models import Organisation, Place
from hoctap.plans.rows import cleaned, write


@dataclass(frozen=True)
class ActivityDetails:
    kind: ActivityKind
    topic: Topic
    place: Place
    """The commune or one of its hamlets."""
    title: str = ""
    """Empty: the topic's name."""
    form: str = DeliveryForm.IN_PERSON.value
    target_group: str = TargetGroup.EVERYBODY.value
    venue: Venue | None = None
    venue_name: str = ""
    is_paid: bool = False
    centre: Centre | None = None
    line: ProgrammeLine | None = None


@dataclass(frozen=True)
class Involved:
    """Who took part, by name: bodies of the commune are found by it."""

    hosts: Sequence[str] = ()
    """The first one presides, the others with it; empty: the centre."""
    partners: Sequence[str] = ()
    speakers: Sequence[str] = ()


@transaction.atomic
def plan_activity(
    commune: Place, details: ActivityDetails, involved: Involved, days: Sequence[dt.date], *, by: Actor
) -> Activity:
    """One session for each day."""
    by.must(Permission.CENTRE_KEEP, at=commune)
    details, involved = _tidy(details), _named(involved)
    reasons = _details_blockers(commune, details, involved, is_held=False)
    reasons += rules.planning_blockers(days, today=today())
    if reasons:
        raise Refused(reasons)
    activity = _create(commune, details, involved, sorted(days), by=by)
    audit.record(by, "learning.activity.planned", activity)
    return activity


@transaction.atomic
def record_activity(
    commune: Place,
    details: ActivityDetails,
    involved: Involved,
    on: dt.date,
    heads: Sequence[Heads],
    *,
    photos: Sequence[bytes] = (),
    is_another: bool = False,
    by: Actor,
) -> Activity:
    """What was held, in one go: who records it, the heads, what shows it. `is_another`: not one of those that look the same."""
    by.must(Permission.ATTENDANCE_TAKE, at=details.place)
    # Who records the same evening for another body meanwhile waits, and is told of this one.
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=commune.pk)
    details, involved = _tidy(details), _named(involved)
    reasons = _details_blockers(commune, details, involved, is_held=True)
    similar = queries.similar_to(commune, details.place, details.topic, on)
    reasons += rules.recording_blockers(
        on, today=today(), similar=[one.told for one in similar], is_another=is_another
    )
    if reasons:
        raise Refused(reasons)
    activity = _create(commune, details, involved, [on], by=by)
    audit.record(by, "learning.activity.recorded", activity)
    headcounts.record_headcount(activity.sessions.get(), heads, by=by)
    for photo in photos:
        add_file(activity, photo, by=by)
    activity.refresh_from_db(fields=["state"])
    return activity


@transaction.atomic
def change_activity(
    activity: Activity, details: ActivityDetails, involved: Involved, *, by: Actor
) -> Activity:
    activity = _lock(activity)
    _must_arrange(activity, by)
    details, involved = _tidy(details), _named(involved)
    is_held = activity.state == ActivityState.HELD
    reasons = rules.change_blockers(is_cancelled=activity.state == ActivityState.CANCELLED)
    reasons += _details_blockers(activity.commune, details, involved, is_held=is_held, standing=activity)
    if reasons:
        raise Refused(reasons)
    by.must(Permission.ATTENDANCE_TAKE if is_held else Permission.CENTRE_KEEP, at=details.place)
    changed = write(activity, details)
    activity.save()
    if _write_involved(activity, involved):
        changed.append("bodies")
    if changed:
        audit.record(by, "learning.activity.changed", activity, fields=changed)
    return activity


@transaction.atomic
def cancel_activity(activity: Activity, *, why: str, by: Actor) -> Activity:
    """It will not be held; or it was recorded by mistake, then the number of people goes with it."""
    activity = _lock(activity)
    _must_arrange(activity, by)
    why = clean(why)[:300]
    names = Attendance.objects.filter(session__activity=activity).standing().count()
    reasons = rules.cancel_blockers(
        is_cancelled=activity.state == ActivityState.CANCELLED, names_standing=names, why=why
    )
    if reasons:
        raise Refused(reasons)
    Headcount.objects.filter(session__activity=activity).delete()
    activity.sessions.exclude(state=ActivityState.CANCELLED).update(
        state=ActivityState.CANCELLED, cancelled_why=why, counted_by=CountedBy.NOTHING
    )
    activity.state, activity.cancelled_why = ActivityState.CANCELLED, why
    activity.save(update_fields=["state", "cancelled_why"])
    audit.record(by, "learning.activity.cancelled", activity, fields=["cancelled_why"])
    return activity


@transaction.atomic
def join_activity(activity: Activity, *, by: Actor) -> ActivityBody:
    """The actor's own body took part in what somebody else recorded: it stands in both reports and is counted once."""
    activity = _lock(activity)
    by.must(Permission.ATTENDANCE_TAKE, at=activity)
    own = Organisation.objects.filter(capacities=by.capacity_id).first() if by.capacity_id else None
    bodies = activity.bodies.all()
    is_in = own is not None and any(
        one.organisation_id == own.pk or one.name.casefold() == own.name.casefold() for one in bodies
    )
    reasons = rules.join_blockers(
        has_body=own is not None, is_in=is_in, is_cancelled=activity.state == ActivityState.CANCELLED
    )
    if reasons or own is None:
        raise Refused(reasons)
    body = ActivityBody.objects.create(
        activity=activity, organisation=own, name=own.name, role=BodyRole.PARTNER
    )
    audit.record(by, "learning.activity.joined", activity)
    return body


@transaction.atomic
def add_session(
    activity: Activity,
    on: dt.date,
    *,
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
    content: str = "",
    by: Actor,
) -> Session:
    activity = _lock(activity)
    _must_arrange(activity, by)
    standing = activity.sessions.exclude(state=ActivityState.CANCELLED)
    reasons = rules.session_blockers(
        on,
        starts_at=starts_at,
        ends_at=ends_at,
        today=today(),
        others=list(standing.values_list("on", flat=True)),
        is_activity_cancelled=activity.state == ActivityState.CANCELLED,
        is_activity_held=activity.state == ActivityState.HELD,
        is_new=True,
        is_counted=False,
    )
    if reasons:
        raise Refused(reasons)
    last = activity.sessions.aggregate(last=Max("number"))["last"] or 0
    session = Session.objects.create(
        activity=activity,
        number=last + 1,
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        content=clean(content)[:300],
    )
    follow_sessions(activity)
    audit.record(by, "learning.session.added", session)
    return session


@transaction.atomic
def move_session(
    session: Session,
    on: dt.date,
    *,
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
    content: str = "",
    by: Actor,
) -> Session:
    session = lock_session(session)
    activity = session.activity
    _must_arrange(activity, by)
    if session.state == ActivityState.CANCELLED:
        raise Refused("Buổi này đã hủy. Hãy thêm một buổi khác.")
    others = activity.sessions.exclude(state=ActivityState.CANCELLED).exclude(pk=session.pk)
    reasons = rules.session_blockers(
        on,
        starts_at=starts_at,
        ends_at=ends_at,
        today=today(),
        others=list(others.values_list("on", flat=True)),
        is_activity_cancelled=activity.state == ActivityState.CANCELLED,
        is_activity_held=activity.state == ActivityState.HELD,
        is_new=False,
        is_counted=session.state == ActivityState.HELD,
    )
    if reasons:
        raise Refused(reasons)
    session.on, session.starts_at, session.ends_at = on, starts_at, ends_at
    session.content = clean(content)[:300]
    session.save(update_fields=["on", "starts_at", "ends_at", "content"])
    follow_sessions(activity)
    audit.record(by, "learning.session.moved", session, fields=["on", "starts_at", "ends_at", "content"])
    return session


@transaction.atomic
def cancel_session(session: Session, *, why: str, by: Actor) -> Session:
    """When none is left, the activity is called off with it."""
    session = lock_session(session)
    activity = session.activity
    _must_arrange(activity, by)
    why = clean(why)[:300]
    reasons = rules.session_cancel_blockers(
        is_cancelled=session.state == ActivityState.CANCELLED, counted_by=session.counted_by, why=why
    )
    if reasons:
        raise Refused(reasons)
    session.state, session.cancelled_why = ActivityState.CANCELLED, why
    session.save(update_fields=["state", "cancelled_why"])
    audit.record(by, "learning.session.cancelled", session, fields=["cancelled_why"])
    if not activity.sessions.exclude(state=ActivityState.CANCELLED).exists():
        activity.state, activity.cancelled_why = ActivityState.CANCELLED, why
        activity.save(update_fields=["state", "cancelled_why"])
        audit.record(by, "learning.activity.cancelled", activity, fields=["cancelled_why"])
    else:
        follow_sessions(activity)
    return session


@transaction.atomic
def add_file(activity: Activity, content: bytes, *, note: str = "", by: Actor) -> ActivityFile:
    """A photo of it, or its minutes."""
    activity = _lock(activity)
    by.must(Permission.ATTENDANCE_TAKE, at=activity)
    if activity.state == ActivityState.CANCELLED:
        raise Refused("Hoạt động này đã hủy, không thêm ảnh.")
    if not content:
        raise Refused([Reason("Hãy chọn ảnh hoặc tệp PDF.", "file")])
    stored = files.take(content, allowed=files.IMAGE_TYPES | {files.PDF})
    row = ActivityFile.objects.create(
        activity=activity,
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        note=clean(note)[:150],
        added_by=by.described[:300],
    )
    audit.record(by, "learning.activity.file_added", activity)
    return row


@transaction.atomic
def remove_file(row: ActivityFile, *, why: str, by: Actor) -> None:
    """That it was there, and why it went, stays."""
    row = (
        ActivityFile.objects.select_for_update(of=("self",)).select_related("activity__place").get(pk=row.pk)
    )
    by.must(Permission.ATTENDANCE_TAKE, at=row)
    if row.removed_at is not None:
        raise Refused("Tệp này đã gỡ rồi.")
    if not clean(why):
        raise Refused([Reason("Hãy ghi lý do gỡ, ví dụ: nhầm hoạt động; ảnh có giấy tờ riêng.", "why")])
    row.removed_at, row.removed_by, row.removed_why = timezone.now(), by.described[:300], clean(why)[:200]
    row.save(update_fields=["removed_at", "removed_by", "removed_why"])
    audit.record(by, "learning.activity.file_removed", row.activity, fields=["removed_why"])


def _lock(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related(
        "place", "commune", "centre__organisation"
    )
    return rows.get(pk=activity.pk)


def _must_arrange(activity: Activity, by: Actor) -> None:
    """What is to come is arranged by whoever keeps the centre; what was held is corrected by whoever may record there."""
    is_held = activity.state == ActivityState.HELD
    by.must(Permission.ATTENDANCE_TAKE if is_held else Permission.CENTRE_KEEP, at=activity)


def _tidy(details: ActivityDetails) -> ActivityDetails:
    details = cleaned(details)
    if details.title:
        return details
    return ActivityDetails(**{**details.__dict__, "title": details.topic.name})


def _named(involved: Involved) -> Involved:
    return Involved(
        *(
            tuple(name for one in names if (name := clean(one)[:200]))
            for names in (involved.hosts, involved.partners, involved.speakers)
        )
    )


def _details_blockers(
    commune: Place,
    details: ActivityDetails,
    involved: Involved,
    *,
    is_held: bool,
    standing: Activity | None = None,
) -> list[Reason]:
    """`standing`: as it is now, whose topic it may keep when that is no longer offered."""
    centre, line, venue = details.centre, details.line, details.venue
    own = centre.name.casefold() if centre is not None else ""
    reasons = rules.details_blockers(
        ActivityFacts(
            title=details.title,
            kind=details.kind,
            place_name=details.place.title,
            commune_name=commune.title,
            is_place_inside=commune.pk in (details.place.pk, details.place.parent_id),
            is_topic_offered=(standing is not None and standing.topic_id == details.topic.pk)
            or Topic.objects.offered_at(commune).filter(pk=details.topic.pk).exists(),
            hosts=[one for one in involved.hosts if one.casefold() != own],
            bodies=[*involved.hosts, *involved.partners],
            speakers=involved.speakers,
            is_line_of_commune=line is None or (centre is not None and line.programme.centre_id == centre.pk),
            is_line_approved=line is None or is_held or line.programme.first_approved_at is not None,
            is_venue_of_commune=venue is None or commune.pk in venue.place.path,
        ),
        is_held=is_held,
    )
    if centre is not None and centre.place.pk != commune.pk:
        reasons.append(Reason("Trung tâm này không phải của xã đã chọn.", field="centre"))
    return reasons


def _create(
    commune: Place, details: ActivityDetails, involved: Involved, days: Sequence[dt.date], *, by: Actor
) -> Activity:
    activity = Activity.objects.create(
        commune=commune,
        starts_on=days[0],
        ends_on=days[-1],
        recorded_by=by.described[:300],
        **details.__dict__,
    )
    _write_involved(activity, involved)
    Session.objects.bulk_create(
        Session(activity=activity, number=number, on=day) for number, day in enumerate(days, 1)
    )
    return activity


def _write_involved(activity: Activity, involved: Involved) -> bool:
    """Bodies and speakers as they are named now; whether something changed. The centre is always one of its own activity's bodies."""
    hosts, partners = list(involved.hosts), list(involved.partners)
    centre = activity.centre.organisation if activity.centre else None
    named = {name.casefold() for name in (*hosts, *partners)}
    if centre is not None and centre.name.casefold() not in named:
        (partners if hosts else hosts).append(centre.name)
    roles = [BodyRole.HOST, *[BodyRole.JOINT] * len(hosts)]
    wanted = dict(zip(hosts, roles, strict=False)) | dict.fromkeys(partners, BodyRole.PARTNER)
    known = queries.organisations_named(activity.commune, wanted)
    standing = {one.name: one for one in activity.bodies.all()}
    changed = False
    for name, row in standing.items():
        if name not in wanted:
            row.delete()
            changed = True
    for name, role in wanted.items():
        organisation = known.get(name.casefold())
        row = standing.get(name) or ActivityBody(activity=activity, name=name)
        if row._state.adding or row.role != role or row.organisation_id != (organisation and organisation.pk):
            row.role, row.organisation = role, organisation
            row.save()
            changed = True
    return _write_speakers(activity, involved.speakers) or changed


def _write_speakers(activity: Activity, names: Sequence[str]) -> bool:
    standing = {one.name: one for one in activity.speakers.all()}
    gone = [row for name, row in standing.items() if name not in names]
    for row in gone:
        row.delete()
    new = [name for name in names if name not in standing]
    known = {
        one.full_name.casefold(): one
        for one in Speaker.objects.standing().filter(place__in=activity.commune.path)
    }
    for name in new:
        ActivitySpeaker.objects.create(activity=activity, name=name, speaker=known.get(name.casefold()))
    return bool(gone or new)
