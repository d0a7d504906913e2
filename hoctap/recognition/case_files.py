"""The papers of a round in the order of its road: each hamlet's minutes and list, the tờ trình, the decision."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from hoctap.accounts.duties.queries import waivers_used_for
from hoctap.papers.casefiles.registry import CaseContents, CaseKind
from hoctap.papers.models import Paper, PaperState
from hoctap.places.models import OrganisationKind, Place
from hoctap.places.queries import organisation_in
from hoctap.recognition.models import RecognitionRound, VillageMeeting
from hoctap.recognition.posting.queries import is_before_submission

ROUND = "recognition.recognitionround"


def papers_of(season: RecognitionRound) -> list[Paper]:
    """Dropped ones are left out."""
    meetings = (
        VillageMeeting.objects.filter(votes__round=season)
        .select_related("hamlet", "minutes")
        .order_by("held_on", "id")
    )
    by_hamlet = {meeting.pk: (meeting.hamlet.sort_key, meeting.held_on) for meeting in meetings}
    steps: list[tuple[tuple[object, ...], UUID]] = []
    for meeting in meetings:
        if meeting.invitation_id:
            steps.append(((0, *by_hamlet[meeting.pk], -1), meeting.invitation_id))
        if meeting.minutes_id:
            steps.append(((0, *by_hamlet[meeting.pk], 0), meeting.minutes_id))
    for nomination in season.nominations.select_related("hamlet").order_by("id"):
        of_meeting = by_hamlet.get(nomination.meeting_id) if nomination.meeting_id else None
        place_and_day = of_meeting or (nomination.hamlet.sort_key, timezone.localdate(nomination.sent_at))
        steps.append(((0, *place_and_day, 1), nomination.paper_id))
    if season.needs("commune_meeting"):
        for order, met in enumerate(season.commune_meetings.order_by("held_on", "id")):
            steps.append(((1, -1, order), met.minutes_id))
    if season.needs("posting"):
        posted = 1 if is_before_submission(season.frozen_road) else 3
        for order, posting in enumerate(season.postings.order_by("id")):
            steps.append(((posted, order), posting.paper_id))
    for order, submission in enumerate(season.submissions.prefetch_related("corrections").order_by("id")):
        steps.append(((2, order), submission.paper_id))
        for after, correction in enumerate(submission.corrections.all()):
            steps.append(((2, order, after), correction.paper_id))
    for order, decision in enumerate(season.decisions.order_by("id")):
        steps.append(((4, order), decision.paper_id))
    ids = [paper_id for _, paper_id in sorted(steps, key=lambda step: step[0])]
    found = Paper.objects.filter(pk__in=ids).exclude(state=PaperState.VOID)
    by_id = {paper.pk: paper for paper in found.select_related("issuer", "place")}
    return [by_id[pk] for pk in ids if pk in by_id]


def contents_of(round_id: str) -> CaseContents | None:
    season = RecognitionRound.objects.select_related("place", "edition").filter(pk=round_id).first()
    if season is None:
        return None
    papers = papers_of(season)
    association = organisation_in(season.place, OrganisationKind.ASSOCIATION, season.year)
    used = waivers_used_for("papers.paper", [paper.pk for paper in papers])
    used += [
        one
        for one in waivers_used_for(ROUND, [season.pk])
        if one.waiver.pk not in {w.waiver.pk for w in used}
    ]
    return CaseContents(
        place=season.place,
        issuer_name=association.name if association else f"Hội Khuyến học {season.place.full_name}",
        parent_name=association.parent_name if association else "",
        year=season.year,
        title=f"Hồ sơ công nhận danh hiệu “{season.title_name}” năm {season.year} {season.place.full_name}",
        papers=papers,
        missing=tuple(_missing(season, papers)),
        notes=tuple(one.sentence for one in used),
        sample_mark=season.edition.sample_mark,
    )


def _missing(season: RecognitionRound, papers: list[Paper]) -> Iterable[str]:
    """What the road asks for and no paper exists of."""
    met = set(
        VillageMeeting.objects.filter(votes__round=season, group_name="", minutes__isnull=False)
        .exclude(minutes__state=PaperState.VOID)
        .values_list("hamlet_id", flat=True)
    )
    listed = set(season.nominations.values_list("hamlet_id", flat=True))
    taking_part = set(season.dossiers.exclude(state="listed").values_list("hamlet_id", flat=True))
    for hamlet in Place.objects.filter(pk__in=taking_part).order_by("sort_key", "id"):
        if season.needs("hamlet_meeting") and hamlet.pk not in met:
            yield f"Biên bản họp bình xét {hamlet.full_name}: chưa có"
        elif hamlet.pk not in listed:
            yield f"Danh sách đề nghị công nhận {hamlet.full_name}: chưa có"
    kinds = {paper.kind for paper in papers}
    if season.needs("commune_meeting") and "commune_minutes" not in kinds:
        yield "Biên bản họp xét của xã: chưa có"
    if season.needs("posting") and "posting_list" not in kinds:
        yield "Danh sách niêm yết: chưa có"
    if "submission" not in kinds:
        yield "Tờ trình của Hội Khuyến học: chưa có"
    if "decision" not in kinds:
        yield "Quyết định công nhận: chưa có"


CASE = CaseKind("Đợt công nhận", contents_of, lambda pk: reverse("round_case", args=[pk]))
