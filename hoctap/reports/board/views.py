"""The board of a place."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.criteria.queries import season_titles
from hoctap.reports import asking, queries
from hoctap.reports.board.forms import BoardFilter
from hoctap.reports.board.leading import board_below
from hoctap.reports.board.queries import board


@require_GET
@requires(Permission.RESULT_READ)
def board_detail(request: Request) -> HttpResponse:
    """Tổng quan: chỉ tiêu, hạn, nơi còn thiếu, các năm của một địa bàn"""
    granted = queries.places_for(request.actor, Permission.RESULT_READ)
    place = asking.place_in(request, granted)
    year, as_of = asking.year_in(request, place), asking.as_of_in(request)
    titles = season_titles([place])
    title = asking.title_in(request, titles)
    found = board(place, year, by=request.actor, as_of=as_of, title=title)
    shown = {place.pk: place} | {each.pk: each for each in granted}
    filters = BoardFilter(
        titles=titles,
        places=shown.values(),
        years=sorted({*queries.years_of(place), year}, reverse=True),
        initial={"place": place.pk, "year": year, "title": title.value, "as_of": as_of},
    )
    context: dict[str, Any] = {
        "board": found,
        "form": filters,
        "path_up": [
            (each, board_below(each, found.asked))
            for each in queries.readable_above(place, request.actor, year)
        ],
        "no_such_day": bool(request.GET.get("as_of")) and as_of is None,
        "where": where(request, place=found.place, year=year),
    }
    return render(request, "reports/board_detail.html", context)
