"""Screens of files: the list, one file, one line of it, its steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.assessments import actions, queries, rules
from hoctap.assessments.forms import (
    ChooseForm,
    FigureForm,
    FilterForm,
    MeetingForm,
    OpenForm,
    OutsideForm,
    PieceForm,
    ReasonsForm,
    ReceiveForm,
    SendForm,
    WhyForm,
    members_of,
    typed_again,
)
from hoctap.assessments.models import Assessment, AssessmentEvidence, FileState
from hoctap.assessments.queries import Wanted
from hoctap.assessments.roads import file_road
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.queries import editions_for
from hoctap.criteria.titles import SubjectKind, Title
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Place

ENTER, JUDGE, READ = Permission.ASSESSMENT_ENTER, Permission.ASSESSMENT_JUDGE, Permission.ASSESSMENT_READ


@require_GET
@requires(READ)
def assessment_list(request: Request) -> HttpResponse:
    """Hồ sơ đánh giá: của xã, đơn vị mình, và hồ sơ gửi đến"""
    asked = request.GET
    year = asked.get("year", "")
    titles = queries.titles_of(request.actor)
    wanted = Wanted(
        title=asked.get("title", "") if asked.get("title", "") in set(titles) else "",
        year=int(year) if year.isdigit() and len(year) == 4 else None,
        state=asked.get("state", "") if asked.get("state", "") in FileState.values else "",
        name=asked.get("name", "").replace("\0", "")[:60],
        late=asked.get("late") == "1",
        at=as_uuid(asked.get("at", "")),
    )
    found = queries.files_wanted(request.actor, wanted)
    page = Paginator(found, 50).get_page(asked.get("page"))
    values = {
        "form": FilterForm(asked or None, titles=titles),
        "page": page,
        "rows": queries.bench_rows(list(page.object_list)),
        "counts": queries.counts_by_state(request.actor, wanted),
        "wanted": wanted,
        "may_enter": request.actor.may_anywhere(ENTER),
        "may_judge": request.actor.may_anywhere(JUDGE) and bool(request.actor.places_only(JUDGE)),
        "may_keep": request.actor.may_anywhere(Permission.ROAD_KEEP),
    }
    return render(request, "assessments/assessment_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(ENTER)
@once
def assessment_new(request: Request) -> HttpResponse:
    """Lập hồ sơ đánh giá: chọn danh hiệu và năm, rồi chọn ai được đánh giá"""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = ChooseForm(
        asked if "title" in asked else None,
        titles=queries.titles_to_open(request.actor),
        initial={"year": today().year - 1 if today().month < 6 else today().year},
    )
    values: dict[str, Any] = {"choose": chosen}
    if not chosen.is_bound or not chosen.is_valid():
        status = 422 if chosen.is_bound else 200
        return render(request, "assessments/assessment_new.html", values, status=status)
    title, year = Title(chosen.cleaned_data["title"]), chosen.cleaned_data["year"]
    subjects = _subjects(request, title, year)
    editions = _editions(request, title, year)
    form = OpenForm(posted(request), editions=editions, subjects=subjects)
    if title not in queries.UNIT_ROADS:
        form.fields.pop("road_reason", None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        unit, clan, place = typed.pop("unit", None), typed.pop("clan", None), typed.pop("place", None)
        home = unit.place if unit else clan.place if clan else place
        try:
            if home is None:
                raise Refused([Reason(f"Chọn {title.subject_word} được đánh giá.", next(iter(subjects)))])
            made = actions.open_assessment(
                title,
                home,
                year=year,
                unit=unit,
                clan=clan,
                **typed,
                by=acting_as(request, ENTER, at=home),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập hồ sơ. Ghi số liệu và minh chứng từng chỉ tiêu.")
            return redirect("assessment_detail", made.pk)
    values |= {"form": form, "title": title, "year": year, "editions": list(editions)}
    return render(request, "assessments/assessment_new.html", values, status=422 if form.errors else 200)


def _subjects(request: Request, title: Title, year: int) -> dict[str, QuerySet[Any]]:
    """Which of the actor's places, units or clans the title may be for."""
    ids = request.actor.places_with(ENTER)
    kind = title.subject_kind
    if kind is SubjectKind.UNIT:
        return {
            "unit": WorkUnit.objects.filter(place__path__overlap=ids)
            .standing_in(year)
            .select_related("place")
        }
    if kind is SubjectKind.CLAN:
        return {
            "clan": Clan.objects.filter(place__path__overlap=ids).standing_in(year).select_related("place")
        }
    return {"place": Place.objects.within(ids).valid_in(year).filter(level__in=title.facts.place_levels)}


def _editions(request: Request, title: Title, year: int) -> QuerySet[CriteriaEdition]:
    places = Place.objects.filter(pk__in=request.actor.places_with(ENTER))
    ids = {one.pk for place in places for one in editions_for(title, year, place)}
    return CriteriaEdition.objects.filter(pk__in=ids).order_by("-valid_from")


@require_GET
@requires(READ)
def assessment_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một hồ sơ: từng chỉ tiêu với yêu cầu, số liệu, minh chứng; các bước; văn bản; lịch sử mười năm"""
    assessment = _find(request, pk)
    page = queries.file_page(assessment, request.actor)
    values = {
        "page": page,
        "assessment": assessment,
        "council": queries.open_council(assessment) if page.may_judge else None,
        "where": where(request, place=assessment.place, year=assessment.year),
    }
    return render(request, "assessments/assessment_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(ENTER)
def assessment_line(request: Request, pk: UUID, line: str) -> HttpResponse:
    """Một chỉ tiêu: ghi số liệu có nguồn, gắn và gỡ minh chứng"""
    assessment = _find(request, pk)
    request.actor.must(ENTER, at=assessment.place)
    page = queries.file_page(assessment, request.actor)
    row = next((one for one in page.outcome.lines if one.code == line), None)
    if row is None:
        raise Http404
    do = request.POST.get("do", "")
    figure_forms = {
        part.key: FigureForm(
            posted(request) if do == f"figure-{part.key}" else None,
            condition=part.condition,
            measured=bool(page.measured.get(part.key) and page.measured[part.key].is_known),
            initial=typed_again(part.figure),
            prefix=part.key,
        )
        for part in row.parts
    }
    piece = PieceForm(posted(request) if do == "piece" else None, request.FILES if do == "piece" else None)
    failed: django_forms.Form | None = None
    if request.method == "POST":
        by = acting_as(request, ENTER, at=assessment.place)
        try:
            if do == "piece":
                failed = piece
                if piece.is_valid():
                    _add_piece(assessment, line, piece, by=by)
                    messages.success(request, f"Đã gắn minh chứng vào chỉ tiêu {line}.")
                    return redirect("assessment_line", pk, line)
            elif do.startswith("figure-") and do[7:] in figure_forms:
                form = failed = figure_forms[do[7:]]
                if form.is_valid():
                    typed = actions.assessing.FigureTyped(**form.typed())
                    actions.record_figure(assessment, do[7:], typed, by=by)
                    messages.success(request, "Đã ghi số liệu.")
                    return redirect("assessment_line", pk, line)
            elif do == "reuse":
                _reuse(assessment, line, request.POST.get("evidence", ""), by=by)
                messages.success(request, f"Đã gắn minh chứng vào chỉ tiêu {line}.")
                return redirect("assessment_line", pk, line)
            elif do == "detach":
                use = _use(assessment, request.POST.get("use", ""))
                actions.detach_evidence(use, why=request.POST.get("why", ""), by=by)
                messages.success(request, "Đã gỡ minh chứng.")
                return redirect("assessment_line", pk, line)
        except Refused as refusal:
            failed = failed or WhyForm(request.POST)
            failed.is_valid()
            add_reasons(failed, refusal.reasons)
    used = {use.evidence_id for use in page.evidence.get(line, [])}
    values = {
        "assessment": assessment,
        "page": page,
        "row": row,
        "parts": [(part, figure_forms[part.key], page.measured.get(part.key)) for part in row.parts],
        "piece": piece,
        "uses": page.evidence.get(line, []),
        "reusable": [one for one in queries.evidence_to_reuse(assessment) if one.pk not in used]
        if page.is_editable
        else [],
        "failed": failed if failed is not None and failed.errors else None,
        "next_line": _next_line(page, line),
        "where": where(request, place=assessment.place, year=assessment.year),
    }
    return render(
        request, "assessments/assessment_line.html", values, status=422 if values["failed"] else 200
    )


def _next_line(page: queries.FilePage, line: str) -> str:
    codes = [one.code for one in page.outcome.concerned]
    at = codes.index(line) if line in codes else -1
    return codes[at + 1] if 0 <= at < len(codes) - 1 else ""


def _add_piece(assessment: Assessment, line: str, piece: PieceForm, *, by: Any) -> None:
    content = piece.cleaned_data["content"]
    actions.attach_evidence(
        assessment,
        line,
        kind="file" if content else "note",
        text=piece.cleaned_data["text"],
        content=content.read() if content else None,
        by=by,
    )


def _reuse(assessment: Assessment, line: str, asked: str, *, by: Any) -> None:
    found = next((one for one in queries.evidence_to_reuse(assessment) if str(one.pk) == asked), None)
    if found is None:
        raise Refused([Reason("Chọn một minh chứng đang có.", "evidence")])
    actions.attach_evidence(assessment, line, existing=found, by=by)


def _use(assessment: Assessment, asked: str) -> AssessmentEvidence:
    found = next((one for one in assessment.evidence.filter(detached_at=None) if str(one.pk) == asked), None)
    if found is None:
        raise Refused("Minh chứng này không còn gắn ở đây. Tải lại trang.")
    return found


@require_http_methods(["GET", "POST"])
@requires(ENTER)
def assessment_meeting(request: Request, pk: UUID) -> HttpResponse:
    """Ghi cuộc họp tự đánh giá"""
    assessment = _find(request, pk)
    request.actor.must(ENTER, at=assessment.place)
    met = assessment.meeting
    form = MeetingForm(
        posted(request),
        initial={
            **met,
            "held_on": assessment.met_on,
            "members": "\n".join(", ".join(row) for row in met.get("members", [])),
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.record_self_meeting(
                assessment,
                rules.MeetingTyped(
                    held_on=typed["held_on"],
                    venue=typed["venue"],
                    chair=typed["chair"],
                    secretary=typed["secretary"],
                    members=members_of(typed["members"]),
                    agreed=-1 if typed["agreed"] is None else typed["agreed"],
                ),
                remarks=typed["remarks"],
                by=acting_as(request, ENTER, at=assessment.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi cuộc họp.")
            return redirect("assessment_detail", pk)
    values = {
        "assessment": assessment,
        "form": form,
        "road": file_road(assessment.title),
        "where": where(request, place=assessment.place, year=assessment.year),
    }
    return render(request, "assessments/assessment_meeting.html", values, status=422 if form.errors else 200)


STEPS: dict[str, tuple[str, str, Permission, type[django_forms.Form] | None]] = {
    "refresh": ("Tính lại từ dữ liệu", "Đã hỏi lại dữ liệu.", ENTER, None),
    "close": ("Chốt tự đánh giá", "Đã chốt tự đánh giá.", ENTER, None),
    "reopen": ("Mở lại tự đánh giá", "Đã mở lại.", ENTER, WhyForm),
    "withdraw": ("Rút hồ sơ", "Đã rút hồ sơ.", ENTER, WhyForm),
    "papers": ("Lập văn bản của hồ sơ", "Đã lập văn bản.", ENTER, None),
    "send": ("Ghi đã gửi hồ sơ", "Đã ghi ngày gửi.", ENTER, SendForm),
    "receive": ("Tiếp nhận hồ sơ", "Đã tiếp nhận.", JUDGE, ReceiveForm),
    "return": ("Trả lại để bổ sung", "Đã trả lại.", JUDGE, WhyForm),
    "conclude": ("Kết luận", "Đã ghi kết luận.", JUDGE, ReasonsForm),
    "take_back": ("Bỏ kết luận", "Đã bỏ kết luận.", JUDGE, WhyForm),
}


@require_http_methods(["GET", "POST"])
@requires(READ)
@once
def assessment_step(request: Request, pk: UUID, do: str) -> HttpResponse:
    """Một bước của hồ sơ: chốt, gửi, tiếp nhận, kết luận…"""
    if do not in STEPS:
        raise Http404
    assessment = _find(request, pk)
    label, told, permission, kind = STEPS[do]
    at = assessment.place if permission == ENTER else assessment.authority_place or assessment.place
    request.actor.must(permission, at=at)
    made = kind or django_forms.Form
    initial = {"sent_on": today(), "received_on": today()}
    form = made(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _act(do)(assessment, form, acting_as(request, permission, at=at))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, told)
            return redirect("assessment_detail", pk)
    values = {
        "assessment": assessment,
        "do": do,
        "label": label,
        "form": form,
        "fields": [form[name] for name in form.fields],
        "where": where(request, place=assessment.place, year=assessment.year),
    }
    return render(request, "assessments/assessment_step.html", values, status=422 if form.errors else 200)


def _act(do: str) -> Callable[[Assessment, Any, Any], Any]:
    typed: dict[str, Callable[[Assessment, Any, Any], Any]] = {
        "refresh": lambda one, form, by: actions.refresh_figures(one, by=by),
        "close": lambda one, form, by: actions.close_self_assessment(one, by=by),
        "reopen": lambda one, form, by: actions.reopen_self_assessment(one, **form.cleaned_data, by=by),
        "withdraw": lambda one, form, by: actions.withdraw_file(one, **form.cleaned_data, by=by),
        "papers": lambda one, form, by: actions.make_papers(one, by=by),
        "send": lambda one, form, by: actions.send_file(one, **form.cleaned_data, by=by),
        "receive": lambda one, form, by: actions.receive_file(one, **form.cleaned_data, by=by),
        "return": lambda one, form, by: actions.return_file(one, **form.cleaned_data, by=by),
        "conclude": lambda one, form, by: actions.conclude_file(one, **form.said(), by=by),
        "take_back": lambda one, form, by: actions.take_back_conclusion(one, **form.cleaned_data, by=by),
    }
    return typed[do]


@require_http_methods(["GET", "POST"])
@requires(ENTER)
def assessment_outside(request: Request, pk: UUID) -> HttpResponse:
    """Ghi quyết định nhận được của cơ quan không dùng phần mềm này"""
    assessment = _find(request, pk)
    request.actor.must(ENTER, at=assessment.place)
    form = OutsideForm(posted(request), request.FILES or None, initial={"issuer": assessment.receives})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        copy = typed.pop("copy")
        typed["agrees"] = {"yes": True, "no": False}.get(typed["agrees"])
        try:
            actions.record_outside_decision(
                assessment,
                **typed,
                copy=copy.read() if copy else None,
                by=acting_as(request, ENTER, at=assessment.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi quyết định.")
            return redirect("assessment_detail", pk)
    values = {
        "assessment": assessment,
        "form": form,
        "where": where(request, place=assessment.place, year=assessment.year),
    }
    return render(request, "assessments/assessment_outside.html", values, status=422 if form.errors else 200)


@require_GET
@requires(READ)
def assessment_piece(request: Request, pk: UUID) -> HttpResponse:
    """Tệp của một minh chứng trong hồ sơ, cho người đọc được hồ sơ"""
    uses = AssessmentEvidence.objects.filter(
        assessment__in=Assessment.objects.visible_to(request.actor), detached_at=None
    )
    use = uses.filter(pk=pk, evidence__withdrawn_at=None).select_related("evidence").first()
    if use is None or not use.evidence.sha256 or use.evidence.erased_on:
        raise Http404
    return _file(use.evidence.sha256, use.evidence.media_type, f"minh-chung-{use.line}-{use.pk}")


@require_GET
@requires(READ)
def assessment_copy(request: Request, pk: UUID) -> HttpResponse:
    """Bản chụp quyết định nhận từ ngoài"""
    assessment = _find(request, pk)
    if not assessment.outside_sha256:
        raise Http404
    return _file(assessment.outside_sha256, assessment.outside_media_type, f"quyet-dinh-{assessment.pk}")


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _file(sha256: str, media_type: str, name: str) -> HttpResponse:
    try:
        content = files.read(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, media_type, f"{name}{files.SUFFIX.get(media_type, '')}", inline=True)


def _find(request: Request, pk: UUID) -> Assessment:
    found = queries.find_file(request.actor, pk)
    if found is None:
        raise Http404
    return found
