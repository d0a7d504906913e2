"""Grounds for using people's data: those of a commune, what one person said, the receipt."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.people import actions, subject_queries
from hoctap.people.basis_forms import ConsentForm, PlaceBasisForm
from hoctap.people.models import DataBasis, Person, PrivacyNotice
from hoctap.people.pages import carried_out, form_page
from hoctap.people.request_forms import PrivacyNoticeForm
from hoctap.places.queries import communes_for


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
def basis_list(request: Request) -> HttpResponse:
    """The POST writes down a ground for a commune."""
    communes = [
        one
        for one in communes_for(request.actor, Permission.HOUSEHOLD_EDIT)
        if request.actor.may(Permission.HOUSEHOLD_EDIT, at=one)
    ]
    form = PlaceBasisForm(posted(request), communes=communes, initial={"given_on": today()})

    def record(typed: dict[str, Any]) -> None:
        actions.record_place_basis(typed.pop("place"), by=request.actor, **typed)

    if carried_out(form, record):
        messages.success(request, "Đã ghi căn cứ.")
        return redirect("basis_list")
    rows = DataBasis.objects.visible_to(request.actor).filter(person__isnull=True).select_related("place")
    return form_page(request, "people/basis_list.html", form, rows=list(rows))


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def basis_new(request: Request, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.actor).standing(), pk=pk)
    notices = PrivacyNotice.objects.visible_to(request.actor).filter(place__in=person.place_path)
    form: forms.Form = ConsentForm(posted(request), notices=notices, initial={"given_on": today()})
    made: list[DataBasis] = []

    def record(typed: dict[str, Any]) -> None:
        typed["agrees"] = typed["agrees"] == "yes"
        made.append(actions.record_consent(person, by=request.actor, **typed))

    if carried_out(form, record):
        return redirect("basis_detail", pk=made[0].pk)
    return form_page(request, "people/basis_new.html", form, person=person, has_notices=notices.exists())


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def basis_detail(request: Request, pk: UUID) -> HttpResponse:
    """The receipt: printed, it is what the person takes home."""
    basis = _basis(request, pk)
    may_edit = request.actor.may(Permission.HOUSEHOLD_EDIT, at=basis)
    return render(request, "people/basis_detail.html", {"basis": basis, "may_edit": may_edit})


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
def basis_withdraw(request: Request, pk: UUID) -> HttpResponse:
    basis = _basis(request, pk)
    actions.withdraw_basis(basis, by=request.actor)
    messages.success(request, "Đã ghi rút từ hôm nay.")
    return redirect("basis_detail", pk=pk)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def basis_receipt(request: Request, pk: UUID) -> HttpResponse:
    """The receipt as a Word file, to be signed by both."""
    basis = _basis(request, pk)
    content = actions.print_receipt(basis, by=request.actor)
    return download(content, files.DOCX, f"bien-nhan-{basis.receipt_number}.docx")


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def privacy_notice_list(request: Request) -> HttpResponse:
    """Versions of what people are read before they say yes or no."""
    rows = list(PrivacyNotice.objects.visible_to(request.actor).select_related("place"))
    may_write = request.actor.may_anywhere(Permission.SUBJECT_REQUEST)
    return render(request, "people/privacy_notice_list.html", {"rows": rows, "may_write": may_write})


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBJECT_REQUEST)
@once
def privacy_notice_new(request: Request) -> HttpResponse:
    """The next version; it begins with the words of the last one, or with a proposal full of blanks."""
    communes = communes_for(request.actor, Permission.SUBJECT_REQUEST)
    form = PrivacyNoticeForm(
        posted(request), communes=communes, initial=subject_queries.next_notice(communes[:1], today())
    )
    made: list[PrivacyNotice] = []

    def write(typed: dict[str, Any]) -> None:
        made.append(actions.write_privacy_notice(typed.pop("place"), by=request.actor, **typed))

    if carried_out(form, write):
        messages.success(request, f"Đã lưu {made[0]}. Từ nay biên nhận ghi theo bản này.")
        return redirect("privacy_notice_detail", pk=made[0].pk)
    return form_page(request, "people/privacy_notice_new.html", form)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def privacy_notice_detail(request: Request, pk: UUID) -> HttpResponse:
    """One version, to read aloud and to print."""
    rows = PrivacyNotice.objects.visible_to(request.actor).select_related("place")
    notice = get_object_or_404(rows, pk=pk)
    current = PrivacyNotice.objects.in_force(notice.place, today())
    values = {"notice": notice, "is_current": current == notice, "receipts": notice.receipts.count()}
    return render(request, "people/privacy_notice_detail.html", values)


def _basis(request: Request, pk: UUID) -> DataBasis:
    rows = DataBasis.objects.visible_to(request.actor).select_related("person", "place", "notice")
    return get_object_or_404(rows, pk=pk)
