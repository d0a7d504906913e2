"""A round with its hamlets and papers."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.criteria.queries import editions_for
from hoctap.papers.models import UNSIGNED, PaperState
from hoctap.places.models import Level, Place
from hoctap.recognition.carrying.queries import InheritedShare, inherited_by_hamlet
from hoctap.recognition.commune_meetings.queries import MeetingStand, meeting_stand
from hoctap.recognition.enrolling import missing_count
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    RecognitionDecision,
    RecognitionRound,
    RoundState,
    Submission,
    SubmissionCorrection,
    TakenOut,
)
from hoctap.recognition.posting.queries import PostingStand, held_count, posting_stand

BEYOND_HAMLET = [
    DossierState.NOMINATED,
    DossierState.ACCEPTED,
    DossierState.PROPOSED,
    DossierState.RECOGNISED,
]


BEYOND_COMMUNE = [DossierState.PROPOSED, DossierState.RECOGNISED, DossierState.REVOKED]


@dataclass
class HamletProgress:
    """One hamlet of a round: how many dossiers stand where."""

    hamlet: Place
    total: int = 0
    registered: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    may_enter: bool = False
    may_review: bool = False
    inherited: InheritedShare | None = None
    """How much of what is entered stands as it was carried over from the year before."""

    @property
    def scored(self) -> int:
        return self.total - self.counts[DossierState.LISTED] - self.counts[DossierState.REGISTERED]

    @property
    def waiting_meeting(self) -> int:
        return self.counts[DossierState.SCORED] + self.counts[DossierState.RETURNED]

    @property
    def nominated(self) -> int:
        return self.counts[DossierState.NOMINATED]

    @property
    def returned(self) -> int:
        return self.counts[DossierState.RETURNED]

    @property
    def accepted(self) -> int:
        return self.counts[DossierState.ACCEPTED] + self.counts[DossierState.PROPOSED]

    @property
    def recognised(self) -> int:
        return self.counts[DossierState.RECOGNISED]


@dataclass
class RoundPage:
    season: RecognitionRound
    hamlets: list[HamletProgress]
    totals: HamletProgress | None
    submissions: Sequence[Submission]
    decisions: Sequence[RecognitionDecision]
    new_households: int
    may_open: bool
    may_submit: bool
    may_decide: bool
    may_enrol: bool
    sees_whole_commune: bool
    posting: PostingStand | None = None
    """Only where the road has niêm yết."""
    commune_meeting: MeetingStand | None = None
    """Only where the road has họp xét của xã."""
    held: int = 0
    """Agreed to, and waiting for the answer to a phản ánh: told to the reviewers alone."""

    @property
    def is_open(self) -> bool:
        return self.season.state == RoundState.OPEN

    @property
    def submission_words(self) -> str:
        """What the button says that draws up the tờ trình."""
        return f"Lập tờ trình cho các {self.season.subject_word} xã đồng ý"

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The road of the round as a task list; the first step with work to do is marked as now."""
        word = self.season.subject_word
        sums: Counter[str] = Counter()
        for progress in self.hamlets:
            sums.update(progress.counts)
        total = sum(sums.values())
        entered = total - sums[DossierState.LISTED] - sums[DossierState.REGISTERED]
        met = sums[DossierState.SCORED] == 0 and entered > 0
        beyond_hamlet = any(sums[state] for state in BEYOND_HAMLET)
        beyond_commune = any(sums[state] for state in BEYOND_COMMUNE)
        # What the dossiers say of a step. The other steps of the road leave their own traces, and are not told here.
        told = {
            "scoring": (f"{entered} / {total} {word} đã chấm", total > 0 and entered == total, entered > 0),
            "hamlet_meeting": (
                f"{sums[DossierState.SCORED]} {word} đã chấm, chờ họp bình xét",
                met,
                entered > 0,
            ),
            "review": (
                f"{sums[DossierState.NOMINATED]} {word} chờ xét, {sums[DossierState.RETURNED]} {word} đã trả lại",
                sums[DossierState.NOMINATED] == 0 and beyond_hamlet,
                sums[DossierState.NOMINATED] > 0,
            ),
            "submission": (
                f"{sums[DossierState.ACCEPTED]} {word} xã đồng ý, chưa trình",
                sums[DossierState.ACCEPTED] == 0 and beyond_commune,
                sums[DossierState.ACCEPTED] > 0,
            ),
            "decision": (
                f"{sums[DossierState.PROPOSED]} {word} chờ quyết định, {sums[DossierState.RECOGNISED]} {word} đã công nhận",
                sums[DossierState.PROPOSED] == 0 and sums[DossierState.RECOGNISED] > 0,
                sums[DossierState.PROPOSED] > 0,
            ),
        }
        if self.commune_meeting is not None:
            meeting = self.commune_meeting
            told["commune_meeting"] = (
                meeting.words(word),
                meeting.met > 0 and meeting.waiting == 0,
                meeting.waiting > 0,
            )
        if self.posting is not None:
            stand = self.posting
            told["posting"] = (
                stand.words(word),
                stand.is_done,
                bool(stand.waiting or stand.up or stand.open_objections),
            )
        steps: list[dict[str, Any]] = []
        for walked in self.season.frozen_road.walked:
            if walked.code in told:
                hint, done, waiting = told[walked.code]
                before = walked.before_on(self.season.year)
                if before is not None:
                    hint += f" · hạn cuối {format_date(last_day_before(before))}"
                steps.append(_step(walked.name, hint, done=done, waiting=waiting))
        for step in steps:
            if step["code"] != "done":
                step["now"] = True
                if step["code"] == "not_started":
                    step["state"] = "Việc tiếp theo"
                break
        return steps


def _step(title: str, hint: str, *, done: bool, waiting: bool) -> dict[str, Any]:
    code, state = (
        ("done", "Xong") if done else ("in_progress", "Đang làm") if waiting else ("not_started", "Chưa tới")
    )
    return {"title": title, "hint": hint, "code": code, "state": state, "now": False}


def round_page(season: RecognitionRound, *, by: Actor) -> RoundPage:
    """A round with the hamlets, and their papers, that the actor may see. 8 queries at most, 4 more where it has niêm yết, 2 where it has họp xét, 1
    for the reviewers.
    """
    seen = Place.objects.visible_to(by, Permission.DOSSIER_READ)
    hamlets = {
        hamlet.pk: HamletProgress(
            hamlet,
            may_enter=by.may(Permission.DOSSIER_ENTER, at=hamlet),
            may_review=by.may(Permission.DOSSIER_REVIEW, at=hamlet),
        )
        for hamlet in seen.filter(
            Q(valid_to__isnull=True)
            | Q(valid_to__gte=dt.date(season.year, 1, 1))
            | Q(pk__in=season.dossiers.values("hamlet")),
            parent=season.place,
            level=Level.HAMLET,
        )
    }
    totals = HamletProgress(season.place)
    rows = (
        season.dossiers.of_people_kept().filter(hamlet__in=hamlets).order_by()
        .values_list("hamlet_id", "state").annotate(count=Count("pk"), registered=Count("registered_on"))
    )  # fmt: skip
    for hamlet_id, state, count, registered in rows:
        for progress in (hamlets[hamlet_id], totals):
            progress.counts[state] += count
            progress.total += count
            progress.registered += registered
    for hamlet_id, share in inherited_by_hamlet(season).items():
        if hamlet_id in hamlets and share.inherited:
            hamlets[hamlet_id].inherited = share
    place = season.place
    drafts = RecognitionDecision.objects.filter(submission=OuterRef("pk"), effective_on=None).exclude(
        paper__state=PaperState.VOID
    )
    taken_out = TakenOut.objects.exclude(correction__paper__state=PaperState.VOID)
    undecided = Dossier.objects.filter(
        ~Exists(taken_out.filter(dossier=OuterRef("pk"), correction__submission=OuterRef(OuterRef("pk")))),
        submissions=OuterRef("pk"),
        state=DossierState.PROPOSED,
    )
    corrections = (
        SubmissionCorrection.objects.exclude(paper__state=PaperState.VOID)
        .select_related("paper__issuer")
        .annotate(size=Count("taken_out"))
    )
    submissions: Sequence[Submission] = []
    if by.may(Permission.PAPER_READ, at=place):
        submissions = list(
            season.submissions.exclude(paper__state=PaperState.VOID)
            .select_related("paper__issuer").annotate(
                size=Count("dossiers"),
                drafted=Exists(drafts),
                waiting=Exists(undecided),
                correcting=Exists(corrections.filter(submission=OuterRef("pk"), paper__state__in=UNSIGNED)),
            )
            .prefetch_related(Prefetch("corrections", corrections, to_attr="corrected_by"))
        )  # fmt: skip
    decisions = list(
        RecognitionDecision.objects.visible_to(by).filter(round=season).exclude(paper__state=PaperState.VOID)
        .select_related("paper__issuer", "amends__paper__issuer").annotate(size=Count("lines"))
    )  # fmt: skip
    may_enrol = by.may(Permission.HOUSEHOLD_IMPORT, at=place)
    missing = may_enrol and missing_count(season)
    return RoundPage(
        season=season,
        hamlets=list(hamlets.values()),
        totals=totals,
        submissions=submissions,
        decisions=decisions,
        new_households=int(missing),
        may_open=by.may(Permission.ROUND_OPEN, at=place),
        may_submit=by.may(Permission.SUBMISSION_PREPARE, at=place),
        may_decide=by.may(Permission.DECISION_PREPARE, at=place),
        may_enrol=may_enrol,
        sees_whole_commune=by.may(Permission.DOSSIER_READ, at=place),
        commune_meeting=meeting_stand(season) if season.needs("commune_meeting") else None,
        posting=posting_stand(season, tells_objections=by.may(Permission.DOSSIER_REVIEW, at=place))
        if season.needs("posting")
        else None,
        held=held_count(season) if by.may(Permission.DOSSIER_REVIEW, at=place) else 0,
    )


def next_year(season: RecognitionRound) -> dict[str, Any]:
    """A round of the year after, like this one: its days a year on, the newest edition that holds then."""
    year = season.year + 1
    editions = editions_for(season.title, year)
    edition = editions.filter(pk=season.edition_id).first() or editions.first()
    newest = editions.first()
    if newest is not None and edition is not None and newest.valid_from > edition.valid_from:
        edition = newest
    before = season.before_on
    return {
        "place": season.place_id,
        "title": season.title,
        "year": year,
        "edition": edition.pk if edition else None,
        "before_on": before.replace(
            year=before.year + 1, day=min(before.day, 28 if before.month == 2 else 31)
        )
        if before
        else None,
        "age_from": season.age_from,
        "citizen_way": season.citizen_way,
    }
