"""Screens of the catalogue: finding, adding, one title, what came in."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.audit.registry import is_uuid
from hoctap.core.dates import today
from hoctap.core.features import with_camera
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.libraries.catalogue import actions, queries, rules
from hoctap.libraries.catalogue.forms import (
    BookForm,
    CopiesForm,
    FindForm,
    ForgetForm,
    PhotoForm,
    TitleFilter,
    TitleForm,
    WithdrawForm,
)
from hoctap.libraries.catalogue.photo import MAX_BYTES, codes_of
from hoctap.libraries.catalogue.storing import catalogue_place, details_of
from hoctap.libraries.institutions import asking
from hoctap.libraries.models import Copy, Library, Title, TitleKind
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def catalogue_list(request: Request) -> HttpResponse:
    """Mục lục sách: tìm theo nhan đề, tác giả, ISBN, mã bản"""
    library = asking.library(request)
    kind = request.GET.get("kind", "")
    text = request.GET.get("q", "")[:200]
    rows = queries.titles_for(
        request.actor, text, library=library, kind=kind if kind in TitleKind.values else ""
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    seen = Library.objects.visible_to(request.actor)
    stock = queries.stock_of(page.object_list, seen.filter(pk=library.pk) if library else seen)
    values = {
        "form": TitleFilter(request.GET or None),
        "library": library,
        "page": page,
        "rows": [(title, stock[title.pk]) for title in page],
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "libraries/catalogue_list.html", values)


@require_GET
@requires(KEEP)
@with_camera
def title_find(request: Request) -> HttpResponse:
    """Thêm sách: quét, gõ ISBN hoặc nhan đề; có trong mục lục thì thêm bản, có ở mục lục khác thì chép"""
    return _find_page(request)


@require_POST
@requires(KEEP)
@with_camera
def title_photo(request: Request) -> HttpResponse:
    """Đọc mã vạch trong ảnh chụp"""
    library = _chosen(request, request.POST.get("library", ""))
    form = PhotoForm(request.POST, request.FILES)
    found: list[str] = []
    if carried_out(form, lambda typed: found.extend(codes_of(typed["file"].read(MAX_BYTES + 1)))):
        query = {"q": found[0]} | ({"library": str(library.pk)} if library else {})
        return redirect(reverse("title_find", query=query))
    return _find_page(request, library=library, photo=form)


def _find_page(
    request: Request, *, library: Library | None = None, photo: PhotoForm | None = None
) -> HttpResponse:
    library = library or asking.library(request, KEEP) or asking.usual(request.actor)
    text = request.GET.get("q", "")[:200]
    wrong = rules.read_isbn(text)[1] if rules.is_number(text) else ""
    values: dict[str, Any] = {
        "form": FindForm(request.GET if text else None, initial={"library": library.pk if library else ""}),
        "photo": photo or PhotoForm(),
        "library": library,
        "libraries": list(asking.kept(request.actor)[:200]),
        "text": text,
        "isbn": rules.read_isbn(text)[0],
        "reasons": [Reason(wrong, "q")] if wrong else [],
    }
    if library is not None and text and not wrong:
        values["found"] = queries.proposals(text, catalogue_place(library).pk)
    status = 422 if photo is not None or wrong else 200
    return render(request, "libraries/title_find.html", values, status=status)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
@with_camera
def title_add(request: Request) -> HttpResponse:
    """Ghi đầu sách mới cùng các bản đầu tiên; `like`: theo biểu ghi của mục lục khác"""
    initial: dict[str, Any] = {"acquired_on": today(), "source": "found", "number": 1}
    library = asking.library(request, KEEP)
    initial["library"] = library or asking.usual(request.actor)
    like = request.GET.get("like", "")
    if is_uuid(like) and (other := Title.objects.filter(pk=like).first()):
        # The description of a book is nobody's secret; where others have it standing is not told.
        initial |= vars(details_of(other)) | {"subjects": "; ".join(other.subjects)}
    else:
        initial |= {"isbn": request.GET.get("isbn", "")[:30], "name": request.GET.get("name", "")[:200]}
    form = BookForm(posted(request), actor=request.actor, initial=initial)
    made: list[Title] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(
            actions.add_title(
                typed["library"],
                form.details(),
                form.copies(),
                anyway=typed["anyway"],
                by=request.actor,
            )
        )

    if carried_out(form, act):
        messages.success(request, f"Đã ghi “{made[0].name}”, {form.cleaned_data['number']} bản.")
        return redirect(_next(form.cleaned_data["library"], made[0], request))
    return form_page(request, "libraries/title_add.html", form)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
@with_camera
def copy_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm bản của một đầu sách đã có"""
    title = _title(request, pk)
    library = asking.library(request, KEEP)
    initial = {
        "library": library or asking.usual(request.actor),
        "acquired_on": today(),
        "source": "found",
        "number": 1,
    }
    form = CopiesForm(posted(request), actor=request.actor, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        actions.add_copies(title, typed["library"], form.copies(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, f"Đã thêm {form.cleaned_data['number']} bản của “{title.name}”.")
        return redirect(_next(form.cleaned_data["library"], title, request))
    return form_page(request, "libraries/copy_new.html", form, title=title)


def _next(library: Library, title: Title, request: Request) -> str:
    """Book after book: back to the search, unless the keeper wants to see the one he wrote down."""
    if request.POST.get("then") == "next":
        return reverse("title_find", query={"library": str(library.pk)})
    return reverse("title_detail", args=[title.pk])


@require_GET
@requires(READ)
def title_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đầu sách: mô tả, các bản và nơi đang đứng"""
    return _page(request, _title(request, pk))


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def title_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa mô tả của một đầu sách"""
    title = _title(request, pk)
    if not request.actor.may(KEEP, at=title):
        raise Http404
    form = TitleForm(posted(request), details=details_of(title))

    def act(typed: dict[str, Any]) -> None:
        actions.change_title(title, form.details(), anyway=typed["anyway"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("title_detail", pk=pk)
    return form_page(request, "libraries/title_edit.html", form, title=title)


@require_POST
@requires(KEEP)
def copy_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Ghi thôi giữ các bản đã chọn: mất, hư hỏng, thanh lọc, chuyển đi"""
    title = _title(request, pk)
    form = WithdrawForm(request.POST, actor=request.actor)
    chosen = [UUID(one) for one in request.POST.getlist("copies") if is_uuid(one)]
    kept = _kept_copies(request, title, chosen)

    def act(typed: dict[str, Any]) -> None:
        actions.withdraw_copies(title, kept, **typed, by=request.actor)

    if not kept and not request.actor.may(KEEP, at=title):
        raise Http404
    if carried_out(form, act):
        messages.success(request, f"Đã ghi {len(kept)} bản.")
        return redirect("title_detail", pk=pk)
    return _page(request, title, sent=form)


def _kept_copies(request: Request, title: Title, chosen: list[UUID]) -> list[UUID]:
    """Of those chosen the ones in libraries that the person keeps; what is somebody else's is not there for him."""
    kept = asking.kept(request.actor).order_by()
    rows = Copy.objects.filter(title=title, pk__in=chosen, library__in=kept)
    return list(rows.values_list("pk", flat=True))


@require_POST
@requires(KEEP)
def copy_restore(request: Request, pk: UUID) -> HttpResponse:
    """Bản đã ghi thôi giữ nay tìm thấy"""
    rows = Copy.objects.visible_to(request.actor).select_related("library__place", "title__place")
    copy = get_object_or_404(rows, pk=pk)
    if not request.actor.may(KEEP, at=copy):
        raise Http404
    try:
        actions.restore_copy(copy, by=request.actor)
    except Refused as refusal:
        return _page(request, copy.title, reasons=refusal.reasons)
    messages.success(request, f"Bản {copy.code} lại ở trên giá.")
    return redirect("title_detail", pk=copy.title_id)


@require_GET
@requires(READ)
def acquisition_list(request: Request) -> HttpResponse:
    """Sách nhập trong năm của từng thư viện, theo nguồn và người tặng"""
    return _came_page(request)


@require_POST
@requires(KEEP)
def acquisition_forget(request: Request, pk: UUID) -> HttpResponse:
    """Xóa tên một người tặng sách theo yêu cầu của họ"""
    form = ForgetForm(request.POST)
    library = asking.one(request, pk, KEEP)

    def act(typed: dict[str, Any]) -> None:
        actions.forget_giver(library, typed["name"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã xóa tên người tặng; số sách tặng vẫn giữ.")
        return redirect(reverse("acquisition_list", query={"library": str(library.pk)}))
    return _came_page(request, library=library, sent=form)


def _came_page(
    request: Request, *, library: Library | None = None, sent: forms.Form | None = None
) -> HttpResponse:
    library = library or asking.library(request)
    place = asking.place(request)
    rows = Library.objects.visible_to(request.actor)
    if library is not None:
        rows = rows.filter(pk=library.pk)
    elif place is not None:
        rows = rows.filter(place__path__contains=[place.pk])
    year = asked.year(request)
    values = {
        "library": library,
        "place": place,
        "year": year,
        "came": queries.came_in(request.actor, year, rows),
        "sent": sent,
    }
    return render(request, "libraries/acquisition_list.html", values, status=422 if sent else 200)


def _page(
    request: Request, title: Title, *, sent: forms.Form | None = None, reasons: list[Reason] | None = None
) -> HttpResponse:
    lines = queries.copies_of(title, request.actor)
    may_keep = any(line.may_keep for line in lines) or request.actor.may(KEEP, at=title)
    values: dict[str, Any] = {
        "title": title,
        "held": [line for line in lines if line.is_held],
        "gone": [line for line in lines if not line.is_held],
        "may_edit": request.actor.may(KEEP, at=title),
        "may_keep": may_keep,
        "sent": sent or reasons,
        "where": where(request, place=title.place),
    }
    if may_keep:
        values["form"] = sent or WithdrawForm(None, actor=request.actor, initial={"on": today()})
    return render(request, "libraries/title_detail.html", values, status=422 if sent or reasons else 200)


def _title(request: Request, pk: UUID) -> Title:
    return get_object_or_404(Title.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _chosen(request: Request, pk: str) -> Library | None:
    return asking.one(request, pk, KEEP) if pk else None
