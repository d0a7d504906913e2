"""Roll-call: names of the register, new faces, cards; a name taken off again; photos of the signed list.

A session is locked first (`learning.rows.lock_session`), so that two people who take one roll never write a name twice and a headcount
never comes between.
"""

import dataclasses
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.evidence import actions as evidence
from hoctap.learning.attendance import contents, queries, records, rules
from hoctap.learning.attendance.models import LearnerCard, SessionPaper, SignedList
from hoctap.learning.attendance.rules import Face, Present
from hoctap.learning.attendance.tokens import kept_hash, token_of
from hoctap.learning.models import (
    Attendance,
    AttendanceRole,
    AttendanceVia,
    BodyRole,
    CountedBy,
    Session,
)
from hoctap.learning.rows import lock_session, mark_held, session_facts
from hoctap.papers import actions as papers
from hoctap.papers.actions import About
from hoctap.papers.models import UNSIGNED, Paper
from hoctap.people.models import HouseholdMember, Person
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.places.queries import organisation_in

ALLOWED = files.IMAGE_TYPES | {files.PDF}
MOST_AT_ONCE = 3_000


@transaction.atomic
def take_roll(
    session: Session,
    persons: Collection[UUID],
    *,
    role: str = AttendanceRole.LEARNER,
    via: str = AttendanceVia.LIST,
    by: Actor,
) -> int:
    """People of the register who were there. Whoever stands on the list already is left as he is. Returns how many are new."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    reasons = _taking_blockers(session)
    if not persons:
        reasons.append(Reason("Chưa chọn ai. Hãy đánh dấu người có mặt rồi ghi."))
    if len(persons) > MOST_AT_ONCE:
        reasons.append(Reason(f"Mỗi lần ghi nhiều nhất {MOST_AT_ONCE} người. Hãy chia làm nhiều lần."))
    found = _people(persons, by=by) if not reasons else []
    if not reasons and len(found) != len(set(persons)):
        reasons.append(
            Reason("Có người không còn trong sổ, hoặc ông/bà không xem được. Tải lại trang rồi đánh dấu lại.")
        )
    if role not in AttendanceRole.values or via not in AttendanceVia.values:
        reasons.append(Reason("Hãy chọn người dự hay tham gia tổ chức.", field="role"))
    if reasons:
        raise Refused(reasons)
    there = set(session.attendances.standing().filter(person__in=found).values_list("person_id", flat=True))
    where = _hamlets_of(found)
    new = [
        Attendance(
            session=session,
            person=person,
            full_name=person.full_name,
            birth_year=person.birth_year,
            sex=person.sex,
            hamlet=where.get(person.pk),
            name_key=rules.name_key(person.full_name),
            role=role,
            via=via,
            taken_by=by.described,
        )
        for person in found
        if person.pk not in there
    ]
    Attendance.objects.bulk_create(new)
    if new:
        mark_held(session, CountedBy.NAMES)
        audit.record(by, "learning.session.roll_taken", session, count=len(new))
    return len(new)


@transaction.atomic
def take_face(
    session: Session,
    face: Face,
    *,
    role: str = AttendanceRole.LEARNER,
    via: str = AttendanceVia.TYPED,
    by: Actor,
) -> Attendance:
    """Somebody who is not in the register, or from elsewhere: by name, year of birth, sex, where from."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    reasons = _taking_blockers(session)
    reasons += rules.face_blockers(face, _present_at(session), year=session.on.year)
    if role not in AttendanceRole.values or via not in AttendanceVia.values:
        reasons.append(Reason("Hãy chọn người dự hay tham gia tổ chức.", field="role"))
    if reasons:
        raise Refused(reasons)
    row = Attendance.objects.create(
        session=session,
        full_name=clean(face.full_name),
        birth_year=face.birth_year,
        sex=face.sex,
        from_where=clean(face.from_where)[:120],
        name_key=face.name_key,
        role=role,
        via=via,
        taken_by=by.described,
    )
    mark_held(session, CountedBy.NAMES)
    audit.record(by, "learning.attendance.face_taken", row)
    return row


@transaction.atomic
def take_by_card(session: Session, card: LearnerCard, *, by: Actor) -> bool:
    """By the code that the person brought. False: he stood on the list already."""
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    card = LearnerCard.objects.select_for_update(of=("self",)).select_related("person").get(pk=card.pk)
    if card.revoked_at is not None:
        raise Refused("Thẻ này đã thôi dùng. Hãy tìm người này theo tên trong danh sách.")
    return bool(take_roll(session, [card.person_id], via=AttendanceVia.QR, by=by))


@transaction.atomic
def remove_attendance(attendance: Attendance, why: str, *, by: Actor) -> Attendance:
    """He was not there, or stands there twice. What was proved by it is proved no more: the evidence is withdrawn, and who decides on it
    is told (`evidence.actions.end_record`).
    """
    session = lock_session(attendance.session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    row.session = session
    if reasons := rules.removal_blockers(why, is_removed=row.removed_at is not None):
        raise Refused(reasons)
    row.removed_at, row.removed_by, row.removed_why = timezone.now(), by.described, clean(why)[:200]
    row.save(update_fields=["removed_at", "removed_by", "removed_why"])
    audit.record(by, "learning.attendance.removed", row, fields=["removed_at"])
    evidence.end_record(records.CODE, str(row.pk), f"bỏ khỏi danh sách dự: {row.removed_why}", by=by)
    if not session.attendances.standing().exists():
        # The session was held all the same; how many were there is not known any more.
        mark_held(session, CountedBy.NOTHING)
    return row


@transaction.atomic
def link_attendance(attendance: Attendance, person: Person, *, by: Actor) -> Attendance:
    """A typed name is somebody of the register, as a person who can tell says: from now on it counts as his."""
    session = lock_session(attendance.session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    row.session = session
    found = Person.objects.visible_to(by).filter(pk=person.pk).first()
    if found is None:
        raise Refused([Reason("Người này không có trong sổ mà ông/bà xem được.", field="person")])
    stands = session.attendances.standing().filter(person=found).exists()
    reasons = rules.link_blockers(
        is_removed=row.removed_at is not None,
        is_linked=row.person_id is not None,
        person_name=found.full_name,
        stands_already=stands,
        is_gone=found.merged_into_id is not None or found.erased_on is not None,
    )
    if reasons:
        raise Refused(reasons)
    row.person = found
    row.full_name, row.name_key = found.full_name, rules.name_key(found.full_name)
    row.birth_year, row.sex = found.birth_year or row.birth_year, found.sex or row.sex
    row.hamlet = _hamlets_of([found]).get(found.pk)
    row.save(update_fields=["person", "full_name", "name_key", "birth_year", "sex", "hamlet"])
    audit.record(by, "learning.attendance.linked", row, fields=["person"])
    return row


@transaction.atomic
def keep_signed_list(session: Session, contents: Sequence[bytes], *, by: Actor) -> list[SignedList]:
    """Photos or a scan of the list that people signed; names are ticked beside it, now or later."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    facts = session_facts(session)
    if facts.is_cancelled:
        raise Refused("Buổi này đã hủy, không lưu danh sách ký nhận được.")
    if facts.on > today():
        raise Refused("Buổi này chưa tới. Hãy lưu ảnh sau khi buổi học diễn ra.")
    if not contents:
        raise Refused([Reason("Hãy chọn ảnh danh sách ký nhận.", field="file")])
    kept = []
    for content in contents:
        stored = files.take(content, allowed=ALLOWED)
        kept.append(
            SignedList.objects.create(
                session=session,
                sha256=stored.sha256,
                media_type=stored.media_type,
                size=stored.size,
                kept_by=by.described,
            )
        )
    audit.record(by, "learning.signedlist.kept", kept[0], count=len(kept))
    return kept


@transaction.atomic
def drop_signed_list(signed: SignedList, why: str, *, by: Actor) -> None:
    """A bad or wrong photo goes, and its picture with it; that it was there, and why it went, stays."""
    by.must(Permission.ATTENDANCE_TAKE, at=signed)
    signed = SignedList.objects.select_for_update(of=("self",)).get(pk=signed.pk)
    if reasons := rules.dropping_blockers(why, is_dropped=signed.dropped_at is not None):
        raise Refused(reasons)
    sha256, signed.sha256 = signed.sha256, ""
    signed.dropped_at, signed.dropped_by = timezone.now(), by.described
    signed.dropped_why = clean(why)[:200]
    signed.save(update_fields=["sha256", "dropped_at", "dropped_by", "dropped_why"])
    files.drop_if_unnamed(sha256)
    audit.record(by, "learning.signedlist.dropped", signed)


@transaction.atomic
def give_cards(hamlet: Place, persons: Collection[UUID], *, by: Actor) -> list[LearnerCard]:
    """Cards for people of a hamlet. Whoever has one keeps it: printed again it carries the same code."""
    by.must(Permission.ATTENDANCE_TAKE, at=hamlet)
    if not persons:
        raise Refused([Reason("Chưa chọn ai. Hãy đánh dấu người cần in thẻ.", field="person")])
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=hamlet.pk)
    found = HouseholdMember.objects.living_here().filter(
        hamlet=hamlet, person__in=persons, person__merged_into__isnull=True, person__erased_on__isnull=True
    )
    people = list(found.values_list("person_id", flat=True))
    if len(people) != len(set(persons)):
        raise Refused("Có người không còn ở ấp, khóm này theo sổ. Tải lại trang rồi chọn lại.")
    have = {
        card.person_id: card
        for card in LearnerCard.objects.filter(person__in=people, revoked_at__isnull=True)
    }
    new = [LearnerCard(person_id=pk, made_by=by.described) for pk in people if pk not in have]
    for card in new:
        card.token_hash = kept_hash(token_of(card.pk))
    LearnerCard.objects.bulk_create(new)
    if new:
        audit.record(by, "learning.learnercard.given", hamlet, count=len(new))
    pks = [*(card.pk for card in have.values()), *(card.pk for card in new)]
    rows = LearnerCard.objects.filter(pk__in=pks).select_related("person")
    return list(rows.order_by("person__sort_key", "id"))


@transaction.atomic
def revoke_card(card: LearnerCard, *, by: Actor) -> None:
    """Lost, or not wanted any more: the code opens nothing from now on."""
    by.must(Permission.ATTENDANCE_TAKE, at=card)
    card = LearnerCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if card.revoked_at is not None:
        raise Refused("Thẻ này đã thôi dùng rồi.")
    card.revoked_at, card.revoked_by = timezone.now(), by.described
    card.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(by, "learning.learnercard.revoked", card)


def _present_at(session: Session) -> list[Present]:
    return [
        Present(row.full_name, row.birth_year, row.from_where, row.person_id is not None)
        for row in session.attendances.standing()
    ]


def _taking_blockers(session: Session) -> list[Reason]:
    heads = None
    if session.counted_by == CountedBy.HEADS:
        heads = session.headcounts.aggregate(n=Sum("people"))["n"] or 0
    return rules.taking_blockers(session_facts(session), heads_counted=heads, today=today())


def _people(ids: Collection[UUID], *, by: Actor) -> list[Person]:
    """Those of them that the actor may see in the register; of one merged the one that is kept."""
    rows = Person.objects.visible_to(by).filter(pk__in=ids, merged_into__isnull=True, erased_on__isnull=True)
    return list(rows.order_by("sort_key", "id"))


def _hamlets_of(people: Sequence[Person]) -> dict[UUID, Place]:
    """Where they live now. Two queries."""
    rows = HouseholdMember.objects.living_here().filter(person__in=[one.pk for one in people])
    return {row.person_id: row.hamlet for row in rows.select_related("hamlet")}


@transaction.atomic
def print_signed_list(
    session: Session, wanted: rules.ListWanted, *, hamlet: UUID | None = None, by: Actor
) -> Paper:
    """Danh sách ký nhận: who stands on the list; else who came before and the people of a hamlet; and empty lines."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    people, persons = queries.people_to_sign(session, hamlet=hamlet, by=by)
    if reasons := rules.list_blockers(
        wanted,
        named=len(people),
        is_paid=session.activity.is_paid,
        is_cancelled=session_facts(session).is_cancelled,
    ):
        raise Refused(reasons)
    issuer = _issuer(session)
    paper = papers.create_paper(
        contents.LIST,
        issuer=issuer,
        place=session.activity.place,
        year=session.on.year,
        title=f"Danh sách ký nhận, {contents.session_words(session)}",
        content=contents.signed_list(
            session, issuer, people, blank_lines=wanted.blank_lines, amount=wanted.amount
        ),
        about=About("learning.session", str(session.pk)),
        by=by,
    )
    SessionPaper.objects.create(session=session, paper=paper, persons=[str(pk) for pk in persons])
    audit.record(by, "learning.session.list_printed", session)
    return paper


@transaction.atomic
def write_minutes(session: Session, typed: contents.TypedMinutes, *, by: Actor) -> Paper:
    """Biên bản buổi học: what the records say, and what a person adds. Where minutes are open already they become this."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    if reasons := rules.minutes_blockers(
        counted_by=session.counted_by, chair=typed.chair, secretary=typed.secretary
    ):
        raise Refused(reasons)
    issuer = _issuer(session)
    content = queries.minutes_now(session, issuer, typed)
    row = session.papers.filter(paper__kind=contents.MINUTES, paper__state__in=UNSIGNED).first()
    if row is not None:
        paper = papers.new_version(row.paper, content, why="Lập lại theo số đã ghi", by=by)
        row.typed = dataclasses.asdict(typed)
        row.save(update_fields=["typed"])
    else:
        paper = papers.create_paper(
            contents.MINUTES,
            issuer=issuer,
            place=session.activity.place,
            year=session.on.year,
            title=f"Biên bản {contents.session_words(session)}",
            content=content,
            about=About("learning.session", str(session.pk)),
            by=by,
        )
        SessionPaper.objects.create(session=session, paper=paper, typed=dataclasses.asdict(typed))
    audit.record(by, "learning.session.minutes_written", session)
    return paper


def _issuer(session: Session) -> Organisation:
    """The centre whose activity it is, else the body that hosted it, else UBND xã."""
    activity = session.activity
    if activity.centre is not None:
        return activity.centre.organisation
    host = activity.bodies.filter(organisation__isnull=False, role=BodyRole.HOST).first()
    if host is not None and host.organisation is not None:
        return host.organisation
    found = organisation_in(activity.commune, OrganisationKind.PEOPLES_COMMITTEE, session.on.year)
    if found is None:
        raise Refused(
            f"{activity.commune.title} chưa có cơ quan nào để đứng tên văn bản. Hãy ghi đơn vị chủ trì của hoạt động."
        )
    return found
