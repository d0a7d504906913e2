"""The desk and what belongs to it: two scans lend, one takes back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.audit.registry import is_uuid
from hoctap.core.dates import today
from hoctap.core.features import with_camera
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.vietnamese import format_date
from hoctap.libraries.circulation import asking
from hoctap.libraries.circulation.borrowers.rules import is_card_number
from hoctap.libraries.circulation.lending import actions, queries, rules
from hoctap.libraries.circulation.lending.forms import ScanForm, WhyForm
from hoctap.libraries.circulation.rows import asker, libraries_for
from hoctap.libraries.models import Borrower, Copy, Library, Loan
from hoctap.people.pages import carried_out, form_page


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@with_camera
@once
def loan_desk(request: Request) -> HttpResponse:
    """Bàn mượn trả: quét thẻ rồi quét sách; sách trả chỉ cần quét mã sách"""
    library, choices = asking.library(request)
    if library is None:
        return render(request, "libraries/loan_desk.html", {"choices": choices})
    form = ScanForm(posted(request))
    borrower = _borrower(library, request.GET.get("borrower", ""))
    words = request.GET.get("q", "")[:100]
    if form.is_bound and form.is_valid():
        borrower = _borrower(library, str(form.cleaned_data["borrower"] or ""))
        try:
            borrower, words = _scan(request, library, borrower, form.cleaned_data)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
            if isinstance(refusal, _NoSuchCard):
                borrower = None
        else:
            if SCANNER not in request.headers:
                at = str(borrower.pk) if borrower else ""
                return redirect(asking.address("loan_desk", library, borrower=at, q=words))
            form = ScanForm()
    values = {
        "library": library,
        "form": form,
        "desk": queries.desk(library, borrower, words, today()),
        "needs_why": "over_why" in form.errors,
        "where": where(request, place=library.place),
    }
    return render(request, "libraries/loan_desk.html", values, status=422 if form.errors else 200)


SCANNER = "X-Hoctap-Desk"
"""The page's script sends scans one after the other and puts each answer in its place: an answer without a way round."""


def _borrower(library: Library, asked: str) -> Borrower | None:
    if not asked:
        return None
    return get_object_or_404(queries.borrowers(library), pk=asked if is_uuid(asked) else None)


class _NoSuchCard(Refused):
    """Who stood at the desk before makes room: the books that follow are of whoever holds that card."""


def _scan(
    request: Request, library: Library, borrower: Borrower | None, typed: dict[str, Any]
) -> tuple[Borrower | None, str]:
    """Who stands at the desk after it, and the words to look for. A card calls its holder; with one there a book is lent, else it is back."""
    found = queries.scanned(library, typed["code"])
    if found.borrower is not None:
        return found.borrower, ""
    if found.copy is None:
        if is_card_number(typed["code"]):
            told = f"Không có thẻ {typed['code'].strip().upper()} còn dùng ở đây. Gõ tên người mượn, hoặc cấp thẻ mới."
            raise _NoSuchCard([Reason(told, field="code")])
        if wrong := rules.mistyped(typed["code"]):
            raise Refused([Reason(wrong, field="code")])
        return borrower, typed["code"]
    if borrower is None:
        _take_back(request, found.copy, typed["on"])
        return None, ""
    loan = actions.lend(
        library, found.copy, borrower, on=typed["on"], over_why=typed["over_why"], by=request.actor
    )
    messages.success(request, f"Đã cho mượn “{found.copy.title.name}”, hạn trả {format_date(loan.due_on)}.")
    return borrower, ""


def _take_back(request: Request, copy: Copy, on: dt.date | None) -> None:
    loan = queries.open_loan(copy, request.actor)
    if loan is None:
        raise Refused(
            f"“{copy.title.name}” theo sổ đang ở trên giá. Muốn cho mượn, quét thẻ hoặc gõ tên người mượn trước."
        )
    came = actions.take_back(loan, on=on, by=request.actor)
    late = (came.loan.returned_on or loan.due_on) - loan.due_on
    told = f" (quá hạn {late.days} ngày)" if late.days > 0 else ""
    messages.success(request, f"Đã nhận trả “{copy.title.name}”{told}.")
    if came.hold is not None:
        messages.warning(
            request,
            f"Để riêng “{copy.title.name}”: {asker(came.hold)} đặt trước, giữ đến hết {format_date(came.hold.until)}.",
        )


@require_POST
@requires(Permission.LIBRARY_LEND)
@once
def loan_renew(request: Request, pk: UUID) -> HttpResponse:
    loan = _loan(request, pk)
    try:
        renewed = actions.renew(loan, by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, f"Đã gia hạn “{loan.copy.title.name}” đến {format_date(renewed.due_on)}.")
    return redirect(_desk_of(loan))


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@once
def loan_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một lượt mượn ghi nhầm, có lý do"""
    loan = _loan(request, pk)
    form = WhyForm(posted(request))
    if carried_out(form, lambda typed: actions.cancel_loan(loan, typed["why"], by=request.actor)):
        messages.success(request, f"Đã bỏ lượt mượn “{loan.copy.title.name}”. Lượt này không còn tính ở đâu.")
        return redirect(_desk_of(loan))
    who = queries.reader(loan.borrower) if loan.borrower else None
    return form_page(request, "libraries/loan_cancel.html", form, loan=loan, who=who, back=_desk_of(loan))


def _loan(request: Request, pk: UUID) -> Loan:
    rows = Loan.objects.visible_to(request.actor).select_related(
        "copy__title",
        "library__place",
        "borrower__person__merged_into",
        "borrower__household__head",
        "borrower__household__hamlet",
        "borrower__household__joined_into__head",
    )
    return get_object_or_404(rows, pk=pk)


def _desk_of(loan: Loan) -> str:
    return asking.address("loan_desk", loan.library, borrower=str(loan.borrower_id or ""))


@require_GET
@requires(Permission.LIBRARY_LEND)
def loan_overdue(request: Request) -> HttpResponse:
    """Sách quá hạn theo ấp, khóm, để in đưa trưởng ấp"""
    library, choices = asking.library(request)
    libraries = [library] if library else libraries_for(request.actor)
    groups = queries.overdue(libraries, today())
    values = {
        "library": library,
        "choices": choices,
        "groups": groups,
        "count": sum(len(group.rows) for group in groups),
        "today": today(),
    }
    return render(request, "libraries/loan_overdue.html", values)


@require_GET
@requires(Permission.LIBRARY_LEND)
def copy_loans(request: Request, pk: UUID) -> HttpResponse:
    """Các lượt mượn của một bản sách"""
    near = libraries_for(request.actor)
    copies = Copy.objects.filter(library__in=near) | Copy.objects.filter(at__in=near)
    copy = get_object_or_404(copies.select_related("title", "library__place", "at").distinct(), pk=pk)
    values = {"copy": copy, "rows": queries.loans_of(copy, request.actor), "today": today()}
    return render(request, "libraries/copy_loans.html", values)
