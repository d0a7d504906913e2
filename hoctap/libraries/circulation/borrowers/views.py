"""Cards of a library: the list, a new one, one card, the sheet to print."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.core.refusals import Refused
from hoctap.libraries.circulation import asking
from hoctap.libraries.circulation.borrowers import actions, queries
from hoctap.libraries.circulation.borrowers.forms import CardForm
from hoctap.libraries.circulation.lending.queries import borrowers as cards
from hoctap.libraries.circulation.lending.queries import reader
from hoctap.libraries.circulation.rows import libraries_for
from hoctap.libraries.models import Borrower
from hoctap.people.pages import carried_out, form_page

PAGE = 40
MOST_CARDS = 200


@require_GET
@requires(Permission.LIBRARY_LEND)
def borrower_list(request: Request) -> HttpResponse:
    """Thẻ bạn đọc của một thư viện, tủ sách"""
    library, choices = asking.library(request)
    values: dict[str, Any] = {"library": library, "choices": choices}
    if library is not None:
        words, ended = request.GET.get("q", "")[:100], bool(request.GET.get("ended"))
        rows = queries.cards_of(library, words=words, ended=ended)
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        values |= {
            "page": page,
            "rows": [(reader(row), row.out) for row in page],  # type: ignore[attr-defined]
            "words": words,
            "ended": ended,
            "where": where(request, place=library.place),
        }
    return render(request, "libraries/borrower_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@once
def borrower_new(request: Request, pk: UUID) -> HttpResponse:
    """Cấp thẻ bạn đọc: người hoặc hộ trong sổ, hay chỉ ghi tên và lớp"""
    library = asking.lent_at(request, pk)
    words = request.GET.get("q", "")[:100]
    form = CardForm(
        posted(request),
        persons=queries.people_found(words, library, request.actor),
        households=queries.households_found(words, library, request.actor),
        initial={"since": today(), "name": words},
    )
    made: list[Borrower] = []

    def act(_typed: dict[str, Any]) -> None:
        made.append(
            actions.give_card(
                library, form.typed(), person=form.person, household=form.household, by=request.actor
            )
        )

    if carried_out(form, act):
        messages.success(request, f"Đã cấp thẻ {made[0].card}. Quét sách để cho mượn.")
        return redirect(asking.address("loan_desk", library, borrower=str(made[0].pk)))
    first = None
    if form.errors and hasattr(form, "cleaned_data"):
        first = queries.card_there(library, form.person, form.household)
    return form_page(
        request,
        "libraries/borrower_new.html",
        form,
        library=library,
        words=words,
        first=first,
        where=where(request, place=library.place),
    )


@require_GET
@requires(Permission.LIBRARY_LEND)
def borrower_detail(request: Request, pk: UUID) -> HttpResponse:
    borrower = _borrower(request, pk)
    values = {
        "page": queries.card_page(borrower, today()),
        "borrower": borrower,
        "where": where(request, place=borrower.library.place),
    }
    return render(request, "libraries/borrower_detail.html", values)


@require_POST
@requires(Permission.LIBRARY_LEND)
def borrower_end(request: Request, pk: UUID) -> HttpResponse:
    borrower = _borrower(request, pk)
    try:
        actions.end_card(borrower, by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, f"Thẻ {borrower.card} thôi dùng.")
    return redirect("borrower_detail", borrower.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
def borrower_erase(request: Request, pk: UUID) -> HttpResponse:
    """Xóa tên người giữ thẻ theo yêu cầu"""
    borrower = _borrower(request, pk)
    reasons = []
    if request.method == "POST":
        try:
            actions.erase_borrower(borrower, by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(
                request, f"Đã xóa tên của thẻ {borrower.card}. Sách còn mượn giữ số thẻ cho đến khi trả."
            )
            return redirect(asking.address("borrower_list", borrower.library))
    values = {"borrower": borrower, "reader": reader(borrower), "reasons": reasons}
    return render(request, "libraries/borrower_erase.html", values, status=422 if reasons else 200)


@require_GET
@requires(Permission.LIBRARY_LEND)
def borrower_cards(request: Request, pk: UUID) -> HttpResponse:
    """Thẻ bạn đọc để in, có mã để quét"""
    library = asking.lent_at(request, pk)
    rows = cards(library).filter(ended_on__isnull=True)
    if only := request.GET.get("card", ""):
        rows = rows.filter(card=only)
    printed = [
        (row.card, reader(row).called, qr_svg(row.card, f"Thẻ {row.card}")) for row in rows[:MOST_CARDS]
    ]
    return render(request, "libraries/borrower_cards.html", {"library": library, "cards": printed})


def _borrower(request: Request, pk: UUID) -> Borrower:
    rows = Borrower.objects.filter(library__in=libraries_for(request.actor)).select_related(
        "library__place",
        "person__merged_into",
        "household__head",
        "household__hamlet",
        "household__joined_into__head",
    )
    return get_object_or_404(rows, pk=pk)
