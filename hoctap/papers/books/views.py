"""Screens of the books: sổ văn bản đi, sổ văn bản đến, theo dõi giải quyết; what comes in; numbers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import able, acting_as
from hoctap.accounts.context import where
from hoctap.accounts.models import User
from hoctap.audit.once import once
from hoctap.audit.registry import subject_kinds
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers import queries as paper_queries
from hoctap.papers.books import actions, numbering, queries, rules, sheets
from hoctap.papers.books.forms import AboutForm, DoneForm, FreeForm, HandForm, IncomingForm, SeriesForm
from hoctap.papers.books.models import Delivery, FreeNumbers, Incoming, IncomingState
from hoctap.papers.books.people import handlers_of
from hoctap.papers.books.registry import Target, Targets
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation

# ---------------------------------------------------------------- the books


@require_GET
@requires(Permission.PAPER_READ)
def book_list(request: Request) -> HttpResponse:
    """Sổ văn bản của các cơ quan ở nơi tôi xem được"""
    search = request.GET.get("q", "").strip()
    issuers = queries.listed_issuers(request.actor)
    if search:
        issuers = issuers.filter(name__icontains=search)
    page = Paginator(issuers, queries.PAGE).get_page(request.GET.get("page"))
    year = today().year
    values = {"page": page, "rows": queries.book_rows(page, year), "year": year, "q": search}
    return render(request, "papers/book_list.html", values)


@require_GET
@requires(Permission.PAPER_READ)
def book_out(request: Request, pk: UUID) -> HttpResponse:
    """Sổ đăng ký văn bản đi"""
    issuer = _organisation(request, pk)
    year = _year(request)
    search = request.GET.get("q", "")
    page = Paginator(queries.outgoing(issuer, year, search=search), queries.PAGE).get_page(
        request.GET.get("page")
    )
    values = _book(request, issuer, year, "out") | {
        "page": page,
        "rows": queries.out_rows(page),
        "notes": queries.number_notes(issuer, year),
        "q": search,
    }
    return render(request, "papers/book_out.html", values)


@require_GET
@requires(Permission.PAPER_READ)
def book_in(request: Request, pk: UUID) -> HttpResponse:
    """Sổ đăng ký văn bản đến; văn bản gửi tới chờ nhận"""
    organisation = _organisation(request, pk)
    year = _year(request)
    search = request.GET.get("q", "")
    rows = queries.incoming_of(organisation, year, search=search)
    page = Paginator(rows, queries.PAGE).get_page(request.GET.get("page"))
    values = _book(request, organisation, year, "in") | {
        "page": page,
        "rows": queries.in_rows(page),
        "awaiting": queries.awaiting(organisation),
        "q": search,
    }
    return render(request, "papers/book_in.html", values)


ONLY = (("", "Tất cả"), ("open", "Chưa xong"), ("late", "Quá hạn"), ("done", "Đã xong"))


@require_GET
@requires(Permission.PAPER_READ)
def book_follow(request: Request, pk: UUID) -> HttpResponse:
    """Sổ theo dõi giải quyết văn bản đến; việc quá hạn"""
    organisation = _organisation(request, pk)
    year = _year(request)
    search, only = request.GET.get("q", ""), request.GET.get("only", "")
    rows = queries.incoming_of(organisation, year, search=search, only=only)
    page = Paginator(rows, queries.PAGE).get_page(request.GET.get("page"))
    values = _book(request, organisation, year, "follow") | {
        "page": page,
        "rows": queries.in_rows(page),
        "late": queries.incoming_of(organisation, year, only="late").count(),
        "q": search,
        "only": only,
        "choices": ONLY,
    }
    return render(request, "papers/book_follow.html", values)


@require_GET
@requires(Permission.PAPER_READ)
def book_file(request: Request, pk: UUID, which: str, form: str) -> HttpResponse:
    """Tải một sổ: bản in Word hoặc Excel"""
    organisation = _organisation(request, pk)
    if which not in sheets.BOOKS or form not in ("docx", "xlsx"):
        raise Http404
    year = _year(request)
    name = f"{sheets.BOOKS[which].file_name}-{year}.{form}"
    if form == "docx":
        return download(sheets.as_docx(which, organisation, year), files.DOCX, name)
    return download(sheets.as_xlsx(which, organisation, year), files.XLSX, name)


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def book_settings(request: Request, pk: UUID) -> HttpResponse:
    """Ai cấp số cho cơ quan này, mỗi loại một dãy số hay một dãy chung"""
    issuer = _organisation(request, pk, Permission.PAPER_FILE)
    series = "all" if numbering.is_one_for_all(issuer) else "kind"
    form = SeriesForm(posted(request), initial={"numbering": issuer.numbering, "series": series})

    def act(typed: dict[str, Any]) -> None:
        actions.set_series(
            issuer,
            numbering_by=typed["numbering"],
            is_one_for_all=typed["series"] == "all",
            by=acting_as(request, Permission.PAPER_FILE, at=issuer),
        )

    if _done(form, act):
        messages.success(request, "Đã lưu cách cấp số.")
        return redirect("book_out", issuer.pk)
    values = {"form": form, "organisation": issuer, "where": where(request, place=issuer.place)}
    return render(request, "papers/book_settings.html", values, status=_status(form))


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def book_free(request: Request, pk: UUID) -> HttpResponse:
    """Ghi số để trống trong sổ văn bản đi, có lý do"""
    issuer = _organisation(request, pk, Permission.PAPER_FILE)
    initial = {name: request.GET.get(name, "") for name in ("series", "first", "last")}
    form = FreeForm(
        posted(request), series=numbering.series_choices(issuer), initial=initial | {"year": _year(request)}
    )

    def act(typed: dict[str, Any]) -> None:
        actions.leave_numbers_free(issuer, **typed, by=acting_as(request, Permission.PAPER_FILE, at=issuer))

    if _done(form, act):
        messages.success(request, "Đã ghi số để trống.")
        return redirect("book_out", issuer.pk)
    values = {"form": form, "organisation": issuer, "where": where(request, place=issuer.place)}
    return render(request, "papers/book_free.html", values, status=_status(form))


@require_POST
@requires(Permission.PAPER_FILE)
def freenumbers_drop(request: Request, pk: UUID) -> HttpResponse:
    mine = queries.issuers_for(request.actor, Permission.PAPER_FILE)
    row = get_object_or_404(FreeNumbers.objects.select_related("issuer__place"), pk=pk, issuer__in=mine)
    actions.take_numbers_back(row, by=acting_as(request, Permission.PAPER_FILE, at=row))
    messages.success(request, "Số ấy lại dùng được.")
    return redirect("book_out", row.issuer_id)


# ---------------------------------------------------------------- what comes in


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def incoming_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi văn bản đến vào sổ: số đến tự cấp"""
    organisation = _organisation(request, pk, Permission.PAPER_FILE)
    form = IncomingForm(
        posted(request), request.FILES or None, initial={"received_on": today(), "urgency": "usual"}
    )
    found: list[Incoming] = []

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, Permission.PAPER_FILE, at=organisation, ask_inside=True)
        found.append(actions.enter_incoming(organisation, form.details(), scan=form.scan(), by=by))

    if _done(form, act):
        messages.success(request, f"Đã vào sổ, số đến {found[0].arrival_number}.")
        return redirect("incoming_detail", found[0].pk)
    values = {
        "form": form,
        "organisation": organisation,
        "able_to_file": able(request, Permission.PAPER_FILE, at=organisation),
        "next": queries.next_arrival(organisation, today().year),
        "where": where(request, place=organisation.place),
    }
    return render(request, "papers/incoming_new.html", values, status=_status(form))


@require_GET
@requires(Permission.PAPER_READ)
def incoming_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một văn bản đến: ai giải quyết, hạn, kết quả"""
    return _show(request, _incoming(request, pk))


def _show(
    request: Request,
    row: Incoming,
    *,
    hand: HandForm | None = None,
    done: DoneForm | None = None,
    link: AboutForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_file = request.actor.may(Permission.PAPER_FILE, at=row)
    is_mine = row.handler_id is not None and row.handler_id == request.actor.user_id
    is_open = row.state != IncomingState.DONE
    initial = {"handler": str(row.handler_id or ""), "handed_on": row.handed_on or today()}
    initial |= {name: getattr(row, name) for name in ("unit", "due_on", "signed_for")}
    paper = row.paper
    values = {
        "row": row,
        "is_late": rules.is_late(row.due_on, row.done_on, today()),
        "may_file": may_file,
        "link": link or (_link_form(request, row) if may_file else None),
        "may_finish": is_open and (may_file or is_mine),
        "is_open": is_open,
        "hand": hand or HandForm(handlers=handlers_of(row.organisation) if may_file else [], initial=initial),
        "done": done or DoneForm(initial={"progress": row.progress, "done_on": today()}),
        "paper_is_read": paper is not None
        and Paper.objects.visible_to(request.actor).filter(pk=paper.pk).exists(),
        "about": _about(request, row),
        "where": where(request, place=row.organisation.place, year=row.year),
    }
    return render(request, "papers/incoming_detail.html", values, status=status)


def _link_form(request: Request, row: Incoming) -> AboutForm:
    """What it leads to already stands in the list, also where it is older than what is offered."""
    targets = queries.targets_for(row.organisation, request.actor)
    now = f"{row.about_kind}:{row.about_id}" if row.about_id else ""
    if now and not any(now == one.key for group in targets for one in group.found):
        known = _about(request, row)
        if known is not None:
            targets.append(Targets("Đang nối", (Target(row.about_kind, row.about_id, known.name),)))
    return AboutForm(posted(request), targets=targets, initial={"about": now}, auto_id="id_link_%s")


@require_POST
@requires(Permission.PAPER_FILE)
@once
def incoming_link(request: Request, pk: UUID) -> HttpResponse:
    """The plan, report, call or paper that it led to."""
    row = _incoming(request, pk, Permission.PAPER_FILE)
    form = _link_form(request, row)

    def act(typed: dict[str, Any]) -> None:
        kind, _, key = typed["about"].partition(":")
        by = acting_as(request, Permission.PAPER_FILE, at=row)
        actions.link_incoming(row, about_kind=kind, about_id=key, by=by)

    if _done(form, act):
        messages.success(request, "Đã nối." if form.cleaned_data["about"] else "Đã bỏ nối.")
        return redirect("incoming_detail", row.pk)
    return _show(request, row, link=form, status=422)


def _about(request: Request, row: Incoming) -> Any:
    kind = subject_kinds.get(row.about_kind)
    return kind.find([row.about_id], request.actor).get(row.about_id) if kind else None


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def incoming_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa dòng ghi nhầm trong sổ văn bản đến"""
    row = _incoming(request, pk, Permission.PAPER_FILE)
    names = [
        "issuer_name", "kind", "number", "dated_on", "title", "received_on", "urgency", "due_on", "note",
    ]  # fmt: skip
    form = IncomingForm(
        posted(request), request.FILES or None, initial={name: getattr(row, name) for name in names}
    )

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, Permission.PAPER_FILE, at=row, ask_inside=True)
        actions.correct_incoming(row, form.details(), scan=form.scan(), by=by)

    if _done(form, act):
        messages.success(request, "Đã sửa.")
        return redirect("incoming_detail", row.pk)
    values = {
        "form": form,
        "row": row,
        "able_to_file": able(request, Permission.PAPER_FILE, at=row),
        "where": where(request, place=row.organisation.place, year=row.year),
    }
    return render(request, "papers/incoming_edit.html", values, status=_status(form))


@require_POST
@requires(Permission.PAPER_FILE)
@once
def incoming_hand(request: Request, pk: UUID) -> HttpResponse:
    row = _incoming(request, pk, Permission.PAPER_FILE)
    form = HandForm(request.POST, handlers=handlers_of(row.organisation))

    def act(typed: dict[str, Any]) -> None:
        chosen = typed.pop("handler")
        actions.hand_to(
            row,
            handler=User.objects.get(pk=chosen) if chosen else None,
            **typed,
            by=acting_as(request, Permission.PAPER_FILE, at=row),
        )

    if _done(form, act):
        messages.success(request, "Đã giao giải quyết.")
        return redirect("incoming_detail", row.pk)
    return _show(request, row, hand=form, status=422)


@require_POST
@requires(Permission.PAPER_READ)
@once
def incoming_progress(request: Request, pk: UUID) -> HttpResponse:
    row = _to_handle(request, pk)
    form = DoneForm(request.POST)
    if _done(form, lambda typed: actions.note_progress(row, progress=typed["progress"], by=request.actor)):
        messages.success(request, "Đã ghi tiến độ.")
        return redirect("incoming_detail", row.pk)
    return _show(request, row, done=form, status=422)


@require_POST
@requires(Permission.PAPER_READ)
@once
def incoming_done(request: Request, pk: UUID) -> HttpResponse:
    row = _to_handle(request, pk)
    form = DoneForm(request.POST)
    if _done(form, lambda typed: actions.finish_incoming(row, **typed, by=request.actor)):
        messages.success(request, "Đã giải quyết xong.")
        return redirect("incoming_detail", row.pk)
    return _show(request, row, done=form, status=422)


@require_GET
@requires(Permission.PAPER_READ)
def incoming_scan(request: Request, pk: UUID) -> HttpResponse:
    """Bản quét của một văn bản đến"""
    row = _incoming(request, pk)
    if not row.sha256:
        raise Http404
    name = f"van-ban-den-{row.arrival_number}-{row.year}{files.SUFFIX[row.media_type]}"
    return download(files.read(row.sha256), row.media_type, name, inline=True)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def delivery_receive(request: Request, pk: UUID) -> HttpResponse:
    mine = queries.issuers_for(request.actor, Permission.PAPER_FILE)
    rows = Delivery.objects.visible_to(request.actor).filter(organisation__in=mine)
    delivery = get_object_or_404(rows.select_related("organisation__place"), pk=pk)
    try:
        row = actions.receive(delivery, by=acting_as(request, Permission.PAPER_FILE, at=delivery))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("book_in", delivery.organisation_id)
    messages.success(request, f"Đã nhận, số đến {row.arrival_number}.")
    return redirect("incoming_detail", row.pk)


@require_GET
@requires(Permission.PAPER_READ)
def delivery_file(request: Request, pk: UUID) -> HttpResponse:
    """Mở văn bản do nơi khác gửi tới"""
    rows = Delivery.objects.visible_to(request.actor).select_related("recipient__paper__issuer")
    paper = get_object_or_404(rows, pk=pk).recipient.paper
    given = paper_queries.file_to_give(paper)
    if given is not None:
        paper_queries.note_read(paper)
        return download(files.read(given.sha256), given.media_type, given.name, inline=True)
    version = paper.versions.order_by("-version").first()
    if version is None:
        raise Http404
    paper_queries.note_read(paper)
    return download(files.read(version.sha256), files.DOCX, paper_queries.file_name(paper, version, ".docx"))


# ---------------------------------------------------------------- found


def _organisation(request: Request, pk: UUID, permission: Permission = Permission.PAPER_READ) -> Organisation:
    found: Organisation = get_object_or_404(queries.issuers_for(request.actor, permission), pk=pk)
    return found


def _incoming(request: Request, pk: UUID, permission: Permission = Permission.PAPER_READ) -> Incoming:
    rows = Incoming.objects.visible_to(request.actor).select_related(
        "organisation__place", "handler", "paper__issuer", "delivery"
    )
    row = get_object_or_404(rows, pk=pk)
    if not request.actor.may(permission, at=row):
        raise Http404
    return row


def _to_handle(request: Request, pk: UUID) -> Incoming:
    """Whoever only reads it is answered as if it did not exist."""
    row = _incoming(request, pk)
    if row.handler_id != request.actor.user_id and not request.actor.may(Permission.PAPER_FILE, at=row):
        raise Http404
    return row


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year


def _book(request: Request, organisation: Organisation, year: int, which: str) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "year": year,
        "years": queries.years_of(organisation),
        "book": sheets.BOOKS[which],
        "which": which,
        "may_file": request.actor.may(Permission.PAPER_FILE, at=organisation),
        "where": where(request, place=organisation.place, year=year),
    }


def _done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Did the sent form lead to the change? If not, its reasons stand beside its fields."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return False
    return True


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
