"""The links of published and open versions, tried once a week; one that failed again the next day. Told to nobody but by its state."""

import datetime as dt
from collections.abc import Callable, Collection

from django.db import transaction
from django.utils import timezone

from hoctap.core.dates import today
from hoctap.materials import rules
from hoctap.materials.links.fetching import Tried, try_link
from hoctap.materials.models import OPEN, LinkState, MaterialPart, PartKind, VersionState

WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
AT_ONCE = 500


def check_links(attempt: Callable[[str], Tried] = try_link) -> int:
    """How many were tried. What this server's own missing line makes fail is no failure of the link."""
    due = list(
        MaterialPart.objects.filter(
            kind=PartKind.LINK,
            version__state__in=[*OPEN, VersionState.PUBLISHED],
            link_next_on__lte=today(),
        ).order_by("link_next_on", "id")[:AT_ONCE]
    )
    by_url: dict[str, Tried] = {}
    for part in due:
        if part.url not in by_url:
            by_url[part.url] = attempt(part.url)
    opened = [one.opens for one in by_url.values()]
    is_our_line = rules.is_our_line(opened, away=sum(one.is_away for one in by_url.values()))
    if is_our_line and not _another_opens(by_url, attempt):
        return 0
    for part in due:
        _note(part, by_url[part.url])
    return len(due)


def _another_opens(tried: Collection[str], attempt: Callable[[str], Tried]) -> bool:
    """A link that is gone is often alone in its next trial: one that opened last time tells whether it is our line."""
    rows = MaterialPart.objects.filter(kind=PartKind.LINK, link_state=LinkState.OPENS)
    known = rows.exclude(url__in=tried).order_by("-link_checked_at").values_list("url", flat=True).first()
    return known is not None and attempt(known).opens


@transaction.atomic
def _note(part: MaterialPart, tried: Tried) -> None:
    row = MaterialPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if row.url != part.url:
        return
    row.link_checked_at, row.link_words = timezone.now(), tried.words[:200]
    if tried.opens:
        row.link_failures, row.link_state = 0, LinkState.OPENS
        row.link_next_on = today() + WEEK
    else:
        row.link_failures = min(row.link_failures + 1, 1000)
        dead = rules.is_dead(row.link_failures)
        row.link_state = LinkState.DEAD if dead else LinkState.FAILING
        row.link_next_on = today() + (WEEK if dead else DAY)
    row.save()
