"""Screens of an office's templates: which there are, taking one, trying one, ending one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers.drafting.queries import issuers_for
from hoctap.papers.layout import FONT
from hoctap.papers.pdf import font_in_place_of
from hoctap.papers.rendering import TEMPLATES
from hoctap.papers.templating import actions, queries
from hoctap.papers.templating.examining import tag_list
from hoctap.papers.templating.forms import EndForm, TemplateForm
from hoctap.papers.templating.models import OfficeTemplate
from hoctap.papers.templating.rules import KIND_LABELS


@require_GET
@requires(Permission.PAPER_FILE)
def officetemplate_list(request: Request) -> HttpResponse:
    """Mẫu văn bản của cơ quan, và mẫu kèm theo phần mềm"""
    values = {"rows": queries.template_rows(request.actor), "kinds": KIND_LABELS}
    return render(request, "papers/officetemplate_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def officetemplate_new(request: Request, kind: str) -> HttpResponse:
    """Tải lên mẫu của cơ quan cho một loại văn bản; danh sách thẻ để bắt đầu"""
    if kind not in KIND_LABELS:
        raise Http404
    organisations = issuers_for(request.actor)
    form = TemplateForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        organisations=organisations,
        initial={"valid_from": today()},
    )
    if form.is_bound and request.POST.get("organisation", "") not in ("", *form.organisations):
        raise Http404
    if form.is_bound and form.is_valid():
        organisation = form.organisations[form.cleaned_data["organisation"]]
        upload = form.cleaned_data["file"]
        try:
            template = actions.take_template(
                organisation,
                kind=kind,
                docx=upload.read(),
                file_name=upload.name or "",
                valid_from=form.cleaned_data["valid_from"],
                by=acting_as(request, Permission.PAPER_FILE, at=organisation.place, ask_inside=True),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã nhận mẫu. Xem thử bản in ở dưới.")
            return redirect("officetemplate_detail", template.pk)
    values = {
        "form": form,
        "kind": kind,
        "label": KIND_LABELS[kind],
        "tags": tag_list(kind),
        "has_issuer": bool(organisations),
        "font": FONT,
        "font_used": font_in_place_of(FONT),
    }
    return render(request, "papers/officetemplate_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.PAPER_FILE)
def officetemplate_shipped(request: Request, kind: str) -> HttpResponse:
    if kind not in KIND_LABELS:
        raise Http404
    return download((TEMPLATES / f"{kind}.docx").read_bytes(), files.DOCX, f"mau-{kind}.docx")


@require_GET
@requires(Permission.PAPER_FILE)
def officetemplate_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một mẫu của cơ quan: điều cần biết, xem thử, ngừng dùng"""
    return _show(request, _template(request, pk))


def _show(
    request: Request, template: OfficeTemplate, *, form: EndForm | None = None, status: int = 200
) -> HttpResponse:
    values = {
        "template": template,
        "label": KIND_LABELS[template.kind],
        "papers": queries.used_on(template),
        "form": form or EndForm(initial={"ended_on": today()}),
        "is_ended": template.valid_to is not None,
        "where": where(request, place=template.organisation.place),
    }
    return render(request, "papers/officetemplate_detail.html", values, status=status)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def officetemplate_end(request: Request, pk: UUID) -> HttpResponse:
    template = _template(request, pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            by = acting_as(request, Permission.PAPER_FILE, at=template)
            actions.end_template(template, on=form.cleaned_data["ended_on"], by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi ngày ngừng dùng mẫu.")
            return redirect("officetemplate_detail", template.pk)
    return _show(request, template, form=form, status=422)


@require_GET
@requires(Permission.PAPER_FILE)
def officetemplate_docx(request: Request, pk: UUID) -> HttpResponse:
    template = _template(request, pk)
    return download(files.read(template.sha256), files.DOCX, f"mau-{template.kind}-v{template.version}.docx")


@require_GET
@requires(Permission.PAPER_FILE)
def officetemplate_example(request: Request, pk: UUID) -> HttpResponse:
    """Bản xem thử: Word, hoặc PDF khi đã xong"""
    template = _template(request, pk)
    name = f"xem-thu-{template.kind}-v{template.version}"
    if request.GET.get("as") != "pdf":
        return download(files.read(template.example_sha256), files.DOCX, f"{name}.docx")
    if not template.example_pdf_sha256:
        raise Http404
    return download(files.read(template.example_pdf_sha256), files.PDF, f"{name}.pdf")


def _template(request: Request, pk: UUID) -> OfficeTemplate:
    found = OfficeTemplate.objects.visible_to(request.actor).select_related(
        "organisation__place", "uploaded_by"
    )
    return get_object_or_404(found, pk=pk)
