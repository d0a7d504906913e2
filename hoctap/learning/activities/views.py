"""Activities: their list, a planned one, one that was held put in quickly, one with its sessions, bodies, photos."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.models import Centre
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.sheets import table_workbook
from hoctap.learning.activities import actions, fed, queries
from hoctap.learning.activities.forms import (
    DetailsForm,
    FileForm,
    FilterForm,
    PlannedForm,
    QuickForm,
    SessionForm,
    WhyForm,
    initial_from,
    initial_of,
)
from hoctap.learning.activities.queries import Wanted
from hoctap.learning.models import Activity, ActivityFile, ActivityState, Programme, ProgrammeLine, Session
from hoctap.learning.programmes.views import centre_asked
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Organisation, Place

PAGE = 50


@dataclass(frozen=True)
class _Asked:
    """Which activities the address asks for, and by what they were narrowed."""

    wanted: Wanted
    form: FilterForm
    centre: Centre | None
    body: Organisation | None
    place: Place | None


def _asked(request: Request) -> _Asked:
    centre = centre_asked(request)
    form = FilterForm(request.GET, actor=request.actor)
    chosen = form.cleaned_data if form.is_valid() else {}
    body = _row(request, "body", Organisation)
    place = _row(request, "place", Place) or _row(request, "commune", Place)
    wanted = Wanted(
        year=chosen.get("year") or today().year,
        kind=chosen.get("kind", ""),
        state=chosen.get("state", ""),
        field=chosen["field"].pk if chosen.get("field") else None,
        body=body.pk if body else None,
        centre=centre.pk if centre else None,
        place=place.pk if place and "place" in request.GET else None,
        commune=place.pk if place and "commune" in request.GET else None,
        months=_months(request.GET.get("months", "").split("-")),
    )
    return _Asked(wanted, form, centre, body, place)


@require_GET
@requires(Permission.CENTRE_READ)
def activity_list(request: Request) -> HttpResponse:
    """Lớp, chuyên đề, hoạt động; `?body=`: của một đơn vị, `?place=`: ở một ấp, `?commune=`: của một xã"""
    asked = _asked(request)
    rows = queries.activities_for(request.actor, asked.wanted)
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form": asked.form,
        "year": asked.wanted.year,
        "centre": asked.centre,
        "body": asked.body,
        "place": asked.place,
        "may_record": request.actor.may_anywhere(Permission.ATTENDANCE_TAKE),
        "may_plan": request.actor.may_anywhere(Permission.CENTRE_KEEP),
        "waiting": queries.waiting_sessions(request.actor).count(),
    }
    return render(request, "learning/activity_list.html", values)


@require_GET
@requires(Permission.CENTRE_READ)
def activity_xlsx(request: Request) -> HttpResponse:
    """Lớp, chuyên đề, hoạt động đang lọc, dạng Excel"""
    wanted = _asked(request).wanted
    rows = [
        [
            one.title,
            one.topic.name,
            f"{one.starts_on:%d/%m/%Y}",
            f"{one.ends_on:%d/%m/%Y}",
            one.get_kind_display(),
            one.get_target_group_display(),
            one.place.title,
            one.commune.title,
            "; ".join(body.name for body in one.bodies.all()),
            one.turns or None,  # type: ignore[attr-defined]
            one.get_state_display(),
            one.shown,  # type: ignore[attr-defined]
        ]
        for one in queries.activities_for(request.actor, wanted)
    ]
    heads, widths = zip(*_COLUMNS, strict=True)
    wrapped = [at for at, width in enumerate(widths, start=1) if width >= 30]
    content = table_workbook(f"Hoạt động {wanted.year}", heads, rows, widths, wrapped=wrapped)
    return download(content, files.XLSX, f"Lớp, chuyên đề, hoạt động {wanted.year}.xlsx")


_COLUMNS = (
    ("Hoạt động", 44),
    ("Chuyên đề", 30),
    ("Từ ngày", 12),
    ("Đến ngày", 12),
    ("Loại", 16),
    ("Đối tượng", 18),
    ("Nơi", 18),
    ("Xã", 22),
    ("Đơn vị", 44),
    ("Lượt người", 11),
    ("Tình trạng", 14),
    ("Ảnh, biên bản", 13),
)


def _months(parts: list[str]) -> tuple[int, int] | None:
    """`?months=4-6`."""
    if len(parts) == 2 and all(part.isascii() and part.isdigit() and 1 <= int(part) <= 12 for part in parts):
        return int(parts[0]), int(parts[1])
    return None


def _row[Row: (Organisation, Place)](request: Request, name: str, model: type[Row]) -> Row | None:
    """One of the actor's places, or the commune of his hamlet; of a body the same."""
    given = request.GET.get(name, "")
    if not given:
        return None
    path = "path" if model is Place else "place__path"
    granted = request.actor.places_with(Permission.CENTRE_READ)
    rows = (
        model._default_manager.all()
        if request.actor.system_job
        else model._default_manager.filter(**{f"{path}__overlap": granted})
    )
    try:
        found: Row = get_object_or_404(rows, pk=UUID(given))
    except ValueError as error:
        raise Http404 from error
    return found


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def activity_new(request: Request) -> HttpResponse:
    """Xếp lịch một lớp, chuyên đề, buổi lồng ghép; `?line=`: theo một dòng của chương trình năm"""
    line = _line_asked(request)
    communes = queries.communes_to_plan(request.actor)
    commune = line.programme.centre.place if line else _commune(request, communes)
    year = line.programme.year if line else today().year
    initial = initial_from(line) if line else {"place": commune}
    form = PlannedForm(posted(request), commune=commune, actor=request.actor, year=year, initial=initial)
    made: list[Activity] = []

    def act(_typed: dict[str, Any]) -> None:
        made.append(
            actions.plan_activity(commune, form.details(), form.involved(), form.days(), by=request.actor)
        )

    if carried_out(form, act):
        messages.success(request, "Đã xếp lịch.")
        return redirect("activity_detail", made[0].pk)
    return _form_page(request, "learning/activity_new.html", form, commune, communes=communes, line=line)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def activity_quick(request: Request) -> HttpResponse:
    """Ghi nhanh một hoạt động đã diễn ra: chuyên đề, ngày, số nam, nữ, ảnh"""
    communes = queries.communes_to_record(request.actor)
    commune = _commune(request, communes)
    own = queries.own_body_name(request.actor)
    centres = {centre.name for centre in queries.centres_at(commune)}
    initial = {"on": today(), "hosts": "" if own in centres else own}
    form = QuickForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        commune=commune,
        actor=request.actor,
        year=today().year,
        permission=Permission.ATTENDANCE_TAKE,
        initial=initial,
    )
    made: list[Activity] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(
            actions.record_activity(
                commune,
                form.details(),
                form.involved(),
                typed["on"],
                form.heads(),
                photos=form.photos(),
                is_another=typed["is_another"],
                by=request.actor,
            )
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi. Một buổi ghi một lần, mỗi đơn vị thấy trong báo cáo của mình.")
        return redirect("activity_detail", made[0].pk)
    similar = []
    typed = getattr(form, "cleaned_data", {})
    if "is_another" in form.errors and typed.get("topic") and typed.get("on") and typed.get("place"):
        similar = queries.similar_to(commune, typed["place"], typed["topic"], typed["on"])
    return _form_page(
        request, "learning/activity_quick.html", form, commune, communes=communes, similar=similar
    )


@require_GET
@requires(Permission.CENTRE_READ)
def activity_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một hoạt động: dự kiến, các buổi, đơn vị, báo cáo viên, người dự, ảnh"""
    return _page(request, _activity(request, pk))


@require_GET
@requires(Permission.CENTRE_READ)
def activity_fed(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một lần, đi vào những đâu: báo cáo, số liệu, chỉ tiêu, nhu cầu, minh chứng"""
    activity = _activity(request, pk)
    values = {
        "activity": activity,
        "groups": fed.fed_by(activity, request.actor),
        "where": where(request, place=activity.place, year=activity.starts_on.year),
    }
    return render(request, "learning/activity_fed.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def activity_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa một hoạt động"""
    activity = _arranged(request, pk)
    form = DetailsForm(
        posted(request),
        commune=activity.commune,
        actor=request.actor,
        year=activity.starts_on.year,
        permission=Permission.ATTENDANCE_TAKE
        if activity.state == ActivityState.HELD
        else Permission.CENTRE_KEEP,
        initial=initial_of(activity),
    )

    def act(_typed: dict[str, Any]) -> None:
        actions.change_activity(activity, form.details(), form.involved(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("activity_detail", activity.pk)
    return _form_page(request, "learning/activity_edit.html", form, activity.commune, activity=activity)


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def activity_cancel(request: Request, pk: UUID) -> HttpResponse:
    activity = _arranged(request, pk)
    return _step(
        request,
        activity,
        WhyForm(request.POST),
        lambda typed: actions.cancel_activity(activity, why=typed["why"], by=request.actor),
        "Đã hủy hoạt động.",
    )


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
@once
def activity_join(request: Request, pk: UUID) -> HttpResponse:
    activity = _recorded(request, pk)
    return _step(
        request,
        activity,
        forms.Form(request.POST),
        lambda _typed: actions.join_activity(activity, by=request.actor),
        "Đã thêm đơn vị của ông/bà. Buổi này vẫn đếm một lần trong số của xã.",
    )


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
@once
def session_add(request: Request, pk: UUID) -> HttpResponse:
    activity = _arranged(request, pk)
    return _step(
        request,
        activity,
        SessionForm(request.POST),
        lambda typed: actions.add_session(activity, by=request.actor, **typed),
        "Đã thêm buổi.",
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def session_edit(request: Request, pk: UUID) -> HttpResponse:
    """Đổi ngày, giờ, nội dung một buổi"""
    session = _session(request, pk)
    values = {name: getattr(session, name) for name in ("on", "starts_at", "ends_at", "content")}
    form = SessionForm(posted(request), initial=values)

    def act(typed: dict[str, Any]) -> None:
        actions.move_session(session, by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("activity_detail", session.activity_id)
    return form_page(
        request,
        "learning/session_edit.html",
        form,
        session=session,
        activity=session.activity,
        why=WhyForm(),
        where=where(request, place=session.activity.place, year=session.on.year),
    )


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def session_cancel(request: Request, pk: UUID) -> HttpResponse:
    session = _session(request, pk)
    return _step(
        request,
        session.activity,
        WhyForm(request.POST),
        lambda typed: actions.cancel_session(session, why=typed["why"], by=request.actor),
        "Đã hủy buổi.",
    )


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
@once
def activity_file_add(request: Request, pk: UUID) -> HttpResponse:
    activity = _recorded(request, pk)
    return _step(
        request,
        activity,
        FileForm(request.POST, request.FILES),
        lambda typed: actions.add_file(activity, typed["file"].read(), note=typed["note"], by=request.actor),
        "Đã lưu tệp.",
    )


@require_GET
@requires(Permission.ATTENDANCE_TAKE)
def activity_file(request: Request, pk: UUID) -> HttpResponse:
    """A photo, shown in the browser and kept by nobody on the way."""
    row = _file(request, pk)
    try:
        content = files.read(row.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, row.media_type, f"hoat-dong-{row.pk}{files.SUFFIX[row.media_type]}", inline=True)


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def activity_file_remove(request: Request, pk: UUID) -> HttpResponse:
    row = _file(request, pk)
    return _step(
        request,
        row.activity,
        WhyForm(request.POST),
        lambda typed: actions.remove_file(row, why=typed["why"], by=request.actor),
        "Đã gỡ tệp.",
    )


def _step(
    request: Request,
    activity: Activity,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    said: str,
) -> HttpResponse:
    if carried_out(form, act):
        messages.success(request, said)
        return redirect("activity_detail", activity.pk)
    return _page(request, _activity(request, activity.pk), sent=form)


def _page(request: Request, activity: Activity, *, sent: forms.Form | None = None) -> HttpResponse:
    may_record = request.actor.may(Permission.ATTENDANCE_TAKE, at=activity)
    may_arrange = activity.state != ActivityState.CANCELLED and _may_arrange(request, activity)
    page = queries.page_of(activity, request.actor)
    own = queries.own_body_name(request.actor)
    values = {
        "page": page,
        "activity": activity,
        "sent": sent,
        "may_arrange": may_arrange,
        "may_keep": request.actor.may(Permission.CENTRE_KEEP, at=activity),
        "may_record": may_record and activity.state != ActivityState.CANCELLED,
        "may_join": may_record
        and activity.state != ActivityState.CANCELLED
        and own
        and own not in {one.name for one in page.bodies},
        "own": own,
        "session_form": sent if isinstance(sent, SessionForm) else SessionForm(),
        "file_form": sent if isinstance(sent, FileForm) else FileForm(),
        "why": WhyForm(),
        "where": where(request, place=activity.place, year=activity.starts_on.year),
    }
    return render(request, "learning/activity_detail.html", values, status=422 if sent is not None else 200)


def _form_page(
    request: Request, template: str, form: forms.Form, commune: Place, **values: object
) -> HttpResponse:
    return form_page(
        request,
        template,
        form,
        commune=commune,
        bodies=queries.body_names(commune, request.actor),
        speakers=queries.speaker_names(commune),
        where=where(request, place=commune),
        **values,
    )


def _commune(request: Request, communes: Sequence[Place]) -> Place:
    """`commune` of the address or the form, else the first of those that the actor works for."""
    given = request.POST.get("commune") or request.GET.get("commune", "")
    found = next((one for one in communes if not given or str(one.pk) == given), None)
    if found is None:
        raise Http404
    return found


def _line_asked(request: Request) -> ProgrammeLine | None:
    given = request.GET.get("line", "")
    if not given:
        return None
    rows = ProgrammeLine.objects.filter(programme__in=Programme.objects.visible_to(request.actor))
    rows = rows.select_related("programme__centre__organisation__place", "topic", "place")
    try:
        line = get_object_or_404(rows, pk=UUID(given))
    except ValueError as error:
        raise Http404 from error
    if not request.actor.may(Permission.CENTRE_KEEP, at=line):
        raise Http404
    return line


def _may_arrange(request: Request, activity: Activity) -> bool:
    is_held = activity.state == ActivityState.HELD
    return request.actor.may(Permission.ATTENDANCE_TAKE if is_held else Permission.CENTRE_KEEP, at=activity)


def _activity(request: Request, pk: UUID) -> Activity:
    rows = Activity.objects.visible_to(request.actor)
    rows = rows.select_related(
        "topic__parent", "place", "commune", "venue", "centre__organisation", "line__programme"
    )
    return get_object_or_404(rows, pk=pk)


def _arranged(request: Request, pk: UUID) -> Activity:
    activity = _activity(request, pk)
    if not _may_arrange(request, activity):
        raise Http404
    return activity


def _recorded(request: Request, pk: UUID) -> Activity:
    activity = _activity(request, pk)
    if not request.actor.may(Permission.ATTENDANCE_TAKE, at=activity):
        raise Http404
    return activity


def _session(request: Request, pk: UUID) -> Session:
    rows = Session.objects.visible_to(request.actor).select_related("activity__place", "activity__commune")
    session = get_object_or_404(rows, pk=pk)
    if not _may_arrange(request, session.activity):
        raise Http404
    return session


def _file(request: Request, pk: UUID) -> ActivityFile:
    rows = ActivityFile.objects.visible_to(request.actor).standing().select_related("activity__place")
    row = get_object_or_404(rows, pk=pk)
    if not request.actor.may(Permission.ATTENDANCE_TAKE, at=row):
        raise Http404
    return row
