"""Screens of documents that become plans: HTTP and nothing else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.intake import actions, queries
from hoctap.intake.forms import BodyForm, ConfirmForm, LinesForm, ProposalForm, ReadingForm
from hoctap.intake.measuring import choices_at
from hoctap.intake.models import PageOfReading, Proposal, ProposalGroup, Reading, ReadingFile
from hoctap.intake.proposing import HEAD_FIELDS
from hoctap.intake.reading import ocr
from hoctap.places.models import Organisation
from hoctap.plans.queries import places_that_plan


@require_GET
@requires(Permission.PLAN_EDIT)
def reading_list(request: Request) -> HttpResponse:
    """Văn bản đang đọc thành kế hoạch"""
    page = Paginator(queries.readings_for(request.actor), 30).get_page(request.GET.get("page"))
    return render(request, "intake/reading_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@once
def reading_new(request: Request) -> HttpResponse:
    """Nhập kế hoạch từ văn bản: Word, PDF, bản quét, ảnh chụp"""
    places = places_that_plan(request.actor)
    form = ReadingForm(posted(request), request.FILES if request.method == "POST" else None, places=places)
    if form.is_bound and form.is_valid():
        try:
            handed = [(file.name or "tệp", file.read()) for file in form.handed]
            reading = actions.hand_in_document(form.cleaned_data["place"], handed, by=request.actor)
        except Refused as refusal:
            add_reasons(
                form,
                [
                    Reason(one.text, "document" if one.field == "file" else one.field)
                    for one in refusal.reasons
                ],
            )
        else:
            return redirect("reading_detail", reading.pk)
    values = {"form": form, "places": places, "can_scan": ocr.is_there()}
    return render(request, "intake/reading_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.PLAN_EDIT)
def reading_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một văn bản: tiến độ đọc; rồi ảnh trang hoặc chữ bên trái, các đề xuất để xác nhận bên phải"""
    reading = _reading(request, pk)
    response = _show(request, reading)
    if request.headers.get("HX-Request") and not reading.is_working:
        response["HX-Refresh"] = "true"  # the job is done: the page as a whole says how
    return response


def _show(request: Request, reading: Reading, refusal: Refused | None = None) -> HttpResponse:
    values: dict[str, Any] = {
        "reading": reading,
        "reasons": refusal.reasons if refusal else [],
        "progress": queries.progress_of(reading),
        "where": where(request, place=reading.place),
    }
    if reading.is_open or reading.plan_id:
        values["shown"] = queries.shown(reading)
    if reading.is_open:
        values["confirm"] = ConfirmForm(plans=queries.plans_to_add_to(reading, request.actor))
    return render(request, "intake/reading_detail.html", values, status=422 if refusal else 200)


@require_GET
@requires(Permission.PLAN_EDIT)
def reading_page(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Ảnh một trang của văn bản"""
    pages = PageOfReading.objects.filter(reading=_reading(request, pk)).exclude(picture="")
    page = get_object_or_404(pages, number=number)
    return download(files.read(page.picture), "image/jpeg", f"trang-{number}.jpg", inline=True)


@require_GET
@requires(Permission.PLAN_EDIT)
def readingfile_download(request: Request, pk: UUID) -> HttpResponse:
    """Tải tệp đã gửi"""
    mine = ReadingFile.objects.filter(reading__in=Reading.objects.visible_to(request.actor))
    file = get_object_or_404(mine, pk=pk)
    return download(files.read(file.sha256), file.media_type, file.name)


@require_POST
@requires(Permission.PLAN_EDIT)
def reading_stop(request: Request, pk: UUID) -> HttpResponse:
    return _do(request, pk, lambda reading: actions.stop_reading(reading, by=request.actor))


@require_POST
@requires(Permission.PLAN_EDIT)
def reading_resume(request: Request, pk: UUID) -> HttpResponse:
    insist = request.POST.get("insist") == "1"
    return _do(request, pk, lambda reading: actions.resume_reading(reading, insist=insist, by=request.actor))


@require_POST
@requires(Permission.PLAN_EDIT)
def reading_drop(request: Request, pk: UUID) -> HttpResponse:
    reading = _reading(request, pk)
    try:
        actions.drop_reading(reading, by=request.actor)
    except Refused as refusal:
        return _show(request, _reading(request, pk), refusal)
    messages.success(request, "Đã bỏ văn bản. Không có gì được ghi vào kế hoạch.")
    return redirect("reading_list")


@require_POST
@requires(Permission.PLAN_EDIT)
def reading_encoding(request: Request, pk: UUID) -> HttpResponse:
    encoding = request.POST.get("encoding", "")
    return _do(request, pk, lambda reading: actions.confirm_encoding(reading, encoding, by=request.actor))


@require_POST
@requires(Permission.PLAN_EDIT)
def reading_accept_rest(request: Request, pk: UUID) -> HttpResponse:
    reading = _reading(request, pk)
    group = request.POST.get("group", "")
    try:
        count = actions.accept_rest(reading, group=group, by=request.actor)
    except Refused as refusal:
        return _show(request, _reading(request, pk), refusal)
    messages.success(
        request, f"Đã nhận {count} đề xuất." if count else "Không còn đề xuất nào nhận được ngay."
    )
    return redirect(f"{reverse('reading_detail', args=[pk])}#{f'group-{group}' if group else 'proposals'}")


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def reading_bodies(request: Request, pk: UUID) -> HttpResponse:
    """Cơ quan có tên trong văn bản: là cơ quan nào trong danh sách"""
    reading = _reading(request, pk)
    named, index = queries.bodies_of(reading, reading.proposals.all())
    choices = sorted(
        index.by_id.values(), key=lambda one: (len(one.place.path), one.place.sort_key, one.name)
    )
    refusal = None
    if request.method == "POST":
        form = BodyForm(request.POST, choices=choices)
        if form.is_valid():
            try:
                is_learned = actions.name_body(
                    reading, request.POST.get("name", ""), form.chosen, by=request.actor
                )
            except Refused as caught:
                refusal = caught
            else:
                words = (
                    "Đã ghi, và nhớ tên này cho các văn bản sau." if is_learned else "Đã ghi cho văn bản này."
                )
                messages.success(request, words)
                return redirect("reading_bodies", pk)
        else:
            refusal = Refused("Chọn một cơ quan trong danh sách.")
    values = {
        "reading": reading,
        "named": [(one, _body_form(one, choices, place)) for place, one in enumerate(named)],
        "reasons": refusal.reasons if refusal else [],
        "where": where(request, place=reading.place),
    }
    return render(request, "intake/reading_bodies.html", values, status=422 if refusal else 200)


def _body_form(one: queries.NamedBody, choices: list[Organisation], place: int) -> BodyForm:
    initial = {"organisation": str(one.body.pk) if one.body else ""}
    return BodyForm(choices=choices, auto_id=f"id_{place}_%s", initial=initial)


@require_POST
@requires(Permission.PLAN_EDIT)
@once
def reading_confirm(request: Request, pk: UUID) -> HttpResponse:
    reading = _reading(request, pk)
    form = ConfirmForm(request.POST, plans=queries.plans_to_add_to(reading, request.actor))
    try:
        if not form.is_valid():
            raise Refused("Kế hoạch được chọn không còn. Chọn lại.")
        plan = actions.confirm_reading(reading, plan=form.cleaned_data["plan"], by=request.actor)
    except Refused as refusal:
        return _show(request, _reading(request, pk), refusal)
    messages.success(request, "Đã ghi vào kế hoạch những gì ông/bà xác nhận.")
    return redirect("plan_detail", plan.pk)


# ---------------------------------------------------------------- proposals


@require_POST
@requires(Permission.PLAN_EDIT)
def proposal_decide(request: Request, pk: UUID) -> HttpResponse:
    proposal = _proposal(request, pk)
    decide = actions.drop_proposal if request.POST.get("verdict") == "drop" else actions.accept_proposal
    try:
        decide(proposal, version=_version(request), by=request.actor)
    except Refused as refusal:
        if request.headers.get("HX-Request"):
            return _one(request, pk, refusal)
        return _show(request, _reading(request, proposal.reading_id), refusal)
    if request.headers.get("HX-Request"):
        return _one(request, pk)
    return redirect(f"{reverse('reading_detail', args=[proposal.reading_id])}#proposal-{pk}")


def _one(request: Request, pk: UUID, refusal: Refused | None = None) -> HttpResponse:
    """One proposal and the counts, in place."""
    proposal = _proposal(request, pk)
    shown = queries.shown(proposal.reading)
    found = next(one for group in shown.groups for one in group.proposals if one.row.pk == proposal.pk)
    values = {
        "shown": shown,
        "one": found,
        "reading": proposal.reading,
        "reasons": refusal.reasons if refusal else [],
        "is_part": True,
    }
    return render(request, "intake/_proposal.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def proposal_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa một đề xuất, bên cạnh các dòng của văn bản"""
    proposal = _proposal(request, pk)
    form = ProposalForm(
        posted(request),
        initial=proposal.value,
        group=proposal.group,
        key=proposal.key,
        measures=choices_at(proposal.reading.place),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.correct_proposal(proposal, form.typed(), version=_version(request), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect(f"{reverse('reading_detail', args=[proposal.reading_id])}#proposal-{pk}")
    shown = queries.shown(proposal.reading)
    first, last = proposal.first_line or 0, proposal.last_line or 0
    values = {
        "proposal": proposal,
        "reading": proposal.reading,
        "form": form,
        "label": HEAD_FIELDS[proposal.key].label if proposal.key else proposal.get_group_display(),
        "lines": [
            line for page in shown.pages for line in page.lines if first - 1 <= line.number <= last + 1
        ],
        "first": first,
        "last": last,
        "where": where(request, place=proposal.reading.place),
    }
    return render(request, "intake/proposal_edit.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@once
def proposal_new(request: Request, pk: UUID, group: str) -> HttpResponse:
    """Thêm điều văn bản có ghi mà phần mềm chưa thấy"""
    reading = _reading(request, pk)
    key = request.GET.get("key", "")
    if group not in ProposalGroup.values or (group == ProposalGroup.HEAD) != (key in HEAD_FIELDS):
        if group == ProposalGroup.HEAD and not key:
            present = set(reading.proposals.exclude(key="").values_list("key", flat=True))
            free = [(code, one.label) for code, one in HEAD_FIELDS.items() if code not in present]
            return render(
                request,
                "intake/proposal_new.html",
                {"reading": reading, "free": free, "where": where(request, place=reading.place)},
            )
        raise Http404
    form = ProposalForm(posted(request), group=group, key=key, measures=choices_at(reading.place))
    lines = LinesForm(posted(request))
    if form.is_bound and form.is_valid() and lines.is_valid():
        try:
            made = actions.add_proposal(
                reading, group, form.typed(), key=key, lines=lines.lines(), by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, [one for one in refusal.reasons if one.field != "first_line"])
            add_reasons(lines, [one for one in refusal.reasons if one.field == "first_line"])
        else:
            return redirect(f"{reverse('reading_detail', args=[pk])}#proposal-{made.pk}")
    values = {
        "reading": reading,
        "form": form,
        "lines": lines,
        "label": HEAD_FIELDS[key].label if key else ProposalGroup(group).label,
        "where": where(request, place=reading.place),
    }
    status = 422 if form.errors or lines.errors else 200
    return render(request, "intake/proposal_new.html", values, status=status)


# ---------------------------------------------------------------- rows


def _do(request: Request, pk: UUID, act: Any) -> HttpResponse:
    try:
        act(_reading(request, pk))
    except Refused as refusal:
        return _show(request, _reading(request, pk), refusal)
    return redirect("reading_detail", pk)


def _version(request: Request) -> int:
    asked = request.POST.get("version", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else -1


def _reading(request: Request, pk: UUID) -> Reading:
    visible = Reading.objects.visible_to(request.actor).select_related("place", "by", "plan", "confirmed_by")
    return get_object_or_404(visible, pk=pk)


def _proposal(request: Request, pk: UUID) -> Proposal:
    visible = Proposal.objects.visible_to(request.actor).select_related("reading__place", "decided_by")
    return get_object_or_404(visible, pk=pk)
