"""Screens of editions: which hold, one of them, a draft being written, two side by side, publication."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.accounts.duties.queries import places_of
from hoctap.accounts.rights.queries import place_asked_for
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.criteria.drafting import actions, rules
from hoctap.criteria.drafting.content import HEADER
from hoctap.criteria.drafting.forms import (
    DraftForm,
    EndForm,
    FileForm,
    HeaderForm,
    ImportForm,
    PageForm,
    PublishForm,
    list_rows,
    lists_of,
    rows_of_list,
)
from hoctap.criteria.drafting.grids import Grid, grid_of, pasted, rows_typed
from hoctap.criteria.drafting.queries import (
    compare,
    content_of,
    draft_reasons,
    may_keep,
    measure_labels,
    neighbours_in_time,
    shown_groups,
    title_rows,
    titles_at,
)
from hoctap.criteria.drafting.table import columns_for, rows_of
from hoctap.criteria.drafting.workbook import workbook_of
from hoctap.criteria.models import OWNERS, CriteriaEdition, EditionEnd, EditionPage
from hoctap.criteria.rules import Validity
from hoctap.criteria.trying.queries import kind_for
from hoctap.places.models import Place

READ, KEEP, LOCAL = Permission.EDITION_READ, Permission.EDITION_KEEP, Permission.TITLE_KEEP
DOSSIERS = Permission.DOSSIER_READ
XLSX = files.XLSX


@require_GET
@requires(READ)
def edition_list(request: Request) -> HttpResponse:
    """Bộ tiêu chí của từng danh hiệu, theo địa bàn và ngày"""
    place, places = place_asked_for(request.actor, request.GET.get("place", ""), READ)
    on = _day(request.GET.get("on", "")) or today()
    values: dict[str, Any] = {"place": place, "places": places, "on": on, "rows": []}
    if place:
        rows = title_rows(request.actor, place, on)
        values["rows"] = rows
        values["may_keep"] = any(row.may_keep for row in rows)
        values["may_add_title"] = place.level in OWNERS and request.actor.may(LOCAL, at=place)
        values["where"] = where(request, place=place)
    return render(request, "criteria/edition_list.html", values)


@require_GET
@requires(READ)
def edition_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một bộ tiêu chí: từng dòng, điều khoản, điểm hoặc mức yêu cầu"""
    edition = _edition(request, pk)
    content = content_of(edition)
    keeps = _keeps(request, edition)
    others = (
        CriteriaEdition.objects.visible_to(request.actor).filter(title=edition.title).exclude(pk=edition.pk)
    )
    values = {
        "edition": edition,
        "content": content,
        "groups": shown_groups(content),
        "pages": list(edition.pages.all()),
        "keeps": keeps and edition.is_draft,
        "may_end": keeps and edition.published_at is not None and edition.valid_to is None,
        "end": EditionEnd.objects.filter(edition=edition).first(),
        "may_copy": request.actor.may_anywhere(KEEP) or keeps,
        "reasons": draft_reasons(edition, content) if edition.is_draft else [],
        "others": others.select_related("place"),
        "may_try": kind_for(edition) is not None and request.actor.may_anywhere(DOSSIERS),
        "page_form": PageForm(),
        "file_form": FileForm(initial={"version": edition.version}),
    }
    return render(request, "criteria/edition_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(LOCAL)
@once
def edition_new(request: Request) -> HttpResponse:
    """Lập bản nháp bộ tiêu chí: bảng trống, chép một bộ, hoặc dựng từ khung"""
    places, titles = _where_kept(request)
    bases = CriteriaEdition.objects.visible_to(request.actor).select_related("place")
    near, _ = place_asked_for(request.actor, request.GET.get("place", ""), LOCAL)
    form = DraftForm(
        posted(request),
        places=places,
        titles=titles,
        bases=bases,
        initial={
            "place": near,
            "title": request.GET.get("title", ""),
            "base": _base(bases, request.GET.get("base", "")),
            "scoring": "points",
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            edition = actions.draft_edition(
                typed["place"],
                typed["title"],
                name=typed["name"],
                scoring=typed["scoring"],
                base=typed["base"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập bản nháp. Ghi phần đầu và các dòng, xong thì ban hành.")
            return redirect("edition_detail", edition.pk)
    values = {"form": form, "has_titles": bool(titles)}
    return render(request, "criteria/edition_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(LOCAL)
@once
def edition_import(request: Request) -> HttpResponse:
    """Lập bản nháp bộ tiêu chí từ tệp Excel"""
    places, titles = _where_kept(request)
    near, _ = place_asked_for(request.actor, request.GET.get("place", ""), LOCAL)
    form = ImportForm(
        posted(request),
        request.FILES or None,
        places=places,
        titles=titles,
        initial={"place": near, "title": request.GET.get("title", "")},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            edition = actions.import_workbook(
                typed["place"], typed["title"], typed["file"].read(), by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập bản nháp từ tệp Excel. Kiểm tra rồi ban hành.")
            return redirect("edition_detail", edition.pk)
    return render(request, "criteria/edition_import.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(LOCAL)
def edition_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa phần đầu của bản nháp: tên, văn bản, hiệu lực, mức đạt, các danh sách"""
    edition = _draft(request, pk)
    form = HeaderForm(
        posted(request),
        edition=edition,
        initial={name: getattr(edition, name) for name in HEADER} | {"version": edition.version},
    )
    lists = lists_of(edition.scoring)
    wrong: list[str] = []
    typed_lists = {
        name: rows_typed(request.POST, name, columns)
        if request.method == "POST"
        else list_rows(getattr(edition, name), columns)
        for name, (_, columns) in lists.items()
    }
    if request.method == "POST" and form.is_valid():
        values = form.typed()
        for name, (_, columns) in lists.items():
            values[name] = rows_of_list(typed_lists[name], columns, wrong, name)
        try:
            if wrong:
                raise Refused([Reason("Các ô tô màu chưa phải là số. Ghi như 80 hoặc 7,5.")])
            actions.keep_header(edition, values, version=form.cleaned_data["version"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi phần đầu.")
            return redirect("edition_detail", edition.pk)
    grids = [
        grid_of(name, caption, columns, typed_lists[name], wrong=wrong, spare=2)
        for name, (caption, columns) in lists.items()
    ]
    values = {"form": form, "edition": edition, "grids": grids}
    return render(request, "criteria/edition_edit.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(LOCAL)
def edition_lines(request: Request, pk: UUID) -> HttpResponse:
    """Ghi các dòng của bản nháp trong bảng, dán được từ Excel, trang in ở bên cạnh"""
    edition = _draft(request, pk)
    content = content_of(edition)
    columns = columns_for(content, measure_labels(content, edition.place_path))
    refused: list[Reason] = []
    rows = rows_of(content, columns)
    if request.method == "POST":
        rows = rows_typed(request.POST, "lines", columns)
        rows += pasted(str(request.POST.get("pasted", "")), columns)
        try:
            actions.keep_lines(
                edition, rows, version=_whole(request.POST.get("version", "")), by=request.actor
            )
        except Refused as refusal:
            refused = refusal.reasons
        else:
            edition = _draft(request, pk)
            reasons = draft_reasons(edition)
            words = f"còn {len(reasons)} chỗ cần xem lại" if reasons else "các dòng đã hợp lệ"
            messages.success(request, f"Đã ghi {edition.criteria.count()} dòng, {words}.")
            return redirect("edition_lines", edition.pk)
    grid: Grid = grid_of(
        "lines", "Các dòng", columns, rows, wrong=[reason.field for reason in refused], spare=3 if rows else 8
    )
    values = {
        "edition": edition,
        "content": content,
        "grid": grid,
        "version": request.POST.get("version", edition.version),
        "refused": refused,
        "reasons": draft_reasons(edition, content) if request.method == "GET" and content.lines else [],
        "pages": list(edition.pages.all()),
        "page_form": PageForm(),
    }
    return render(request, "criteria/edition_lines.html", values, status=422 if refused else 200)


@require_POST
@requires(LOCAL)
@once
def edition_page_add(request: Request, pk: UUID) -> HttpResponse:
    edition = _draft(request, pk)
    form = PageForm(request.POST, request.FILES)
    page = request.FILES.get("page")
    try:
        actions.add_edition_page(
            edition,
            page.read() if page else b"",
            name=form["name"].value() or "",
            by=request.actor,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã thêm trang in.")
    return redirect(_back(request, edition))


@require_POST
@requires(LOCAL)
def edition_page_drop(request: Request, pk: UUID) -> HttpResponse:
    page = _page(request, pk)
    _draft(request, page.edition_id)
    try:
        actions.drop_edition_page(page, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã bỏ trang in.")
    return redirect(_back(request, page.edition))


@require_GET
@requires(READ)
def edition_page(request: Request, pk: UUID) -> HttpResponse:
    """The photo or scan of a printed page, shown in the browser."""
    page = _page(request, pk)
    return _kept(page.sha256, page.media_type, f"trang-in-{page.pk}")


@require_GET
@requires(READ)
def edition_instrument(request: Request, pk: UUID) -> HttpResponse:
    """The signed instrument with which an edition was published."""
    edition = _edition(request, pk)
    if not edition.instrument_sha256:
        raise Http404
    return _kept(edition.instrument_sha256, edition.instrument_media_type, f"van-ban-{edition.code}")


@require_GET
@requires(READ)
def edition_workbook(request: Request, pk: UUID) -> HttpResponse:
    """The edition as a workbook that can be filled in and sent back."""
    edition = _edition(request, pk)
    content = content_of(edition)
    return download(
        workbook_of(content, measure_labels(content, edition.place_path)), XLSX, f"{edition.code}.xlsx"
    )


@require_POST
@requires(LOCAL)
@once
def edition_take(request: Request, pk: UUID) -> HttpResponse:
    """A draft becomes what a workbook says; what cannot be read comes back row by row on the page of the edition."""
    edition = _draft(request, pk)
    file = request.FILES.get("file")
    try:
        actions.take_workbook(
            edition,
            file.read() if file else b"",
            version=_whole(request.POST.get("version", "")),
            by=request.actor,
        )
    except Refused as refusal:
        values = {"edition": edition, "refused": refusal.reasons}
        return render(request, "criteria/_taken.html", values, status=422)
    messages.success(request, "Đã thay bản nháp bằng nội dung của tệp.")
    return redirect("edition_detail", edition.pk)


@require_POST
@requires(LOCAL)
def edition_drop(request: Request, pk: UUID) -> HttpResponse:
    edition = _draft(request, pk)
    try:
        actions.drop_draft(edition, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("edition_detail", pk)
    messages.success(request, f"Đã bỏ bản nháp “{edition.name}”.")
    return redirect("edition_list")


@require_GET
@requires(READ)
def edition_compare(request: Request, pk: UUID) -> HttpResponse:
    """Hai bộ tiêu chí cạnh nhau: dòng thêm, dòng bỏ, điểm hoặc mức đổi"""
    edition = _edition(request, pk)
    visible = CriteriaEdition.objects.visible_to(request.actor).filter(title=edition.title)
    others = list(visible.exclude(pk=edition.pk).select_related("place").order_by("-valid_from", "code"))
    asked = request.GET.get("with", "")
    other = next((one for one in others if str(one.pk) == asked), None)
    if other is None and not asked:
        # A frame has few lines or none: beside it everything is new.
        earlier = [
            one
            for one in others
            if one.valid_from <= edition.valid_from and not one.is_draft and not one.is_frame
        ]
        other = next(iter(earlier or others), None)
    values = {
        "edition": edition,
        "others": others,
        "other": other,
        "found": compare(content_of(other), content_of(edition)) if other else None,
    }
    return render(request, "criteria/edition_compare.html", values)


@require_http_methods(["GET", "POST"])
@requires(LOCAL)
@once
def edition_publish(request: Request, pk: UUID) -> HttpResponse:
    """Ban hành bộ tiêu chí kèm văn bản: từ đó không sửa được nữa"""
    edition = _draft(request, pk)
    form = PublishForm(posted(request), request.FILES or None, initial={"version": edition.version})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        copy = typed.pop("copy")
        try:
            actions.publish_edition(edition, copy=copy.read() if copy else b"", **typed, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ban hành. Các đợt mở từ nay trong thời gian hiệu lực theo bộ này.")
            return redirect("edition_detail", edition.pk)
    mine = Validity(edition.name, edition.valid_from, edition.valid_to)
    before = rules.closed_by(mine, neighbours_in_time(edition))
    values = {
        "form": form,
        "edition": edition,
        "reasons": draft_reasons(edition) if request.method == "GET" else [],
        "before": before,
    }
    return render(request, "criteria/edition_publish.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(LOCAL)
@once
def edition_end(request: Request, pk: UUID) -> HttpResponse:
    """Kết thúc hiệu lực một bộ tiêu chí khi chưa có bộ thay: lý do, văn bản"""
    edition = _edition(request, pk)
    if not _keeps(request, edition):
        raise Forbidden(f"Tài khoản này không có quyền: {KEEP.description}.")
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_edition(edition, **form.cleaned_data, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi ngày hết hiệu lực. Đợt và hồ sơ đã mở vẫn theo bộ này.")
            return redirect("edition_detail", edition.pk)
    values = {"form": form, "edition": edition}
    return render(request, "criteria/edition_end.html", values, status=422 if form.errors else 200)


# ------------------------------------------------------------------------------------------------- parts


def _edition(request: Request, pk: UUID) -> CriteriaEdition:
    return get_object_or_404(
        CriteriaEdition.objects.visible_to(request.actor)
        .select_related("place")
        .prefetch_related("criteria"),
        pk=pk,
    )


def _keeps(request: Request, edition: CriteriaEdition) -> bool:
    return edition.place is not None and may_keep(request.actor, edition.title, edition.place)


def _draft(request: Request, pk: UUID) -> CriteriaEdition:
    """A draft that the reader writes."""
    edition = _edition(request, pk)
    if not _keeps(request, edition):
        raise Forbidden(f"Tài khoản này không có quyền: {KEEP.description}.")
    if edition.published_at is not None:
        raise Refused("Bộ tiêu chí đã ban hành thì không sửa. Lập bản nháp mới từ bộ này.")
    return edition


def _page(request: Request, pk: UUID) -> EditionPage:
    visible = CriteriaEdition.objects.visible_to(request.actor)
    return get_object_or_404(EditionPage.objects.select_related("edition__place"), pk=pk, edition__in=visible)


def _where_kept(request: Request) -> tuple[Any, list[Any]]:
    """Places of which the reader may draft editions, and the titles that may be chosen."""
    ids = [place.pk for place in places_of(request.actor, KEEP, LOCAL) if place.level in OWNERS]
    # The widest first: an edition is written once for all below.
    places = Place.objects.filter(pk__in=ids).order_by("path__len", "sort_key")
    titles: dict[str, Any] = {}
    for place in places_of(request.actor, KEEP, LOCAL)[:1]:
        everything = request.actor.may(KEEP, at=place)
        for title in titles_at(place):
            if everything or title.facts.is_local:
                titles[title.value] = title
    return places, list(titles.values())


def _kept(sha256: str, media_type: str, name: str) -> HttpResponse:
    try:
        content = files.read(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, media_type, f"{name}{files.SUFFIX.get(media_type, '')}", inline=True)


def _back(request: Request, edition: CriteriaEdition) -> str:
    screen = "edition_lines" if request.POST.get("back") == "lines" else "edition_detail"
    return reverse(screen, args=[edition.pk])


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _base(bases: QuerySet[CriteriaEdition], asked: str) -> CriteriaEdition | None:
    try:
        return bases.filter(pk=UUID(asked)).first()
    except ValueError:
        return None


def _whole(text: Any) -> int:
    typed = str(text)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0
