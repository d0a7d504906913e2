"""The pages of a learning centre: all of them under four heads, or on a list those that stand beside it."""

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from hoctap.centres import queries
from hoctap.centres.models import Centre
from hoctap.centres.registry import CentrePage
from hoctap.core.actor import NOBODY

register = template.Library()

type Link = dict[str, object]


@register.simple_tag(takes_context=True)
def centre_pages(context: template.Context, centre: Centre | str = "", whole: bool = False) -> SafeString:
    """`centre`: the lists open at it; empty: of every centre."""
    request = context["request"]
    own = centre if isinstance(centre, Centre) else None
    groups = queries.groups_for(getattr(request, "actor", NOBODY))
    here = request.resolver_match.url_name if request.resolver_match else ""
    if not whole:
        groups = [row for row in groups if any(here in (one.url_name, *one.beside) for one in row[1])][:1]
    values = {
        "groups": [
            {"code": group.value, "label": group.label, "links": [_link(one, own, here) for one in pages]}
            for group, pages in groups
        ],
        "back": reverse("centre_detail", args=[own.pk]) if own else "",
        "whole": whole,
    }
    return render_to_string("centres/_pages.html", values)


def _link(page: CentrePage, centre: Centre | None, here: str) -> Link:
    query = {"centre": str(centre.pk)} if centre else {}
    return {
        "label": page.label,
        "hint": page.hint,
        "url": reverse(page.url_name, query=query),
        "now": here == page.url_name,
        "under": here in page.beside,
    }
