"""Screens of the ranking of centres."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.assessments.models import Improvement, InspectionMember, Ranking, RankingState
from hoctap.assessments.ranking import actions, queries
from hoctap.assessments.ranking.facts import trend_of, years_until
from hoctap.assessments.ranking.forms import (
    ConfirmForm,
    DoneForm,
    ImpactForm,
    ImprovementForm,
    InspectionForm,
    MemberPersonForm,
    OutsideRankingForm,
    OwnPointsForm,
    RankingFilterForm,
    RankingForm,
    RevokingForm,
    WhyForm,
)
from hoctap.assessments.ranking.models import INSPECTABLE
from hoctap.assessments.ranking.queries import RankingWanted
from hoctap.assessments.ranking.rows import inspecting_place
from hoctap.audit.once import once
from hoctap.centres import asking
from hoctap.centres.models import Centre
from hoctap.centres.persons import note_names, people_named
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden
from hoctap.core.vietnamese import format_number
from hoctap.criteria.models import CriteriaEdition
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

READ, KEEP, APPROVE, JUDGE = (
    Permission.CENTRE_READ,
    Permission.CENTRE_KEEP,
    Permission.PROGRAMME_APPROVE,
    Permission.ASSESSMENT_JUDGE,
)
YEARS = 10


@require_GET
@requires(READ)
def ranking_list(request: Request) -> HttpResponse:
    """Xếp loại trung tâm: mỗi năm một dòng, tự chấm bên cạnh điểm kiểm tra"""
    told = request.GET
    year = told.get("year", "")
    state = told.get("state", "")
    centre = _centre_asked(request)
    place = None if centre else asking.place(request)
    wanted = RankingWanted(
        centre=centre.pk if centre else None,
        place=place.pk if place else None,
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        state=state if state in RankingState.values else "",
    )
    found = queries.rankings_wanted(request.actor, wanted)
    values = {
        "page": Paginator(found, 50).get_page(told.get("page")),
        "form": RankingFilterForm(told or None),
        "centre": centre,
        "place": place,
        "grades": queries.grades_of(found) if wanted.year else [],
        "year": wanted.year,
        "may_keep": request.actor.may_anywhere(KEEP),
        "may_judge": bool(request.actor.places_only(JUDGE)),
    }
    return render(request, "assessments/ranking_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def ranking_new(request: Request) -> HttpResponse:
    """Bắt đầu tự đánh giá của một năm"""
    centres = queries.centres_to_rank(request.actor)
    centre = _centre_asked(request, centres) or (centres[0] if len(centres) == 1 else None)
    values: dict[str, Any] = {"centres": centres, "centre": centre}
    if centre is None:
        return render(request, "assessments/ranking_new.html", values)
    year = _year_typed(request)
    editions = CriteriaEdition.objects.filter(pk__in=[one.pk for one in queries.editions_at(centre, year)])
    form = RankingForm(posted(request), editions=editions.order_by("-valid_from"), initial={"year": year})
    made: list[Ranking] = []

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, KEEP, at=centre)
        made.append(actions.open_ranking(centre, **typed, by=by))

    if carried_out(form, act):
        messages.success(request, "Đã mở phiếu tự đánh giá. Ghi điểm từng tiêu chí.")
        return redirect("ranking_score", made[0].pk)
    values |= {
        "year": year,
        "editions": editions,
        "frame": None if editions else queries.frame(),
        "where": where(request, place=centre.place, year=year),
    }
    return form_page(request, "assessments/ranking_new.html", form, **values)


@require_GET
@requires(READ)
def ranking_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lần xếp loại: hai cột điểm, số liệu trong sổ, việc khắc phục"""
    ranking = find_ranking(request, pk)
    page = queries.ranking_page(ranking, request.actor)
    note_names(page.members)
    values = {"page": page, "ranking": ranking, "steps": STEPS_OF_ROAD, **where_of(request, ranking)}
    return render(request, "assessments/ranking_detail.html", values)


STEPS_OF_ROAD = [
    ("draft", "Tự đánh giá"),
    ("submitted", "UBND xã xác nhận"),
    ("confirmed", "Kiểm tra liên ngành"),
    ("inspected", "Quyết định"),
    ("ranked", "Đã xếp loại"),
]


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def ranking_score(request: Request, pk: UUID) -> HttpResponse:
    """Trung tâm tự chấm: điểm và căn cứ từng tiêu chí, số liệu trong sổ ở bên"""
    ranking = find_ranking(request, pk)
    request.actor.must(KEEP, at=ranking)
    page = queries.ranking_page(ranking, request.actor)
    if not page.is_editable:
        return redirect("ranking_detail", pk)
    initial: dict[str, Any] = {"remarks": ranking.remarks}
    for row in page.judged.rows:
        initial[f"points-{row.code}"] = _typed_again(row.line.self_points)
        initial[f"words-{row.code}"] = row.line.basis
    form = OwnPointsForm(posted(request), rows=page.judged.rows, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, KEEP, at=ranking)
        actions.record_own_points(ranking, form.typed_rows(), remarks=typed["remarks"], by=by)

    if carried_out(form, act):
        messages.success(request, "Đã lưu phiếu tự đánh giá.")
        return redirect("ranking_detail", pk)
    values = {"page": page, "ranking": ranking, "blocks": _fields(page, form), **where_of(request, ranking)}
    return form_page(request, "assessments/ranking_score.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
def ranking_inspect(request: Request, pk: UUID) -> HttpResponse:
    """Đoàn kiểm tra liên ngành: thành phần, điểm bên cạnh điểm tự chấm, đề nghị xếp loại"""
    ranking = find_ranking(request, pk)
    place = inspecting_place(ranking, request.actor)
    if place is None:
        raise Forbidden(f"Tài khoản này không có quyền: {JUDGE.description}.")
    page = queries.ranking_page(ranking, request.actor)
    if ranking.state not in INSPECTABLE:
        return redirect("ranking_detail", pk)
    note_names(page.members)
    form = InspectionForm(
        posted(request),
        rows=page.judged.rows,
        grades=_grades(ranking),
        initial=_inspection_again(page),
    )

    def act(typed: dict[str, Any]) -> None:
        actions.record_inspection(
            ranking,
            form.typed_inspection(),
            form.typed_rows(),
            grade=typed["grade"],
            why=typed["why"],
            by=acting_as(request, JUDGE, at=place),
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi kết quả kiểm tra và đề nghị xếp loại.")
        return redirect("ranking_detail", pk)
    values = {"page": page, "ranking": ranking, "blocks": _fields(page, form), **where_of(request, ranking)}
    return form_page(request, "assessments/ranking_inspect.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
def inspectionmember_name(request: Request, pk: UUID) -> HttpResponse:
    """Thành viên đoàn kiểm tra là ai trong sổ hộ: để cấp, xóa dữ liệu theo yêu cầu của người ấy"""
    rows = InspectionMember.objects.filter(inspection__ranking__in=Ranking.objects.visible_to(request.actor))
    member = get_object_or_404(rows.select_related("inspection"), pk=pk)
    ranking = find_ranking(request, member.inspection.ranking_id)
    place = inspecting_place(ranking, request.actor)
    if place is None:
        raise Http404
    words = request.GET.get("q", "")[:60] or member.name
    form = MemberPersonForm(
        posted(request),
        found=people_named(words, ranking.place, request.actor),
        initial={"person": str(member.person_id or "")},
    )

    def act(typed: dict[str, Any]) -> None:
        chosen = form.persons.get(typed.get("person", ""))
        actions.name_inspection_member(member, chosen, by=acting_as(request, JUDGE, at=place))

    if carried_out(form, act):
        messages.success(request, "Đã ghi.")
        return redirect("ranking_detail", ranking.pk)
    note_names([member])
    values = {"member": member, "ranking": ranking, "words": words, **where_of(request, ranking)}
    return form_page(request, "assessments/inspectionmember_name.html", form, **values)


def _inspection_again(page: queries.RankingPage) -> dict[str, Any]:
    found: dict[str, Any] = {"held_on": today(), "grade": page.ranking.proposed_grade}
    found["why"] = page.ranking.proposed_why
    for row in page.judged.rows:
        found[f"points-{row.code}"] = _typed_again(row.line.inspected_points)
        found[f"words-{row.code}"] = row.line.inspected_note
    if (kept := page.inspection) is not None:
        found |= {
            "held_on": kept.held_on,
            "venue": kept.venue,
            "paper_number": kept.paper_number,
            "paper_date": kept.paper_date,
            "remarks": kept.remarks,
        }
        for field, side in InspectionForm.sides.items():
            found[field] = "\n".join(f"{one.name}, {one.body}" for one in page.members if one.side == side)
    return found


STEPS: dict[str, tuple[str, str]] = {
    "submit": ("Chốt tự đánh giá, gửi UBND xã", "Đã gửi UBND xã xác nhận."),
    "reopen": ("Mở lại tự đánh giá", "Đã mở lại."),
    "withdraw": ("Bỏ lần tự đánh giá này", "Đã bỏ."),
    "confirm": ("Xác nhận của UBND xã", "Đã xác nhận."),
    "return": ("Trả lại để bổ sung", "Đã trả lại."),
    "sheet": ("Lập phiếu tự đánh giá", "Đã lập phiếu tự đánh giá."),
    "minutes": ("Lập biên bản kiểm tra", "Đã lập biên bản kiểm tra."),
}
# What a step asks; the others ask nothing.
STEP_FORMS: dict[str, type[django_forms.Form]] = {
    "reopen": WhyForm,
    "withdraw": WhyForm,
    "return": WhyForm,
    "confirm": ConfirmForm,
}


@require_http_methods(["GET", "POST"])
@requires(READ)
@once
def ranking_step(request: Request, pk: UUID, do: str) -> HttpResponse:
    """Một bước: chốt, xác nhận, trả lại, lập văn bản"""
    if do not in STEPS:
        raise Http404
    ranking = find_ranking(request, pk)
    label, told = STEPS[do]
    permission, at = _who(ranking, do, request)
    request.actor.must(permission, at=at)
    form = STEP_FORMS.get(do, django_forms.Form)(posted(request))

    def act(typed: dict[str, Any]) -> None:
        _act(do)(ranking, **typed, by=acting_as(request, permission, at=at))

    if carried_out(form, act):
        messages.success(request, told)
        return redirect("ranking_detail", pk)
    values = {"ranking": ranking, "do": do, "label": label, **where_of(request, ranking)}
    return form_page(request, "assessments/ranking_step.html", form, **values)


def _who(ranking: Ranking, do: str, request: Request) -> tuple[Permission, Any]:
    if do == "confirm":
        return APPROVE, ranking
    if do == "minutes":
        return JUDGE, inspecting_place(ranking, request.actor) or ranking.place
    if do == "return":
        is_communes = ranking.state in (RankingState.SUBMITTED, RankingState.WAITING)
        if is_communes or ranking.authority_place is None:
            return APPROVE, ranking
        return JUDGE, ranking.authority_place
    return KEEP, ranking


def _act(do: str) -> Callable[..., object]:
    steps: dict[str, Callable[..., object]] = {
        "submit": actions.submit_ranking,
        "reopen": actions.reopen_ranking,
        "withdraw": actions.withdraw_ranking,
        "confirm": actions.confirm_ranking,
        "return": actions.return_ranking,
        "sheet": actions.make_sheet,
        "minutes": actions.make_inspection_minutes,
    }
    return steps[do]


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
@once
def ranking_decide(request: Request) -> HttpResponse:
    """Soạn một quyết định xếp loại cho nhiều trung tâm"""
    waiting = queries.waiting_for_decision(request.actor)
    ticked = set(
        request.POST.getlist("ranking") if request.method == "POST" else request.GET.getlist("ranking")
    )
    chosen = [one for one in waiting if str(one.pk) in ticked]
    form = django_forms.Form(posted(request))

    def act(typed: dict[str, Any]) -> None:
        place = chosen[0].authority_place if chosen else None
        by = acting_as(request, JUDGE, at=place) if place else request.actor
        made.append(actions.draft_ranking_decision(chosen, by=by))

    made: list[Any] = []
    if carried_out(form, act):
        messages.success(request, "Đã soạn quyết định. Xếp loại có hiệu lực khi ghi số, ngày và bản đã ký.")
        return redirect("ranking_detail", chosen[0].pk)
    values = {"waiting": [(one, one in chosen) for one in waiting]}
    return form_page(request, "assessments/ranking_decide.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def ranking_outside(request: Request, pk: UUID) -> HttpResponse:
    """Ghi quyết định xếp loại nhận được của cơ quan không dùng phần mềm này"""
    ranking = find_ranking(request, pk)
    request.actor.must(KEEP, at=ranking)
    form = OutsideRankingForm(
        posted(request),
        request.FILES or None,
        grades=_grades(ranking),
        initial={"issuer": ranking.receives},
    )

    def act(typed: dict[str, Any]) -> None:
        copy = typed.pop("copy")
        by = acting_as(request, KEEP, at=ranking)
        actions.record_outside_ranking(ranking, **typed, copy=copy.read() if copy else None, by=by)

    if carried_out(form, act):
        messages.success(request, "Đã ghi quyết định xếp loại.")
        return redirect("ranking_detail", pk)
    return form_page(
        request, "assessments/ranking_outside.html", form, ranking=ranking, **where_of(request, ranking)
    )


@require_GET
@requires(READ)
def ranking_copy(request: Request, pk: UUID) -> HttpResponse:
    """Bản chụp quyết định nhận từ ngoài"""
    ranking = find_ranking(request, pk)
    return kept_file(ranking.outside_sha256, ranking.outside_media_type, f"xep-loai-{ranking.pk}")


@require_http_methods(["GET", "POST"])
@requires(READ)
@once
def ranking_revoke(request: Request, pk: UUID) -> HttpResponse:
    """Ghi quyết định thu hồi xếp loại: số, ngày, cơ quan, lý do, bản chụp"""
    ranking = find_ranking(request, pk)
    permission, at = queries.who_revokes(ranking)
    if not request.actor.may(permission, at=at):
        raise Http404
    form = RevokingForm(
        posted(request), request.FILES or None, initial={"issuer": ranking.decision_by, "revoked_on": today()}
    )

    def act(typed: dict[str, Any]) -> None:
        copy = typed.pop("copy")
        by = acting_as(request, permission, at=at)
        actions.revoke_ranking(ranking, **typed, copy=copy.read() if copy else None, by=by)

    if carried_out(form, act):
        messages.success(request, "Đã ghi thu hồi xếp loại.")
        return redirect("ranking_detail", pk)
    return form_page(
        request, "assessments/ranking_revoke.html", form, ranking=ranking, **where_of(request, ranking)
    )


@require_GET
@requires(READ)
def ranking_revoked_copy(request: Request, pk: UUID) -> HttpResponse:
    """Bản chụp quyết định thu hồi xếp loại"""
    ranking = find_ranking(request, pk)
    return kept_file(ranking.revoked_sha256, ranking.revoked_media_type, f"thu-hoi-xep-loai-{ranking.pk}")


def kept_file(sha256: str, media_type: str, name: str) -> HttpResponse:
    if not sha256:
        raise Http404
    try:
        content = files.read(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, media_type, f"{name}{files.SUFFIX.get(media_type, '')}", inline=True)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def improvement_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi việc khắc phục sau xếp loại"""
    ranking = find_ranking(request, pk)
    request.actor.must(KEEP, at=ranking)
    codes = [(one.code, f"{one.code}. {one.label}") for one in ranking.edition.criteria.all()]
    form = ImprovementForm(posted(request), codes=codes, initial={"code": request.GET.get("code", "")})

    def act(typed: dict[str, Any]) -> None:
        actions.add_improvement(ranking, **typed, by=acting_as(request, KEEP, at=ranking))

    if carried_out(form, act):
        messages.success(request, "Đã ghi việc khắc phục.")
        return redirect("ranking_detail", pk)
    return form_page(
        request, "assessments/improvement_new.html", form, ranking=ranking, **where_of(request, ranking)
    )


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def improvement_close(request: Request, pk: UUID) -> HttpResponse:
    """Ghi việc khắc phục đã xong, có kết quả"""
    rows = Improvement.objects.visible_to(request.actor)
    one = get_object_or_404(rows.select_related("ranking__centre__organisation__place"), pk=pk)
    request.actor.must(KEEP, at=one)
    form = DoneForm(posted(request), initial={"done_on": today()})

    def act(typed: dict[str, Any]) -> None:
        actions.close_improvement(one, **typed, by=acting_as(request, KEEP, at=one))

    if carried_out(form, act):
        messages.success(request, "Đã ghi kết quả.")
        return redirect("ranking_detail", one.ranking_id)
    values = {"improvement": one, **where_of(request, one.ranking)}
    return form_page(request, "assessments/improvement_close.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(READ)
@once
def ranking_trend(request: Request, pk: UUID) -> HttpResponse:
    """Diễn biến mười năm của một trung tâm: hoạt động, lượt người, xếp loại; đánh giá tác động"""
    visible = Centre.objects.filter(organisation__place__path__overlap=request.actor.places_with(READ))
    centre = get_object_or_404(visible.select_related("organisation__place"), pk=pk)
    may_keep = request.actor.may(KEEP, at=centre)
    form = ImpactForm(posted(request), initial={"year": asked.year(request)})
    if request.method == "POST":
        request.actor.must(KEEP, at=centre)

    def act(typed: dict[str, Any]) -> None:
        actions.note_impact(centre, **typed, by=acting_as(request, KEEP, at=centre))

    if carried_out(form, act):
        messages.success(request, "Đã ghi đánh giá tác động.")
        return redirect("ranking_trend", pk)
    rows = trend_of(centre, years_until(today().year, YEARS))
    values = {
        "centre": centre,
        "rows": rows,
        "is_empty": not any(row.url or row.activities or row.people for row in rows),
        "notes": queries.notes_of(centre, request.actor),
        "may_keep": may_keep,
        "where": where(request, place=centre.place, year=today().year),
    }
    return form_page(request, "assessments/ranking_trend.html", form, **values)


# ── shared ──────────────────────────────────────────────────────────────────────────────────────────


def find_ranking(request: Request, pk: UUID) -> Ranking:
    found = queries.find_ranking(request.actor, pk)
    if found is None:
        raise Http404
    return found


def where_of(request: Request, ranking: Ranking) -> dict[str, Any]:
    return {"where": where(request, place=ranking.place, year=ranking.year)}


def _centre_asked(request: Request, among: Any = None) -> Centre | None:
    text = request.POST.get("centre") or request.GET.get("centre", "")
    rows = Centre.objects.visible_to(request.actor) if among is None else among
    try:
        return rows.select_related("organisation__place").filter(pk=UUID(text)).first()
    except ValueError:
        return None


def _year_typed(request: Request) -> int:
    text = request.POST.get("year") or request.GET.get("year", "")
    if text.isascii() and text.isdigit() and 2000 <= int(text[:5]) <= 2100:
        return int(text)
    return today().year - 1 if today().month < 6 else today().year


def _grades(ranking: Ranking) -> list[tuple[str, str]]:
    """The best first."""
    return [(row["code"], row["label"]) for row in reversed(ranking.edition.grades)]


def _fields(page: queries.RankingPage, form: Any) -> list[tuple[str, Any, list[tuple[Any, Any, Any, Any]]]]:
    return [
        (name, facts, [(row, *form.pair(row.code), beside) for row, beside in rows])
        for name, facts, rows in page.blocks
    ]


def _typed_again(points: Any) -> str:
    return "" if points is None else format_number(points)
