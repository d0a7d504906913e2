"""What the tests of the association begin with."""

import datetime as dt

from hoctap.associations import actions
from hoctap.associations.models import Briefing, Chapter, Member, Officer, Tally
from hoctap.associations.rules import BriefingDetails, ChapterDetails, MemberDetails, TypedTally
from hoctap.core.actor import Actor
from hoctap.places.models import Organisation, Place

DAY = dt.date(2024, 6, 30)


def chapter_of(
    association: Organisation, place: Place, name: str, *, kind: str = "hamlet", by: Actor
) -> Chapter:
    standing = Chapter.objects.standing().filter(association=association, name=name).first()
    return standing or actions.add_chapter(association, place, ChapterDetails(kind, name), by=by)


def tally(
    chapter: Chapter, members: int, *, on: dt.date = DAY, by: Actor, source: str = "Sổ của chi hội"
) -> Tally:
    typed = {chapter.pk: TypedTally(str(members))}
    actions.record_tallies(chapter.association, typed, as_of=on, source=source, by=by)
    return Tally.objects.filter(chapter=chapter).latest("recorded_at")


def member(
    association: Organisation,
    name: str,
    *,
    chapter: Chapter | None = None,
    born: int | None = None,
    does_work: bool = False,
    by: Actor,
) -> Member:
    known = Member.objects.standing().filter(association=association, full_name=name).first()
    details = MemberDetails(name, born, does_work=does_work)
    return known or actions.add_member(association, details, chapter=chapter, by=by)


def officer(
    association: Organisation,
    name: str,
    position: str,
    *,
    chapter: Chapter | None = None,
    on: dt.date = dt.date(2021, 3, 1),
    by: Actor,
) -> Officer:
    return actions.appoint_officer(
        association,
        MemberDetails(name),
        position=position,
        from_day=on,
        chapter=chapter,
        member=Member.objects.standing().filter(association=association, full_name=name).first(),
        by=by,
    )


def briefing(association: Organisation, *, on: dt.date = DAY, documents: str = "", by: Actor) -> Briefing:
    documents = documents or f"Kế hoạch 415 của {association.name}"
    return actions.record_briefing(association, BriefingDetails(on, documents), by=by)
