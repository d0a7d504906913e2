"""Chapters of associations that merged, as the successor takes them over: each ends where it was and goes on as another one, so that the
years before stay with the old commune.
"""

import datetime as dt
from collections.abc import Sequence

from hoctap.associations.models import Chapter, Member, Officer
from hoctap.places.models import LineageEdge, Organisation, Place


def carry_chapters(
    chapters: Sequence[Chapter], into: Organisation, *, on: dt.date, decision: str, recorded_by: str
) -> dict[Chapter, Chapter]:
    """Each with whoever heads it. In the caller's transaction, which holds the successor."""
    places = _places(chapters, into)
    taken = {
        name.casefold()
        for name in Chapter.objects.filter(association=into, ended_on=None).values_list("name", flat=True)
    }
    made: dict[Chapter, Chapter] = {}
    for old in chapters:
        name = old.name
        if name.casefold() in taken:
            # "Chi hội Ấp 1" of two communes.
            name = f"{old.name} ({old.association.place.full_name} cũ)"[:150]
        taken.add(name.casefold())
        new = Chapter.objects.create(
            association=into,
            place=places[old],
            kind=old.kind,
            name=name,
            founded_on=on,
            founded_by=decision[:120],
            recorded_by=recorded_by,
        )
        old.ended_on, old.ended_by, old.merged_into = on, decision, new
        old.save(update_fields=["ended_on", "ended_by", "merged_into"])
        made[old] = new
    return made


def carry_members(
    members: Sequence[Member], into: Organisation, made: dict[Chapter, Chapter], on: dt.date
) -> None:
    """Whoever stands in the successor's list already stays there once; what he did before stays with his old row."""
    known = {
        pk: True
        for pk in Member.objects.filter(association=into, left_on=None).values_list("person", flat=True)
        if pk
    }
    by_pk = {old.pk: new for old, new in made.items()}
    for one in members:
        if one.person_id and one.person_id in known:
            one.left_on, one.left_why = on, "đã có trong danh sách của Hội mới"
            one.save(update_fields=["left_on", "left_why", "sort_key"])
            continue
        if one.person_id:
            known[one.person_id] = True
        one.association, one.chapter = into, by_pk.get(one.chapter_id) if one.chapter_id else None
        one.save(update_fields=["association", "chapter", "sort_key"])


def carry_heads(
    made: dict[Chapter, Chapter], into: Organisation, *, on: dt.date, decision: str, recorded_by: str
) -> None:
    by_pk = {old.pk: new for old, new in made.items()}
    heads = Officer.objects.filter(chapter__in=list(by_pk), to_day__isnull=True).select_related("member")
    for held in heads:
        chapter = by_pk[held.chapter_id]  # type: ignore[index]
        held.to_day, held.ended_why = max(on, held.from_day), decision[:200]
        held.save(update_fields=["to_day", "ended_why"])
        if held.member.left_on is None:
            Officer.objects.create(
                association=into,
                chapter=chapter,
                member=held.member,
                position=held.position,
                from_day=on,
                decision=decision[:120],
                recorded_by=recorded_by,
            )


def _places(chapters: Sequence[Chapter], into: Organisation) -> dict[Chapter, Place]:
    """The hamlet that followed the old one, where exactly one of the successor's commune did; else the commune."""
    inside = {one.pk: one for one in Place.objects.within([into.place_id])}
    edges = LineageEdge.objects.filter(predecessor__in=[one.place_id for one in chapters])
    followed: dict[object, list[Place]] = {}
    for old, new in edges.values_list("predecessor", "successor"):
        if new in inside:
            followed.setdefault(old, []).append(inside[new])
    found = {}
    for one in chapters:
        after = followed.get(one.place_id, [])
        found[one] = inside.get(one.place_id) or (after[0] if len(after) == 1 else into.place)
    return found
