"""The components of every page. `docs/interface.md` shows each with an example.

A component takes values, never a query, and writes no inline style or script: the content security policy of
the pages allows none. What it lists may be objects or mappings; the keys are the same.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from hoctap.core import vietnamese
from hoctap.core.paging import KeyPage
from hoctap.core.target_bar import read_bar
from hoctap.core.vietnamese import Number

register = template.Library()

type Values = dict[str, object]
type Item = object | Mapping[str, object]

# Shapes of the states, drawn on 16 × 16. The stroke is currentColor; what is filled says so itself.
_GLYPHS = {
    "neutral": '<circle cx="8" cy="8" r="5.5"/>',
    "working": (
        '<circle cx="8" cy="8" r="5.5"/>'
        '<path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none"/>'
    ),
    "waiting": '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.4V8l2.6 1.7"/>',
    "done": '<path d="m2.6 8.6 3.5 3.6 7.3-8.1" stroke-width="2.2"/>',
    "recognised": (
        '<path d="m8 1.2 2.1 4.3 4.7.7-3.4 3.3.8 4.7L8 12l-4.2 2.2.8-4.7L1.2 6.2l4.7-.7z"'
        ' fill="currentColor" stroke="none"/>'
    ),
    "returned": '<path d="M5.6 2.6 2.2 6l3.4 3.4M2.6 6h6.6a4 4 0 0 1 0 8H6.4" stroke-width="1.9"/>',
    "overdue": (
        '<path d="M8 1.3 15.3 14H.7z" fill="currentColor" stroke="none"/>'
        '<path d="M8 6v3.6M8 11.6v.6" class="glyph-hole"/>'
    ),
    "wrong": '<path d="M8 2.6v6.6M8 12.2v1.4" stroke-width="2.4"/>',
    "refused": '<path d="m3.4 3.4 9.2 9.2M12.6 3.4l-9.2 9.2" stroke-width="2.1"/>',
    "sealed": (
        '<circle cx="8" cy="8" r="6.8"/>'
        '<path d="m8 3.9 1.2 2.6 2.8.3-2.1 1.9.6 2.8L8 10.1l-2.5 1.4.6-2.8L4 6.8l2.8-.3z"'
        ' fill="currentColor" stroke="none"/>'
    ),
    "printed": '<path d="M3.3 1.8h6.4l3 3v9.4H3.3zM5.8 7.6h4.4M5.8 10.6h4.4"/>',
    "locked": (
        '<path d="M3.2 7.2h9.6v6.6H3.2z" fill="currentColor"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>'
    ),
    "sample": '<circle cx="8" cy="8" r="5.8" stroke-dasharray="2.4 2.2"/>',
    "info": '<circle cx="8" cy="8" r="6.6"/><path d="M8 7.2v4M8 4.4v.6" stroke-width="1.9"/>',
}
TONES = tuple(_GLYPHS)

# Where a screen names no tone, the code of the state does.
_TONE_OF_STATE = {
    "draft": "neutral",
    "open": "working",
    "registered": "working",
    "in_progress": "working",
    "submitted": "waiting",
    "waiting": "waiting",
    "nominated": "waiting",
    "not_started": "neutral",
    "returned": "returned",
    "recognised": "recognised",
    "refused": "refused",
    "not_met": "refused",
    "met": "done",
    "done": "done",
    "closed": "locked",
    "withdrawn": "refused",
    "revoked": "refused",
    "printed": "printed",
    "signed": "sealed",
    "sealed": "sealed",
    "filed": "locked",
    "approved": "done",
    "planned": "waiting",
    "held": "done",
    "cancelled": "refused",
    "late": "overdue",
    "overdue": "overdue",
    "sample": "sample",
}


# --------------------------------------------------------------------------------------- numbers and dates


@register.filter
def vn_number(value: Number | None) -> str:
    return _or_dash(value, vietnamese.format_number)


@register.filter
def vn_bytes(value: int | None) -> str:
    """1536 is "1,5 kB": thousands of 1,024."""
    if value is None:
        return _or_dash(None, str)
    amount = float(value)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            break
        amount /= 1024
    places = 0 if unit == "B" or amount >= 100 else 1
    return f"{vietnamese.format_number(round(amount, places), places)} {unit}"


@register.filter
def vn_percent(value: Number | None, places: int = 1) -> str:
    return _or_dash(value, lambda known: vietnamese.format_percent(known, places))


@register.filter
def vn_date(value: datetime.date | None) -> str:
    return _or_dash(value, vietnamese.format_date)


@register.filter
def vn_datetime(value: datetime.datetime | None) -> str:
    return _or_dash(value, vietnamese.format_datetime)


@register.filter
def vn_time(value: datetime.datetime | datetime.time | None) -> str:
    return _or_dash(value, vietnamese.format_time)


def _or_dash(value: object, form: Callable[[Any], str]) -> str:
    """Plain text, or the dash that says aloud that nothing is known."""
    known = _known(value)
    if known is not None:
        return form(known)
    return mark_safe(
        '<span class="missing" title="Chưa có số liệu"><span aria-hidden="true">—</span>'
        '<span class="visually-hidden">chưa có số liệu</span></span>'
    )


def _known(value: Any) -> Any:
    """A name that a template does not know arrives as an empty text: that is missing, not a value."""
    return None if value == "" else value


# --------------------------------------------------------------------------------------- words of the page


@register.simple_tag
def glyph(tone: str) -> SafeString:
    """The shape of a tone, without a word: only beside one."""
    return format_html(
        '<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor"'
        ' stroke-width="1.7" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_GLYPHS.get(tone, _GLYPHS["neutral"])),  # drawn above, nothing from outside
    )


@register.inclusion_tag("ui/page_header.html")
def page_header(title: str, lead: str = "", state: object = "", before: str = "") -> Values:
    """The one h1 of the page, what is asked here in a sentence, and the state (a `state_badge … as name`)."""
    return {"title": title, "lead": lead, "state": state, "before": before}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*steps: str) -> Values:
    """Label, URL, label, URL …; a last label without URL is this page. Or one list of (label, URL)."""
    flat = list(steps)
    if len(flat) == 1 and not isinstance(flat[0], str):
        pairs = [(step[0], step[1] if len(step) > 1 else "") for step in flat[0]]
    else:
        pairs = [(flat[i], flat[i + 1] if i + 1 < len(flat) else "") for i in range(0, len(flat), 2)]
    links = [index for index, (_, url) in enumerate(pairs) if url]
    parent = links[-1] if links else -1
    return {
        "steps": [
            {"label": label, "url": url, "parent": index == parent}
            for index, (label, url) in enumerate(pairs)
        ]
    }


@register.simple_tag
def state_badge(code: str, label: str = "", tone: str = "", quiet: bool = False) -> SafeString:
    """A state as word, shape and colour. `tone` follows from well-known codes when it is not given."""
    tone = tone if tone in _GLYPHS else _TONE_OF_STATE.get(code, "neutral")
    return format_html(
        '<span class="state state-{} tone-{}{}" data-state="{}">{}{}</span>',
        tone,
        tone,
        " state-quiet" if quiet else "",
        code,
        glyph(tone),
        label or code,
    )


@register.inclusion_tag("ui/sample_mark.html")
def sample_mark(text: str = "") -> Values:
    """On every page that shows or prints an edition whose text nobody has confirmed."""
    return {"text": text}


@register.inclusion_tag("ui/saved_state.html")
def saved_state(at: datetime.datetime | None = None, pending: int = 0, unit: str = "hộ") -> Values:
    """'Đã lưu 09:41' and '3 hộ chưa gửi'; the script of entry lists keeps it true while people type."""
    return {"at": at, "pending": pending, "unit": unit}


@register.inclusion_tag("ui/deadline.html")
def deadline(
    before: datetime.date | None = None,
    last_day: datetime.date | None = None,
    today: datetime.date | None = None,
    done: bool = False,
) -> Values:
    """'hạn cuối 14/11/2024 · còn 5 ngày (trước ngày 15/11/2024)': `last_day` decides."""
    before, last_day = _known(before), _known(last_day)
    if last_day is None and before is not None:
        last_day = before - datetime.timedelta(days=1)
    left = None if last_day is None else (last_day - (_known(today) or timezone.localdate())).days
    if done or left is None:
        tone, words = "neutral", ""
    elif left < 0:
        tone, words = "overdue", f"quá hạn {-left} ngày"
    elif left == 0:
        tone, words = "returned", "hôm nay là ngày cuối"
    else:
        tone, words = ("returned" if left <= 7 else "neutral"), f"còn {left} ngày"
    return {"before": before, "last_day": last_day, "left": words, "tone": tone, "shape": _shape_of(tone)}


def _shape_of(tone: str) -> str:
    return tone if tone == "overdue" else "waiting"


@register.inclusion_tag("ui/track.html")
def track(steps: Iterable[tuple[str, str]], current: str) -> Values:
    """The road of a paper: [(code, label), …] and the code where it stands."""
    pairs = list(steps)
    codes = [code for code, _ in pairs]
    at = codes.index(current) if current in codes else -1
    return {
        "steps": [
            {"label": label, "past": index < at, "now": index == at} for index, (_, label) in enumerate(pairs)
        ]
    }


@register.simple_block_tag
def notice(content: str, tone: str = "info") -> SafeString:
    """An inset paragraph with the shape of its tone."""
    return format_html('<div class="notice tone-{}">{}<div>{}</div></div>', tone, glyph(tone), content)


@register.simple_block_tag
def more(content: str, title: str, is_open: bool = False) -> SafeString:
    """What not everybody needs: opens without a script; `is_open` where what was typed in it came back with reasons."""
    how = mark_safe(" open") if is_open else ""
    return format_html(
        '<details class="more"{}><summary>{}</summary><div>{}</div></details>', how, title, content
    )


@register.inclusion_tag("ui/empty_state.html")
def empty_state(
    title: str, text: str = "", example: str = "", action_label: str = "", action_url: str = ""
) -> Values:
    """Says what to do first, with an example; never only 'no data'."""
    return {
        "title": title,
        "text": text,
        "example": example,
        "action_label": action_label,
        "action_url": action_url,
    }


# ------------------------------------------------------------------------------------------------- figures


@register.inclusion_tag("ui/figure.html")
def figure(
    numerator: Number | None,
    denominator: Number | None,
    unit: str = "",
    url: str = "",
    target: Number | None = None,
) -> Values:
    """'1.245 / 1.502 hộ = 82,9 %'; `url` opens it down to its records."""
    numerator, denominator, target = _known(numerator), _known(denominator), _known(target)
    share = vietnamese.percent_of(numerator, denominator)
    return {
        "numerator": numerator,
        "denominator": denominator,
        "share": None if share is None else vietnamese.format_share(share, target),
        "unit": unit,
        "url": url,
    }


@register.inclusion_tag("ui/target_bar.html")
def target_bar(
    label: str,
    numerator: Number | None,
    denominator: Number | None,
    target: Number | None,
    unit: str = "hộ",
    late: Number = 0,
    url: str = "",
    compact: bool = False,
    note: str = "",
) -> Values:
    """A result as a bar, its target as a line: in percent with a denominator, without one a count.

    `late` of the numerator are shown apart: they count, and stay late.
    """
    bar = read_bar(_known(numerator), _known(denominator), _known(target), unit, _known(late) or 0)
    return {"label": label, "bar": bar, "url": url, "compact": compact, "note": note, "unit": unit}


@register.inclusion_tag("ui/stat_strip.html")
def stat_strip(items: Iterable[Item]) -> Values:
    """A few figures in a row: label, value (already formatted), note, url, tone."""
    return {"items": items}


# --------------------------------------------------------------------------------------------------- lists


@register.inclusion_tag("ui/task_list.html")
def task_list(steps: Iterable[Item], numbered: bool = True) -> Values:
    """Steps: title, url, hint, code, state, tone, now, done, before, last_day, action_label, action_url."""
    return {"steps": steps, "numbered": numbered}


@register.inclusion_tag("ui/work_queue.html")
def work_queue(items: Iterable[Item]) -> Values:
    """What is asked of me: title, url, place, code, state, tone, before, last_day, count, note."""
    return {"items": items}


@register.inclusion_tag("ui/timeline.html")
def timeline(events: Iterable[Item]) -> Values:
    """The history of a dossier, newest first as given: what, who, at, note, tone."""
    return {"events": events}


@register.inclusion_tag("ui/summary_list.html")
def summary_list(rows: Iterable[Item]) -> Values:
    """Check your answers, and what will be signed: label, value, was, action_label, action_url."""
    return {"rows": rows}


@register.inclusion_tag("ui/score_columns.html")
def score_columns(
    rows: Iterable[Item], totals: Item | None = None, editable: str = "", caption: str = "Bảng chấm điểm"
) -> Values:
    """Three scores side by side. A row: code, name, clause, max, group, and family, hamlet, commune.

    A cell: points, by, at, source, why, evidence_url, evidence_count, and for input name, error.
    `editable` is the column that takes input. Totals: family, hamlet, commune, max, note; `family_by` … is who
    typed a total that stands on signed paper.
    """
    columns = [
        ("family", "Gia đình tự chấm", "Gia đình"),
        ("hamlet", "Tổ, ấp chấm", "Tổ, ấp"),
        ("commune", "Xã thẩm định", "Xã"),
    ]
    lines = []
    group = ""
    for row in rows:
        row_group = _get(row, "group") or ""
        lines.append(
            {
                "row": row,
                "group": row_group if row_group != group else "",
                "cells": [
                    {"label": label, "short": short, "cell": _get(row, key), "mine": key == editable}
                    for key, label, short in columns
                ],
            }
        )
        group = row_group
    sums = (
        [
            {"short": short, "value": _get(totals, key), "by": _get(totals, f"{key}_by")}
            for key, _, short in columns
        ]
        if totals
        else []
    )
    return {
        "lines": lines,
        "columns": [{"label": label, "mine": key == editable} for key, label, _ in columns],
        "totals": totals,
        "sums": sums,
        "caption": caption,
    }


def _get(item: Item | None, key: str) -> Any:
    return item.get(key) if isinstance(item, Mapping) else getattr(item, key, None)


@register.inclusion_tag("ui/entry_list.html")
def entry_list(
    rows: Iterable[Item],
    max_points: Number | None = 100,
    show: str = "registered self hamlet passed",
    readonly: str = "",
    caption: str = "Nhập theo danh sách",
    who: str = "Chủ hộ",
    self_label: str = "Gia đình tự chấm",
    least_label: str = "",
    forms: Iterable[tuple[str, str]] = (),
) -> Values:
    """One row a household or citizen; the markup contract with the script is in docs/interface.md.

    A row: id, number, name, note, url, source, registered, self, hamlet, least, form, passed (True, False, None), version,
    error, unsaved. `show` names the columns, `readonly` those only read.
    """
    columns = show.split()
    return {
        "who": who,
        "self_label": self_label,
        "least_label": least_label,
        "forms": list(forms),
        "rows": rows,
        "max_points": max_points,
        "columns": columns,
        "readonly": readonly.split(),
        "caption": caption,
    }


@register.inclusion_tag("ui/answer_steps.html")
def answer_steps(questions: Sequence[Item], key: str, submit: str = "Xem lại trước khi gửi") -> Values:
    """One question a page, by plain links to its place in the page: no script, no network between two questions.

    A question: code, ask, label, max, usual (texts to press), value, other, beside, beside_label. What is posted: `points-<code>`,
    and `other-<code>` where another number was typed. With the script, unsent answers stay in this browser under `key`.
    """
    codes = [f"points-{_get(question, 'code')}" for question in questions]
    ways = [
        {"question": question, "before": before, "after": after}
        for question, before, after in zip(questions, ["", *codes], [*codes[1:], ""], strict=False)
    ]
    return {"ways": ways, "key": key, "submit": submit, "count": len(codes)}


# -------------------------------------------------------------------------------------------------- tables


@register.filter
def url_of(pk: UUID, screen: str) -> str:
    """The address of a screen about one thing, row after row: its pattern is looked up once, `{% url %}` does it for each."""
    before, after = _around_the_id(screen, get_script_prefix())
    return f"{before}{pk}{after}"


@cache
def _around_the_id(screen: str, script_prefix: str) -> tuple[str, str]:
    nil = UUID(int=0)
    before, _, after = reverse(screen, args=[nil]).partition(str(nil))
    return before, after


@register.simple_block_tag
def table(content: str, caption: str = "", cards: bool = True, hide_caption: bool = False) -> SafeString:
    """A register: `<thead>`, `<tbody>`; each `<td data-label="…">` becomes a line of a card on a phone."""
    return format_html(
        '<div class="table-frame{}"><table class="register{}">{}{}</table></div>',
        "" if cards else " table-scrolls",
        " as-cards" if cards else "",
        format_html(
            "<caption{}>{}</caption>", mark_safe(' class="visually-hidden"') if hide_caption else "", caption
        )
        if caption
        else "",
        mark_safe(_CARD_CELL.sub(_in_one_piece, content)) if cards else content,
    )


# In a card label and value stand at the two ends of a line: a value of several pieces has to be one thing.
_CARD_CELL = re.compile(r"(<td\b[^>]*\bdata-label=[^>]*>)(.*?)(</td>)", re.DOTALL)
_ONE_THING = re.compile(r"[^<]*|<(\w+)\b[^>]*>[^<]*</\1>|<div\b.*</div>", re.DOTALL)


def _in_one_piece(cell: re.Match[str]) -> str:
    start, inside, end = cell.groups()
    if _ONE_THING.fullmatch(inside.strip()):
        return cell[0]
    return f"{start}<div>{inside}</div>{end}"


@register.simple_tag(takes_context=True)
def sort_head(context: template.Context, label: str, key: str, numeric: bool = False) -> SafeString:
    """A column head that sorts by `?sort=key`, `?sort=-key`; the other parameters stay in the URL."""
    request = context["request"]
    now = request.GET.get("sort", "")
    query = request.GET.copy()
    query["sort"] = f"-{key}" if now == key else key
    query.pop("page", None)
    aria = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{}</a></th>',
        mark_safe(' class="num-head"') if numeric else "",
        format_html(' aria-sort="{}"', aria) if aria else "",
        query.urlencode(),
        label,
    )


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], unit: str = "dòng") -> Values:
    """Before, after, and where one is: 'dòng 51–100 / 1.502'."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    rest = query.urlencode()
    return {"page": page, "unit": unit, "rest": f"&{rest}" if rest else ""}


@register.inclusion_tag("ui/key_pages.html", takes_context=True)
def key_pages(context: template.Context, page: KeyPage[Any]) -> Values:
    """Before and after of a list that pages by key (`core/paging.py`), and the way back to its beginning."""
    query = context["request"].GET.copy()
    begins_here = not query.pop("after", None)
    begins_here = not query.pop("before", None) and begins_here
    rest = query.urlencode()
    return {"page": page, "begins_here": begins_here, "first": f"?{rest}", "rest": f"&{rest}" if rest else ""}


# --------------------------------------------------------------------------------------------------- forms


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField,
    hint: str = "",
    width: str | int = "",
    autocomplete: str = "",
    inputmode: str = "",
    capture: str = "",
    accept: str = "",
    inline: bool = False,
    optional: bool = True,
) -> Values:
    """One field of a Django form: label, hint, error, control, tied together for screen readers.

    `width` is 2, 4, 6, 10 or 20 characters. `capture` ("environment") opens the camera on a phone. `optional=False`: a rule beyond the form
    asks for it, so that it must not be called optional.
    """
    widget = bound.field.widget
    kind = _kind(widget)
    hint = hint or str(bound.help_text or "")
    described = [f"{bound.auto_id}_hint"] if hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, str | bool] = {}
    if kind == "control":
        base = "form-select" if isinstance(widget, forms.Select) else "form-control"
        wide = f"w-ch-{width}" if width else ""
        attrs["class"] = " ".join(part for part in (base, wide, str(widget.attrs.get("class", ""))) if part)
    if kind != "choices":
        if described:
            attrs["aria-describedby"] = " ".join(described)
        if bound.errors:
            attrs["aria-invalid"] = "true"
    given = {"autocomplete": autocomplete, "inputmode": inputmode, "capture": capture, "accept": accept}
    attrs.update({name: value for name, value in given.items() if value})
    return {
        "bound": bound,
        "kind": kind,
        "hint": hint,
        "described": " ".join(described),
        "control": bound.as_widget(attrs=attrs) if kind != "choices" else "",
        "groups": _choices_by_head(bound) if kind == "choices" else [],
        "inline": inline,
        "optional": optional and not bound.field.required and kind != "check",
    }


@dataclass
class _Choices:
    """Boxes or radios that stand under one head; without a head they are simply shown."""

    title: str
    boxes: list[BoundWidget]
    is_open: bool = False


def _choices_by_head(bound: BoundField) -> list[_Choices]:
    """Choices that a field gives under heads fold together; open is what something is chosen in, so that none is put before another.

    Where something is wrong the first is open, too: the summary of errors leads to it.
    """
    found: list[_Choices] = []
    heads: list[Any] = []
    at = None
    for box in bound.subwidgets:
        head, _, below = str(box.data["index"]).partition("_")
        if below and not heads:
            heads = [value for value, _ in bound.field.widget.choices]
        title = str(heads[int(head)]) if below else ""
        if not found or (head if below else "") != at:
            found.append(_Choices(title, [], is_open=not found and bool(bound.errors)))
            at = head if below else ""
        found[-1].boxes.append(box)
        found[-1].is_open |= bool(box.data["selected"])
    return found


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "control"


@register.simple_tag
def file_upload(
    bound: BoundField,
    capture: str = "",
    accept: str = "image/*,.pdf",
    hint: str = "",
    optional: bool = True,
) -> SafeString:
    """A photo or a file; with `capture="environment"` the phone offers its camera first."""
    return mark_safe(
        render_to_string(
            "ui/field.html", field(bound, hint=hint, capture=capture, accept=accept, optional=optional)
        )
    )


@dataclass(frozen=True)
class _Problem:
    text: str
    target: str = ""
    rule: str = ""
    until: str = ""
    who: str = ""


@register.inclusion_tag("ui/error_summary.html")
def error_summary(source: object, title: str = "") -> Values:
    """What must be put right, with links to the fields. Takes a form, a formset, several forms, or reasons.

    A reason is a text or an object with `text` (or `message`) and where known `rule`, `until`, `who`,
    `field`: a refusal says what, by which rule, until when, and who can help.
    """
    problems = _problems(source)
    count = len(problems)
    return {"problems": problems, "title": title or f"Chưa lưu được: có {count} chỗ cần sửa"}


def _problems(source: object) -> list[_Problem]:
    if source is None or isinstance(source, str):
        return [_Problem(source)] if source else []
    if isinstance(source, BaseFormSet):
        found = [_Problem(str(error)) for error in source.non_form_errors()]
        return found + [problem for form in source.forms for problem in _problems(form)]
    if isinstance(source, forms.BaseForm):
        found = [_Problem(str(error)) for error in source.non_field_errors()]
        for bound in source:
            found += [
                _Problem(f"{bound.label}: {_small(str(error))}", _target(bound)) for error in bound.errors
            ]
        return found
    if isinstance(source, Iterable):
        return [problem for part in source for problem in _problems(part)]
    text = _get(source, "text") or _get(source, "message") or str(source)
    return [
        _Problem(
            str(text),
            str(_get(source, "field") or ""),
            str(_get(source, "rule") or ""),
            str(_get(source, "until") or ""),
            str(_get(source, "who") or ""),
        )
    ]


def _small(sentence: str) -> str:
    """A sentence after a colon begins small, unless it begins with a code or a name in capitals."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _target(bound: BoundField) -> str:
    """The first control of the field: a group of radios has no element with the id of the field."""
    if _kind(bound.field.widget) != "choices":
        return str(bound.auto_id)
    return next((one.id_for_label for one in bound.subwidgets), "") or f"{bound.auto_id}_0"


@register.inclusion_tag("ui/filters.html", takes_context=True)
def filters(context: template.Context, form: forms.BaseForm, button: str = "Lọc") -> Values:
    """A GET form in one line; what is chosen stays in the URL."""
    request = context["request"]
    return {"form": form, "button": button, "path": request.path, "active": bool(request.GET)}


@register.simple_block_tag(takes_context=True)
def confirm(
    context: template.Context,
    content: str,
    title: str,
    button: str,
    action: str = "",
    back_url: str = "",
    tone: str = "primary",
    form_id: str = "",
) -> SafeString:
    """The last word before an act: what happens when I press. Inside: what is signed or lost, any fields."""
    values = {
        "content": content,
        "title": title,
        "button": button,
        "action": action,
        "back_url": back_url,
        "tone": tone,
        "form_id": form_id,
    }
    return mark_safe(render_to_string("ui/confirm.html", values, request=context.get("request")))


@register.inclusion_tag("ui/post_button.html", takes_context=True)
def post_button(
    context: template.Context, url: str, label: str, tone: str = "primary", name: str = "", value: str = ""
) -> Values:
    """A change is a POST: a form of one button. Tones: primary, line, care, word."""
    return {
        "url": url,
        "label": label,
        "tone": tone,
        "name": name,
        "value": value,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def attributes(**values: object) -> SafeString:
    """`{% attributes data_label=… hidden=True %}`: attributes with dashes, None and False left out."""
    return format_html_join(
        "",
        ' {}="{}"',
        (
            (name.replace("_", "-"), "" if value is True else value)
            for name, value in values.items()
            if value not in (None, False)
        ),
    )
