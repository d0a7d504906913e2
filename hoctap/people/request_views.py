"""What people ask about their own data: the list with its terms, one request, handing out, erasing."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people import actions, subject_queries
from hoctap.people.models import Person, RequestState, SubjectRequest
from hoctap.people.pages import carried_out, form_page
from hoctap.people.registry import person_files, what_stays
from hoctap.people.request_forms import ExtensionForm, OutcomeForm, RequestForm
from hoctap.people.subject_rules import ERASED_NAME
from hoctap.places.commune_form import CommuneForm
from hoctap.places.queries import communes_for

PAGE = 50


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def request_list(request: Request) -> HttpResponse:
    closed = request.GET.get("state") == "closed"
    rows = SubjectRequest.objects.visible_to(request.actor).select_related("person", "place")
    rows = (
        rows.exclude(state=RequestState.OPEN).order_by("-closed_on", "-id")
        if closed
        else rows.filter(state=RequestState.OPEN).order_by("due_on", "id")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    communes = communes_for(request.actor, Permission.SUBJECT_REQUEST)
    values = {"page": page, "closed": closed, "today": today(), "communes": communes}
    return render(request, "people/request_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
@once
def request_new(request: Request, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.actor).standing(), pk=pk)
    form = RequestForm(posted(request))
    made: list[SubjectRequest] = []
    if carried_out(
        form, lambda typed: made.append(actions.register_request(person, by=request.actor, **typed))
    ):
        messages.success(request, "Đã ghi yêu cầu và hạn trả lời.")
        return redirect("request_detail", pk=made[0].pk)
    return form_page(request, "people/request_new.html", form, person=person)


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
def request_detail(request: Request, pk: UUID) -> HttpResponse:
    """The POST answers the request."""
    asked = _asked(request, pk)
    form = OutcomeForm(posted(request))

    def answer(typed: dict[str, str]) -> None:
        if typed["answer"] == "done":
            actions.answer_request(asked, outcome=typed["outcome"], by=request.actor)
        else:
            words = {"outcome": typed["outcome"], "legal_reason": typed["legal_reason"]}
            actions.refuse_request(asked, by=request.actor, **words)

    if carried_out(form, answer):
        messages.success(request, "Đã ghi kết quả.")
        return redirect("request_detail", pk=pk)
    return _show(request, asked, form)


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def request_acknowledge(request: Request, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    try:
        actions.acknowledge_request(asked, by=request.actor)
    except Refused as refusal:
        return _show(request, asked, OutcomeForm(), refusal)
    return redirect("request_detail", pk=pk)


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def request_export(request: Request, pk: UUID) -> HttpResponse:
    """Everything held about the person, as a .zip."""
    asked = _asked(request, pk)
    content = actions.export_person(asked, by=request.actor)
    return download(content, "application/zip", f"du-lieu-ca-nhan-{today().isoformat()}.zip")


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
def request_extend(request: Request, pk: UUID) -> HttpResponse:
    """A later last day, with its reason."""
    asked = _asked(request, pk)
    form = ExtensionForm(posted(request))
    if carried_out(form, lambda typed: actions.extend_request(asked, by=request.actor, **typed)):
        messages.success(request, "Đã ghi hạn mới và lý do.")
        return redirect("request_detail", pk=pk)
    return form_page(request, "people/request_extend.html", form, asked=asked)


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def request_answer(request: Request, pk: UUID) -> HttpResponse:
    """The answer as a Word file for signature."""
    asked = _asked(request, pk)
    return download(actions.print_answer(asked, by=request.actor), files.DOCX, "tra-loi-yeu-cau.docx")


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def request_register(request: Request) -> HttpResponse:
    """The register of requests of a commune as a workbook."""
    communes = communes_for(request.actor, Permission.SUBJECT_REQUEST)
    form = CommuneForm(request.GET or {"place": str(communes[0].pk)} if communes else None, communes=communes)
    if not form.is_valid():
        raise Http404
    content = actions.export_requests(form.cleaned_data["place"], by=request.actor)
    return download(content, files.XLSX, f"so-theo-doi-yeu-cau-{today().isoformat()}.xlsx")


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
def request_erase(request: Request, pk: UUID) -> HttpResponse:
    """What goes, what stays and why; the POST erases."""
    asked = _asked(request, pk)
    reasons = subject_queries.erasure_reasons(asked.person)
    if request.method == "POST":
        try:
            actions.erase_person(asked, files=request.POST.getlist("file"), by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã xóa dữ liệu của người này.")
            return redirect("request_detail", pk=pk)
    values = {
        "asked": asked,
        "reasons": reasons,
        "stays": list(what_stays),
        "files": [one for provider in person_files for one in provider(asked.person, request.actor)],
        "chosen": request.POST.getlist("file"),
        "erased_name": ERASED_NAME,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "people/request_erase.html", values, status=status)


def _asked(request: Request, pk: UUID) -> SubjectRequest:
    rows = SubjectRequest.objects.visible_to(request.actor).select_related("person", "place")
    return get_object_or_404(rows, pk=pk)


def _show(
    request: Request, asked: SubjectRequest, form: OutcomeForm, refusal: Refused | None = None
) -> HttpResponse:
    values = {
        "asked": asked,
        "form": form,
        "today": today(),
        "reasons": refusal.reasons if refusal else [],
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "people/request_detail.html", values, status=status)
