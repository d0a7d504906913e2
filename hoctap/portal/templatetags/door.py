"""What only the public pages print."""

import datetime as dt

from django import template
from django.http import HttpRequest
from django.utils import dateformat
from django.utils.translation import get_language, gettext_lazy

from hoctap.core.vietnamese import format_date
from hoctap.portal.language import ENGLISH, other_language
from hoctap.portal.rules import shown_code

register = template.Library()

_WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@register.filter
def weekday(day: dt.date) -> str:
    return str(_WEEKDAYS[day.weekday()])


@register.filter
def full_day(day: dt.date) -> str:
    """'Thứ Ba, 01/12/2026'."""
    return f"{weekday(day)}, {format_date(day)}"


@register.filter
def month_of(day: dt.date) -> str:
    return f"tháng {day.month}" if get_language() == "vi" else dateformat.format(day, "M")


@register.filter
def as_code(code: str) -> str:
    return shown_code(code)


@register.simple_tag(takes_context=True)
def other_address(context: template.Context) -> str:
    """The same page in the other language; what was asked for goes along."""
    request: HttpRequest = context["request"]
    query = request.META.get("QUERY_STRING", "")
    return other_language(request.path) + (f"?{query}" if query and request.method == "GET" else "")


@register.simple_tag(takes_context=True)
def address_of(context: template.Context, path: str) -> str:
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def vietnamese_path(context: template.Context) -> str:
    path: str = context["request"].path
    return other_language(path) if path.startswith(ENGLISH) else path


@register.simple_tag(takes_context=True)
def english_path(context: template.Context) -> str:
    path: str = context["request"].path
    return path if path.startswith(ENGLISH) else other_language(path)
