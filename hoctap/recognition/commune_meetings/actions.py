"""The commune's bodies met over the accepted dossiers; and one of the list is taken off again."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import PaperState
from hoctap.places.models import OrganisationKind
from hoctap.recognition.commune_meetings import contents, queries, rules
from hoctap.recognition.commune_meetings.models import CommuneException, CommuneMeeting
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from hoctap.recognition.rows import lock_dossier, lock_dossiers, lock_open_round, move_all, organisation_of


@dataclass(frozen=True)
class CommuneMeetingTyped:
    held_on: dt.date | None
    venue: str
    chair: str
    secretary: str
    members: str
    """One on each line: name, capacity."""
    votes_for: int
    votes_against: int = 0
    remarks: str = ""


@transaction.atomic
def record_commune_meeting(
    season: RecognitionRound, typed: CommuneMeetingTyped, *, by: Actor
) -> CommuneMeeting:
    """Họp xét: the whole list of accepted dossiers is agreed to; exceptions are taken off one by one, each with its reason."""
    by.must(Permission.DOSSIER_REVIEW, at=season.place)
    season = lock_open_round(season)
    if not season.needs("commune_meeting"):
        raise Refused("Quy trình của đợt không có họp xét của xã.")
    waiting = list(queries.unmet(season).values_list("pk", flat=True))
    dossiers = _in_order(lock_dossiers(season.dossiers.filter(pk__in=waiting)).values())
    members = rules.members_of(typed.members)
    reasons = rules.commune_meeting_reasons(
        rules.CommuneMeetingFacts(
            held_on=typed.held_on,
            venue=clean(typed.venue),
            chair=clean(typed.chair),
            secretary=clean(typed.secretary),
            members=members,
            votes_for=typed.votes_for,
            votes_against=typed.votes_against,
            listed=len(dossiers),
            word=season.subject_word,
            today=today(),
        )
    )
    if reasons or typed.held_on is None:
        raise Refused(reasons)
    meeting = CommuneMeeting(
        round=season,
        held_on=typed.held_on,
        venue=clean(typed.venue)[:200],
        chair=clean(typed.chair)[:120],
        secretary=clean(typed.secretary)[:120],
        members=[list(member) for member in members],
        present=len(members),
        votes_for=typed.votes_for,
        votes_against=typed.votes_against,
        remarks=typed.remarks.strip()[:2000],
        listed_count=len(dossiers),
        recorded_by=by.described,
    )
    association = organisation_of(season.place, OrganisationKind.ASSOCIATION, season.year)
    meeting.minutes = paper_actions.create_paper(
        "commune_minutes",
        issuer=association,
        place=season.place,
        year=season.year,
        title=f"Họp xét danh hiệu “{season.title_name}” năm {season.year} của {season.place.full_name}",
        content=contents.commune_minutes(meeting, association, dossiers, []),
        about=About("recognition.communemeeting", str(meeting.pk)),
        by=by,
    )
    meeting.save()
    meeting.agreed.set(dossiers)
    audit.record(by, "recognition.commune_meeting.recorded", meeting, count=len(dossiers))
    return meeting


@transaction.atomic
def except_at_commune_meeting(
    meeting: CommuneMeeting, dossier: Dossier, *, why: str, by: Actor
) -> CommuneException:
    """The meeting did not agree to this one: it waits for the commune again, and the minutes say so. Until they are signed."""
    by.must(Permission.DOSSIER_REVIEW, at=meeting.round.place)
    dossier = lock_dossier(dossier)
    meeting = (
        CommuneMeeting.objects.select_for_update(of=("self",))
        .select_related("round__place", "round__edition", "minutes__issuer")
        .get(pk=meeting.pk)
    )
    reasons = rules.exception_reasons(
        why=clean(why),
        is_agreed=meeting.agreed.filter(pk=dossier.pk).exists(),
        minutes_open=meeting.minutes.state in (PaperState.DRAFT, PaperState.PRINTED),
        is_waiting=dossier.state == DossierState.ACCEPTED,
    )
    if reasons:
        raise Refused(reasons)
    meeting.agreed.remove(dossier)
    exception = CommuneException.objects.create(
        meeting=meeting, dossier=dossier, why=clean(why)[:300], recorded_by=by.described
    )
    move_all([dossier], DossierState.NOMINATED, by=by, why=f"Họp xét của xã chưa thống nhất: {clean(why)}")
    agreed = _in_order(meeting.agreed.select_related("household__head", "person", "hamlet"))
    exceptions = list(
        meeting.exceptions.select_related("dossier__household__head", "dossier__person", "dossier__hamlet")
    )
    paper_actions.new_version(
        meeting.minutes,
        contents.commune_minutes(meeting, meeting.minutes.issuer, agreed, exceptions),
        why=f"Trừ {dossier.subject_name}"[:200],
        by=by,
    )
    audit.record(by, "recognition.commune_meeting.excepted", meeting)
    return exception


def _in_order(dossiers: Iterable[Dossier]) -> list[Dossier]:
    return sorted(dossiers, key=lambda one: (one.hamlet.sort_key, one.sort_key, one.pk))
