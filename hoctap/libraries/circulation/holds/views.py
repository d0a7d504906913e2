"""Books asked for in advance."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.refusals import Reason, Refused
from hoctap.libraries.circulation import asking
from hoctap.libraries.circulation.holds import actions, queries
from hoctap.libraries.circulation.holds.forms import CardForm, DropForm, HoldForm
from hoctap.libraries.circulation.lending.queries import borrowers
from hoctap.libraries.circulation.lending.rules import scanned
from hoctap.libraries.circulation.models import Hold
from hoctap.libraries.circulation.rows import WHO, asker
from hoctap.libraries.models import Borrower, Library
from hoctap.people.pages import carried_out, form_page


@require_GET
@requires(Permission.LIBRARY_LEND)
def hold_list(request: Request) -> HttpResponse:
    """Sách đặt trước: đang giữ, đang chờ"""
    library, choices = asking.library(request)
    values: dict[str, Any] = {"library": library, "choices": choices, "today": today()}
    if library is not None:
        rows = queries.holds_of(library)
        saw(unnamed=sum(row.hold.borrower_id is None for row in rows))
        values |= {"rows": rows, "where": where(request, place=library.place)}
    return render(request, "libraries/hold_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@once
def hold_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi đặt trước cho bạn đọc"""
    library = asking.lent_at(request, pk)
    words = request.GET.get("q", "")[:100]
    titles = {str(one.pk): one for one in queries.titles_here(library, words)}
    form = HoldForm(posted(request), initial={"card": request.GET.get("card", "")[:30]})
    field = form.fields["title"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [
        (pk, f"{one.name}{f', {one.authors}' if one.authors else ''}") for pk, one in titles.items()
    ]
    made: list[Hold] = []

    def act(typed: dict[str, Any]) -> None:
        borrower = _by_card(library, typed["card"])
        made.append(
            actions.reserve(
                library,
                titles[typed["title"]],
                borrower=borrower,
                name=typed["name"],
                phone=typed["phone"],
                by=request.actor,
            )
        )

    if carried_out(form, act):
        made[0].refresh_from_db()
        told = "Có sẵn trên giá: để riêng cho người đặt." if made[0].copy_id else "Khi sách về sẽ giữ lại."
        messages.success(request, f"Đã ghi đặt trước. {told}")
        return redirect(asking.address("hold_list", library))
    return form_page(
        request,
        "libraries/hold_new.html",
        form,
        library=library,
        words=words,
        titles=titles,
        where=where(request, place=library.place),
    )


def _by_card(library: Library, typed: str) -> Borrower | None:
    if not (card := scanned(typed)):
        return None
    found = borrowers(library).filter(card__iexact=card).first()
    if found is None:
        raise Refused(
            [Reason("Không có thẻ số này ở đây. Hãy xem lại số, hoặc ghi tên và điện thoại.", "card")]
        )
    return found


def _hold(request: Request, pk: UUID) -> Hold:
    rows = Hold.objects.visible_to(request.actor).select_related(
        "library__place", "title", "copy", *[f"borrower__{one}" for one in WHO]
    )
    hold = get_object_or_404(rows, pk=pk)
    saw(unnamed=int(hold.borrower is None or bool(hold.borrower.name)))
    return hold


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@once
def hold_card(request: Request, pk: UUID) -> HttpResponse:
    """Người đặt trước đã đến: ghi lượt đặt vào thẻ của họ"""
    hold = _hold(request, pk)
    form = CardForm(posted(request), initial={"card": hold.asker_card})
    made: list[Hold] = []

    def act(typed: dict[str, Any]) -> None:
        found = borrowers(hold.library).filter(card__iexact=scanned(typed["card"])).first()
        made.append(actions.put_on_card(hold, found, by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã ghi vào thẻ. Quét sách để cho mượn.")
        return redirect(asking.address("loan_desk", hold.library, borrower=str(made[0].borrower_id)))
    back = asking.address("hold_list", hold.library)
    return form_page(request, "libraries/hold_card.html", form, hold=hold, who=asker(hold), back=back)


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@once
def hold_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một lượt đặt trước, có lý do"""
    hold = _hold(request, pk)
    form = DropForm(posted(request))
    back = asking.address("hold_list", hold.library)
    if carried_out(form, lambda typed: actions.drop_hold(hold, typed["why"], by=request.actor)):
        messages.success(request, "Đã bỏ lượt đặt trước.")
        return redirect(back)
    return form_page(request, "libraries/hold_drop.html", form, hold=hold, who=asker(hold), back=back)
