"""Screens of an evening: called, ticked, put on record, corrected, shown, its list sent up."""

from collections.abc import Iterable
from dataclasses import dataclass
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
from hoctap.core.files import SUFFIX
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.places.models import Level, Place
from hoctap.recognition import actions
from hoctap.recognition.meetings import queries
from hoctap.recognition.meetings.considering import groups_of, note_households
from hoctap.recognition.meetings.contents import year_of
from hoctap.recognition.meetings.forms import (
    CallForm,
    CorrectionForm,
    MeetingNewForm,
    MoveForm,
    QuorumForm,
    SignInForm,
    VoteForm,
)
from hoctap.recognition.models import (
    Manner,
    MeetingQuorum,
    MeetingState,
    MeetingVote,
    RecognitionRound,
    VillageMeeting,
)
from hoctap.recognition.views.found import find_hamlet, find_meeting, find_season, is_uuid, typed_text

SHOW_EACH = "show_each"


@dataclass
class Title:
    """One title on the form: its vote, and who is before it."""

    form: VoteForm
    block: queries.Block
    is_each: bool
    """Whether a pair of boxes stands beside each name: a list of an ấp is long, so only when asked for."""
    key: str
    """What the button sends that asks for them."""


@dataclass
class Evening:
    """The form of a meeting as it was sent or is shown: who and when, and a vote on each title."""

    form: MeetingNewForm
    titles: list[Title]

    @property
    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(title.form.is_valid() for title in self.titles)])

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors) or any(title.form.errors for title in self.titles)

    @property
    def forms(self) -> list[Any]:
        return [self.form, *(title.form for title in self.titles)]

    def take(self, refusal: Refused) -> None:
        """Each reason beside the field it names, of whichever title."""
        for reason in refusal.reasons:
            owner = next(
                (
                    t.form
                    for t in self.titles
                    if reason.field in {t.form.add_prefix(n) for n in t.form.fields}
                ),
                None,
            )
            if owner is None:
                add_reasons(self.form, [reason])
            else:
                add_reasons(owner, [Reason(reason.text, reason.field.removeprefix(f"{owner.prefix}-"))])

    def typed(self, request: Request, *, group: str = "") -> actions.MeetingForm:
        return actions.MeetingForm(
            **self.form.cleaned_data,
            group_name=group,
            votes=[_typed_vote(request, title) for title in self.titles],
        )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_new(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Ghi kết quả họp bình xét"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.MEETING_RECORD)
    group = request.GET.get("group", "").replace("\0", "")[:60]
    beside = queries.other_rounds(season, group=group)
    chosen = [one for one in beside if str(one.pk) in request.GET.getlist("with")]
    others = [text for text in dict.fromkeys(_other_titles(request)) if text]
    subjects: list[tuple[RecognitionRound | None, str, MeetingVote | None]] = [
        (season, "", None),
        *((one, "", None) for one in chosen),
        *((None, text, None) for text in others),
    ]
    evening = _evening(
        request,
        hamlet,
        subjects,
        year=season.year,
        group=group,
        initial=queries.meeting_defaults(hamlet, group),
    )
    if request.method == "POST" and evening.is_valid:
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=hamlet)
            meeting = actions.record_meeting(hamlet, evening.typed(request, group=group), by=by)
        except Refused as refusal:
            evening.take(refusal)
        else:
            messages.success(request, "Đã ghi cuộc họp. Biên bản đã điền sẵn, in ra cho mọi người ký.")
            return redirect("meeting_detail", meeting.pk)
    context = {
        "evening": evening,
        "season": season,
        "hamlet": hamlet,
        "group": group,
        "groups": groups_of(season, hamlet) if season.needs("group_meeting") else [],
        "groups_met": [] if group else queries.groups_met(season, hamlet),
        "beside": [one for one in beside if one not in chosen],
        "chosen": chosen,
        "others": others,
        "called": queries.called_about(season, hamlet),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/meeting_new.html", context, status=422 if evening.has_errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_call(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Gọi họp bình xét: một giấy mời cho các danh hiệu"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.MEETING_RECORD)
    seasons = [season, *queries.other_rounds(season)]
    form = CallForm(
        posted(request),
        seasons=seasons,
        groups=groups_of(season, hamlet) if season.needs("group_meeting") else [],
        initial={
            **queries.meeting_defaults(hamlet),
            "rounds": [str(season.pk)],
            "group_name": request.GET.get("group", ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=hamlet)
            meeting = actions.call_meeting(
                hamlet,
                actions.CallForm(
                    held_on=typed["held_on"],
                    starts_at=typed["starts_at"],
                    venue=typed["venue"],
                    chair=typed["chair"],
                    secretary=typed["secretary"],
                    seasons=form.chosen(),
                    other_titles=form.others(),
                    group_name=typed.get("group_name", ""),
                ),
                by=by,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã gọi họp. In giấy mời, danh sách ký nhận ở trang này.")
            return redirect("meeting_detail", meeting.pk)
    context = {
        "form": form,
        "season": season,
        "hamlet": hamlet,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/meeting_call.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_record(request: Request, pk: UUID) -> HttpResponse:
    """Ghi kết quả cuộc họp đã gọi"""
    meeting = _recordable(request, pk)
    evening = _evening_of(request, meeting)
    if request.method == "POST" and evening.is_valid:
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet)
            actions.record_meeting(meeting.hamlet, evening.typed(request), called=meeting, by=by)
        except Refused as refusal:
            evening.take(refusal)
        else:
            messages.success(request, "Đã ghi cuộc họp. Biên bản đã điền sẵn, in ra cho mọi người ký.")
            return redirect("meeting_detail", meeting.pk)
    context = {"evening": evening, "meeting": meeting, "where": _where(request, meeting)}
    return render(
        request, "recognition/meeting_record.html", context, status=422 if evening.has_errors else 200
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_correct(request: Request, pk: UUID) -> HttpResponse:
    """Sửa biên bản họp, có lý do"""
    meeting = _recordable(request, pk)
    evening = _evening_of(request, meeting)
    why = CorrectionForm(_sent(request), initial=_typed_so_far(request, CorrectionForm.base_fields))
    if request.method == "POST" and all([why.is_valid(), evening.is_valid]):
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet)
            actions.correct_meeting(meeting, evening.typed(request), why=why.cleaned_data["why"], by=by)
        except Refused as refusal:
            add_reasons(why, [one for one in refusal.reasons if one.field == "why"])
            evening.take(Refused([one for one in refusal.reasons if one.field != "why"]))
        else:
            messages.success(request, "Đã sửa. Biên bản có bản mới: in lại để ký, bản in trước bỏ.")
            return redirect("meeting_detail", meeting.pk)
    has_errors = evening.has_errors or bool(why.errors)
    context = {"evening": evening, "why": why, "meeting": meeting, "where": _where(request, meeting)}
    return render(request, "recognition/meeting_correct.html", context, status=422 if has_errors else 200)


@require_GET
@requires(Permission.DOSSIER_READ)
def meeting_detail(request: Request, pk: UUID) -> HttpResponse:
    """Cuộc họp bình xét, biên bản, danh sách đề nghị"""
    return _show_meeting(request, find_meeting(request, pk))


def _show_meeting(
    request: Request, meeting: VillageMeeting, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    page = queries.meeting_page(meeting, by=request.actor)
    context = {
        "page": page,
        "meeting": meeting,
        "when": queries.day_words(meeting),
        "reasons": reasons,
        "where": where(request, place=meeting.hamlet.parent or meeting.hamlet, year=page.year),
    }
    return render(request, "recognition/meeting_detail.html", context, status=status)


@require_POST
@requires(Permission.NOMINATE)
@once
def meeting_nominate(request: Request, pk: UUID) -> HttpResponse:
    meeting = find_meeting(request, pk)
    chosen = typed_text(request, "round")
    season = None
    if chosen:
        season = find_season(request, UUID(chosen)) if is_uuid(chosen) else None
        if season is None:
            raise Http404
    try:
        actions.nominate(meeting, season, by=acting_as(request, Permission.NOMINATE, at=meeting.hamlet))
    except Refused as refusal:
        return _show_meeting(request, meeting, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã gửi danh sách đề nghị lên xã. In danh sách để ký.")
    return redirect("meeting_detail", meeting.pk)


@require_POST
@requires(Permission.MEETING_RECORD)
def meeting_drop(request: Request, pk: UUID) -> HttpResponse:
    meeting = find_meeting(request, pk)
    try:
        actions.drop_call(meeting, by=acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet))
    except Refused as refusal:
        return _show_meeting(request, meeting, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã bỏ cuộc họp này. Giấy mời không dùng nữa.")
    return redirect("meeting_detail", meeting.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_move(request: Request, pk: UUID) -> HttpResponse:
    """Đổi ngày, giờ, nơi của cuộc họp đã gọi, lập giấy mời mới"""
    meeting = _recordable(request, pk)
    initial = {name: getattr(meeting, name) for name in ("held_on", "starts_at", "venue")}
    form = MoveForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet)
            actions.move_meeting(meeting, **form.cleaned_data, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã đổi cuộc họp. In giấy mời mới, báo cho người đã nhận giấy cũ.")
            return redirect("meeting_detail", meeting.pk)
    context = {
        "form": form,
        "meeting": meeting,
        "when": queries.day_words(meeting),
        "where": _where(request, meeting),
    }
    return render(request, "recognition/meeting_move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
def meeting_attendance(request: Request, pk: UUID) -> HttpResponse:
    """Đánh dấu hộ dự họp, ảnh danh sách ký nhận"""
    meeting = _recordable(request, pk)
    reasons: list[Reason] = []
    if request.method == "POST":
        ticked = {UUID(key) for key in request.POST.getlist("present") if is_uuid(key)}
        try:
            count = actions.tick_present(
                meeting, ticked, by=acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet)
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã đánh dấu {count} hộ dự họp.")
            return redirect("meeting_detail", meeting.pk)
    return _show_attendance(request, meeting, SignInForm(), reasons)


def _show_attendance(
    request: Request, meeting: VillageMeeting, form: SignInForm, reasons: list[Reason]
) -> HttpResponse:
    rows = queries.attendance_rows(meeting, _year(meeting))
    context = {
        "meeting": meeting,
        "rows": rows,
        "present": sum(row.is_present for row in rows),
        "form": form,
        "reasons": reasons,
        "where": _where(request, meeting),
    }
    wrong = bool(reasons) or bool(form.errors)
    return render(request, "recognition/meeting_attendance.html", context, status=422 if wrong else 200)


@require_POST
@requires(Permission.MEETING_RECORD)
@once
def meeting_keep_sheet(request: Request, pk: UUID) -> HttpResponse:
    meeting = _recordable(request, pk)
    form = SignInForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet, ask_inside=True)
            actions.keep_sign_in_sheet(meeting, upload.read(), by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu ảnh danh sách ký nhận.")
            return redirect("meeting_detail", meeting.pk)
    return _show_attendance(request, meeting, form, [])


@require_GET
@requires(Permission.DOSSIER_READ)
def meeting_sheet(request: Request, pk: UUID) -> HttpResponse:
    meeting = find_meeting(request, pk)
    if not meeting.sheet_sha256:
        raise Http404
    note_households(meeting, _year(meeting))
    kept = files.read(meeting.sheet_sha256)
    name = f"danh-sach-ky-nhan{SUFFIX[meeting.sheet_media_type]}"
    return download(kept, meeting.sheet_media_type, name, inline=True)


@require_GET
@requires(Permission.MEETING_RECORD)
def meeting_sign_in(request: Request, pk: UUID) -> HttpResponse:
    """Danh sách ký nhận để in"""
    meeting = _recordable(request, pk)
    votes = list(meeting.votes.select_related("round"))
    context = {
        "meeting": meeting,
        "titles": [vote.title_name for vote in votes],
        "year": year_of(meeting, votes),
        "when": queries.day_words(meeting),
        "rows": queries.attendance_rows(meeting, year_of(meeting, votes)),
        "where": _where(request, meeting),
    }
    return render(request, "recognition/meeting_sign_in.html", context)


@require_GET
@requires(Permission.MEETING_RECORD)
def meeting_table(request: Request, pk: UUID) -> HttpResponse:
    """Máy để bàn: chỉ tên, đạt hay chưa đạt"""
    meeting = _recordable(request, pk)
    context = {"meeting": meeting, "titles": queries.table_titles(meeting), "where": _where(request, meeting)}
    return render(request, "recognition/meeting_table.html", context)


@require_GET
@requires(Permission.MEETING_RECORD)
def meeting_other_list(request: Request, pk: UUID) -> HttpResponse:
    """Danh sách đề nghị của một danh hiệu khác, để in"""
    hamlets = Place.objects.visible_to(request.actor, Permission.MEETING_RECORD)
    votes = MeetingVote.objects.filter(
        round=None, meeting__state=MeetingState.HELD, meeting__hamlet__in=hamlets
    )
    vote = get_object_or_404(votes.select_related("meeting__hamlet__parent"), pk=pk)
    context = {
        "vote": vote,
        "meeting": vote.meeting,
        "year": _year(vote.meeting),
        "lines": queries.proposed_lines(vote),
        "where": _where(request, vote.meeting),
    }
    return render(request, "recognition/meeting_other_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROAD_KEEP)
def quorum_list(request: Request) -> HttpResponse:
    """Số hộ cần dự họp bình xét, theo nơi và danh hiệu"""
    places = Place.objects.visible_to(request.actor, Permission.ROAD_KEEP).filter(
        level__in=[Level.PROVINCE, Level.COMMUNE, Level.HAMLET], valid_to__isnull=True
    )
    form = QuorumForm(posted(request), places=places)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            actions.set_quorum(typed.pop("place"), **typed, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã đặt số hộ cần dự họp.")
            return redirect("quorum_list")
    context = {"form": form, "quorums": queries.quorums_of(request.actor)}
    return render(request, "recognition/quorum_list.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ROAD_KEEP)
def quorum_end(request: Request, pk: UUID) -> HttpResponse:
    places = Place.objects.visible_to(request.actor, Permission.ROAD_KEEP)
    quorum = get_object_or_404(MeetingQuorum, pk=pk, place__in=places)
    try:
        actions.end_quorum(quorum, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã thôi áp dụng.")
    return redirect("quorum_list")


# ---------------------------------------------------------------- found, read


def _recordable(request: Request, pk: UUID) -> VillageMeeting:
    """Of a place where the actor holds meetings: who only reads does not see its lists of names."""
    meeting = find_meeting(request, pk)
    if not request.actor.may(Permission.MEETING_RECORD, at=meeting.hamlet):
        raise Http404
    return meeting


def _where(request: Request, meeting: VillageMeeting) -> Any:
    return where(request, place=meeting.hamlet.parent or meeting.hamlet, year=_year(meeting))


def _year(meeting: VillageMeeting) -> int:
    return year_of(meeting, list(meeting.votes.select_related("round")))


def _other_titles(request: Request) -> list[str]:
    return [" ".join(text.replace("\0", "").split())[:120] for text in request.GET.getlist("other")[:8]]


def _evening_of(request: Request, meeting: VillageMeeting) -> Evening:
    votes = list(meeting.votes.select_related("round__place", "round__edition"))
    initial = {
        name: getattr(meeting, name)
        for name in ("held_on", "starts_at", "venue", "chair", "secretary", "households_present", "remarks")
    } | {"late_why": meeting.late_why, "late_allowed_by": meeting.late_allowed_by}
    return _evening(
        request,
        meeting.hamlet,
        [(vote.round, vote.other_title, vote if meeting.is_held else None) for vote in votes],
        year=year_of(meeting, votes),
        group=meeting.group_name,
        initial=initial,
    )


def _evening(
    request: Request,
    hamlet: Place,
    subjects: list[tuple[RecognitionRound | None, str, MeetingVote | None]],
    *,
    year: int,
    group: str,
    initial: dict[str, Any],
) -> Evening:
    form = MeetingNewForm(
        _sent(request), initial=initial | _typed_so_far(request, MeetingNewForm.base_fields)
    )
    titles = []
    for position, (season, other_title, vote) in enumerate(subjects):
        prefix = f"t{position}" if position else ""
        before = {
            name: getattr(vote, name) for name in ("manner", "ballot", "votes_for", "votes_against")
        } if vote else {}  # fmt: skip
        before |= _typed_so_far(request, VoteForm.base_fields, prefix and f"{prefix}-")
        vote_form = VoteForm(_sent(request), prefix=prefix or None, initial=before)
        typed = queries.typed_from(vote) if vote else queries.TypedRows()
        if request.method == "POST":
            typed = _typed_rows(request, prefix)
        block = queries.block_of(
            season, other_title, hamlet, year=year, group=group, prefix=prefix and f"{prefix}-", typed=typed
        )
        key = prefix or "t0"
        if request.POST.get(SHOW_EACH) == key:
            vote_form.initial["manner"] = Manner.EACH
        is_each = Manner.EACH in (vote_form["manner"].value(), before.get("manner"))
        titles.append(Title(vote_form, block, is_each, key))
    return Evening(form, titles)


def _sent(request: Request) -> Any:
    """Nothing is saved when only the boxes beside each name are asked for: the page comes back as it was typed."""
    return None if SHOW_EACH in request.POST else posted(request)


def _typed_so_far(request: Request, names: Iterable[str], before: str = "") -> dict[str, Any]:
    if SHOW_EACH not in request.POST:
        return {}
    return {
        name: typed_text(request, f"{before}{name}") for name in names if f"{before}{name}" in request.POST
    }


def _typed_rows(request: Request, prefix: str) -> queries.TypedRows:
    before = prefix and f"{prefix}-"
    each = _by_id(request, f"{before}for-")
    against = _by_id(request, f"{before}against-")
    return queries.TypedRows(
        excepted={UUID(key) for key in request.POST.getlist(f"{before}excepted") if is_uuid(key)},
        each={key: (each.get(key, ""), against.get(key, "")) for key in {*each, *against}},
        whys=_by_id(request, f"{before}why-"),
    )


def _by_id(request: Request, before: str) -> dict[UUID, str]:
    named = {name.removeprefix(before): name for name in request.POST if name.startswith(before)}
    return {UUID(key): typed_text(request, name).strip() for key, name in named.items() if is_uuid(key)}


def _typed_vote(request: Request, title: Title) -> actions.TypedVote:
    typed = _typed_rows(request, title.form.prefix or "")
    values = title.form.cleaned_data
    return actions.TypedVote(
        season=title.block.season,
        other_title=title.block.other_title,
        manner=values["manner"],
        ballot=values["ballot"],
        votes_for=values["votes_for"],
        votes_against=values["votes_against"],
        excepted=frozenset(typed.excepted or ()),
        each={key: (_whole(a), _whole(b)) for key, (a, b) in (typed.each or {}).items()},
        whys=typed.whys or {},
        prefix=title.block.prefix,
    )


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None
