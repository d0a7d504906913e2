"""Pages of the association: its list, one of them, what is written into its books."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.associations import actions, centres, figures, queries
from hoctap.associations.forms import (
    BriefingForm,
    ChapterEndForm,
    ChapterForm,
    ClosingForm,
    MemberEndForm,
    MemberForm,
    NewChapterForm,
    OfficerEndForm,
    OfficerForm,
    SupportForm,
    SupportWithdrawForm,
    TakeOverForm,
    TallyForm,
    TermForm,
    ticked,
    typed_heads,
    typed_tallies,
)
from hoctap.associations.models import Briefing, Chapter, Member, Officer, Support, Term
from hoctap.associations.pasting import pasted_tallies
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.reading import not_shown
from hoctap.core.refusals import Refused
from hoctap.people.models import Person
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Level, Organisation, Place
from hoctap.places.views import asked

_READ, _KEEP = Permission.ASSOCIATION_READ, Permission.ASSOCIATION_KEEP
PAGE = 60


@require_GET
@requires(_READ)
def association_list(request: Request) -> HttpResponse:
    """Hội Khuyến học các cấp"""
    year = asked.year(request)
    found = queries.listed(request.actor, year, place=_place_asked(request))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "rows": list(page),
        "year": year,
        "chapters": queries.hamlet_chapters(request.actor),
    }
    return render(request, "associations/association_list.html", values)


@require_GET
@requires(_READ)
def association_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một Hội: tổ chức, chi hội, hội viên, buổi quán triệt của năm"""
    association = _association(request, pk, _READ)
    year = asked.year(request)
    values = {
        "page": queries.page_of(association, year),
        "inherited": _inherited_count(association, request),
        "briefed": figures.briefed_share(association, year),
        **_beside_the_centre(association, year),
        "may_keep": request.actor.may(_KEEP, at=association),
        "where": where(request, place=association.place, year=year),
    }
    return render(request, "associations/association_detail.html", values)


@require_GET
@requires(_KEEP)
def association_active(request: Request, pk: UUID) -> HttpResponse:
    """Ai làm công tác khuyến học đã tham gia tổ chức hoạt động của trung tâm, đã được tập huấn công nghệ thông tin"""
    association = _association(request, pk, _KEEP)
    year = asked.year(request)
    found = centres.workers_of([association.place_id], year)[association.place_id]
    values = {
        "association": association,
        "year": year,
        "found": found,
        "workers": sorted(found.workers, key=lambda one: (one.is_active, one.member.sort_key)),
    }
    return render(request, "associations/association_active.html", values)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def term_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi nhiệm kỳ"""
    association = _association(request, pk, _KEEP)
    form = TermForm(posted(request))
    if carried_out(form, lambda typed: actions.record_term(association, form.details(), by=request.actor)):
        messages.success(request, "Đã ghi nhiệm kỳ.")
        return redirect("association_detail", pk=pk)
    return form_page(request, "associations/term_new.html", form, association=association)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def closing_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi bàn giao của Hội đã kết thúc"""
    association = _association(request, pk, _KEEP)
    form = ClosingForm(posted(request))
    if carried_out(form, lambda typed: actions.record_closing(association, form.details(), by=request.actor)):
        messages.success(request, "Đã ghi bàn giao.")
        return redirect("association_detail", pk=pk)
    return form_page(request, "associations/closing_new.html", form, association=association)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def association_inherit(request: Request, pk: UUID) -> HttpResponse:
    """Nhận chi hội, hội viên của các Hội đã hợp nhất"""
    association = _association(request, pk, _KEEP)
    inherited = queries.inherited(association)
    form = TakeOverForm(posted(request))
    if carried_out(form, lambda typed: actions.take_over(association, by=request.actor, **typed)):
        messages.success(
            request,
            f"Đã nhận {len(inherited.chapters)} chi hội, ban và {len(inherited.members)} hội viên có tên.",
        )
        return redirect("association_detail", pk=pk)
    return form_page(
        request,
        "associations/association_inherit.html",
        form,
        association=association,
        inherited=inherited,
    )


# ---------------------------------------------------------------- chapters


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def chapter_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm chi hội, Ban khuyến học"""
    association = _association(request, pk, _KEEP)
    form = NewChapterForm(posted(request), places=_places_of(association))

    def act(typed: dict[str, Any]) -> None:
        actions.add_chapter(association, typed["place"], form.details(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, f"Đã thêm {form.cleaned_data['name']}.")
        return redirect("association_detail", pk=pk)
    return form_page(request, "associations/chapter_new.html", form, association=association)


@require_GET
@requires(_READ)
def chapter_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một chi hội: người phụ trách, hội viên qua các năm"""
    chapter = _chapter(request, pk, _READ)
    values = {
        "page": queries.chapter_page(chapter),
        "may_keep": request.actor.may(_KEEP, at=chapter),
        "may_open_association": request.actor.may(_READ, at=chapter.association),
    }
    return render(request, "associations/chapter_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
def chapter_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa tên, ngày thành lập ghi sai"""
    chapter = _chapter(request, pk, _KEEP)
    now = {name: getattr(chapter, name) for name in ("kind", "name", "founded_on", "founded_by")}
    form = ChapterForm(posted(request), initial=now)
    if carried_out(form, lambda typed: actions.correct_chapter(chapter, form.details(), by=request.actor)):
        messages.success(request, "Đã sửa.")
        return redirect("chapter_detail", pk=pk)
    return form_page(request, "associations/chapter_edit.html", form, chapter=chapter)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
def chapter_end(request: Request, pk: UUID) -> HttpResponse:
    """Chi hội thôi hoạt động, sáp nhập"""
    chapter = _chapter(request, pk, _KEEP)
    others = Chapter.objects.standing().filter(association=chapter.association_id).exclude(pk=pk)
    form = ChapterEndForm(posted(request), others=others)
    if carried_out(form, lambda typed: actions.end_chapter(chapter, by=request.actor, **typed)):
        messages.success(request, f"{chapter.name} thôi hoạt động.")
        return redirect("chapter_detail", pk=pk)
    return form_page(request, "associations/chapter_end.html", form, chapter=chapter)


# ---------------------------------------------------------------- members and officers


@require_GET
@requires(_KEEP)
def association_member_list(request: Request, pk: UUID) -> HttpResponse:
    """Hội viên có tên trong danh sách"""
    association = _association(request, pk, _KEEP)
    q, gone = request.GET.get("q", "")[:120], request.GET.get("state") == "left"
    found = queries.members_of(association, request.actor, q=q, gone=gone)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    values = {"association": association, "page": page, "members": list(page), "q": q, "gone": gone}
    return render(request, "associations/association_member_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def association_member_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm hội viên vào danh sách"""
    association = _association(request, pk, _KEEP)
    chapters = Chapter.objects.standing().filter(association=association)
    form = MemberForm(posted(request), chapters=chapters, chosen=request.GET.get("chapter", ""))
    made: list[Member] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(
            actions.add_member(association, form.details(), chapter=typed["chapter"], by=request.actor)
        )

    if carried_out(form, act):
        messages.success(request, f"Đã thêm {made[0].full_name}.")
        return redirect("association_member_detail", pk=made[0].pk)
    return form_page(request, "associations/association_member_new.html", form, association=association)


@require_GET
@requires(_KEEP)
def association_member_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một hội viên: chức vụ, buổi đã dự, người trong sổ hộ"""
    member = _member(request, pk)
    values = {
        "member": member,
        "positions": list(member.positions.select_related("chapter")),
        "briefings": [one.briefing for one in member.briefings.select_related("briefing")],
        "candidates": queries.candidates(member, request.actor),
    }
    return render(request, "associations/association_member_detail.html", values)


@require_POST
@requires(_KEEP)
def association_member_link(request: Request, pk: UUID) -> HttpResponse:
    member = _member(request, pk)
    chosen = request.POST.get("person", "")
    found = [one for one in queries.candidates(member, request.actor) if str(one.pk) == chosen]
    person: Person = found[0] if found else get_object_or_404(Person.objects.none())
    actions.link_member(member, person, by=request.actor)
    messages.success(request, "Đã gắn với người trong sổ hộ.")
    return redirect("association_member_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
def association_member_end(request: Request, pk: UUID) -> HttpResponse:
    """Thôi là hội viên"""
    member = _member(request, pk)
    form = MemberEndForm(posted(request))
    if carried_out(form, lambda typed: actions.end_member(member, by=request.actor, **typed)):
        messages.success(request, f"{member.full_name} thôi là hội viên.")
        return redirect("association_member_list", pk=member.association_id)
    return form_page(request, "associations/association_member_end.html", form, member=member)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def officer_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi người giữ chức vụ trong Hội"""
    association = _association(request, pk, _KEEP)
    return _appointing(request, association, None)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def chapter_officer(request: Request, pk: UUID) -> HttpResponse:
    """Ghi người phụ trách chi hội, ban"""
    chapter = _chapter(request, pk, _KEEP)
    return _appointing(request, chapter.association, chapter)


def _appointing(request: Request, association: Organisation, chapter: Chapter | None) -> HttpResponse:
    form = OfficerForm(
        posted(request),
        of_chapter=chapter is not None,
        members=Member.objects.visible_to(request.actor).standing().filter(association=association),
        users=queries.account_holders(association),
        terms=Term.objects.filter(association=association),
    )

    def act(typed: dict[str, Any]) -> None:
        actions.appoint_officer(
            association,
            form.details(),
            position=typed["position"],
            from_day=typed["from_day"],
            decision=typed["decision"],
            chapter=chapter,
            member=typed["member"],
            user=typed["user"],
            term=typed["term"],
            by=request.actor,
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi chức vụ.")
        if chapter is not None:
            return redirect("chapter_detail", pk=chapter.pk)
        return redirect("association_detail", pk=association.pk)
    template = "associations/chapter_officer.html" if chapter else "associations/officer_new.html"
    return form_page(request, template, form, association=association, chapter=chapter)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
def officer_end(request: Request, pk: UUID) -> HttpResponse:
    """Thôi giữ chức vụ"""
    rows = Officer.objects.visible_to(request.actor, _KEEP)
    officer = get_object_or_404(rows.select_related("association__place", "chapter__place", "member"), pk=pk)
    form = OfficerEndForm(posted(request))
    if carried_out(form, lambda typed: actions.end_officer(officer, by=request.actor, **typed)):
        messages.success(
            request, f"{officer.member.full_name} thôi giữ chức {officer.get_position_display()}."
        )
        if officer.chapter_id:
            return redirect("chapter_detail", pk=officer.chapter_id)
        return redirect("association_detail", pk=officer.association_id)
    return form_page(request, "associations/officer_end.html", form, officer=officer)


# ---------------------------------------------------------------- tallies


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def membertally_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi số hội viên của mọi chi hội trong một lần"""
    association = _association(request, pk, _KEEP)
    year = asked.year(request)
    rows = queries.tally_rows(association, year)
    form = TallyForm(posted(request))
    typed = typed_tallies(request.POST, [one for one, _, _ in rows])
    wrong: dict[str, str] = {}
    if form.is_bound and form.is_valid():
        try:
            pasted = pasted_tallies(form.cleaned_data["pasted"], [(one, name) for one, name, _ in rows])
            recorded = actions.record_tallies(
                association,
                typed | pasted,
                as_of=form.cleaned_data["as_of"],
                source=form.cleaned_data["source"],
                by=request.actor,
            )
        except Refused as refusal:
            wrong = {reason.field: reason.text for reason in refusal.reasons if reason.field}
            add_reasons(form, refusal.reasons)
        else:
            words = f"Đã ghi {recorded} số liệu." if recorded else "Các số này đã có, không ghi thêm."
            messages.success(request, words)
            return redirect("association_detail", pk=pk)
    values = {
        "association": association,
        "year": year,
        "rows": [
            {
                "id": one,
                "name": name,
                "tally": tally,
                "typed": typed[one],
                "wrong": [
                    wrong[key] for key in (f"members-{one}", f"joined-{one}", f"left-{one}") if key in wrong
                ],
            }
            for one, name, tally in rows
        ],
    }
    return form_page(request, "associations/membertally_new.html", form, **values)


# ---------------------------------------------------------------- briefings


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def briefing_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi buổi học tập, quán triệt"""
    association = _association(request, pk, _KEEP)
    form = BriefingForm(posted(request))
    made: list[Briefing] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.record_briefing(association, form.details(), by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã ghi buổi này. Ghi tiếp ai đã dự.")
        return redirect("briefing_attend", pk=made[0].pk)
    return form_page(request, "associations/briefing_new.html", form, association=association)


@require_GET
@requires(_READ)
def briefing_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một buổi quán triệt: văn bản, số người dự"""
    briefing = _briefing(request, pk, _READ)
    may_keep = request.actor.may(_KEEP, at=briefing)
    named = briefing.briefed.count()
    heads = list(briefing.heads.select_related("chapter"))
    values = {
        "briefing": briefing,
        "named": named,
        "heads": heads,
        "people": named + sum(row.people for row in heads),
        "may_keep": may_keep,
        "members": [row.member for row in briefing.briefed.select_related("member__chapter")]
        if may_keep
        else [],
    }
    return render(request, "associations/briefing_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
def briefing_attend(request: Request, pk: UUID) -> HttpResponse:
    """Ai đã dự: chọn tên, hoặc ghi số người của từng chi hội"""
    briefing = _briefing(request, pk, _KEEP)
    rows = queries.heads_rows(briefing)
    names = {row.member_id for row in briefing.briefed.all()}
    errors: list[Any] = []
    if request.method == "POST":
        names, typed = ticked(request.POST), typed_heads(request.POST, [row.id for row in rows])
        try:
            actions.record_briefed(briefing, names=names, heads=typed, by=request.actor)
        except Refused as refusal:
            errors = refusal.reasons
            wrong = {reason.field: reason.text for reason in errors if reason.field}
            rows = queries.heads_rows(briefing, typed, wrong)
        else:
            messages.success(request, "Đã ghi ai dự.")
            return redirect("briefing_detail", pk=pk)
    members = Member.objects.visible_to(request.actor).filter(association=briefing.association_id)
    values = {
        "briefing": briefing,
        "rows": rows,
        "members": list(members.standing().select_related("chapter")),
        "names": names,
        "errors": errors,
    }
    return render(request, "associations/briefing_attend.html", values, status=422 if errors else 200)


# ---------------------------------------------------------------- encouragement and help


@require_GET
@requires(_READ)
def aid_list(request: Request, pk: UUID) -> HttpResponse:
    """Khuyến khích, hỗ trợ người học của Hội trong năm"""
    association = _association(request, pk, _READ)
    year = asked.year(request)
    found = queries.supports_of(association, request.actor, year)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    values = {
        "association": association,
        "year": year,
        "sums": queries.support_sums(found),
        "page": page,
        "rows": list(page),
        "may_keep": request.actor.may(_KEEP, at=association),
    }
    return render(request, "associations/aid_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def aid_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi học bổng, quà, thăm hỏi"""
    association = _association(request, pk, _KEEP)
    form = SupportForm(posted(request), chapters=Chapter.objects.standing().filter(association=association))

    def act(typed: dict[str, Any]) -> None:
        actions.record_support(association, form.details(), chapter=typed["chapter"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi.")
        year = form.cleaned_data["given_on"].year
        return redirect(reverse("aid_list", args=[pk], query={"year": year}))
    return form_page(request, "associations/aid_new.html", form, association=association)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
def aid_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một dòng ghi nhầm"""
    rows = Support.objects.visible_to(request.actor, _KEEP)
    support = get_object_or_404(rows.select_related("association__place", "chapter__place"), pk=pk)
    form = SupportWithdrawForm(posted(request))
    if carried_out(form, lambda typed: actions.withdraw_support(support, by=request.actor, **typed)):
        messages.success(request, "Đã bỏ dòng này.")
        year = support.given_on.year
        return redirect(reverse("aid_list", args=[support.association_id], query={"year": year}))
    return form_page(
        request, "associations/aid_withdraw.html", form, support=support, association=support.association
    )


# ---------------------------------------------------------------- what is asked for


def _place_asked(request: Request) -> UUID | None:
    """Where a figure of a report leads to."""
    typed = request.GET.get("place", "")
    try:
        return UUID(typed) if typed else None
    except ValueError:
        raise Http404 from None


def _association(request: Request, pk: UUID, permission: Permission) -> Organisation:
    return get_object_or_404(queries.associations(request.actor, permission), pk=pk)


def _inherited_count(association: Organisation, request: Request) -> int:
    """For who may take them over; nobody is shown by the number."""
    if association.valid_to is not None or not request.actor.may(_KEEP, at=association):
        return 0
    with not_shown():
        found = queries.inherited(association)
    return len(found.chapters) + len(found.members)


def _beside_the_centre(association: Organisation, year: int) -> dict[str, Any]:
    """Nobody is shown by the counts."""
    if association.place.level != Level.COMMUNE or association.valid_to is not None:
        return {"lead": None, "workers": None}
    commune = association.place_id
    with not_shown():
        workers = centres.workers_of([commune], year)[commune]
    return {"lead": centres.leads_of([commune], year).get(commune), "workers": workers}


def _chapter(request: Request, pk: UUID, permission: Permission) -> Chapter:
    rows = Chapter.objects.visible_to(request.actor, permission)
    return get_object_or_404(rows.select_related("association__place", "place", "merged_into"), pk=pk)


def _member(request: Request, pk: UUID) -> Member:
    rows = Member.objects.visible_to(request.actor).select_related(
        "association__place", "chapter__place", "person"
    )
    return get_object_or_404(rows, pk=pk)


def _briefing(request: Request, pk: UUID, permission: Permission) -> Briefing:
    rows = Briefing.objects.visible_to(request.actor, permission)
    return get_object_or_404(rows.select_related("association__place"), pk=pk)


def _places_of(association: Organisation) -> "QuerySet[Place]":
    """The commune itself and its standing hamlets."""
    return Place.objects.within([association.place_id]).filter(
        level__in=[association.place.level, Level.HAMLET], valid_to__isnull=True
    )
