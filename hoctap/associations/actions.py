"""The association's books: terms, chapters, members and who holds which position, tallies, briefings, what was handed over."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.accounts.models import User
from hoctap.associations import carrying, queries, rules
from hoctap.associations.models import (
    ONE_AT_A_TIME,
    BriefedMember,
    Briefing,
    BriefingHeads,
    Chapter,
    Closing,
    Member,
    Officer,
    Position,
    Support,
    Tally,
    Term,
)
from hoctap.associations.rules import (
    BriefingDetails,
    ChapterDetails,
    ClosingDetails,
    MemberDetails,
    SupportDetails,
    TermDetails,
    TypedTally,
)
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people.models import Person
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.plans.rows import cleaned

_KEEP = Permission.ASSOCIATION_KEEP


# ---------------------------------------------------------------- the association


@transaction.atomic
def record_term(association: Organisation, details: TermDetails, *, by: Actor) -> Term:
    association = _locked(association, by)
    details = cleaned(details)
    others = Term.objects.filter(association=association).values_list("name", "from_day", "to_day")
    if reasons := rules.term_blockers(details, others=others, today=today()):
        raise Refused(reasons)
    term = Term.objects.create(association=association, recorded_by=by.described[:300], **asdict(details))
    audit.record(by, "associations.term.recorded", term)
    return term


@transaction.atomic
def record_closing(association: Organisation, details: ClosingDetails, *, by: Actor) -> Closing:
    """A correction is another one; the one recorded last counts."""
    association = _locked(association, by)
    details = cleaned(details)
    if reasons := rules.closing_blockers(details, ended_on=association.valid_to, today=today()):
        raise Refused(reasons)
    closing = Closing.objects.create(
        association=association, recorded_by=by.described[:300], **asdict(details)
    )
    audit.record(by, "associations.closing.recorded", closing)
    return closing


@transaction.atomic
def take_over(association: Organisation, *, on: dt.date, decision: str, by: Actor) -> int:
    """What the associations that became this one still hold goes on here: chapters with who heads them, members known by name. Their tallies,
    briefings and former officers stay where they were. How many chapters came."""
    association = _locked(association, by)
    decision = clean(decision)
    inherited = queries.inherited(association)
    if reasons := rules.take_over_blockers(
        on=on,
        decision=decision,
        chapters=len(inherited.chapters),
        members=len(inherited.members),
        last_tally=queries.last_tally(inherited.chapters),
        today=today(),
    ):
        raise Refused(reasons)
    told = {"on": on, "decision": decision, "recorded_by": by.described[:300]}
    made = carrying.carry_chapters(inherited.chapters, association, **told)  # type: ignore[arg-type]
    carrying.carry_members(inherited.members, association, made, on)
    carrying.carry_heads(made, association, **told)  # type: ignore[arg-type]
    audit.record(by, "associations.chapters.taken_over", association, count=len(made))
    return len(made)


# ---------------------------------------------------------------- chapters


@transaction.atomic
def add_chapter(association: Organisation, place: Place, details: ChapterDetails, *, by: Actor) -> Chapter:
    """`place`: the hamlet it is of, else the commune."""
    by.must(_KEEP, at=place)
    association = _locked(association, by)
    details = cleaned(details)
    reasons = _chapter_reasons(association, place, details)
    if reasons:
        raise Refused(reasons)
    chapter = Chapter.objects.create(
        association=association, place=place, recorded_by=by.described[:300], **asdict(details)
    )
    audit.record(by, "associations.chapter.added", chapter)
    return chapter


@transaction.atomic
def correct_chapter(chapter: Chapter, details: ChapterDetails, *, by: Actor) -> Chapter:
    """Its name, kind and founding, where they were written down wrong."""
    chapter = _locked_chapter(chapter, by)
    details = cleaned(details)
    if reasons := _chapter_reasons(chapter.association, chapter.place, details, besides=chapter):
        raise Refused(reasons)
    changed = [name for name, value in asdict(details).items() if getattr(chapter, name) != value]
    if changed:
        for name in changed:
            setattr(chapter, name, getattr(details, name))
        chapter.save(update_fields=[*changed, "sort_key"])
        audit.record(by, "associations.chapter.corrected", chapter, fields=changed)
    return chapter


@transaction.atomic
def end_chapter(
    chapter: Chapter, *, ended_on: dt.date, ended_by: str, into: Chapter | None = None, by: Actor
) -> Chapter:
    """It stops, or becomes part of `into`: then its named members go there. Who heads it heads it no longer."""
    chapter = _locked_chapter(chapter, by)
    ended_by = clean(ended_by)
    if into is not None:
        into = _locked_chapter(into, by)
    last = chapter.tallies.order_by("-as_of").values_list("as_of", flat=True).first()
    reasons = rules.chapter_end_blockers(
        ended_on=ended_on,
        ended_by=ended_by,
        founded_on=chapter.founded_on,
        already=chapter.ended_on,
        into_standing=into is None
        or (
            into.ended_on is None and into.association_id == chapter.association_id and into.pk != chapter.pk
        ),
        last_tally=last,
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    chapter.ended_on, chapter.ended_by, chapter.merged_into = ended_on, ended_by, into
    chapter.save(update_fields=["ended_on", "ended_by", "merged_into"])
    for officer in chapter.officers.filter(to_day__isnull=True):
        officer.to_day, officer.ended_why = max(ended_on, officer.from_day), ended_by
        officer.save(update_fields=["to_day", "ended_why"])
    # Without a successor they stay members, of the association itself.
    chapter.named_members.filter(left_on__isnull=True).update(chapter=into)
    audit.record(by, "associations.chapter.merged" if into else "associations.chapter.ended", chapter)
    return chapter


def _chapter_reasons(
    association: Organisation, place: Place, details: ChapterDetails, besides: Chapter | None = None
) -> list[Reason]:
    others = Chapter.objects.standing().filter(association=association)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    reasons = rules.chapter_blockers(
        details,
        at_hamlet=place.level == Level.HAMLET,
        association_ended=None if besides else association.valid_to,
        taken=others.values_list("name", flat=True),
        today=today(),
    )
    if association.place_id not in place.path:
        reasons.append(Reason(f"{place.title} không thuộc địa bàn của {association.name}.", "place"))
    return reasons


# ---------------------------------------------------------------- people


@transaction.atomic
def add_member(
    association: Organisation, details: MemberDetails, *, chapter: Chapter | None = None, by: Actor
) -> Member:
    association = _locked(association, by)
    details = cleaned(details)
    standing = Member.objects.standing().filter(association=association)
    reasons = rules.member_blockers(
        details, taken=standing.values_list("full_name", "birth_year"), today=today()
    )
    if chapter is not None and (chapter.association_id != association.pk or chapter.ended_on is not None):
        reasons.append(Reason("Chi hội này không thuộc Hội, hoặc đã thôi hoạt động.", "chapter"))
    if reasons:
        raise Refused(reasons)
    member = Member.objects.create(
        association=association, chapter=chapter, recorded_by=by.described[:300], **asdict(details)
    )
    audit.record(by, "associations.member.added", member)
    return member


@transaction.atomic
def link_member(member: Member, person: Person, *, by: Actor) -> Member:
    """He is this person of the register: what is known by name and what is known by the register are one from now on."""
    member = _locked_member(member, by)
    by.must(Permission.HOUSEHOLD_READ, at=person)
    reasons = []
    if member.person_id is not None:
        reasons.append(Reason("Hội viên này đã gắn với người trong sổ hộ."))
    if person.merged_into_id is not None or person.erased_on is not None:
        reasons.append(Reason("Người này không còn riêng trong sổ hộ. Hãy chọn lại."))
    elif (
        Member.objects.standing()
        .filter(association=member.association_id, person=person)
        .exclude(pk=member.pk)
        .exists()
    ):
        reasons.append(Reason("Người này đã gắn với một hội viên khác trong danh sách."))
    elif clean(person.full_name).casefold() != member.same_name:
        reasons.append(Reason("Họ tên trong sổ hộ khác họ tên hội viên. Hãy sửa một bên trước."))
    elif member.birth_year and person.birth_year and member.birth_year != person.birth_year:
        reasons.append(Reason("Năm sinh trong sổ hộ khác năm sinh của hội viên."))
    if reasons:
        raise Refused(reasons)
    member.person = person
    member.save(update_fields=["person", "sort_key"])
    audit.record(by, "associations.member.linked", member, fields=["person"])
    return member


@transaction.atomic
def end_member(member: Member, *, left_on: dt.date, left_why: str, by: Actor) -> Member:
    member = _locked_member(member, by)
    left_why = clean(left_why)
    holds = [one.get_position_display() for one in member.positions.filter(to_day__isnull=True)]
    reasons = rules.leave_blockers(
        left_on=left_on, why=left_why, joined_on=member.joined_on, holds=holds, today=today()
    )
    if member.left_on is not None:
        reasons.append(Reason("Đã ghi thôi là hội viên."))
    if reasons:
        raise Refused(reasons)
    member.left_on, member.left_why = left_on, left_why
    member.save(update_fields=["left_on", "left_why", "sort_key"])
    audit.record(by, "associations.member.left", member, fields=["left_on", "left_why"])
    return member


@transaction.atomic
def appoint_officer(
    association: Organisation,
    details: MemberDetails,
    *,
    position: str,
    from_day: dt.date,
    decision: str = "",
    chapter: Chapter | None = None,
    member: Member | None = None,
    user: User | None = None,
    term: Term | None = None,
    by: Actor,
) -> Officer:
    """`member`: one of the list; else `details` name a new one."""
    association = _locked(association, by)
    ended = association.valid_to
    holders = Officer.objects.filter(association=association, chapter=chapter, to_day__isnull=True)
    if chapter is not None:
        chapter = _locked_chapter(chapter, by)
        ended = chapter.ended_on
    holder = ""
    if position in ONE_AT_A_TIME:
        now = holders.filter(position=position).select_related("member").first()
        holder = now.member.full_name if now else ""
    reasons = rules.officer_blockers(
        position=position,
        label=Position(position).label,
        of_chapter=chapter is not None,
        from_day=from_day,
        holder=holder,
        begins_after_end=ended,
        today=today(),
    )
    strangers = [one for one in (chapter, member, term) if one and one.association_id != association.pk]
    if strangers or (member is not None and member.left_on is not None):
        reasons.append(Reason("Người hoặc chi hội được chọn không thuộc Hội này."))
    if member is not None and holders.filter(position=position, member=member).exists():
        reasons.append(Reason("Người này đang giữ chức vụ ấy.", "position"))
    if reasons:
        raise Refused(reasons)
    if member is None:
        member = add_member(association, details, chapter=chapter, by=by)
    if user is not None and member.user_id != user.pk:
        member.user = user
        member.save(update_fields=["user", "sort_key"])
    officer = Officer.objects.create(
        association=association,
        chapter=chapter,
        term=term,
        member=member,
        position=position,
        from_day=from_day,
        decision=clean(decision),
        recorded_by=by.described[:300],
    )
    audit.record(by, "associations.officer.appointed", officer)
    return officer


@transaction.atomic
def end_officer(officer: Officer, *, to_day: dt.date, why: str, by: Actor) -> Officer:
    _locked(officer.association, by, at=officer)
    officer = Officer.objects.select_related("association__place", "chapter__place", "member").get(
        pk=officer.pk
    )
    why = clean(why)
    if reasons := rules.officer_end_blockers(
        to_day=to_day, from_day=officer.from_day, already=officer.to_day, why=why, today=today()
    ):
        raise Refused(reasons)
    officer.to_day, officer.ended_why = to_day, why
    officer.save(update_fields=["to_day", "ended_why"])
    audit.record(by, "associations.officer.ended", officer, fields=["to_day", "ended_why"])
    return officer


# ---------------------------------------------------------------- tallies


@transaction.atomic
def record_tallies(
    association: Organisation, typed: Mapping[UUID, TypedTally], *, as_of: dt.date, source: str, by: Actor
) -> int:
    """Of all chapters at once, and under the association's own id of who belongs to none; empty rows are left out. All or none. What
    says the same as what counts already adds no row. How many were added."""
    association = _locked(association, by)
    source = clean(source)
    reasons = rules.tally_blockers(as_of=as_of, source=source, today=today())
    chapters = Chapter.objects.in_bulk([pk for pk in typed if pk != association.pk])
    rows = []
    for pk, one in typed.items():
        chapter = chapters.get(pk)
        if pk != association.pk and (chapter is None or chapter.association_id != association.pk):
            reasons.append(Reason(f"Có chi hội không thuộc {association.name}. Hãy mở lại trang."))
            continue
        if one.is_empty:
            continue
        title = chapter.name if chapter else "Trực thuộc Hội"
        if chapter is not None and chapter.ended_on is not None and chapter.ended_on <= as_of:
            reasons.append(Reason(f"{title} đã thôi hoạt động trước ngày này.", f"members-{pk}"))
            continue
        counts, wrong = rules.read_tally(one, title, str(pk))
        reasons += wrong
        if counts is not None:
            rows.append(
                Tally(
                    association=association,
                    chapter=chapter,
                    year=as_of.year,
                    as_of=as_of,
                    source=source,
                    recorded_by=by.described[:300],
                    **asdict(counts),
                )
            )
    if not rows and not reasons:
        reasons.append(Reason("Chưa ghi số nào."))
    if reasons:
        raise Refused(reasons)
    known = {
        (row.chapter_id, row.as_of, row.members, row.joined, row.left, row.source)
        for row in queries.standing_tallies([association.pk], as_of.year).values()
    }
    new = [
        row
        for row in rows
        if (row.chapter_id, row.as_of, row.members, row.joined, row.left, row.source) not in known
    ]
    Tally.objects.bulk_create(new)
    if new:
        audit.record(by, "associations.tally.recorded", association, count=len(new))
    return len(new)


# ---------------------------------------------------------------- briefings


@transaction.atomic
def record_briefing(association: Organisation, details: BriefingDetails, *, by: Actor) -> Briefing:
    association = _locked(association, by)
    lines = "\n".join(line for text in details.documents.splitlines() if (line := clean(text)))
    details = BriefingDetails(details.held_on, lines, clean(details.led_by), clean(details.venue))
    same = Briefing.objects.filter(association=association, held_on=details.held_on, documents=lines)
    if reasons := rules.briefing_blockers(details, same_day=same.exists(), today=today()):
        raise Refused(reasons)
    briefing = Briefing.objects.create(
        association=association, recorded_by=by.described[:300], **asdict(details)
    )
    audit.record(by, "associations.briefing.recorded", briefing)
    return briefing


@transaction.atomic
def record_briefed(
    briefing: Briefing, *, names: Collection[UUID], heads: Mapping[UUID, str], by: Actor
) -> Briefing:
    """All who were there: members by name, and heads of chapters that took no names (under the association's own id: of none). What
    stood before is replaced."""
    association = _locked(briefing.association, by)
    briefing = Briefing.objects.select_related("association__place").get(pk=briefing.pk)
    members = list(Member.objects.filter(association=association, pk__in=names))
    reasons = []
    if len(members) != len(set(names)):
        reasons.append(Reason("Có người không trong danh sách của Hội. Hãy mở lại trang."))
    gone = [one for one in members if one.left_on is not None and one.left_on <= briefing.held_on]
    reasons += [Reason(f"{one.full_name} đã thôi là hội viên trước buổi này.") for one in gone]
    named: dict[UUID, int] = {}
    for one in members:
        key = one.chapter_id or association.pk
        named[key] = named.get(key, 0) + 1
    chapters = {one.pk: one for one in Chapter.objects.filter(association=association)}
    tallies = queries.standing_tallies([association.pk], briefing.held_on.year)
    counted: dict[UUID, int] = {}
    for pk, text in heads.items():
        if not clean(text):
            continue
        if pk != association.pk and pk not in chapters:
            reasons.append(Reason("Có chi hội không thuộc Hội này. Hãy mở lại trang."))
            continue
        title = chapters[pk].name if pk in chapters else "Trực thuộc Hội"
        people = rules.whole_number(text)
        if people is None:
            reasons.append(Reason(f"{title}: “{clean(text)}” không phải số người.", f"people-{pk}"))
            continue
        tally = tallies.get((association.pk, pk if pk in chapters else None))
        reasons += rules.heads_blockers(
            people,
            title=title,
            members=tally.members if tally else None,
            named=named.get(pk, 0),
            field=f"people-{pk}",
        )
        counted[pk] = people
    if reasons:
        raise Refused(reasons)
    briefing.briefed.exclude(member__in=members).delete()
    there = set(briefing.briefed.values_list("member_id", flat=True))
    BriefedMember.objects.bulk_create(
        BriefedMember(briefing=briefing, member=one) for one in members if one.pk not in there
    )
    briefing.heads.all().delete()
    BriefingHeads.objects.bulk_create(
        BriefingHeads(briefing=briefing, chapter=chapters.get(pk), people=people)
        for pk, people in counted.items()
        if people
    )
    audit.record(by, "associations.briefing.attended", briefing, count=len(members) + sum(counted.values()))
    return briefing


# ---------------------------------------------------------------- encouragement and help


@transaction.atomic
def record_support(
    association: Organisation, details: SupportDetails, *, chapter: Chapter | None = None, by: Actor
) -> Support:
    """By counts: who received it stands in the lists they signed."""
    association = _locked(association, by)
    details = cleaned(details)
    reasons = rules.support_blockers(details, today=today())
    if chapter is not None and chapter.association_id != association.pk:
        reasons.append(Reason("Chi hội này không thuộc Hội.", "chapter"))
    if reasons:
        raise Refused(reasons)
    support = Support.objects.create(
        association=association, chapter=chapter, recorded_by=by.described[:300], **asdict(details)
    )
    audit.record(by, "associations.support.recorded", support)
    return support


@transaction.atomic
def withdraw_support(support: Support, *, why: str, by: Actor) -> Support:
    """It was written down wrong: it counts no longer and stays readable."""
    by.must(_KEEP, at=support)
    support = (
        Support.objects.select_for_update(of=("self",), no_key=True)
        .select_related("association__place", "chapter__place")
        .get(pk=support.pk)
    )
    reasons = []
    if support.withdrawn_at is not None:
        reasons.append(Reason("Dòng này đã bỏ rồi."))
    if not clean(why):
        reasons.append(Reason("Hãy ghi lý do bỏ.", "why"))
    if reasons:
        raise Refused(reasons)
    support.withdrawn_at, support.withdrawn_by, support.withdrawn_why = (
        timezone.now(),
        by.described[:300],
        clean(why),
    )
    support.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    audit.record(by, "associations.support.withdrawn", support)
    return support


# ---------------------------------------------------------------- locks


def _locked(association: Organisation, by: Actor, at: Officer | None = None) -> Organisation:
    """Whoever changes its books waits for whoever does. `at`: what lies lower than the association itself."""
    by.must(_KEEP, at=at or association)
    found = (
        Organisation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .get(pk=association.pk)
    )
    if found.kind != OrganisationKind.ASSOCIATION:
        raise Refused("Tổ chức này không phải Hội Khuyến học.")
    return found


def _locked_chapter(chapter: Chapter, by: Actor) -> Chapter:
    by.must(_KEEP, at=chapter)
    return (
        Chapter.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place", "association__place")
        .get(pk=chapter.pk)
    )


def _locked_member(member: Member, by: Actor) -> Member:
    by.must(_KEEP, at=member)
    return (
        Member.objects.select_for_update(of=("self",), no_key=True)
        .select_related("association__place", "chapter__place")
        .get(pk=member.pk)
    )
