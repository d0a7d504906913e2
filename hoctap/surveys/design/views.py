"""Survey forms: their list, a new one, its questions, its versions, its file and its sheet of paper."""

from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.surveys.design import actions, queries
from hoctap.surveys.design.forms import QuestionForm, SurveyFormForm, UploadForm
from hoctap.surveys.design.models import FormVersion, SurveyForm, VersionState
from hoctap.surveys.design.rules import Design
from hoctap.surveys.design.shipped import first_form
from hoctap.surveys.xlsform.files import read_file, write_file


@require_GET
@requires(Permission.CENTRE_READ)
def survey_form_list(request: Request) -> HttpResponse:
    values = {
        "forms": queries.forms_for(request.actor),
        "may_add": request.actor.may_anywhere(Permission.SURVEY_RUN),
    }
    return render(request, "surveys/survey_form_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
@once
def survey_form_new(request: Request) -> HttpResponse:
    form = SurveyFormForm(posted(request), places=queries.places_for(request.actor))
    if form.is_bound and form.is_valid():
        place = form.cleaned_data["place"]
        begins_full = form.cleaned_data["begin"] == "first"
        design = first_form(queries.topics_for_form(place)) if begins_full else Design()
        try:
            made = actions.make_survey_form(place, form.cleaned_data["title"], design, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập mẫu. Xem lại các câu hỏi rồi ban hành.")
            return redirect("survey_form_detail", pk=made.pk)
    return render(request, "surveys/survey_form_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires(Permission.CENTRE_READ)
def survey_form_detail(request: Request, pk: UUID) -> HttpResponse:
    form = _form(request, pk)
    versions = list(form.versions.all())
    asked = request.GET.get("version", "")
    version = next((one for one in versions if str(one.number) == asked), versions[0])
    may_edit = request.actor.may(Permission.SURVEY_RUN, at=form)
    is_draft = version.state == VersionState.DRAFT
    values = {
        "form": form,
        "versions": versions,
        "version": version,
        "items": queries.shown_items(version),
        "may_edit": may_edit and is_draft,
        "may_draft": may_edit and versions[0].state == VersionState.PUBLISHED,
        "problems": queries.problems_of(version, queries.kinds_before(form)) if is_draft else [],
        "where": where(request, place=form.place),
    }
    return render(request, "surveys/survey_form_detail.html", values)


@require_POST
@requires(Permission.SURVEY_RUN)
def survey_form_publish(request: Request, pk: UUID) -> HttpResponse:
    version = _draft(request, pk)
    try:
        actions.publish_form(version, by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons[:5]:
            messages.error(request, reason.text)
    else:
        messages.success(request, f"Đã ban hành bản {version.number}. Câu trả lời từ nay gắn với bản này.")
    return redirect("survey_form_detail", pk=version.form_id)


@require_POST
@requires(Permission.SURVEY_RUN)
@once
def survey_form_draft(request: Request, pk: UUID) -> HttpResponse:
    form = _form(request, pk)
    try:
        actions.draft_form(form, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("survey_form_detail", pk=form.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
def survey_form_upload(request: Request, pk: UUID) -> HttpResponse:
    """Đọc mẫu từ tệp XLSForm, thay các câu hỏi của bản đang soạn"""
    version = _draft(request, pk)
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file is None:
                raise Refused("Hãy chọn tệp XLSForm.")
            read = read_file(file.read(), before=queries.kinds_before(version.form))
            actions.replace_questions(version, read.design, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã đọc {len(read.design.asked)} câu hỏi từ tệp.")
            return redirect("survey_form_detail", pk=version.form_id)
    values = {"form": form, "version": version, "where": where(request, place=version.form.place)}
    return render(request, "surveys/survey_form_upload.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.CENTRE_READ)
def survey_form_export(request: Request, pk: UUID) -> HttpResponse:
    version = _version(request, pk)
    title = version.form.title
    content = write_file(version.design, title=title, form_id=str(version.form_id), version=version.number)
    return download(content, files.XLSX, f"{title}, bản {version.number}.xlsx")


@require_GET
@requires(Permission.CENTRE_READ)
def survey_form_paper(request: Request, pk: UUID) -> HttpResponse:
    """Phiếu giấy để in: mỗi lựa chọn có số, để nhập lại bằng số"""
    version = _version(request, pk)
    number = 0
    pages = []
    for page in version.design.pages:
        items = []
        for placed in page.items:
            number += placed.item.is_asked
            items.append({"item": placed.item, "number": number, "conditional": bool(placed.conditions)})
        pages.append({"title": page.title, "items": items})
    values = {"version": version, "pages": pages, "where": where(request, place=version.form.place)}
    return render(request, "surveys/survey_form_paper.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
@once
def question_new(request: Request, pk: UUID) -> HttpResponse:
    version = _draft(request, pk)
    form = QuestionForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.add_question(version, form.item(), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã thêm vào cuối mẫu.")
            return redirect("survey_form_detail", pk=version.form_id)
    values = {"form": form, "version": version, "where": where(request, place=version.form.place)}
    return render(request, "surveys/question_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
def question_edit(request: Request, pk: UUID, at: int) -> HttpResponse:
    version = _draft(request, pk)
    items = version.design.items
    item = items[at] if at < len(items) else None
    form = QuestionForm(posted(request), item=item)
    if form.is_bound and form.is_valid():
        try:
            actions.change_question(
                version, at, form.item(), seen=request.POST.get("seen", ""), by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã sửa.")
            return redirect("survey_form_detail", pk=version.form_id)
    seen = request.POST.get("seen", item.name if item else "")
    values = {
        "form": form,
        "version": version,
        "at": at,
        "seen": seen,
        "where": where(request, place=version.form.place),
    }
    return render(request, "surveys/question_edit.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.SURVEY_RUN)
def question_move(request: Request, pk: UUID, at: int) -> HttpResponse:
    version = _draft(request, pk)
    step: Literal[-1, 1] = -1 if request.POST.get("step") == "up" else 1
    try:
        actions.move_question(version, at, step, seen=request.POST.get("seen", ""), by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("survey_form_detail", pk=version.form_id)


@require_POST
@requires(Permission.SURVEY_RUN)
def question_drop(request: Request, pk: UUID, at: int) -> HttpResponse:
    version = _draft(request, pk)
    try:
        actions.drop_question(version, at, seen=request.POST.get("seen", ""), by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("survey_form_detail", pk=version.form_id)


def _form(request: Request, pk: UUID) -> SurveyForm:
    return get_object_or_404(SurveyForm.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _version(request: Request, pk: UUID) -> FormVersion:
    return get_object_or_404(
        FormVersion.objects.visible_to(request.actor).select_related("form__place"), pk=pk
    )


def _draft(request: Request, pk: UUID) -> FormVersion:
    """Of who may edit it; for others there is nothing to edit."""
    version = _version(request, pk)
    request.actor.must(Permission.SURVEY_RUN, at=version)
    return version
