"""Screens of a session's people: the roll, a new face, heads, the signed list, minutes, cards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts import lockout
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.audit.registry import is_uuid
from hoctap.centres.models import Centre
from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.core.refusals import Reason, Refused
from hoctap.learning.attendance import actions, queries
from hoctap.learning.attendance.forms import (
    REASONS,
    FaceForm,
    HeadsForm,
    MinutesForm,
    PersonForm,
    PrintListForm,
    RollForm,
    SessionFilter,
    SignedListForm,
    WhyForm,
    member_words,
)
from hoctap.learning.attendance.models import LearnerCard, SignedList
from hoctap.learning.attendance.tokens import token_again
from hoctap.learning.headcounts import actions as headcounts
from hoctap.learning.models import Attendance, AttendanceVia, Session
from hoctap.people.models import Person
from hoctap.places.models import Level, Place


def _session(request: Request, pk: UUID) -> Session:
    """One whose people this person may take."""
    return get_object_or_404(queries.sessions_for(request.actor), pk=pk)


def _where(request: Request, session: Session) -> dict[str, Any]:
    return where(request, place=session.activity.place, year=session.on.year)


def _ids(values: list[str]) -> set[UUID]:
    return {UUID(one) for one in values if is_uuid(one)}


@require_GET
@requires(Permission.ATTENDANCE_TAKE)
def session_list(request: Request) -> HttpResponse:
    """Buổi học gần đây, để điểm danh"""
    asked = request.GET.get("centre", "")
    centre = None
    if asked:
        centres = Centre.objects.visible_to(request.actor)
        centre = get_object_or_404(centres, pk=asked if is_uuid(asked) else None)
    form = SessionFilter(request.GET)
    waiting = form.is_valid() and form.cleaned_data["waiting"]
    found = queries.recent_sessions(request.actor, centre=centre.pk if centre else None, waiting_only=waiting)
    rows = queries.session_rows(list(found[:200]))
    values = {"rows": rows, "centre": centre, "form": form, "is_cut": found.count() > len(rows)}
    return render(request, "learning/session_list.html", values)


@require_GET
@requires(Permission.CENTRE_READ)
def session_detail(request: Request, pk: UUID) -> HttpResponse:
    sessions = Session.objects.visible_to(request.actor)
    session = get_object_or_404(
        sessions.select_related("activity__place", "activity__commune", "activity__topic"), pk=pk
    )
    return _show_session(request, session, SignedListForm(None))


def _show_session(
    request: Request, session: Session, form: SignedListForm, status: int = 200
) -> HttpResponse:
    values = {
        "page": queries.session_page(session, by=request.actor),
        "session": session,
        "form": form,
        "where": _where(request, session),
    }
    return render(request, "learning/session_detail.html", values, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def session_roll(request: Request, pk: UUID) -> HttpResponse:
    """Điểm danh: đánh dấu trong danh sách của ấp, gửi một lần"""
    return _roll(request, _session(request, pk), "learning/session_roll.html", AttendanceVia.LIST)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def session_tick(request: Request, pk: UUID) -> HttpResponse:
    """Đánh dấu tên theo ảnh danh sách ký nhận"""
    return _roll(request, _session(request, pk), "learning/session_tick.html", AttendanceVia.SHEET)


def _roll(request: Request, session: Session, template: str, via: AttendanceVia) -> HttpResponse:
    form = RollForm(posted(request))
    ticked = _ids(request.POST.getlist("here"))
    reasons: list[Reason] = []
    if form.is_bound and form.is_valid():
        try:
            count = actions.take_roll(
                session, ticked, role=form.cleaned_data["role"], via=via, by=request.actor
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã ghi {count} người. Danh sách lưu ở buổi học này.")
            return redirect("session_detail", session.pk)
    asked = request.GET.get("hamlet", "")
    page = queries.session_page(session, by=request.actor)
    values = {
        "session": session,
        "form": form,
        "roll": queries.roll_of(session, hamlet=UUID(asked) if is_uuid(asked) else None, by=request.actor),
        "ticked": ticked,
        "reasons": reasons,
        "blockers": page.blockers,
        "photos": page.photos,
        "copies": page.signed_copies,
        "here": request.get_full_path(),
        "where": _where(request, session),
    }
    return render(request, template, values, status=422 if reasons or form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def session_face(request: Request, pk: UUID) -> HttpResponse:
    """Người mới: họ tên, năm sinh, ở đâu"""
    session = _session(request, pk)
    form = FaceForm(posted(request))
    alike: list[Any] = []
    if form.is_bound and form.is_valid():
        face, role = form.face(), form.cleaned_data["role"]
        alike = queries.people_like(session, face, by=request.actor)
        chosen = _ids(request.POST.getlist("person"))
        try:
            if chosen:
                actions.take_roll(session, chosen, role=role, via=AttendanceVia.LIST, by=request.actor)
            elif alike and not form.cleaned_data["is_other"]:
                raise Refused(
                    "Trong sổ của xã có người cùng tên. Chọn đúng người ấy, hoặc đánh dấu là người khác rồi ghi lại."
                )
            else:
                actions.take_face(session, face, role=role, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi thêm một người. Ghi tiếp người khác, hoặc về danh sách.")
            return redirect("session_face", session.pk)
    values = {
        "session": session,
        "form": form,
        "alike": [(one.person_id, member_words(one)) for one in alike],
        "blockers": queries.session_page(session, by=request.actor).blockers,
        "where": _where(request, session),
    }
    return render(request, "learning/session_face.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def session_heads(request: Request, pk: UUID) -> HttpResponse:
    """Số người dự theo tuổi, giới tính"""
    session = _session(request, pk)
    counted = {
        (band, sex): people
        for sex, band, people in session.headcounts.values_list("sex", "age_band", "people")
    }
    form = HeadsForm(posted(request), counted=counted)
    if form.is_bound and form.is_valid():
        try:
            headcounts.record_headcount(session, form.heads(), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi số người dự.")
            return redirect("session_detail", session.pk)
    values = {
        "session": session,
        "form": form,
        "has_heads": bool(counted),
        "where": _where(request, session),
    }
    return render(request, "learning/session_heads.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def session_drop_heads(request: Request, pk: UUID) -> HttpResponse:
    session = _session(request, pk)
    try:
        headcounts.drop_headcount(session, by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, "Đã bỏ số đã đếm. Giờ điểm danh được theo tên.")
    return redirect("session_detail", session.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def attendance_remove(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một người khỏi danh sách dự, có lý do"""
    row = _attendance(request, pk)
    form = WhyForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.remove_attendance(row, form.cleaned_data["why"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã bỏ {row.full_name} khỏi danh sách dự.")
            return redirect("session_detail", row.session_id)
    values = {
        "row": row,
        "session": row.session,
        "form": form,
        "usual": REASONS,
        "where": _where(request, row.session),
    }
    return render(request, "learning/attendance_remove.html", values, status=422 if form.errors else 200)


def _attendance(request: Request, pk: UUID) -> Attendance:
    rows = Attendance.objects.visible_to(request.actor).filter(
        session__in=queries.sessions_for(request.actor)
    )
    return get_object_or_404(
        rows.select_related("session__activity__place", "session__activity__commune", "person"), pk=pk
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def attendance_link(request: Request, pk: UUID) -> HttpResponse:
    """Tên đã ghi là ai trong sổ"""
    row = _attendance(request, pk)
    words = request.GET.get("q", row.full_name)
    found = queries.people_named(row.session, words, by=request.actor)
    form = PersonForm(posted(request), found=found)
    if form.is_bound and form.is_valid():
        try:
            actions.link_attendance(row, form.cleaned_data["person"].person, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã nối với người trong sổ.")
            return redirect("session_detail", row.session_id)
    values = {
        "row": row,
        "session": row.session,
        "form": form,
        "found": found,
        "words": words,
        "where": _where(request, row.session),
    }
    return render(request, "learning/attendance_link.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def attendance_list(request: Request, pk: UUID) -> HttpResponse:
    """Những buổi một người đã dự"""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    values = {"person": person, "rows": queries.attended_by(person, request.actor)}
    return render(request, "learning/attendance_list.html", values)


# ── the signed list ──────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def session_sheet(request: Request, pk: UUID) -> HttpResponse:
    """Lập danh sách ký nhận để in"""
    session = _session(request, pk)
    request.actor.must(Permission.PAPER_FILE, at=session)
    has_names = session.attendances.standing().exists()
    form = PrintListForm(
        posted(request),
        hamlets=queries.hamlets_of(session, request.actor),
        has_names=has_names,
        is_paid=session.activity.is_paid,
    )
    if form.is_bound and form.is_valid():
        try:
            paper = actions.print_signed_list(session, form.wanted(), hamlet=form.chosen(), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập danh sách ký nhận. In ra, ký xong thì chụp lại.")
            return redirect("paper_detail", paper.pk)
    values = {
        "session": session,
        "form": form,
        "has_names": has_names,
        "where": _where(request, session),
    }
    return render(request, "learning/session_sheet.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def session_minutes(request: Request, pk: UUID) -> HttpResponse:
    """Biên bản buổi học, viết từ những gì đã ghi"""
    session = _session(request, pk)
    request.actor.must(Permission.PAPER_FILE, at=session)
    before = queries.typed_before(session)
    form = MinutesForm(posted(request), initial={"secretary": request.actor.name, **before})
    if form.is_bound and form.is_valid():
        try:
            paper = actions.write_minutes(session, form.typed(), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập biên bản từ những gì đã ghi. Xem lại rồi in, ký.")
            return redirect("paper_detail", paper.pk)
    values = {
        "session": session,
        "people": queries.people_at(session),
        "form": form,
        "where": _where(request, session),
    }
    return render(request, "learning/session_minutes.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
@once
def session_keep_sheet(request: Request, pk: UUID) -> HttpResponse:
    session = _session(request, pk)
    form = SignedListForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.keep_signed_list(session, form.contents(), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, "Đã lưu ảnh danh sách ký nhận. Đánh dấu tên theo ảnh ngay, hoặc để sau."
            )
            return redirect("session_tick", session.pk)
    return _show_session(request, session, form, status=422)


def _signed_list(request: Request, pk: UUID) -> SignedList:
    rows = (
        SignedList.objects.visible_to(request.actor)
        .standing()
        .filter(session__in=queries.sessions_for(request.actor))
    )
    return get_object_or_404(
        rows.select_related("session__activity__place", "session__activity__commune"), pk=pk
    )


@require_GET
@requires(Permission.ATTENDANCE_TAKE)
def signedlist_file(request: Request, pk: UUID) -> HttpResponse:
    signed = _signed_list(request, pk)
    name = f"danh-sach-ky-nhan-{signed.session.on:%Y-%m-%d}{files.SUFFIX[signed.media_type]}"
    return download(files.read(signed.sha256), signed.media_type, name, inline=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def signedlist_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một trang ảnh danh sách ký nhận, có lý do"""
    signed = _signed_list(request, pk)
    form = WhyForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.drop_signed_list(signed, form.cleaned_data["why"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã bỏ trang ảnh ấy.")
            return redirect("session_detail", signed.session_id)
    values = {
        "signed": signed,
        "session": signed.session,
        "form": form,
        "where": _where(request, signed.session),
    }
    return render(request, "learning/signedlist_drop.html", values, status=422 if form.errors else 200)


# ── cards ────────────────────────────────────────────────────────────────────────────────────────


def _hamlet(request: Request, pk: UUID) -> Place:
    hamlets = Place.objects.visible_to(request.actor, Permission.ATTENDANCE_TAKE).filter(level=Level.HAMLET)
    return get_object_or_404(hamlets, pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def card_list(request: Request, pk: UUID) -> HttpResponse:
    """Thẻ học viên của một ấp: chọn người, in thẻ có mã"""
    hamlet = _hamlet(request, pk)
    reasons: list[Reason] = []
    cards: list[LearnerCard] = []
    if request.method == "POST":
        try:
            cards = actions.give_cards(hamlet, _ids(request.POST.getlist("person")), by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
    values = {
        "hamlet": hamlet,
        "cards": _drawn(request, cards),
        "rows": [] if cards else queries.card_rows(hamlet, request.actor),
        "chosen": _ids(request.POST.getlist("person")),
        "reasons": reasons,
        "where": where(request, place=hamlet),
    }
    return render(request, "learning/card_list.html", values, status=422 if reasons else 200)


def _drawn(request: Request, cards: list[LearnerCard]) -> list[tuple[LearnerCard, str, str]]:
    """Card, its code, the name on it. Empty where the key that it was made with is gone: a new card is needed."""
    made: list[tuple[LearnerCard, str, str]] = []
    for card in cards:
        token = token_again(card.pk, card.token_hash)
        address = request.build_absolute_uri(reverse("card_scan", args=[token])) if token else ""
        name = card.person.full_name
        made.append((card, qr_svg(address, f"Mã của {name}") if address else "", name))
    return made


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@never_cache
def card_scan(request: Request, token: str) -> HttpResponse:
    """Thẻ học viên vừa quét: ghi có mặt ở buổi hôm nay"""
    if not lockout.may_scan_a_card(request):
        text = "Quá nhiều lần quét trong một phút. Hãy đợi một phút rồi quét lại."
        values: dict[str, Any] = {"reasons": [Reason(text)]}
        return render(request, "learning/card_scan.html", values, status=429)
    card = queries.card_of(token, request.actor)
    if card is None:
        raise Http404
    reasons: list[Reason] = []
    if request.method == "POST":
        asked = request.POST.get("session", "")
        session = _session(request, UUID(asked)) if is_uuid(asked) else None
        try:
            if session is None:
                raise Refused("Hãy chọn buổi học để ghi.")
            is_new = actions.take_by_card(session, card, by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            told = "Đã ghi có mặt" if is_new else "Đã có trong danh sách từ trước"
            messages.success(request, f"{told}: {card.person.full_name}.")
            return redirect("card_scan", token)
    values = {
        "card": card,
        "sessions": queries.open_sessions_for(card.person, request.actor),
        "reasons": reasons,
    }
    return render(request, "learning/card_scan.html", values, status=422 if reasons else 200)


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def card_revoke(request: Request, pk: UUID) -> HttpResponse:
    """Thẻ mất: mã ấy thôi dùng"""
    card = get_object_or_404(
        LearnerCard.objects.visible_to(request.actor).select_related("person"), pk=pk, revoked_at__isnull=True
    )
    lives = card.person.memberships.filter(left_year__isnull=True).first()
    actions.revoke_card(card, by=request.actor)
    messages.success(request, f"Thẻ của {card.person.full_name} thôi dùng từ bây giờ.")
    return redirect("card_list", lives.hamlet_id) if lives else redirect("session_list")
