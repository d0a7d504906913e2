"""The way from a page to what was done about its subject."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html

from hoctap.core.actor import NOBODY
from hoctap.core.permissions import Permission

register = template.Library()


@register.simple_tag(takes_context=True)
def history_link(context: template.Context, subject: Any) -> str:
    """A line with the link, for whoever may read the trail at the subject's place; else nothing."""
    request = context.get("request")
    actor = getattr(request, "actor", NOBODY)
    if not actor.may_anywhere(Permission.AUDIT_READ) or not actor.may(Permission.AUDIT_READ, at=subject):
        return ""
    url = reverse("event_list", query={"subject": f"{subject._meta.label_lower}:{subject.pk}"})
    return format_html('<p class="no-print"><a href="{}">Nhật ký của hồ sơ này</a></p>', url)
