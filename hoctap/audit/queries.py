"""The trail as the officers of a place read it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from hoctap.audit.models import Event, Read
from hoctap.audit.registry import Named, is_uuid, subject_kinds
from hoctap.audit.words import AREAS, PAGES, WORDS
from hoctap.core.actor import Actor
from hoctap.core.paging import Key, KeyPage, Walk, page_by_key
from hoctap.core.permissions import Permission

PAGE = 50
EXPORTED_AT_MOST = 20_000
READS_SHOWN = 1_000


@dataclass(frozen=True)
class Entry:
    """One event in plain words. An event without words shows its code: nothing is hidden for want of a sentence."""

    event: Event
    sentence: str
    kind: str
    subject: Named | None
    """As it is called today; None where it is gone, or not this reader's to see."""

    @property
    def history(self) -> str:
        """The value of `subject=` that shows all about the same thing."""
        return f"{self.event.subject_kind}:{self.event.subject_id}"


@dataclass(frozen=True)
class EventFilter:
    who: str = ""
    what: str = ""
    """An area ("people") or one kind of event ("people.household.added")."""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    subject: str = ""
    """"people.household:<id>"."""


def events_for(actor: Actor) -> QuerySet[Event]:
    """Events at the places where the actor may read the trail, and below them; the newest first."""
    if actor.system_job:
        return Event.objects.all()
    places = [str(place_id) for place_id in actor.places_with(Permission.AUDIT_READ)]
    return Event.objects.filter(place_path__has_any_keys=places)


def found_events(actor: Actor, chosen: EventFilter) -> QuerySet[Event]:
    events = events_for(actor)
    if chosen.who:
        events = events.filter(actor__icontains=chosen.who)
    if chosen.what:
        same = Q(what=chosen.what) if chosen.what in WORDS else Q(what__startswith=f"{chosen.what}.")
        events = events.filter(same)
    if chosen.from_on:
        events = events.filter(at__gte=_midnight(chosen.from_on))
    if chosen.to_on:
        events = events.filter(at__lt=_midnight(chosen.to_on + dt.timedelta(days=1)))
    if chosen.subject:
        kind, _, one = chosen.subject.partition(":")
        events = events.filter(subject_kind=kind, subject_id=one)
    return events


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def list_events(actor: Actor, chosen: EventFilter, walk: Walk) -> KeyPage[Entry]:
    """A page, the newest first: one query for the events, one or two more for each kind of thing on the page."""

    def fetch(walk: Walk, limit: int) -> list[Event]:
        events = found_events(actor, chosen)
        if walk.key:
            events = events.filter(Q(id__gt=walk.key[0]) if walk.back else Q(id__lt=walk.key[0]))
        return list(events.order_by("id" if walk.back else "-id")[:limit])

    page = page_by_key(walk, PAGE, fetch, lambda event: (str(event.pk),))
    return KeyPage(entries(page.rows, actor), page.after, page.before, page.past_the_end)


def is_key(key: Key) -> bool:
    return len(key) == 1 and is_uuid(key[0])


def entries(events: Sequence[Event], actor: Actor) -> list[Entry]:
    names = _names(events, actor)
    return [
        Entry(
            event,
            _sentence(event),
            _kind(event.subject_kind),
            names.get((event.subject_kind, event.subject_id)),
        )
        for event in events
    ]


def exported(actor: Actor, chosen: EventFilter) -> list[Entry]:
    """The newest, at most `EXPORTED_AT_MOST`."""
    return entries(list(found_events(actor, chosen).order_by("-id")[:EXPORTED_AT_MOST]), actor)


def _sentence(event: Event) -> str:
    words = WORDS.get(event.what, event.what)
    return f"{words} ({event.count})" if event.count > 1 else words


def _kind(label: str) -> str:
    kind = subject_kinds.get(label)
    return kind.label if kind else label


def _names(events: Iterable[Event], actor: Actor) -> dict[tuple[str, str], Named]:
    by_kind: dict[str, set[str]] = {}
    for event in events:
        by_kind.setdefault(event.subject_kind, set()).add(event.subject_id)
    found: dict[tuple[str, str], Named] = {}
    for label, ids in by_kind.items():
        kind = subject_kinds.get(label)
        if kind:
            found |= {(label, one): named for one, named in kind.find(sorted(ids), actor).items()}
    return found


def subject_named(chosen: EventFilter, actor: Actor) -> str:
    """What the list is about, when it is about one thing: its name, or at least its kind."""
    label, _, one = chosen.subject.partition(":")
    kind = subject_kinds.get(label)
    if kind is None or not is_uuid(one):
        return ""
    named = kind.find([one], actor).get(one)
    return named.name if named else kind.label.lower()


def kinds_to_choose() -> list[tuple[str, list[tuple[str, str]]]]:
    """Areas with their kinds of events, for the filter."""
    return [
        (
            area,
            [
                (code, f"Mọi việc: {area}"),
                *sorted(
                    ((what, words) for what, words in WORDS.items() if what.startswith(f"{code}.")),
                    key=lambda pair: pair[1],
                ),
            ],
        )
        for code, area in AREAS.items()
    ]


# ---------------------------------------------------------------- who has seen whose data


@dataclass(frozen=True)
class Look:
    """One person's looks at one page on one day."""

    who: str
    page: str
    first_at: dt.datetime
    times: int


@dataclass(frozen=True)
class LookDay:
    on: dt.date
    looks: list[Look]


@dataclass(frozen=True)
class Looks:
    days: list[LookDay]
    """The newest first."""
    is_cut: bool
    """There were more than could be shown."""


def who_looked(subjects: Iterable[UUID], *, most: int = READS_SHOWN) -> Looks:
    """Who has seen the data of these persons or households. One query."""
    rows = list(
        Read.objects.filter(subjects__overlap=list(subjects)).defer("subjects").order_by("-id")[: most + 1]
    )
    grouped: dict[dt.date, dict[tuple[str, str], list[Read]]] = {}
    for row in rows[:most]:
        day = grouped.setdefault(timezone.localtime(row.at).date(), {})
        who = f"{row.actor}, thay cho {row.on_behalf_of}" if row.on_behalf_of else row.actor
        day.setdefault((who, row.page), []).append(row)
    days = [
        LookDay(
            on,
            [Look(who, PAGES.get(page, page), same[-1].at, len(same)) for (who, page), same in looks.items()],
        )
        for on, looks in grouped.items()
    ]
    return Looks(days, len(rows) > most)
