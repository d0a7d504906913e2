"""Screens of the data subjects' desk: the overview, days off, terms of keeping, incidents, drafts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Place
from hoctap.places.queries import communes_for
from hoctap.privacy import actions, contents, queries
from hoctap.privacy.forms import (
    AssessmentForm,
    AuthorityForm,
    CloseForm,
    DayOffForm,
    IncidentForm,
    RetentionForm,
    SubjectsForm,
    place_initial,
)
from hoctap.privacy.models import DayOff, Incident, RetentionRun

PAGE = 50


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def protection_overview(request: Request) -> HttpResponse:
    """Bảo vệ dữ liệu: mọi việc của người phụ trách ở một chỗ"""
    page = queries.overview(request.actor)
    may_record = request.actor.may_anywhere(Permission.INCIDENT_RECORD)
    may_bases = request.actor.may_anywhere(Permission.HOUSEHOLD_EDIT)
    steps = queries.matters(page, may_record=may_record, may_ground=may_bases)
    values = {"page": page, "steps": steps, "may_record": may_record}
    return render(request, "privacy/protection_overview.html", values)


# ── days off ──────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
def day_off_list(request: Request) -> HttpResponse:
    """Ngày nghỉ lễ; the POST writes down one or several days in a row"""
    communes = _communes(request, Permission.SUBJECT_REQUEST)
    form = DayOffForm(posted(request), communes=communes, initial=place_initial(communes))

    def add(typed: dict[str, Any]) -> None:
        actions.add_days_off(typed.pop("place"), by=request.actor, **typed)

    if carried_out(form, add):
        messages.success(request, "Đã ghi ngày nghỉ. Hạn của các yêu cầu đang chờ đã tính lại.")
        return redirect("day_off_list")
    years = queries.years_off(request.actor)
    return form_page(request, "privacy/day_off_list.html", form, years=years)


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def day_off_drop(request: Request, pk: UUID) -> HttpResponse:
    day = get_object_or_404(DayOff.objects.visible_to(request.actor).select_related("place"), pk=pk)
    actions.drop_day_off(day, by=request.actor)
    messages.success(request, f"Đã bỏ ngày nghỉ {day.on:%d/%m/%Y}.")
    return redirect("day_off_list")


# ── how long records are kept ─────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
def retention_list(request: Request) -> HttpResponse:
    """Thời hạn lưu; the POST counts what is over its time"""
    place, communes = _place(request)
    reasons: list[Any] = []
    if request.method == "POST" and place is not None:
        try:
            run = actions.prepare_retention(place, by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("retention_detail", pk=run.pk)
    runs = RetentionRun.objects.visible_to(request.actor)
    values = {
        "place": place,
        "communes": communes,
        "rows": queries.retention_rows(place) if place else [],
        "runs": list(runs.filter(place=place).select_related("place")[:10]) if place else [],
        "reasons": reasons,
    }
    return render(request, "privacy/retention_list.html", values, status=422 if reasons else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
def retention_edit(request: Request, pk: UUID, name: str) -> HttpResponse:
    """Quyết định thời hạn của một loại dữ liệu ở một xã"""
    place = _one_of(_communes(request, Permission.SUBJECT_REQUEST), pk)
    row = next((row for row in queries.retention_rows(place) if row.name == name), None)
    if row is None or row.months is None:
        raise Http404
    start = {"months": row.months, "basis": row.basis if row.decided_by else ""}
    form = RetentionForm(posted(request), initial=start)
    if carried_out(form, lambda typed: actions.decide_retention(place, kind=name, by=request.actor, **typed)):
        messages.success(request, f"Đã ghi thời hạn lưu: {row.kind.label}.")
        return redirect("retention_list")
    return form_page(request, "privacy/retention_edit.html", form, place=place, row=row)


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def retention_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đợt dọn dữ liệu: số lượng, ví dụ, duyệt, tiến độ"""
    return _show_run(request, _run(request, pk))


def _show_run(request: Request, run: RetentionRun, refusal: Refused | None = None) -> HttpResponse:
    parts = queries.run_parts(run)
    values = {
        "run": run,
        "parts": parts,
        "wanted": sum(row.part.wanted for row in parts),
        "done": sum(row.part.done + row.part.skipped for row in parts),
        "reasons": refusal.reasons if refusal else [],
    }
    return render(request, "privacy/retention_detail.html", values, status=422 if refusal else 200)


def _move_run(request: Request, pk: UUID, act: Callable[..., None], words: str) -> HttpResponse:
    run = _run(request, pk)
    try:
        act(run, by=request.actor)
    except Refused as refusal:
        return _show_run(request, run, refusal)
    messages.success(request, words)
    return redirect("retention_detail", pk=pk)


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def retention_approve(request: Request, pk: UUID) -> HttpResponse:
    return _move_run(request, pk, actions.approve_retention, "Đã duyệt. Việc dọn đang chạy.")


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def retention_stop(request: Request, pk: UUID) -> HttpResponse:
    return _move_run(request, pk, actions.stop_retention, "Đã dừng sau phần đang làm.")


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def retention_resume(request: Request, pk: UUID) -> HttpResponse:
    return _move_run(request, pk, actions.resume_retention, "Việc dọn chạy tiếp.")


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def retention_drop(request: Request, pk: UUID) -> HttpResponse:
    return _move_run(request, pk, actions.drop_retention, "Đã bỏ đợt dọn này.")


# ── incidents ─────────────────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.INCIDENT_RECORD)
def incident_list(request: Request) -> HttpResponse:
    """Sổ sự cố về dữ liệu cá nhân"""
    rows = Incident.objects.visible_to(request.actor).select_related("place")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "privacy/incident_list.html", {"page": page, "now": timezone.now()})


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_RECORD)
@once
def incident_new(request: Request) -> HttpResponse:
    """Ghi một sự cố; đồng hồ 72 giờ bắt đầu"""
    communes = _communes(request, Permission.INCIDENT_RECORD)
    start = {"found_at": timezone.localtime(), **place_initial(communes)}
    form = IncidentForm(posted(request), communes=communes, initial=start)
    made: list[Incident] = []

    def record(typed: dict[str, Any]) -> None:
        made.append(actions.record_incident(typed.pop("place"), by=request.actor, **typed))

    if carried_out(form, record):
        until = timezone.localtime(made[0].notify_by)
        messages.success(request, f"Đã ghi. Phải thông báo trước {until:%H:%M ngày %d/%m/%Y}.")
        return redirect("incident_detail", pk=made[0].pk)
    return form_page(request, "privacy/incident_new.html", form)


@require_GET
@requires(Permission.INCIDENT_RECORD)
def incident_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một sự cố: đồng hồ, các bước, đã báo ai khi nào"""
    return _show_incident(request, _incident(request, pk))


_STEPS: dict[str, type[forms.Form]] = {
    "assess": AssessmentForm,
    "authority": AuthorityForm,
    "subjects": SubjectsForm,
    "close": CloseForm,
}


def _show_incident(
    request: Request, incident: Incident, step: str = "", sent: forms.Form | None = None
) -> HttpResponse:
    shown = {name: form(initial=_start(incident, name)) for name, form in _STEPS.items()}
    if sent is not None:
        shown[step] = sent
    now = timezone.now()
    values = {
        "incident": incident,
        "forms": shown,
        "step": step,
        "sent": sent,
        "now": now,
        "is_late": (incident.told_at or now) > incident.notify_by,
        "hours_left": int((incident.notify_by - now).total_seconds() // 3600),
        "form_mark": contents.FORM_MARK,
    }
    return render(request, "privacy/incident_detail.html", values, status=422 if sent is not None else 200)


def _start(incident: Incident, step: str) -> dict[str, object]:
    if step == "assess":
        harm = {True: "yes", False: "no", None: ""}[incident.is_harm_likely]
        names = ("data_kinds", "subjects_count", "consequences", "measures")
        return {**{name: getattr(incident, name) for name in names}, "is_harm_likely": harm}
    return {}


def _step(request: Request, pk: UUID, step: str, act: Callable[..., None], words: str) -> HttpResponse:
    incident = _incident(request, pk)
    form = _STEPS[step](request.POST)
    if carried_out(form, lambda typed: act(incident, by=request.actor, **typed)):
        messages.success(request, words)
        return redirect("incident_detail", pk=pk)
    return _show_incident(request, incident, step, form)


@require_POST
@requires(Permission.INCIDENT_RECORD)
def incident_assess(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "assess", actions.assess_incident, "Đã ghi đánh giá.")


@require_POST
@requires(Permission.INCIDENT_RECORD)
def incident_authority(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "authority", actions.tell_authority, "Đã ghi thông báo cơ quan chuyên trách.")


@require_POST
@requires(Permission.INCIDENT_RECORD)
def incident_subjects(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "subjects", actions.tell_subjects, "Đã ghi báo người dân.")


@require_POST
@requires(Permission.INCIDENT_RECORD)
def incident_close(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "close", actions.close_incident, "Đã kết thúc sự cố.")


@require_GET
@requires(Permission.INCIDENT_RECORD)
def incident_form(request: Request, pk: UUID) -> HttpResponse:
    """The notification as a Word file."""
    content = actions.print_incident(_incident(request, pk), by=request.actor)
    return download(content, files.DOCX, "thong-bao-su-co.docx")


# ── drafts ────────────────────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def draft_list(request: Request) -> HttpResponse:
    """Bản nháp hồ sơ đánh giá tác động và hồ sơ đề xuất cấp độ, từ số liệu hiện có"""
    place, communes = _place(request)
    facts = queries.installation(place) if place else None
    values = {"place": place, "communes": communes, "facts": facts, "mark": contents.DRAFT_MARK}
    return render(request, "privacy/draft_list.html", values)


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def draft_print(request: Request, pk: UUID, draft: str) -> HttpResponse:
    place = _one_of(_communes(request, Permission.SUBJECT_REQUEST), pk)
    if draft not in contents.DRAFTS:
        raise Http404
    content = actions.print_draft(place, draft=draft, by=request.actor)
    name = {"impact": "danh-gia-tac-dong", "level": "de-xuat-cap-do"}[draft]
    return download(content, files.DOCX, f"ban-nhap-{name}.docx")


# ── what the screens share ────────────────────────────────────────────────────────────────────────


def _communes(request: Request, permission: Permission) -> list[Place]:
    return [one for one in communes_for(request.actor, permission) if request.actor.may(permission, at=one)]


def _one_of(communes: list[Place], pk: UUID) -> Place:
    found = next((one for one in communes if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _place(request: Request) -> tuple[Place | None, list[Place]]:
    """The commune asked for, else the first."""
    communes = _communes(request, Permission.SUBJECT_REQUEST)
    asked = request.GET.get("place") or request.POST.get("place") or ""
    chosen = next((one for one in communes if str(one.pk) == asked), None)
    return chosen or next(iter(communes), None), communes


def _run(request: Request, pk: UUID) -> RetentionRun:
    return get_object_or_404(RetentionRun.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _incident(request: Request, pk: UUID) -> Incident:
    return get_object_or_404(Incident.objects.visible_to(request.actor).select_related("place"), pk=pk)
