"""Screens around own links: the sheets with their QR, and the questions that a QR opens."""

from typing import Any
from uuid import UUID

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts import lockout
from hoctap.accounts.context import where
from hoctap.core.dates import today
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.core.refusals import Reason, Refused
from hoctap.people.models import PrivacyNotice
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound
from hoctap.recognition.own_answers import actions, queries, rules
from hoctap.recognition.own_answers.actions import GivenOwnLink
from hoctap.recognition.own_answers.models import OwnLink
from hoctap.recognition.views.found import find_dossier, find_hamlet, find_season, typed_points

_LINK = "own_link"


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
def own_sheets(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """In tờ đăng ký có mã QR tự chấm cho cả Tổ, ấp"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_ENTER)
    group = request.GET.get("group", "")
    reasons: list[Any] = []
    if request.method == "POST":
        try:
            given = actions.give_own_links(
                season, hamlet, group=group, renew=request.POST.get("renew") == "1", by=request.actor
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return _sheets(request, season, hamlet, given)
    rows = list(queries.may_have_links(season, hamlet, group))
    values = {
        "season": season,
        "hamlet": hamlet,
        "group": group,
        "groups": sorted({row.household.group_name for row in rows if row.household.group_name}),
        "without": len([row for row in rows if not row.has_link]),  # type: ignore[attr-defined]
        "total": len(rows),
        "most": actions.MOST_SHEETS,
        "ends_on": queries.entry_ends_on(season),
        "reasons": reasons or rules.giving_blockers(queries.season_facts(season)),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/own_sheets.html", values, status=422 if reasons else 200)


@never_cache
@require_POST
@requires(Permission.DOSSIER_ENTER)
def dossier_own_link(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    try:
        given = actions.give_own_link(dossier, by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
        return redirect("dossier_detail", dossier.pk)
    return _sheets(request, dossier.round, dossier.hamlet, [given])


@require_POST
@requires(Permission.DOSSIER_ENTER)
def dossier_own_revoke(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    link = queries.link_of_dossier(dossier)
    if link is not None:
        actions.revoke_own_link(link, by=request.actor)
    messages.success(request, "Đã thu hồi mã tự chấm: từ giờ tờ đã in không mở được nữa.")
    return redirect("dossier_detail", dossier.pk)


def _sheets(
    request: Request, season: RecognitionRound, hamlet: Place, given: list[GivenOwnLink]
) -> HttpResponse:
    """The paper. It answers the POST itself: the codes are kept nowhere, so they can be shown only now."""
    sheets = [
        {
            "dossier": one.link.dossier,
            "expires_at": one.link.expires_at,
            "qr": qr_svg(
                request.build_absolute_uri(reverse("own_open", args=[one.token])),
                f"Mã QR để {one.link.dossier.subject_name} tự chấm điểm",
            ),
        }
        for one in given
    ]
    values = {
        "sheets": sheets,
        "season": season,
        "hamlet": hamlet,
        "ends_on": queries.entry_ends_on(season),
        "notice": PrivacyNotice.objects.in_force(season.place, today()),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/own_sheets.html", values)


@never_cache
@require_GET
def own_open(request: Request, token: str) -> HttpResponse:
    """Mở phiếu tự chấm từ mã QR. OPEN: the token is the right.

    The page itself has an address without the token, so that none stands in its logs or its history.
    """
    if not lockout.may_try_an_own_link(request):
        return respond_429(request)
    link = queries.link_of(token)
    request.session[_LINK] = str(link.pk) if link else ""
    if link is not None:
        actions.note_own_opening(link, by=queries.holder_of(link))
    return redirect("own_answers")


@never_cache
@require_http_methods(["GET", "POST"])
def own_answers(request: Request) -> HttpResponse:
    """Gia đình, công dân tự chấm bằng đường dẫn riêng: từng câu một, xem lại rồi gửi. OPEN: the link in the session is the right."""
    if _LINK not in request.session:
        return redirect("account_login")
    link = queries.link_in_hand(str(request.session.get(_LINK, "")))
    if link is None:
        return render(request, "recognition/own_answers.html", {"reasons": [rules.NO_SUCH_LINK]}, status=404)
    account = request.actor.name if request.actor.user_id else ""
    if not account:
        request.actor = queries.holder_of(link)  # what is read here is read by whoever holds the link
    typed = _typed(request, link) if request.method == "POST" else None
    page = queries.own_page(link, account=account, typed=typed)
    values: dict[str, Any] = {"page": page, "reasons": page.reasons, "asking": not page.reasons}
    if typed is None or page.reasons:
        status = 422 if typed is not None else 200
        return render(request, "recognition/own_answers.html", values, status=status)
    step = request.POST.get("step", "")
    if step == "edit":
        return render(request, "recognition/own_answers.html", values)
    if step == "send":
        try:
            actions.send_own_answers(link, typed, by=request.actor)
        except Refused as refusal:
            values["reasons"] = refusal.reasons
            return render(request, "recognition/own_answers.html", values, status=422)
        messages.success(request, "Đã gửi. Cảm ơn ông/bà.")
        return redirect("own_answers")
    missing = [question for question in page.questions if not question["value"]]
    if missing:
        values["reasons"] = [Reason(f"Còn {len(missing)} câu chưa trả lời.", f"points-{missing[0]['code']}")]
        return render(request, "recognition/own_answers.html", values, status=422)
    values["checking"] = True
    return render(request, "recognition/own_answers.html", values)


def _typed(request: Request, link: OwnLink) -> dict[str, str]:
    codes = [criterion.code for criterion in link.dossier.round.edition.criteria.all()]
    return typed_points(request, codes)
