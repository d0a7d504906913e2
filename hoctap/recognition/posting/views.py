"""Screens of niêm yết and of phản ánh, kiến nghị."""

from typing import Any
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
from hoctap.places.models import Level, Place
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.posting import actions, queries
from hoctap.recognition.posting.forms import (
    AnswerForm,
    ObjectionForm,
    OptOutForm,
    PostingEndForm,
    PostingForm,
    PostingPhotoForm,
)
from hoctap.recognition.posting.models import Objection, PostingOptOut, PostingPhoto, PublicPosting
from hoctap.recognition.views.found import find_dossier, find_season, typed_text


@require_GET
@requires(Permission.DOSSIER_REVIEW)
def posting_list(request: Request, pk: UUID) -> HttpResponse:
    """Niêm yết của một đợt: đang ở đâu, ai chờ, ai không đồng ý, phản ánh"""
    season = find_season(request, pk)
    request.actor.must(Permission.DOSSIER_REVIEW, at=season.place)
    query = request.GET.get("q", "")
    values = {
        "season": season,
        "page": queries.posting_list_page(season),
        "needs_posting": season.needs("posting"),
        "query": query,
        "found": queries.found_dossiers(season, query),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/posting_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
@once
def posting_new(request: Request, pk: UUID) -> HttpResponse:
    """Lập danh sách niêm yết cho một ấp hoặc cả xã"""
    season = find_season(request, pk)
    request.actor.must(Permission.DOSSIER_REVIEW, at=season.place)
    hamlets = Place.objects.visible_to(request.actor, Permission.DOSSIER_REVIEW).filter(
        parent=season.place, level=Level.HAMLET
    )
    initial = {**queries.posting_defaults(season), "hamlet": request.GET.get("hamlet")}
    form = PostingForm(posted(request), hamlets=hamlets, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            by = acting_as(request, Permission.DOSSIER_REVIEW, at=season.place)
            posting = actions.post_list(season, typed.pop("hamlet"), **typed, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập danh sách niêm yết. In ra, ký, dán lên bảng.")
            return redirect("posting_detail", posting.pk)
    values = {
        "season": season,
        "form": form,
        "least_words": queries.least_words(season),
        "is_working": queries.day_kind(season) == "working",
        "waiting": queries.waiting_for_posting(season).count(),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/posting_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.DOSSIER_REVIEW)
def posting_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một danh sách đang niêm yết: đến ngày nào, ảnh bảng, gỡ, hủy"""
    return _show_posting(request, _find_posting(request, pk))


def _show_posting(
    request: Request,
    posting: PublicPosting,
    *,
    end_form: PostingEndForm | None = None,
    photo_form: PostingPhotoForm | None = None,
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    listed = list(
        posting.dossiers.select_related("household__head", "person", "hamlet").order_by(
            "hamlet__sort_key", "sort_key", "pk"
        )
    )
    standing = {one.pk for one in queries.still_listed(posting)} if posting.state == "up" else set()
    last_day = min(posting.last_day, today())
    values = {
        "posting": posting,
        "season": posting.round,
        "listed": listed,
        "gone": [one for one in listed if one.pk not in standing] if posting.state == "up" else [],
        "photos": list(posting.photos.all()),
        "end_form": end_form or PostingEndForm(initial={"ended_on": last_day}),
        "photo_form": photo_form or PostingPhotoForm(),
        "today": today(),
        "reasons": reasons,
        "why": request.POST.get("why", ""),
        "where": where(request, place=posting.round.place, year=posting.round.year),
    }
    return render(request, "recognition/posting_detail.html", values, status=status)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def posting_end(request: Request, pk: UUID) -> HttpResponse:
    posting = _find_posting(request, pk)
    form = PostingEndForm(request.POST)
    if form.is_valid():
        try:
            actions.end_posting(posting, **form.cleaned_data, by=_by(request, posting.round))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi gỡ danh sách niêm yết.")
            return redirect("posting_detail", posting.pk)
    return _show_posting(request, posting, end_form=form, status=422)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def posting_call_off(request: Request, pk: UUID) -> HttpResponse:
    posting = _find_posting(request, pk)
    try:
        actions.call_off_posting(posting, why=typed_text(request, "why"), by=_by(request, posting.round))
    except Refused as refusal:
        return _show_posting(request, posting, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã hủy niêm yết. Các hồ sơ này chờ niêm yết lại.")
    return redirect("posting_list", posting.round_id)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
@once
def posting_renew(request: Request, pk: UUID) -> HttpResponse:
    posting = _find_posting(request, pk)
    try:
        actions.renew_posting_list(posting, by=_by(request, posting.round))
    except Refused as refusal:
        return _show_posting(request, posting, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã lập lại danh sách. In bản mới, thay bản đang dán.")
    return redirect("posting_detail", posting.pk)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
@once
def posting_photo_add(request: Request, pk: UUID) -> HttpResponse:
    posting = _find_posting(request, pk)
    form = PostingPhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_posting_photo(posting, form.content(), by=_by(request, posting.round))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu ảnh bảng niêm yết.")
            return redirect("posting_detail", posting.pk)
    return _show_posting(request, posting, photo_form=form, status=422)


@require_GET
@requires(Permission.DOSSIER_REVIEW)
def posting_photo(request: Request, pk: UUID) -> HttpResponse:
    """The photo of a board, shown in the browser and kept by nobody on the way."""
    photos = PostingPhoto.objects.filter(posting__in=PublicPosting.objects.visible_to(request.actor))
    photo = get_object_or_404(photos.select_related("posting"), pk=pk)
    queries.note_posting(photo.posting)
    try:
        content = files.read(photo.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, photo.media_type, f"niem-yet-{photo.pk}.jpg", inline=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
@once
def optout_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một hộ, một công dân không đồng ý niêm yết tên"""
    dossier = find_dossier(request, pk)
    request.actor.must(Permission.DOSSIER_ENTER, at=dossier.hamlet)
    form = OptOutForm(posted(request), initial={"said_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, Permission.DOSSIER_ENTER, at=dossier.hamlet)
            actions.opt_out_of_posting(dossier, **form.cleaned_data, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi: {dossier.subject_name} không đồng ý niêm yết.")
            return redirect("optout_new", dossier.pk)
    return _show_opt_out(request, dossier, form)


def _show_opt_out(request: Request, dossier: Dossier, form: OptOutForm, *, reasons: Any = ()) -> HttpResponse:
    records = list(dossier.posting_opt_outs.all())
    values = {
        "dossier": dossier,
        "season": dossier.round,
        "form": form,
        "reasons": reasons,
        "records": records,
        "stands": any(record.undone_at is None for record in records),
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    status = 422 if form.errors or reasons else 200
    return render(request, "recognition/optout_new.html", values, status=status)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def optout_undo(request: Request, pk: UUID) -> HttpResponse:
    opt_out = get_object_or_404(
        PostingOptOut.objects.filter(dossier__in=Dossier.objects.visible_to(request.actor)), pk=pk
    )
    dossier = find_dossier(request, opt_out.dossier_id)
    try:
        by = acting_as(request, Permission.DOSSIER_ENTER, at=dossier.hamlet)
        actions.undo_opt_out(opt_out, by=by)
    except Refused as refusal:
        return _show_opt_out(request, dossier, OptOutForm(), reasons=refusal.reasons)
    messages.success(request, f"Đã bỏ ghi: tên {dossier.subject_name} được niêm yết như mọi người.")
    return redirect("optout_new", dossier.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
@once
def objection_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi phản ánh, kiến nghị về một hồ sơ trước quyết định"""
    dossier = find_dossier(request, pk)
    request.actor.must(Permission.DOSSIER_REVIEW, at=dossier.round.place)
    form = ObjectionForm(posted(request), initial={"received_on": today(), "handler": request.actor.name})
    if request.method == "POST" and form.is_valid():
        try:
            objection = actions.receive_objection(
                dossier, **form.cleaned_data, by=_by(request, dossier.round)
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi phản ánh. Hồ sơ được giữ lại cho đến khi trả lời.")
            return redirect("objection_detail", objection.pk)
    values = {
        "dossier": dossier,
        "season": dossier.round,
        "form": form,
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    return render(request, "recognition/objection_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
def objection_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một phản ánh, kiến nghị: nội dung, trả lời, kết quả"""
    objections = Objection.objects.visible_to(request.actor).select_related(
        "round__place", "dossier__hamlet", "dossier__round", "dossier__household__head", "dossier__person"
    )
    objection = get_object_or_404(objections, pk=pk)
    form = AnswerForm(posted(request), initial={"answered_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_objection(objection, **form.cleaned_data, by=_by(request, objection.round))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi trả lời phản ánh.")
            return redirect("objection_detail", objection.pk)
    values = {
        "objection": objection,
        "dossier": objection.dossier,
        "season": objection.round,
        "form": form,
        "where": where(request, place=objection.round.place, year=objection.round.year),
    }
    return render(request, "recognition/objection_detail.html", values, status=422 if form.errors else 200)


def _find_posting(request: Request, pk: UUID) -> PublicPosting:
    postings = PublicPosting.objects.visible_to(request.actor).select_related(
        "round__place", "round__edition", "hamlet", "paper"
    )
    return get_object_or_404(postings, pk=pk)


def _by(request: Request, season: RecognitionRound) -> Any:
    return acting_as(request, Permission.DOSSIER_REVIEW, at=season.place)
