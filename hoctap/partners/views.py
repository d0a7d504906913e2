"""Screens of partners, agreements, promises, advice and international cooperation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.models import Centre, Topic
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.partners import actions, queries
from hoctap.partners.forms import (
    AdviceForm,
    AgreementForm,
    CommitmentForm,
    EndForm,
    ExchangeForm,
    OutcomeForm,
    PartnerFilterForm,
    PartnerForm,
    TrainingForm,
)
from hoctap.partners.models import Advice, Agreement, Commitment, Exchange, Outcome, Partner, PartnerKind
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Place
from hoctap.places.views import asked

READ, KEEP = Permission.CENTRE_READ, Permission.PARTNER_KEEP
PAGE = 50


@require_GET
@requires(READ)
def partner_list(request: Request) -> HttpResponse:
    """Đối tác của trung tâm: đoàn thể, trường, doanh nghiệp, tổ chức quốc tế"""
    centre = _centre(request)
    name = request.GET.get("name", "").replace("\0", "")[:60]
    kind = request.GET.get("kind", "")
    rows = queries.partners_of(
        request.actor,
        place=centre.place if centre else None,
        name=name,
        kind=kind if kind in PartnerKind.values else "",
    )
    values = {"form": PartnerFilterForm(request.GET or None), **_list(request, rows, centre)}
    return render(request, "partners/partner_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def partner_new(request: Request) -> HttpResponse:
    """Thêm đối tác, nhiều tên một lần"""
    places = list(queries.places_to_keep(request.actor))
    above = {pk for place in places for pk in place.path} - {place.pk for place in places}
    uppers = Partner.objects.filter(place__in=above | {place.pk for place in places}, ended_on=None)
    form = PartnerForm(
        posted(request),
        places=places,
        uppers=uppers.exclude(place__level="commune"),
        initial={"place": _first(request, places)},
    )

    def act(typed: dict[str, Any]) -> None:
        place = typed["place"]
        by = acting_as(request, KEEP, at=place)
        names = typed["names"].splitlines()
        made.extend(actions.add_partners(place, names, kind=typed["kind"], above=typed["above"], by=by))

    made: list[Partner] = []
    if carried_out(form, act):
        messages.success(request, f"Đã thêm {len(made)} đối tác.")
        return redirect("partner_list")
    return form_page(request, "partners/partner_new.html", form)


@require_GET
@requires(READ)
def partner_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đối tác: văn bản đã ký, cam kết và đã làm, tổ chức cùng ngành ở cấp dưới"""
    partner = _partner(request, pk)
    year = asked.year(request)
    commitments = Commitment.objects.filter(partner=partner).select_related("partner__place", "topic")
    values = {
        "partner": partner,
        "year": year,
        "rows": queries.delivery_rows(commitments.filter(year=year)),
        "agreements": list(partner.agreements.all()),
        "trainings": list(partner.trainings.all()),
        "mirrored": queries.mirrored(partner, year, request.actor),
        "may_keep": request.actor.may(KEEP, at=partner),
        "where": where(request, place=partner.place, year=year),
    }
    return render(request, "partners/partner_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def partner_end(request: Request, pk: UUID) -> HttpResponse:
    """Đối tác thôi phối hợp"""
    partner = _partner(request, pk)
    request.actor.must(KEEP, at=partner)
    form = EndForm(posted(request), initial={"on": today()})

    def act(typed: dict[str, Any]) -> None:
        actions.end_partner(partner, **typed, by=acting_as(request, KEEP, at=partner))

    if carried_out(form, act):
        messages.success(request, "Đã ghi đối tác thôi phối hợp.")
        return redirect("partner_detail", pk)
    return form_page(request, "partners/partner_end.html", form, partner=partner)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def retraining_new(request: Request, pk: UUID) -> HttpResponse:
    """Mô hình đào tạo lao động của doanh nghiệp"""
    partner = _partner(request, pk)
    request.actor.must(KEEP, at=partner)
    form = TrainingForm(posted(request), initial={"year": today().year})

    def act(typed: dict[str, Any]) -> None:
        actions.add_training(partner, **typed, by=acting_as(request, KEEP, at=partner))

    if carried_out(form, act):
        messages.success(request, "Đã ghi mô hình đào tạo.")
        return redirect("partner_detail", pk)
    return form_page(request, "partners/retraining_new.html", form, partner=partner)


@require_GET
@requires(READ)
def agreement_list(request: Request) -> HttpResponse:
    """Chương trình phối hợp, thỏa thuận đã ký"""
    centre = _centre(request)
    rows = Agreement.objects.visible_to(request.actor).select_related("place").prefetch_related("parties")
    if centre is not None:
        rows = rows.filter(place=centre.place)
    values = _list(request, rows.order_by("ended_on", "-signed_on", "-id"), centre)
    return render(request, "partners/agreement_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def agreement_new(request: Request) -> HttpResponse:
    """Ghi chương trình phối hợp đã ký, kèm bản chụp"""
    places = list(queries.places_to_keep(request.actor))
    form = AgreementForm(
        posted(request),
        request.FILES or None,
        places=places,
        partners=_standing(places),
        initial={"place": _first(request, places), "kind": "programme"},
    )

    def act(typed: dict[str, Any]) -> None:
        place, copy = typed["place"], typed["copy"]
        made.append(
            actions.add_agreement(
                place,
                form.agreed(),
                list(typed["parties"]),
                copy=copy.read() if copy else None,
                by=acting_as(request, KEEP, at=place),
            )
        )

    made: list[Agreement] = []
    if carried_out(form, act):
        messages.success(request, "Đã ghi chương trình phối hợp.")
        return redirect("agreement_detail", made[0].pk)
    return form_page(request, "partners/agreement_new.html", form)


@require_GET
@requires(READ)
def agreement_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một chương trình phối hợp: các bên, việc chung, hoạt động trong thời hạn"""
    agreement = _agreement(request, pk)
    parties = list(agreement.parties.select_related("place"))
    values = {
        "agreement": agreement,
        "parties": parties,
        "held": queries.of_agreement(agreement, parties, today()),
        "is_over": agreement.to_on is not None and agreement.to_on < today(),
        "may_keep": request.actor.may(KEEP, at=agreement),
        "where": where(request, place=agreement.place, year=agreement.from_on.year),
    }
    return render(request, "partners/agreement_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def agreement_end(request: Request, pk: UUID) -> HttpResponse:
    """Kết thúc một chương trình phối hợp, có lý do"""
    agreement = _agreement(request, pk)
    request.actor.must(KEEP, at=agreement)
    form = EndForm(posted(request), initial={"on": today()})

    def act(typed: dict[str, Any]) -> None:
        actions.end_agreement(agreement, **typed, by=acting_as(request, KEEP, at=agreement))

    if carried_out(form, act):
        messages.success(request, "Đã ghi kết thúc.")
        return redirect("agreement_detail", pk)
    return form_page(request, "partners/agreement_end.html", form, agreement=agreement)


@require_GET
@requires(READ)
def agreement_copy(request: Request, pk: UUID) -> HttpResponse:
    """Bản chụp văn bản đã ký"""
    agreement = _agreement(request, pk)
    if not agreement.sha256:
        raise Http404
    try:
        content = files.read(agreement.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"phoi-hop-{agreement.pk}{files.SUFFIX.get(agreement.media_type, '')}"
    return download(content, agreement.media_type, name, inline=True)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def commitment_table(request: Request) -> HttpResponse:
    """Cam kết của đối tác trong một năm: cả bảng trên một trang"""
    places = list(queries.places_to_keep(request.actor))
    place = _place(request, places)
    year = _year(request)
    if place is None:
        return render(request, "partners/commitment_table.html", {"places": places, "year": year})
    kept = list(Commitment.objects.filter(partner__place=place, year=year).select_related("partner", "topic"))
    standing = Partner.objects.filter(place=place).exclude(ended_on__isnull=False, commitments__isnull=True)
    wanted = {one.partner_id for one in kept}
    partners = [one for one in standing.distinct() if one.ended_on is None or one.pk in wanted]
    form = CommitmentForm(
        posted(request), partners=partners, topics=_topics(place, {one.topic_id for one in kept}), kept=kept
    )

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, KEEP, at=place)
        actions.record_commitments(place, year, form.promises(), by=by)

    if carried_out(form, act):
        messages.success(request, f"Đã lưu cam kết năm {year}.")
        return redirect(f"/partners/delivery/?year={year}&place={place.pk}")
    values = {"place": place, "year": year, "places": places, "has_partners": bool(partners)}
    return form_page(
        request,
        "partners/commitment_table.html",
        form,
        where=where(request, place=place, year=year),
        **values,
    )


@require_GET
@requires(READ)
def delivery_list(request: Request) -> HttpResponse:
    """Cam kết bên cạnh việc đã làm, theo hoạt động trong sổ"""
    centre, year = _centre(request), asked.year(request)
    place = centre.place if centre else _visible_place(request)
    page = Paginator(queries.commitments_of(request.actor, year, place), PAGE).get_page(
        request.GET.get("page")
    )
    values = {
        "page": page,
        "rows": queries.delivery_rows(page.object_list),
        "joint": queries.joint_activities(request.actor, year, place),
        "centre": centre,
        "place": place,
        "year": year,
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "partners/delivery_list.html", values)


@require_GET
@requires(READ)
def commitment_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một cam kết, mở ra các hoạt động đã tính"""
    rows = Commitment.objects.visible_to(request.actor).select_related("partner__place", "topic")
    commitment = get_object_or_404(rows, pk=pk)
    values = {
        "row": queries.delivery_rows([commitment])[0],
        "commitment": commitment,
        "where": where(request, place=commitment.partner.place, year=commitment.year),
    }
    return render(request, "partners/commitment_detail.html", values)


@require_GET
@requires(READ)
def exchange_list(request: Request) -> HttpResponse:
    """Hợp tác quốc tế: giao lưu, sự kiện, hỗ trợ"""
    centre = _centre(request)
    rows = Exchange.objects.visible_to(request.actor).select_related("place", "partner")
    if centre is not None:
        rows = rows.filter(place=centre.place)
    return render(request, "partners/exchange_list.html", _list(request, rows, centre))


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def exchange_new(request: Request) -> HttpResponse:
    """Ghi một việc hợp tác quốc tế"""
    places = list(queries.places_to_keep(request.actor))
    form = ExchangeForm(posted(request), places=places, initial={"place": _first(request, places)})

    def act(typed: dict[str, Any]) -> None:
        place = typed.pop("place")
        actions.add_exchange(place, **typed, by=acting_as(request, KEEP, at=place))

    if carried_out(form, act):
        messages.success(request, "Đã ghi việc hợp tác quốc tế.")
        return redirect("exchange_list")
    return form_page(request, "partners/exchange_new.html", form)


@require_GET
@requires(READ)
def advice_list(request: Request) -> HttpResponse:
    """Việc đã tham mưu với cấp ủy, chính quyền và kết quả"""
    centre = _centre(request)
    rows = Advice.objects.visible_to(request.actor).select_related("place").prefetch_related("partners")
    if centre is not None:
        rows = rows.filter(place=centre.place)
    return render(request, "partners/advice_list.html", _list(request, rows, centre))


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def advice_new(request: Request) -> HttpResponse:
    """Ghi một việc tham mưu"""
    places = list(queries.places_to_keep(request.actor))
    form = AdviceForm(
        posted(request), places=places, partners=_standing(places), initial={"place": _first(request, places)}
    )

    def act(typed: dict[str, Any]) -> None:
        place, partners = typed.pop("place"), list(typed.pop("partners"))
        actions.add_advice(place, partners=partners, **typed, by=acting_as(request, KEEP, at=place))

    if carried_out(form, act):
        messages.success(request, "Đã ghi việc tham mưu.")
        return redirect("advice_list")
    return form_page(request, "partners/advice_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def advice_answer(request: Request, pk: UUID) -> HttpResponse:
    """Ghi kết quả của việc tham mưu"""
    rows = Advice.objects.visible_to(request.actor).select_related("place")
    advice = get_object_or_404(rows, pk=pk)
    request.actor.must(KEEP, at=advice)
    form = OutcomeForm(posted(request), initial={"outcome_on": today()})

    def act(typed: dict[str, Any]) -> None:
        actions.answer_advice(advice, **typed, by=acting_as(request, KEEP, at=advice))

    if carried_out(form, act):
        messages.success(request, "Đã ghi kết quả.")
        return redirect("advice_list")
    values = {"advice": advice, "is_over": advice.outcome != Outcome.WAITING}
    return form_page(request, "partners/advice_answer.html", form, **values)


# ── shared ──────────────────────────────────────────────────────────────────────────────────────────


def _list(request: Request, rows: Any, centre: Centre | None) -> dict[str, Any]:
    return {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "centre": centre,
        "may_keep": request.actor.may_anywhere(KEEP),
    }


def _partner(request: Request, pk: UUID) -> Partner:
    rows = Partner.objects.visible_to(request.actor).select_related("place", "organisation", "above")
    return get_object_or_404(rows, pk=pk)


def _agreement(request: Request, pk: UUID) -> Agreement:
    rows = Agreement.objects.visible_to(request.actor).select_related("place")
    return get_object_or_404(rows, pk=pk)


def _standing(places: list[Place]) -> Any:
    return Partner.objects.filter(place__in=places, ended_on=None)


def _centre(request: Request) -> Centre | None:
    rows = Centre.objects.visible_to(request.actor).select_related("organisation__place")
    pk = _uuid(request.GET.get("centre", ""))
    return rows.filter(pk=pk).first() if pk else None


def _visible_place(request: Request) -> Place | None:
    pk = _uuid(request.GET.get("place", ""))
    return Place.objects.visible_to(request.actor, READ).filter(pk=pk).first() if pk else None


def _place(request: Request, places: list[Place]) -> Place | None:
    pk = _uuid(request.POST.get("place") or request.GET.get("place", ""))
    if pk is None and len(places) == 1:
        return places[0]
    return next((one for one in places if one.pk == pk), None)


def _first(request: Request, places: list[Place]) -> UUID | None:
    centre = _centre(request)
    if centre is not None:
        return centre.place.pk
    return places[0].pk if places else None


def _year(request: Request) -> int:
    text = request.POST.get("year") or request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text[:5]) <= 2100 else today().year


def _topics(place: Place, kept: set[UUID]) -> list[Topic]:
    """Fields with their topics below them."""
    offered = list(Topic.objects.offered_at(place))
    have = {one.pk for one in offered}
    offered += Topic.objects.filter(pk__in=kept - have)
    heads = [
        one for one in offered if one.parent_id is None or one.parent_id not in {two.pk for two in offered}
    ]
    found = []
    for head in heads:
        found.append(head)
        found += [one for one in offered if one.parent_id == head.pk]
    seen = {one.pk for one in found}
    return found + [one for one in offered if one.pk not in seen]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
