"""The address under which a calendar program reads what a position sees: asked for on a page of its own, handed out as iCalendar.

The link is one of the position (`CalendarLink`); each app has its own page and its own feed, and says what the holder may see there.
"""

from collections.abc import Callable, Collection

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from hoctap.core import ical
from hoctap.core.actor import Actor
from hoctap.core.forms import posted
from hoctap.core.http import Request, download
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.plans.tasking import actions
from hoctap.plans.tasking.queries import holder_of, link_of


class LabelForm(forms.Form):
    label = forms.CharField(
        label="Dùng ở đâu",
        max_length=80,
        required=False,
        help_text="Ví dụ: Điện thoại",
        error_messages={"max_length": "“Dùng ở đâu” dài quá 80 chữ."},
    )


def address_page(request: Request, template: str, *, feed: str) -> HttpResponse:
    """The POST makes an address of the view `feed`; it is shown once."""
    form = LabelForm(posted(request))
    given: list[actions.GivenCalendar] = []
    address = ""
    if carried_out(
        form, lambda typed: given.append(actions.make_calendar_link(label=typed["label"], by=request.actor))
    ):
        address = request.build_absolute_uri(reverse(feed, args=[given[0].token]))
    answer = form_page(request, template, form, address=address)
    answer["Cache-Control"] = "private, no-store"
    return answer


def feed_answer(
    request: Request,
    token: str,
    entries_for: Callable[[Actor], list[ical.Entry]],
    *,
    sight: Collection[Permission],
    title: str,
    product: str,
    file_name: str,
) -> HttpResponse:
    """What the position sees by these rights, of all that it holds; a revoked address is not found."""
    link = link_of(token)
    if link is None:
        raise Http404
    holder = holder_of(link, sight)
    actions.note_calendar_read(link, by=holder)
    text = ical.calendar_of(
        entries_for(holder),
        name=f"{title}: {link.capacity.organisation.name}",
        product=product,
        host=request.get_host(),
        made_at=timezone.now(),
    )
    return download(text.encode(), "text/calendar; charset=utf-8", file_name, inline=True)
