"""Screens of results and reports: HTTP and nothing else."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.criteria.models import Title
from hoctap.criteria.queries import season_titles
from hoctap.places.models import Place
from hoctap.plans.forms import show_reasons
from hoctap.reports import actions, queries, rules
from hoctap.reports.asking import as_of_in, before_in, place_in, title_in, year_in
from hoctap.reports.board.leading import board_url
from hoctap.reports.calls.queries import Owed, owed_by
from hoctap.reports.citizens import five_measures
from hoctap.reports.comparison import comparison
from hoctap.reports.comparison_workbook import comparison_workbook
from hoctap.reports.doubles import doubles
from hoctap.reports.forms import (
    ComparisonFilter,
    ReportForm,
    ResultFilter,
    SeasonFilter,
    TrendFilter,
    likely_cut_off,
)
from hoctap.reports.frozen import FrozenFigures, compare, freeze
from hoctap.reports.heat import heat_table
from hoctap.reports.models import Report, ReportKind
from hoctap.reports.season import SeasonTable, table_url
from hoctap.reports.sheet import season_sheet
from hoctap.reports.trends import trend_table, trend_url
from hoctap.reports.whole import whole_table
from hoctap.reports.workbook import season_workbook


@require_GET
@requires(Permission.RESULT_READ)
def result_table(request: Request) -> HttpResponse:
    """Kết quả so với chỉ tiêu"""
    granted = queries.places_for(request.actor, Permission.RESULT_READ)
    place = place_in(request, granted)
    year = year_in(request, place)
    shown = {place.pk: place} | {each.pk: each for each in granted}
    years = queries.years_of(place)
    years = years if year in years else sorted([*years, year], reverse=True)
    titles = season_titles([place])
    title, as_of = title_in(request, titles), as_of_in(request)
    filters = SeasonFilter(
        titles=titles,
        places=shown.values(),
        years=years,
        initial={"place": place.pk, "year": year, "title": title.value, "as_of": as_of},
    )
    table = queries.season_table(place, year, title, as_of=as_of)
    context = {
        "table": table,
        "whole": whole_table(table) if title == Title.LEARNING_FAMILY else None,
        "five": five_measures(place, year, as_of=as_of) if title == Title.LEARNING_CITIZEN else [],
        "form": filters,
        "no_such_day": bool(request.GET.get("as_of")) and as_of is None,
        "path_up": _with_tables(queries.readable_above(place, request.actor, year), table),
        "other_titles": [
            (other.label, table_url(place, year, other, as_of)) for other in titles if other != title
        ],
        "trend_url": trend_url(place, year, title),
        "board_url": board_url(place, year, title.value, as_of),
        "may_report": request.actor.may(Permission.REPORT_PREPARE, at=place) and not as_of,
        "may_list": request.actor.may(Permission.DOSSIER_READ, at=place),
        "may_publish": place.level not in ("hamlet", "group")
        and request.actor.may(Permission.FIGURES_PUBLISH, at=place),
        "may_plan": request.actor.may(Permission.PLAN_EDIT, at=place),
        "where": where(request, place=table.place, year=year),
    }
    return render(request, "reports/result_table.html", context)


def _with_tables(above: list[Place], table: SeasonTable) -> list[tuple[Place, str]]:
    return [(place, table_url(place, table.year, table.title, table.as_of)) for place in above]


@require_GET
@requires(Permission.RESULT_READ)
def result_xlsx(request: Request) -> HttpResponse:
    """Bảng kết quả dạng Excel"""
    place = place_in(request, queries.places_for(request.actor, Permission.RESULT_READ))
    year = year_in(request, place)
    as_of = as_of_in(request)
    name = f"ket-qua-danh-hieu-hoc-tap-{place.code or place.pk}-{year}.xlsx"
    return download(season_workbook(season_sheet(place, year, as_of=as_of)), files.XLSX, name)


@require_GET
@requires(Permission.RESULT_READ)
def result_heat(request: Request) -> HttpResponse:
    """Các tỷ lệ của từng địa bàn đặt cạnh nhau"""
    granted = queries.places_for(request.actor, Permission.RESULT_READ)
    place = place_in(request, granted)
    year = year_in(request, place)
    shown = {place.pk: place} | {each.pk: each for each in granted}
    years = sorted({year, *queries.years_of(place)}, reverse=True)
    filters = ResultFilter(places=shown.values(), years=years, initial={"place": place.pk, "year": year})
    context = {
        "heat": heat_table(place, year, request.GET.get("sort", "")),
        "form": filters,
        "where": where(request, place=place, year=year),
    }
    return render(request, "reports/result_heat.html", context)


@require_GET
@requires(Permission.RESULT_READ)
def result_trend(request: Request) -> HttpResponse:
    """Tỷ lệ công nhận của từng nơi qua năm năm"""
    granted = queries.places_for(request.actor, Permission.RESULT_READ)
    place = place_in(request, granted)
    titles = season_titles([place])
    year, title = year_in(request, place), title_in(request, titles)
    shown = {place.pk: place} | {each.pk: each for each in granted}
    years = sorted({*queries.years_of(place), year}, reverse=True)
    filters = TrendFilter(
        titles=titles,
        places=shown.values(),
        years=years,
        initial={"place": place.pk, "year": year, "title": title.value},
    )
    above = queries.readable_above(place, request.actor)
    context = {
        "trends": trend_table(place, year, title),
        "year": str(year),
        "form": filters,
        "path_up": [(each, trend_url(each, year, title)) for each in above],
        "table_url": table_url(place, year, title),
        "where": where(request, place=place, year=year),
    }
    return render(request, "reports/result_trend.html", context)


@require_GET
@requires(Permission.DOSSIER_READ)
def double_list(request: Request) -> HttpResponse:
    """Không ai tính hai lần: ai giữ một danh hiệu hai lần trong năm, theo hai giấy nào"""
    granted = queries.places_for(request.actor, Permission.DOSSIER_READ)
    place = place_in(request, granted, permission=Permission.DOSSIER_READ)
    year = year_in(request, place)
    shown = {place.pk: place} | {each.pk: each for each in granted}
    years = sorted({year, *queries.years_of(place)}, reverse=True)
    filters = ResultFilter(places=shown.values(), years=years, initial={"place": place.pk, "year": year})
    found = doubles(year, place)
    finding = (
        f"{len(found)} trường hợp phải xem lại năm {year}: mỗi dòng một người, một hộ, một đơn vị, với hai giấy."
        if found
        else f"Năm {year}, qua mọi danh hiệu, không ai giữ một danh hiệu hai lần."
    )
    context = {
        "place": place,
        "year": year,
        "finding": finding,
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "form": filters,
        "where": where(request, place=place, year=year),
    }
    return render(request, "reports/double_list.html", context)


@require_GET
@requires(Permission.RESULT_READ)
def result_comparison(request: Request) -> HttpResponse:
    """Năm trước và năm nay trên địa giới hôm nay"""
    granted = queries.places_for(request.actor, Permission.RESULT_READ)
    place = place_in(request, granted)
    year = year_in(request, place)
    before = before_in(request, year)
    shown = {place.pk: place} | {each.pk: each for each in granted}
    years = sorted({*queries.years_of(place), year}, reverse=True)
    filters = ComparisonFilter(
        places=shown.values(),
        years=years,
        earlier=sorted({*range(year - 5, year), before}, reverse=True),
        initial={"place": place.pk, "year": year, "before": before},
    )
    context = {
        "comparison": comparison(place, year, before, by=request.actor),
        "form": filters,
        "path_up": queries.readable_above(place, request.actor),
        "where": where(request, place=place, year=year),
    }
    return render(request, "reports/result_comparison.html", context)


@require_GET
@requires(Permission.RESULT_READ)
def result_comparison_xlsx(request: Request) -> HttpResponse:
    """Bảng so với năm trước trên địa giới hôm nay, dạng Excel"""
    place = place_in(request, queries.places_for(request.actor, Permission.RESULT_READ))
    year = year_in(request, place)
    before = before_in(request, year)
    name = f"so-sanh-{place.code or place.pk}-{before}-{year}.xlsx"
    return download(comparison_workbook(comparison(place, year, before)), files.XLSX, name)


@require_GET
@requires(Permission.RESULT_READ)
def report_list(request: Request) -> HttpResponse:
    """Báo cáo kết quả"""
    reports = Report.objects.visible_to(request.actor).select_related("place", "paper__issuer")
    page = Paginator(reports.order_by("-year", "-id"), 30).get_page(request.GET.get("page"))
    places = queries.places_for(request.actor, Permission.REPORT_PREPARE)
    return render(request, "reports/report_list.html", {"page": page, "places": places, "year": today().year})


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PREPARE)
@once
def report_new(request: Request) -> HttpResponse:
    """Lập báo cáo kết quả"""
    granted = queries.places_for(request.actor, Permission.REPORT_PREPARE)
    place = place_in(request, granted, permission=Permission.REPORT_PREPARE)
    year = year_in(request, place)
    form = ReportForm(posted(request), place=place, year=year)
    if request.method == "POST" and form.is_valid():
        cut_off_on = form.cleaned_data["cut_off_on"]
        try:
            by = acting_as(request, Permission.REPORT_PREPARE, at=place)
            report = actions.prepare_report(place, year, cut_off_on, form.text(), by=by)
        except Refused as refusal:
            show_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập báo cáo và giữ nguyên số liệu lúc lập.")
            return redirect("report_detail", report.pk)
    context = {
        "form": form,
        "place": place,
        "year": year,
        "table": queries.season_table(place, year),
        "owed": _owed(request, place, year),
        "earlier": queries.latest_report(place, year, ReportKind.LEARNING_FAMILY_RESULTS),
        "waits_for_province": rules.waits_for_province(likely_cut_off(place, year)),
        "where": where(request, place=place, year=year),
    }
    return render(request, "reports/report_new.html", context, status=422 if form.errors else 200)


def _owed(request: Request, place: Place, year: int) -> list[Owed]:
    """What the place has to send above for the year, so that nobody takes this report for it."""
    return [
        one
        for one in owed_by(request.actor)
        if one.place.pk == place.pk and one.is_open and one.call.ends_on.year == year
    ]


@require_GET
@requires(Permission.RESULT_READ)
def report_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một báo cáo: số liệu đã chốt và hiện nay"""
    visible = Report.objects.visible_to(request.actor).select_related("place", "paper__issuer")
    report = get_object_or_404(visible, pk=pk)
    then = FrozenFigures.from_json(report.figures)
    rows = compare(then, freeze(queries.season_table(report.place, report.year)))
    context = {
        "report": report,
        "year_text": str(report.year),
        "figures": then,
        "rows": rows,
        "differing": [row for row in rows if row.differs],
        "versions": queries.versions_of(report),
        "may_report": request.actor.may(Permission.REPORT_PREPARE, at=report),
        "may_read_paper": request.actor.may(Permission.PAPER_READ, at=report),
        "new_url": f"{reverse('report_new')}?place={report.place_id}&year={report.year}",
        "where": where(request, place=report.place, year=report.year),
    }
    return render(request, "reports/report_detail.html", context)
