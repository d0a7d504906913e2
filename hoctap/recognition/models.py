"""A recognition round of a commune, from the list of households or citizens to the signed decision.

    chưa đăng ký → đã đăng ký → Tổ, ấp đã chấm → ấp đề nghị → xã đồng ý → đã trình → được công nhận
                                     ↑      ↘ ấp chưa đề nghị     ↘ xã trả lại (về ấp chấm lại)

Every household of the commune (for Công dân học tập: every person from an age on) has one dossier in a round, so that "not registered" is a
state and not an absence. The three scores stand side by side: gia đình, công dân tự chấm | Tổ, ấp | xã; `answers` holds them per criterion
with author and time, the columns hold the totals. The decision freezes the score. After it nothing changes but by another decision.
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.evidence.models import Evidence
from hoctap.papers.models import Paper
from hoctap.people.models import Household, Person
from hoctap.places.models import Organisation, Place
from hoctap.recognition.review_models import ReviewSample, ReviewSetting, SampledDossier, Withdrawal
from hoctap.recognition.road import FrozenRoad, read_road, shipped_road
from hoctap.recognition.road_models import LateEntry, ReminderCopy, Road


class RoundState(models.TextChoices):
    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã kết thúc"


class CitizenWay(models.TextChoices):
    """Where the citizens of a round are scored; results of the association's own software are only taken down."""

    HERE = "here", "chấm tại đây"
    RESULTS_ONLY = "results_only", "chỉ nhận kết quả từ phần mềm của Hội Khuyến học Việt Nam"


class RoundQuerySet(models.QuerySet["RecognitionRound"]):
    def visible_to(self, actor: Actor) -> "RoundQuerySet":
        """Rounds of the places below the actor's, and the round of the commune that his hamlet lies in."""
        if actor.system_job:
            return self
        ids = actor.places_with(Permission.DOSSIER_READ)
        above = Place.objects.filter(pk__in=ids).values_list("path", flat=True)
        return self.filter(
            Q(place__path__overlap=ids) | Q(place_id__in={pk for path in above for pk in path})
        )


class RecognitionRound(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField("danh hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    place = models.ForeignKey(Place, models.PROTECT, related_name="rounds")
    edition = models.ForeignKey(CriteriaEdition, models.PROTECT, related_name="rounds")
    before_on = models.DateField("trước ngày", null=True, blank=True)
    age_from = models.PositiveSmallIntegerField("công dân từ tuổi", null=True, blank=True)
    """Of a round of citizens: who turns this age in the year has a dossier. A setting of the place, no law says it."""
    citizen_way = models.CharField(
        "cách chấm công dân", max_length=15, choices=CitizenWay, default=CitizenWay.HERE, db_default="here"
    )
    road = models.JSONField("quy trình", default=dict, db_default={})
    """The steps of its road as they were when it opened; empty in rounds that were opened before roads were kept."""
    needs_verified_evidence = models.BooleanField(
        "minh chứng phải đối chiếu bản gốc", default=False, db_default=False
    )
    """Where the edition asks for evidence, the commune agrees only once a second person has seen the original."""
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.CharField(max_length=300)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "year", "place"], name="round_once_per_title_year_and_place"
            ),
            models.CheckConstraint(
                name="round_of_persons_has_an_age",
                condition=Q(age_from__isnull=False) | (~Q(title="learning_citizen") & Q(citizen_way="here")),
            ),
        ]

    def __str__(self) -> str:
        return f"Đợt công nhận {self.title_name} năm {self.year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def frozen_road(self) -> FrozenRoad:
        return read_road(self.road) if self.road else shipped_road(self.title)

    def needs(self, step: str) -> bool:
        """Whether its road has the step: 'hamlet_meeting', 'posting', …"""
        return self.frozen_road.needs(step)

    @property
    def last_day(self) -> dt.date:
        """The day of its year on which the words of its indicators are asked for."""
        return dt.date(self.year, 12, 31)

    @property
    def takes_results_only(self) -> bool:
        """Its citizens are scored in the association's own software, and nobody twice."""
        return self.citizen_way == CitizenWay.RESULTS_ONLY

    @property
    def title_name(self) -> str:
        return Title(self.title).label

    @property
    def words(self) -> Title:
        """How its lists speak: `words.name_word`, `words.self_word`."""
        return Title(self.title)

    @property
    def subject_word(self) -> str:
        """'hộ' or 'công dân'."""
        return Title(self.title).subject_word

    @property
    def subject_phrase(self) -> str:
        """'hộ gia đình' or 'công dân', for papers."""
        return Title(self.title).subject_phrase


class DossierState(models.TextChoices):
    LISTED = "listed", "Chưa đăng ký"
    REGISTERED = "registered", "Đã đăng ký"
    SCORED = "scored", "Tổ, ấp đã chấm"
    NOMINATED = "nominated", "Ấp đề nghị"
    NOT_NOMINATED = "not_nominated", "Ấp chưa đề nghị"
    RETURNED = "returned", "Xã trả lại"
    ACCEPTED = "accepted", "Xã đồng ý"
    PROPOSED = "proposed", "Đã trình UBND xã"
    RECOGNISED = "recognised", "Được công nhận"
    REVOKED = "revoked", "Đã thu hồi"


# Read as: from → to. A move that is not here is refused.
TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    DossierState.LISTED: {DossierState.REGISTERED, DossierState.SCORED},
    DossierState.REGISTERED: {DossierState.LISTED, DossierState.SCORED},
    DossierState.SCORED: {
        DossierState.LISTED,
        DossierState.REGISTERED,
        DossierState.NOMINATED,
        DossierState.NOT_NOMINATED,
    },
    DossierState.NOT_NOMINATED: {
        DossierState.LISTED,
        DossierState.REGISTERED,
        DossierState.SCORED,
        DossierState.NOMINATED,
    },
    DossierState.NOMINATED: {DossierState.ACCEPTED, DossierState.RETURNED, DossierState.LISTED},
    DossierState.RETURNED: {
        DossierState.LISTED,
        DossierState.REGISTERED,
        DossierState.SCORED,
        DossierState.NOMINATED,
        DossierState.NOT_NOMINATED,
    },
    DossierState.ACCEPTED: {
        DossierState.PROPOSED,
        DossierState.RETURNED,
        DossierState.NOMINATED,
        DossierState.LISTED,
    },
    # Back to the hamlet from a tờ trình: only by the answer to a phản ánh.
    # Back to the commune's desk: taken out of a signed tờ trình.
    DossierState.PROPOSED: {
        DossierState.RECOGNISED,
        DossierState.ACCEPTED,
        DossierState.NOMINATED,
        DossierState.RETURNED,
        DossierState.LISTED,
    },
    DossierState.RECOGNISED: {DossierState.REVOKED},
}
# Where the hamlet may still write its scores.
OPEN_STATES = {
    DossierState.LISTED,
    DossierState.REGISTERED,
    DossierState.SCORED,
    DossierState.NOT_NOMINATED,
    DossierState.RETURNED,
}
# What a meeting of the hamlet has before it, once there is a total: a returned dossier may need no other points, only
# the evidence that was missing; one that an earlier meeting left out may be taken up again.
MEETING_STATES = {DossierState.SCORED, DossierState.RETURNED, DossierState.NOT_NOMINATED}
# Where the commune may still write its own.
REVIEW_STATES = {DossierState.NOMINATED}


class Way(models.TextChoices):
    """How a row's figures came in; shown on the row."""

    NONE = "", "chưa nhập"
    PAPER = "paper", "nhập từ phiếu giấy"
    INHERITED = "inherited", "kế thừa năm trước"
    CRITERIA = "criteria", "chấm từng tiêu chí"
    ELSEWHERE = "elsewhere", "nhận từ phần mềm Công dân học tập"


def people_kept(dossier: str = "") -> Q:
    """Not those left empty with a row of the register that turned out to be another's double. `dossier__` is the road to them."""
    return (
        Q(**{f"{dossier}person__isnull": True})
        | Q(**{f"{dossier}person__merged_into__isnull": True})
        | ~Q(**{f"{dossier}state": "listed"})
    )


class DossierQuerySet(models.QuerySet["Dossier"]):
    def named(self) -> "DossierQuerySet":
        """With the people that its name is read from."""
        return self.select_related("household__head", "person")

    def of_people_kept(self) -> "DossierQuerySet":
        """Without those left empty with a row of the register that turned out to be another's double."""
        return self.filter(people_kept())

    def visible_to(self, actor: Actor) -> "DossierQuerySet":
        if actor.system_job:
            return self
        return self.filter(hamlet__path__overlap=actor.places_with(Permission.DOSSIER_READ))

    def before_the_meeting(self, hamlet: Place) -> "DossierQuerySet":
        """What a meeting of the hamlet would have before it now."""
        return self.filter(hamlet=hamlet, state__in=MEETING_STATES, hamlet_total__isnull=False)


class Dossier(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(RecognitionRound, models.PROTECT, related_name="dossiers")
    household = models.ForeignKey(Household, models.PROTECT, related_name="dossiers")
    """The family that is recognised, or the one that the citizen lives in."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="dossiers")
    """The citizen; empty where a family is recognised."""
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="dossiers")
    title = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=15, choices=DossierState, default=DossierState.LISTED)
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.NONE, blank=True)
    form = models.CharField("mẫu phiếu", max_length=20, blank=True, db_default="")
    """Which of the edition's forms he was scored on."""
    answers = models.JSONField(default=dict)
    none_too_low = models.BooleanField("phiếu ghi không mục nào dưới mức", null=True, blank=True)
    """As the signed sheet says; asked only where a total was typed and the edition has a least of each."""
    self_total = models.DecimalField(
        "gia đình tự chấm", max_digits=6, decimal_places=2, null=True, blank=True
    )
    hamlet_total = models.DecimalField("Tổ, ấp chấm", max_digits=6, decimal_places=2, null=True, blank=True)
    commune_total = models.DecimalField("xã thẩm định", max_digits=6, decimal_places=2, null=True, blank=True)
    return_reason = models.CharField("lý do trả lại", max_length=300, blank=True)
    frozen_score = models.JSONField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    late_entry = models.ForeignKey(LateEntry, models.PROTECT, null=True, blank=True, related_name="dossiers")
    """Entered or changed by the hamlet after its last day, by this permission."""
    stale_at = models.DateTimeField("điểm cần xem lại từ", null=True, blank=True)
    """A record that its evidence was taken from is no more, and nobody has looked at the points since."""
    stale_why = models.CharField("vì sao điểm cần xem lại", max_length=300, blank=True, db_default="")
    version = models.PositiveIntegerField(default=1)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["hamlet", "sort_key", "id"]
        indexes = [
            models.Index(fields=["round", "hamlet", "sort_key"], name="dossier_list_order"),
            models.Index(fields=["hamlet", "year", "state"], name="dossier_hamlet_year_state"),
        ]
        constraints = [
            # The household (person) first: so the same index finds its dossiers of other years, whatever the statistics say.
            models.UniqueConstraint(
                fields=["household", "round"],
                condition=Q(person__isnull=True),
                name="dossier_once_per_household_and_round",
            ),
            models.UniqueConstraint(
                fields=["person", "round"],
                condition=Q(person__isnull=False),
                name="dossier_once_per_person_and_round",
            ),
            models.CheckConstraint(
                name="dossier_of_a_citizen_is_of_a_person",
                condition=~Q(title="learning_citizen") | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_recognised_is_dated_and_frozen",
                condition=Q(
                    state__in=["recognised", "revoked"], decided_on__isnull=False, frozen_score__isnull=False
                )
                | (
                    ~Q(state__in=["recognised", "revoked"])
                    & Q(decided_on__isnull=True, frozen_score__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="dossier_not_registered_has_no_date",
                condition=~Q(state="listed") | Q(registered_on__isnull=True),
            ),
            models.CheckConstraint(
                name="dossier_beyond_list_is_registered",
                condition=Q(state="listed") | Q(registered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_returned_has_reason", condition=~Q(state="returned") | ~Q(return_reason="")
            ),
            models.CheckConstraint(
                name="dossier_stale_says_why",
                condition=Q(stale_at__isnull=True, stale_why="")
                | (Q(stale_at__isnull=False) & ~Q(stale_why="") & ~Q(state__in=["recognised", "revoked"])),
            ),
            models.CheckConstraint(
                name="dossier_nominated_has_hamlet_total",
                condition=Q(state__in=["listed", "registered", "not_nominated", "returned", "scored"])
                | Q(hamlet_total__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.subject_name}"

    @property
    def title_name(self) -> str:
        return Title(self.title).label

    @property
    def subject(self) -> Person:
        """Who is called by name: the citizen, or the head of the family. Read `household__head` and `person` with the dossier."""
        return self.person or self.household.head

    @property
    def subject_name(self) -> str:
        return self.subject.full_name

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path

    @property
    def way_words(self) -> str:
        """As it stands on the row: 'kế thừa 2025'."""
        if self.way == Way.INHERITED:
            return f"kế thừa {self.year - 1}"
        return self.get_way_display() if self.way else ""

    @property
    def counted_total(self) -> Decimal | None:
        """The total that counts now: the commune's where it scored, else the hamlet's."""
        return self.commune_total if self.commune_total is not None else self.hamlet_total

    @property
    def is_decided(self) -> bool:
        return self.state in (DossierState.RECOGNISED, DossierState.REVOKED)


def named_like(dossier: str, query: str) -> Q:
    """Dossiers (`dossier` is the road to them) whose citizen, or else whose head of family, has the words in his name."""
    key = without_accents(query)
    return Q(**{f"{dossier}__person__search_key__contains": key}) | Q(
        **{f"{dossier}__person__isnull": True, f"{dossier}__household__search_key__contains": key}
    )


class StateChange(models.Model):
    """Append-only: each move of a dossier. 'As of' is read from here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="state_changes")
    from_state = models.CharField(max_length=15, blank=True)
    to_state = models.CharField(max_length=15)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        db_table = "recognition_state_change"


class NominationList(models.Model):
    """Danh sách đề nghị công nhận: the hamlet's list, after its meeting where the road has one, sent to the commune."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(RecognitionRound, models.PROTECT, related_name="nominations")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="nominations")
    meeting = models.ForeignKey(
        "recognition.VillageMeeting", models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    """Empty where the round's road has no meeting."""
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="nomination_list")
    dossiers = models.ManyToManyField(Dossier, related_name="nominations")
    sent_by = models.CharField(max_length=300)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class Submission(models.Model):
    """Tờ trình of the association: asks UBND xã to decide."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(RecognitionRound, models.PROTECT, related_name="submissions")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="submission")
    dossiers = models.ManyToManyField(Dossier, related_name="submissions")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place.path

    @property
    def standing(self) -> DossierQuerySet:
        """Those it named that no correcting tờ trình took out again."""
        return Dossier.objects.filter(submissions=self).exclude(taken_out__in=TakenOut.objects.of(self))


class RecognitionDecisionQuerySet(models.QuerySet["RecognitionDecision"]):
    def visible_to(self, actor: Actor) -> "RecognitionDecisionQuerySet":
        """Decisions of the places below the actor's; and, once in effect, those that name households of his hamlet."""
        if actor.system_job:
            return self
        ids = actor.places_with(Permission.DOSSIER_READ)
        of_his_hamlet = DecisionLine.objects.filter(
            decision=OuterRef("pk"), dossier__hamlet__path__overlap=ids
        )
        return self.filter(
            Q(round__place__path__overlap=ids) | Q(Exists(of_his_hamlet), effective_on__isnull=False)
        )


class RecognitionDecision(models.Model):
    """Quyết định công nhận with its annex. It has effect once number, date and the signed copy are recorded; then its lines never change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(RecognitionRound, models.PROTECT, related_name="decisions")
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    version = models.PositiveSmallIntegerField(default=1)
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="recognition_decision")
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    effective_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RecognitionDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="decision_amends_only_as_later_version",
                condition=Q(amends__isnull=True, version=1) | Q(amends__isnull=False, version__gt=1),
            ),
            models.UniqueConstraint(fields=["amends", "version"], name="decision_version_once"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place.path


class DecisionLine(models.Model):
    """One household of an annex, as it was signed."""

    class Effect(models.TextChoices):
        RECOGNISE = "recognise", "Công nhận"
        REVOKE = "revoke", "Thu hồi"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(RecognitionDecision, models.PROTECT, related_name="lines")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="decision_lines")
    position = models.PositiveIntegerField()
    effect = models.CharField(max_length=10, choices=Effect, default=Effect.RECOGNISE)
    head_name = models.CharField(max_length=120)
    hamlet_name = models.CharField(max_length=160)
    total = models.DecimalField(max_digits=6, decimal_places=2)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "dossier"], name="decision_line_once_per_dossier"),
            models.CheckConstraint(
                name="decision_line_revokes_with_reason", condition=Q(effect="recognise") | ~Q(why="")
            ),
        ]


class EvidenceUseQuerySet(models.QuerySet["EvidenceUse"]):
    def standing(self) -> "EvidenceUseQuerySet":
        """Attached, and the evidence not withdrawn."""
        return self.filter(detached_at=None, evidence__withdrawn_at=None)


class EvidenceUse(models.Model):
    """One piece of evidence serves one criterion of one dossier; the same piece may serve others, of other titles and years."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="evidence_uses")
    criterion = models.CharField(max_length=40)
    attached_by = models.CharField(max_length=300)
    attached_at = models.DateTimeField(default=timezone.now)
    detached_by = models.CharField(max_length=300, blank=True)
    detached_at = models.DateTimeField(null=True, blank=True)
    detached_why = models.CharField(max_length=200, blank=True)
    is_lost_after_decision = models.BooleanField(default=False, db_default=False)
    """What it was taken from ended when the dossier was decided already: the decision stays."""

    objects = EvidenceUseQuerySet.as_manager()

    class Meta:
        ordering = ["attached_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "dossier", "criterion"],
                condition=Q(detached_at__isnull=True),
                name="evidence_used_once_for_a_criterion",
            ),
            models.CheckConstraint(
                name="evidence_detached_by_somebody_with_reason",
                condition=Q(detached_at__isnull=True, detached_by="", detached_why="")
                | (Q(detached_at__isnull=False) & ~Q(detached_by="") & ~Q(detached_why="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.dossier.place_path


# At the end: they refer to the models above by name.
from hoctap.recognition.carrying.models import CarriedRow, CarryOver  # noqa: E402
from hoctap.recognition.certificates.models import (  # noqa: E402
    Award,
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateLayout,
    CertificatePart,
    CertificatePrint,
    CertificateRule,
    CertificateStanding,
    CertificateState,
    ExemplaryMark,
    PaperSize,
)
from hoctap.recognition.commune_meetings.models import CommuneException, CommuneMeeting  # noqa: E402
from hoctap.recognition.complaints.models import Complaint  # noqa: E402
from hoctap.recognition.correcting.models import SubmissionCorrection, TakenOut  # noqa: E402
from hoctap.recognition.meetings.models import (  # noqa: E402
    Ballot,
    Manner,
    MeetingLine,
    MeetingQuorum,
    MeetingState,
    MeetingVote,
    Outcome,
    ReplacedInvitation,
    VillageMeeting,
)
from hoctap.recognition.other_titles.models import OtherHolder, OtherList  # noqa: E402
from hoctap.recognition.own_answers.models import OwnLink  # noqa: E402
from hoctap.recognition.posting.models import (  # noqa: E402
    Objection,
    PostingOptOut,
    PostingPhoto,
    PublicPosting,
)
from hoctap.recognition.rescoring.models import RescoredRound, RescoredTotal, Rescoring  # noqa: E402
from hoctap.recognition.result_exports.models import ExportTemplate, TypedThere  # noqa: E402
from hoctap.recognition.result_lists.models import ResultList, ResultMapping, ResultRow  # noqa: E402
from hoctap.recognition.results.models import ElsewhereResult  # noqa: E402
from hoctap.recognition.stated_figures.models import StatedFigure  # noqa: E402

__all__ = [
    "MEETING_STATES",
    "OPEN_STATES",
    "REVIEW_STATES",
    "TRANSITIONS",
    "Award",
    "Ballot",
    "CarriedRow",
    "CarryOver",
    "Certificate",
    "CertificateBatch",
    "CertificateBook",
    "CertificateLayout",
    "CertificatePart",
    "CertificatePrint",
    "CertificateRule",
    "CertificateStanding",
    "CertificateState",
    "CitizenWay",
    "CommuneException",
    "CommuneMeeting",
    "Complaint",
    "DecisionLine",
    "Dossier",
    "DossierState",
    "ElsewhereResult",
    "EvidenceUse",
    "ExemplaryMark",
    "ExportTemplate",
    "LateEntry",
    "Manner",
    "MeetingLine",
    "MeetingQuorum",
    "MeetingState",
    "MeetingVote",
    "NominationList",
    "Objection",
    "OtherHolder",
    "OtherList",
    "Outcome",
    "OwnLink",
    "PaperSize",
    "PostingOptOut",
    "PostingPhoto",
    "PublicPosting",
    "RecognitionDecision",
    "RecognitionRound",
    "ReminderCopy",
    "ReplacedInvitation",
    "RescoredRound",
    "RescoredTotal",
    "Rescoring",
    "ResultList",
    "ResultMapping",
    "ResultRow",
    "ReviewSample",
    "ReviewSetting",
    "Road",
    "RoundState",
    "SampledDossier",
    "StateChange",
    "StatedFigure",
    "Submission",
    "SubmissionCorrection",
    "TakenOut",
    "TypedThere",
    "VillageMeeting",
    "Way",
    "Withdrawal",
    "named_like",
    "people_kept",
]
