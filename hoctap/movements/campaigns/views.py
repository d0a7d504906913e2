"""Screens of movements and campaigns, their units, results and reviews."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.criteria.titles import Title, is_season_title
from hoctap.movements import asking
from hoctap.movements.campaigns import actions, queries
from hoctap.movements.campaigns.forms import (
    FilterForm,
    JoinForm,
    MovementForm,
    ResultForm,
    ReviewForm,
    WhyForm,
    initial_of,
)
from hoctap.movements.campaigns.models import (
    JoiningKind,
    Movement,
    MovementKind,
    MovementState,
    MovementUnit,
    UnitResult,
)
from hoctap.movements.choosing import UPPER, own_place_in, places_to_keep
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Place
from hoctap.places.views import asked
from hoctap.surveys.asked import pk_of

READ, KEEP, JOIN = Permission.MOVEMENT_READ, Permission.MOVEMENT_KEEP, Permission.MOVEMENT_JOIN
PAGE = 50


@require_GET
@requires(READ)
def movement_list(request: Request) -> HttpResponse:
    """Phong trào thi đua, cuộc vận động, chiến dịch"""
    rows = Movement.objects.visible_to(request.actor).select_related("place")
    kind = request.GET.get("kind", "")
    if kind in MovementKind.values:
        rows = rows.filter(kind=kind)
    if request.GET.get("year"):
        year = asked.year(request)
        rows = rows.filter(first_on__year__lte=year, last_on__year__gte=year)
    values = {
        "form": FilterForm(request.GET or None),
        "page": Paginator(
            queries.with_units(rows, request.actor).order_by("ended_on", "-first_on", "-id"), PAGE
        ).get_page(request.GET.get("page")),
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "movements/movement_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def movement_new(request: Request) -> HttpResponse:
    """Ghi một phong trào, cuộc vận động đã phát động"""
    places = places_to_keep(request.actor, KEEP)
    given = pk_of(request.POST.get("place", "")) or asking.first_of(request, places)
    place = next((one for one in places if one.pk == given), places[0] if places else None)
    form = MovementForm(
        posted(request),
        places=places,
        titles=queries.titles_at(place) if place else [],
        initial={"place": given, "launched_on": today(), "first_on": today()},
    )

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, KEEP, at=typed["place"])
        made.append(actions.launch_movement(typed["place"], form.launched, by=by))

    made: list[Movement] = []
    if carried_out(form, act):
        messages.success(request, "Đã ghi phong trào.")
        return redirect("movement_detail", made[0].pk)
    return form_page(request, "movements/movement_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def movement_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa, gia hạn một phong trào"""
    movement = _kept(request, pk)
    form = MovementForm(
        posted(request),
        places=[movement.place],
        titles=queries.titles_at(movement.place),
        initial=initial_of(movement),
    )
    if carried_out(
        form,
        lambda _: actions.change_movement(movement, form.launched, by=acting_as(request, KEEP, at=movement)),
    ):
        messages.success(request, "Đã sửa phong trào.")
        return redirect("movement_detail", pk)
    return form_page(request, "movements/movement_edit.html", form, movement=movement)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def movement_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Thôi thực hiện một phong trào"""
    movement = _kept(request, pk)
    form = WhyForm(posted(request))
    if carried_out(
        form,
        lambda typed: actions.cancel_movement(
            movement, why=typed["why"], by=acting_as(request, KEEP, at=movement)
        ),
    ):
        messages.success(request, "Đã ghi thôi thực hiện.")
        return redirect("movement_detail", pk)
    return form_page(request, "movements/movement_cancel.html", form, movement=movement)


@require_GET
@requires(READ)
def movement_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một phong trào: mục tiêu, đơn vị, kết quả, danh hiệu gắn với nó, sơ kết, tổng kết"""
    movement = _movement(request, pk)
    place = _place_of(request, movement)
    year = _year_of(request, movement)
    units = MovementUnit.objects.visible_to(request.actor).filter(
        movement=movement, place__path__contains=[place.pk]
    )
    is_open = movement.state == MovementState.LAUNCHED
    values = {
        "movement": movement,
        "place": place,
        "year": year,
        "tasks": [line for line in movement.tasks.splitlines() if line.strip()],
        "counts": queries.counts_of(units),
        "children": queries.by_child(movement, place, request.actor) if place.level in UPPER else [],
        "kinds": [kind.label for kind in JoiningKind],
        "titles": queries.title_rows(movement, place, year) if movement.titles else [],
        "reviews": list(movement.reviews.all()),
        "is_past": today() > movement.last_on,
        "may_keep": is_open and request.actor.may(KEEP, at=movement),
        "may_join": is_open and request.actor.may_anywhere(JOIN),
        "may_read_dossiers": request.actor.may_anywhere(Permission.DOSSIER_READ),
        "may_read_files": request.actor.may_anywhere(Permission.ASSESSMENT_READ),
        "where": where(request, place=movement.place, year=year),
    }
    return render(request, "movements/movement_detail.html", values)


@require_GET
@requires(READ)
def movement_units(request: Request, pk: UUID) -> HttpResponse:
    """Đơn vị đã đăng ký một phong trào, kết quả mới nhất của từng đơn vị"""
    movement = _movement(request, pk)
    units = MovementUnit.objects.visible_to(request.actor).filter(movement=movement).select_related("place")
    place = None
    if "place" in request.GET:
        rows = Place.objects.visible_to(request.actor, READ)
        place = get_object_or_404(rows, pk=pk_of(request.GET["place"]))
        units = units.filter(place__path__contains=[place.pk])
    kind = request.GET.get("kind", "")
    if kind in JoiningKind.values:
        units = units.filter(kind=kind)
    page = Paginator(
        units.order_by("withdrawn_on", "place__sort_key", "kind", "name_key", "id"), PAGE
    ).get_page(request.GET.get("page"))
    values = {
        "movement": movement,
        "at": place,
        "page": page,
        "rows": queries.unit_rows(list(page.object_list)),
        "may_join": movement.state == MovementState.LAUNCHED and request.actor.may_anywhere(JOIN),
        "where": where(request, place=place or movement.place),
    }
    return render(request, "movements/movement_units.html", values)


@require_http_methods(["GET", "POST"])
@requires(JOIN)
@once
def movement_join(request: Request, pk: UUID) -> HttpResponse:
    """Đơn vị đăng ký tham gia: tự đăng ký hoặc theo danh sách"""
    movement = _movement(request, pk)
    places = [
        one for one in places_to_keep(request.actor, JOIN, with_hamlets=True) if movement.place_id in one.path
    ]
    if not places:
        raise Http404
    form = JoinForm(
        posted(request),
        places=places,
        initial={"place": asking.first_of(request, places), "registered_on": today()},
    )

    def act(typed: dict[str, Any]) -> None:
        place = typed["place"]
        made.extend(
            actions.join_movement(
                movement,
                place,
                typed["kind"],
                typed["names"].splitlines(),
                households=typed["households"],
                registered_on=typed["registered_on"],
                by=acting_as(request, JOIN, at=place),
            )
        )

    made: list[MovementUnit] = []
    if carried_out(form, act):
        messages.success(request, f"Đã ghi {len(made)} đơn vị đăng ký.")
        return redirect("movement_units", pk)
    return form_page(request, "movements/movement_join.html", form, movement=movement)


@require_GET
@requires(Permission.DOSSIER_READ)
def movement_title(request: Request, pk: UUID) -> HttpResponse:
    """Hộ gia đình trẻ đăng ký danh hiệu của phong trào, và ai đã được công nhận"""
    movement = get_object_or_404(Movement.objects.visible_to(request.actor).select_related("place"), pk=pk)
    offered = [
        one for one in movement.titles if is_season_title(one) and queries.is_of_households(Title(one))
    ]
    title = request.GET.get("title", "") or next(iter(offered), "")
    if title not in offered:
        raise Http404
    place = _place_of(request, movement)
    year = _year_of(request, movement)
    rows = queries.households_behind(movement, title, place, year, request.actor)
    values = {
        "movement": movement,
        "title": Title(title),
        "place": place,
        "year": year,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "where": where(request, place=place, year=year),
    }
    return render(request, "movements/movement_title.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def movement_review(request: Request, pk: UUID) -> HttpResponse:
    """Ghi sơ kết, tổng kết một phong trào"""
    movement = _kept(request, pk)
    form = ReviewForm(posted(request), initial={"held_on": today()})
    if carried_out(
        form,
        lambda typed: actions.review_movement(movement, **typed, by=acting_as(request, KEEP, at=movement)),
    ):
        messages.success(request, "Đã ghi, giữ số liệu của ngày hôm nay.")
        return redirect("movement_detail", pk)
    counts = queries.counts_of(MovementUnit.objects.filter(movement=movement))
    return form_page(request, "movements/movement_review.html", form, movement=movement, counts=counts)


# ---------------------------------------------------------------- one unit


@require_GET
@requires(READ)
def movementunit_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đơn vị trong phong trào: các lần báo kết quả, minh chứng"""
    unit = _unit(request, pk)
    results = unit.results.select_related("activity", "assessment__place").order_by("-id")
    may_join = request.actor.may(JOIN, at=unit)
    values = {
        "unit": unit,
        "results": list(results),
        "may_join": may_join and unit.withdrawn_on is None and unit.movement.state == MovementState.LAUNCHED,
        "where": where(request, place=unit.place),
    }
    return render(request, "movements/movementunit_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(JOIN)
@once
def movementunit_result(request: Request, pk: UUID) -> HttpResponse:
    """Ghi kết quả của một đơn vị, kèm minh chứng"""
    unit = _own_unit(request, pk)
    form = ResultForm(
        posted(request),
        request.FILES or None,
        activities=queries.activities_offered(unit, request.actor),
        assessments=queries.titles_won(unit, request.actor),
        initial={"reported_on": today(), "stage": "interim"},
    )

    def act(typed: dict[str, Any]) -> None:
        actions.record_result(
            unit,
            form.told,
            activity=typed["activity"],
            assessment=typed["assessment"],
            content=typed["file"].read() if typed["file"] else None,
            by=acting_as(request, JOIN, at=unit),
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi kết quả.")
        return redirect("movementunit_detail", pk)
    return form_page(request, "movements/movementunit_result.html", form, unit=unit)


@require_http_methods(["GET", "POST"])
@requires(JOIN)
def movementunit_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Đơn vị rút khỏi phong trào, có lý do"""
    unit = _own_unit(request, pk)
    form = WhyForm(posted(request))
    if carried_out(
        form,
        lambda typed: actions.withdraw_unit(unit, why=typed["why"], by=acting_as(request, JOIN, at=unit)),
    ):
        messages.success(request, "Đã ghi đơn vị rút.")
        return redirect("movement_units", unit.movement_id)
    return form_page(request, "movements/movementunit_withdraw.html", form, unit=unit)


@require_GET
@requires(READ)
def unitresult_file(request: Request, pk: UUID) -> HttpResponse:
    """What shows a result, in the browser and kept by nobody on the way."""
    row = get_object_or_404(UnitResult.objects.visible_to(request.actor).exclude(sha256=""), pk=pk)
    try:
        content = files.read(row.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(
        content, row.media_type, f"minh-chung-{row.pk}{files.SUFFIX[row.media_type]}", inline=True
    )


# ---------------------------------------------------------------- parts


def _movement(request: Request, pk: UUID) -> Movement:
    return get_object_or_404(Movement.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _kept(request: Request, pk: UUID) -> Movement:
    movement = _movement(request, pk)
    if not request.actor.may(KEEP, at=movement):
        raise Http404
    return movement


def _unit(request: Request, pk: UUID) -> MovementUnit:
    rows = MovementUnit.objects.visible_to(request.actor).select_related("place", "movement__place")
    return get_object_or_404(rows, pk=pk)


def _own_unit(request: Request, pk: UUID) -> MovementUnit:
    unit = _unit(request, pk)
    if not request.actor.may(JOIN, at=unit):
        raise Http404
    return unit


def _place_of(request: Request, movement: Movement) -> Place:
    """Whose figures are shown: the movement's own place where the reader may read it, else his first one below it."""
    if "place" in request.GET:
        rows = Place.objects.visible_to(request.actor, READ).filter(path__contains=[movement.place_id])
        return get_object_or_404(rows, pk=pk_of(request.GET["place"]))
    if request.actor.may(READ, at=movement):
        return movement.place
    place = own_place_in(movement.place, request.actor)
    if place is None:
        raise Http404
    return place


def _year_of(request: Request, movement: Movement) -> int:
    """The asked one, kept within the movement's years."""
    wanted = asked.year(request)
    return min(max(wanted, movement.first_on.year), movement.last_on.year)
