"""What the page of a centre and the board of a place say of programmes and activities."""

import datetime as dt

from django.urls import reverse

from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.learning import queries
from hoctap.learning.figures import held_of_centres
from hoctap.learning.hamlets import queries as hamlets
from hoctap.learning.models import Activity, ActivityState, DeliveryForm, Programme, ProgrammeState
from hoctap.learning.programmes.rules import LEAST_TIMES
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head
from hoctap.places.models import Level, Place

HEADING = "Trung tâm học tập cộng đồng"


def of_centre(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    if not actor.may_anywhere(Permission.CENTRE_READ):
        return None
    lines = [_programme_line(centre, year), *_activity_lines(centre, year)]
    return CentreSection("Chương trình, hoạt động", tuple(lines), order=20)


def _programme_line(centre: Centre, year: int) -> SectionLine:
    programme = Programme.objects.filter(centre=centre, year=year).first()
    if programme is None:
        url = reverse("programme_list", query={"centre": centre.pk, "year": year})
        return SectionLine(f"Chương trình năm {year}", "chưa lập", url, "waiting")
    tone = "done" if programme.state == ProgrammeState.APPROVED else "working"
    url = reverse("programme_detail", args=[programme.pk])
    return SectionLine(f"Chương trình năm {year}", programme.get_state_display(), url, tone)


def _activity_lines(centre: Centre, year: int) -> list[SectionLine]:
    url = reverse("activity_list", query={"centre": centre.pk, "year": year})
    held = held_of_centres([centre.pk], year).get(centre.pk)
    if held is None:
        return [SectionLine("Lớp, chuyên đề, hoạt động", "chưa ghi gì", url)]
    counts = queries.held_counts(
        [centre.place.pk], dt.date(year, 1, 1), dt.date(year, 12, 31), of_centres=True
    ).get(centre.place.pk, queries.HeldCounts())
    told = (
        f"{format_number(counts.classes)} lớp, {format_number(counts.talks)} chuyên đề, "
        f"{format_number(counts.embedded)} buổi lồng ghép"
    )
    lines = [
        SectionLine(
            "Đã tổ chức",
            f"{format_number(held)}/{LEAST_TIMES} hoạt động ít nhất trong năm",
            url,
            "done" if held >= LEAST_TIMES else "working",
        ),
        SectionLine("Trong đó", told, url),
        *_by_form(counts, url),
        SectionLine("Lượt người dự", format_number(counts.turns), url),
    ]
    if counts.persons:
        lines.append(
            SectionLine("Người dự có tên, mỗi người đếm một lần", format_number(counts.persons), url)
        )
    cancelled = Activity.objects.filter(
        centre=centre, starts_on__year=year, state=ActivityState.CANCELLED
    ).count()
    if cancelled:
        lines.append(SectionLine("Đã hủy, có lý do", format_number(cancelled), f"{url}&state=cancelled"))
    return lines


def _by_form(counts: queries.HeldCounts, url: str) -> list[SectionLine]:
    told = [
        f"{label.lower()} {format_number(counts.by_form[form])}"
        for form, label in DeliveryForm.choices
        if counts.by_form[form]
    ]
    return [SectionLine("Theo hình thức", ", ".join(told), url)] if told else []


def on_board(asked: Asked) -> BoardSection | None:
    """Classes, talks, embedded sessions and people of each commune; of a commune its difficult hamlets too."""
    if not asked.actor.may(Permission.CENTRE_READ, at=asked.place) or asked.place.level in (
        Level.HAMLET,
        Level.GROUP,
    ):
        return None
    communes = list(
        Place.objects.within([asked.place.pk])
        .filter(level=Level.COMMUNE)
        .valid_in(asked.year)
        .order_by("sort_key", "id")
    )
    ids = [one.pk for one in communes]
    known = queries.keeping_records(ids, asked.year)
    if not known:
        return None
    last = dt.date(asked.year, 12, 31)
    until = min(asked.as_of, last) if asked.as_of else last
    counted = queries.held_counts(known, dt.date(asked.year, 1, 1), until, of_centres=True)
    rows = [
        _row(one, counted.get(one.pk, queries.HeldCounts()) if one.pk in known else None, asked)
        for one in communes
    ]
    sums = list(counted.values())
    finding = (
        f"{sum(one.classes for one in sums)} lớp, {sum(one.talks for one in sums)} chuyên đề, "
        f"{sum(one.embedded for one in sums)} buổi lồng ghép; {format_number(sum(one.turns for one in sums))} lượt người."
    )
    few = [
        one.title
        for one in communes
        if one.pk in known and counted.get(one.pk, queries.HeldCounts()).activities < LEAST_TIMES
    ]
    if few:
        finding += f" Dưới {LEAST_TIMES} hoạt động: {', '.join(few[:5])}{f' và {len(few) - 5} xã khác' if len(few) > 5 else ''}."
    heads = (
        Head("Xã"),
        Head("Lớp", "number"),
        Head("Chuyên đề", "number"),
        Head("Lồng ghép", "number"),
        Head("Khác", "number"),
        Head("Lượt người", "number"),
    )
    return BoardSection(
        HEADING,
        finding,
        47,
        table=BoardTable(f"Hoạt động của trung tâm năm {asked.year}", heads, rows),
        url=reverse("activity_list", query={"year": asked.year}),
        url_label="Mọi hoạt động",
        note=_difficult(asked),
    )


def _row(place: Place, counts: queries.HeldCounts | None, asked: Asked) -> tuple[Cell, ...]:
    url = reverse("activity_list", query={"commune": place.pk, "year": asked.year})
    if counts is None:
        return (Cell(place.title, url), *(Cell() for _ in range(5)))
    others = counts.activities - counts.classes - counts.talks - counts.embedded
    figures = (counts.classes, counts.talks, counts.embedded, others, counts.turns)
    return (Cell(place.title, url), *(Cell(one) for one in figures))


def _difficult(asked: Asked) -> str:
    rows = hamlets.difficult_in(asked.place, asked.year)
    if not rows:
        return ""
    without = [one.hamlet.title for one in rows if not one.activities]
    if not without:
        return f"Cả {len(rows)} ấp, khóm khó khăn đều đã có hoạt động."
    more = f" và {len(without) - 5} nơi khác" if len(without) > 5 else ""
    return (
        f"{len(without)}/{len(rows)} ấp, khóm khó khăn chưa có hoạt động nào: {', '.join(without[:5])}{more}."
    )
