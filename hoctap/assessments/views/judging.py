"""Screens of an authority: councils, opinions, decisions; and of who decides where."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.assessments import actions, queries
from hoctap.assessments.actions.authorities import AuthorityTyped
from hoctap.assessments.forms import (
    AuthorityForm,
    CouncilForm,
    EndCouncilForm,
    OpinionForm,
    ReportForm,
    WhyForm,
)
from hoctap.assessments.models import (
    Assessment,
    AssessmentDecision,
    Authority,
    Council,
    FileState,
    YearReport,
)
from hoctap.assessments.roads import file_road
from hoctap.assessments.year_figures import year_figures
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import DayField, add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Level, Place

JUDGE = Permission.ASSESSMENT_JUDGE


@require_GET
@requires(JUDGE)
def council_list(request: Request) -> HttpResponse:
    """Hội đồng đánh giá của cơ quan"""
    councils = Council.objects.visible_to(request.actor).select_related("place").prefetch_related("members")
    page = Paginator(councils, 30).get_page(request.GET.get("page"))
    return render(request, "assessments/council_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
@once
def council_new(request: Request) -> HttpResponse:
    """Lập hội đồng đánh giá"""
    places = Place.objects.filter(pk__in=request.actor.places_only(JUDGE))
    form = CouncilForm(
        posted(request),
        places=places,
        titles=queries.titles_of(request.actor),
        initial={"year": request.GET.get("year") or today().year - 1, "title": request.GET.get("title", "")},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.set_up_council(
                typed["place"],
                title=typed["title"],
                year=typed["year"],
                members=form.typed_members(),
                paper_number=typed["paper_number"],
                paper_date=typed["paper_date"],
                manner=typed["manner"] or Council.Manner.MEETING,
                by=acting_as(request, JUDGE, at=typed["place"]),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập hội đồng.")
            return redirect("council_detail", made.pk)
    return render(request, "assessments/council_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
def council_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một hội đồng: thành viên, hồ sơ đang xét, số phiếu; ghi ngày họp, lập biên bản"""
    council = get_object_or_404(
        Council.objects.visible_to(request.actor).select_related("place", "minutes"), pk=pk
    )
    form = EndCouncilForm(posted(request), initial={"met_on": council.met_on, "venue": council.venue})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_council(council, **form.cleaned_data, by=acting_as(request, JUDGE, at=council.place))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi ngày họp và lập biên bản.")
            return redirect("council_detail", pk)
    files = (
        Assessment.objects.visible_to(request.actor)
        .with_all()
        .filter(authority_place=council.place, title=council.title, year=council.year)
        .filter(state__in=[FileState.RECEIVED, FileState.CONCLUDED, FileState.RECOGNISED, FileState.REFUSED])
        .prefetch_related("opinions__member")
    )
    members = list(council.members.all())
    rows = [
        (
            one,
            sum(given.agrees for given in one.opinions.all() if given.member.council_id == council.pk),
            sum(given.member.council_id == council.pk for given in one.opinions.all()),
        )
        for one in files
    ]
    values = {
        "council": council,
        "members": members,
        "rows": rows,
        "form": form,
        "where": where(request, place=council.place, year=council.year),
    }
    return render(request, "assessments/council_detail.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
@once
def opinion_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi phiếu thẩm định của một thành viên hội đồng"""
    assessment = queries.find_file(request.actor, pk)
    if assessment is None or assessment.authority_place is None:
        raise Http404
    request.actor.must(JUDGE, at=assessment.authority_place)
    council = queries.open_council(assessment)
    members = council.members.all() if council else Council.objects.none()
    form = OpinionForm(
        posted(request), members=members, initial={"given_on": today(), "member": request.GET.get("member")}
    )
    if request.method == "POST" and form.is_valid():
        said = form.said()
        try:
            actions.record_opinion(
                assessment,
                form.cleaned_data["member"],
                agrees=said["agrees"],
                failed=said["reasons"],
                remarks=form.cleaned_data["remarks"],
                given_on=form.cleaned_data["given_on"],
                by=acting_as(request, JUDGE, at=assessment.authority_place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi phiếu.")
            return redirect("assessment_detail", pk)
    values = {
        "assessment": assessment,
        "council": council,
        "form": form,
        "page": queries.file_page(assessment, request.actor),
        "where": where(request, place=assessment.place, year=assessment.year),
    }
    return render(request, "assessments/opinion_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
@once
def assessment_decide(request: Request) -> HttpResponse:
    """Soạn quyết định công nhận, văn bản từ chối, quyết định thu hồi cho các hồ sơ đã chọn"""
    kind = request.POST.get("kind") or request.GET.get("kind", "recognise")
    kind = kind if kind in AssessmentDecision.Kind.values else "recognise"
    places = request.actor.places_only(JUDGE)
    waiting = Assessment.objects.with_all().filter(authority_place__in=places)
    waiting = (
        waiting.filter(state=FileState.RECOGNISED)
        if kind == AssessmentDecision.Kind.REVOKE
        else waiting.filter(state=FileState.CONCLUDED, concluded_ok=kind == AssessmentDecision.Kind.RECOGNISE)
    ).order_by("-year", "title", "place__sort_key", "id")[:500]
    chosen = (
        set(request.POST.getlist("file")) if request.method == "POST" else set(request.GET.getlist("file"))
    )
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        picked = [one for one in waiting if str(one.pk) in chosen]
        at = picked[0].authority_place if picked else None
        try:
            made = actions.draft_decision(
                picked,
                kind,
                why=form.cleaned_data["why"],
                by=acting_as(request, JUDGE, at=at) if at else request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã soạn văn bản. In, trình ký, rồi ghi số, ngày và bản đã ký.")
            return redirect("paper_detail", made.paper_id)
    values = {
        "form": form,
        "kind": kind,
        "kinds": AssessmentDecision.Kind,
        "waiting": [(one, str(one.pk) in chosen) for one in waiting],
    }
    return render(request, "assessments/assessment_decide.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
@once
def assessment_report(request: Request) -> HttpResponse:
    """Báo cáo năm của Phòng, Sở: số hồ sơ theo danh hiệu và bước, mở được ra từng hồ sơ; lập văn bản"""
    places = Place.objects.filter(pk__in=request.actor.places_only(JUDGE)).order_by("sort_key")
    asked = request.GET if "year" in request.GET else None
    place, year = places.first(), today().year - 1
    start = {"place": place, "year": year}
    form = ReportForm(request.POST if request.method == "POST" else asked, places=places, initial=start)
    if form.is_bound:
        form.data = {
            "year": form.data.get("year", ""),
            "place": form.data.get("place") or (place.pk if place else ""),
        }
        if form.is_valid():
            place, year = form.cleaned_data["place"], form.cleaned_data["year"]
            if request.method == "POST":
                try:
                    made = actions.make_year_report(place, year, by=acting_as(request, JUDGE, at=place))
                except Refused as refusal:
                    add_reasons(form, refusal.reasons)
                else:
                    messages.success(request, "Đã lập báo cáo. In, trình ký, rồi ghi số, ngày.")
                    return redirect("paper_detail", made.paper_id)
    values = {
        "form": form,
        "place": place,
        "year": year,
        "rows": year_figures(place, year) if place else [],
        "reports": YearReport.objects.visible_to(request.actor)
        .filter(year=year, place=place)
        .select_related("paper"),
        "last_day": file_road("learning_unit_district").last_day_to_report(year)
        if place and place.level == Level.DISTRICT
        else None,
    }
    return render(request, "assessments/assessment_report.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.ROAD_KEEP)
def authority_list(request: Request) -> HttpResponse:
    """Ai nhận, ai quyết định: theo danh hiệu, địa bàn và thời gian"""
    provinces = Place.objects.filter(
        pk__in=request.actor.places_with(Permission.ROAD_KEEP), level=Level.PROVINCE
    )
    return render(
        request,
        "assessments/authority_list.html",
        {
            "authorities": queries.authorities_at(request.actor),
            "shipped": queries.shipped_authorities(),
            "may_name": provinces.exists(),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ROAD_KEEP)
@once
def authority_new(request: Request) -> HttpResponse:
    """Ghi văn bản giao thẩm quyền công nhận"""
    places = Place.objects.filter(
        pk__in=request.actor.places_with(Permission.ROAD_KEEP), level=Level.PROVINCE
    )
    form = AuthorityForm(
        posted(request),
        places=places,
        titles=queries.titles_of(request.actor),
        initial={"place": places.first(), "title": request.GET.get("title", "")},
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        place, title = typed.pop("place"), typed.pop("title")
        try:
            actions.name_authority(
                title,
                place,
                AuthorityTyped(**typed),
                by=acting_as(request, Permission.ROAD_KEEP, at=place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi. Hồ sơ đang chờ thẩm quyền ở tỉnh nay đi tiếp được.")
            return redirect("authority_list")
    return render(
        request, "assessments/authority_new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ROAD_KEEP)
def authority_end(request: Request, pk: UUID) -> HttpResponse:
    """Ghi ngày một văn bản giao thẩm quyền hết áp dụng"""
    authority = get_object_or_404(
        Authority.objects.filter(
            place__path__overlap=request.actor.places_with(Permission.ROAD_KEEP)
        ).select_related("place"),
        pk=pk,
    )
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_authority(
                authority,
                on=form.cleaned_data["on"],
                by=acting_as(request, Permission.ROAD_KEEP, at=authority.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi.")
            return redirect("authority_list")
    values = {"authority": authority, "form": form}
    return render(request, "assessments/authority_end.html", values, status=422 if form.errors else 200)


class EndForm(WhyForm):
    on = DayField(label="Không áp dụng từ ngày", required=False)
    field_order = ["on"]

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        del self.fields["why"]
