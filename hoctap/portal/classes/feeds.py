"""What is on, for a calendar program and for a reader of feeds."""

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoctap.core.ical import Entry, calendar_of
from hoctap.core.vietnamese import format_date, format_time
from hoctap.portal.classes.queries import Coming
from hoctap.portal.models import Door

USUAL_LENGTH = dt.timedelta(hours=2)


def _hours(one: Coming) -> tuple[dt.datetime, dt.datetime] | None:
    session = one.session
    if session.starts_at is None:
        return None
    starts = timezone.make_aware(dt.datetime.combine(session.on, session.starts_at))
    ends = timezone.make_aware(dt.datetime.combine(session.on, session.ends_at)) if session.ends_at else None
    return starts, ends or starts + USUAL_LENGTH


def calendar(door: Door, rows: Sequence[Coming], *, host: str) -> str:
    entries = []
    for one in rows:
        hours = _hours(one)
        entries.append(
            Entry(
                key=f"session-{one.session.pk}",
                title=one.activity.title,
                starts=hours[0] if hours else one.session.on,
                ends=hours[1] if hours else None,
                text=one.activity.topic.name,
                where=one.where,
            )
        )
    name = _("Lớp, buổi sắp tới: %(place)s") % {"place": door.place.title}
    return calendar_of(entries, name=name, product="cong", host=host, made_at=timezone.now())


def feed(door: Door, rows: Sequence[Coming], request: HttpRequest) -> str:
    """Newest day first, one item a buổi."""

    def address(name: str, **kwargs: object) -> str:
        return request.build_absolute_uri(reverse(name, kwargs={"door": door.slug, **kwargs}))

    made = Rss201rev2Feed(
        title=_("Lớp, buổi sắp tới: %(place)s") % {"place": door.place.title},
        link=address("door_classes"),
        description=_("Lớp, chuyên đề, sinh hoạt trong 30 ngày tới"),
        language=get_language(),
        feed_url=address("door_classes_rss"),
    )
    for one in rows:
        when = format_date(one.session.on)
        if one.session.starts_at:
            when = f"{format_time(one.session.starts_at)}, {when}"
        link = address("door_class", pk=one.activity.pk)
        made.add_item(
            title=f"{when}: {one.activity.title}",
            link=link,
            description=f"{one.where}. {one.activity.topic.name}",
            unique_id=f"{link}#{one.session.pk}",
            unique_id_is_permalink=False,
        )
    return str(made.writeString("utf-8"))
