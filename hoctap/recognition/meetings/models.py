"""A meeting of an ấp or of one of its Tổ: called, held, put on record; a vote on each title; a line for each who was before it.

The minutes keep what that evening saw: the name of the head as it was then, and what was said of him. Who heads the household today is
read from the register. A quorum is a setting of a place; where nobody set one, none is asked for.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.ids import uuid7
from hoctap.papers.models import Paper
from hoctap.people.models import Household
from hoctap.places.models import Place


class MeetingState(models.TextChoices):
    CALLED = "called", "Đã gọi họp, chưa ghi kết quả"
    HELD = "held", "Đã họp, có biên bản"
    DROPPED = "dropped", "Đã bỏ, không họp"


class Manner(models.TextChoices):
    BLOCK = "block", "cả danh sách, trừ các trường hợp chọn ở dưới"
    EACH = "each", "từng trường hợp một"


class Ballot(models.TextChoices):
    HANDS = "hands", "biểu quyết giơ tay"
    SECRET = "secret", "bỏ phiếu kín"


class Outcome(models.TextChoices):
    OPEN = "", "chưa biểu quyết"
    AGREED = "agreed", "thống nhất đề nghị"
    EXCEPTED = "excepted", "cuộc họp trừ"
    BELOW = "below", "chưa đạt"


class VillageMeeting(models.Model):
    """One evening: who was invited, who came, who chaired; its minutes are one paper with a part for each title."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="meetings")
    group_name = models.CharField("Tổ", max_length=60, blank=True, default="", db_default="")
    """Of which Tổ; empty for the whole ấp."""
    state = models.CharField(
        max_length=10, choices=MeetingState, default=MeetingState.HELD, db_default="held"
    )
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("giờ họp", null=True, blank=True)
    venue = models.CharField("địa điểm", max_length=200)
    chair = models.CharField("chủ trì", max_length=120)
    secretary = models.CharField("thư ký", max_length=120)
    households_invited = models.PositiveSmallIntegerField("số hộ được mời", null=True, blank=True)
    households_present = models.PositiveSmallIntegerField("số hộ dự họp", null=True, blank=True)
    present = models.ManyToManyField(Household, related_name="meetings", blank=True)
    """Ticked from the list; empty where only the number was taken down."""
    sheet_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    """The photo of the signed attendance list."""
    sheet_media_type = models.CharField(max_length=100, blank=True, default="", db_default="")
    remarks = models.TextField("ý kiến tại cuộc họp", max_length=2000, blank=True)
    minutes = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="meeting")
    invitation = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="called_meeting")
    late_why = models.CharField("lý do ghi sau hạn", max_length=300, blank=True, default="", db_default="")
    late_allowed_by = models.CharField(
        "người cho phép", max_length=120, blank=True, default="", db_default=""
    )
    called_by = models.CharField(max_length=300, blank=True, default="", db_default="")
    recorded_by = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="meeting_held_says_how_many_and_by_whom",
                condition=Q(state__in=["called", "dropped"], minutes__isnull=True)
                | (
                    Q(state="held", households_present__isnull=False, recorded_at__isnull=False)
                    & ~Q(recorded_by="")
                ),
            ),
            models.CheckConstraint(
                name="meeting_late_with_reason_and_name",
                condition=Q(late_why="", late_allowed_by="") | (~Q(late_why="") & ~Q(late_allowed_by="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path

    @property
    def where_name(self) -> str:
        """'Tổ 3, Ấp 1', or the ấp alone."""
        return f"{self.group_name}, {self.hamlet.full_name}" if self.group_name else self.hamlet.full_name

    @property
    def is_held(self) -> bool:
        return self.state == MeetingState.HELD


class ReplacedInvitation(models.Model):
    """Append-only: an invitation that does not hold any more, with the day and place it named, and why another took its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(VillageMeeting, models.PROTECT, related_name="replaced_invitations")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="replaced_invitation")
    held_on = models.DateField("ngày họp đã mời")
    starts_at = models.TimeField("giờ họp đã mời", null=True, blank=True)
    venue = models.CharField("địa điểm đã mời", max_length=200)
    why = models.CharField("lý do đổi", max_length=300)
    replaced_by = models.CharField(max_length=300)
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        db_table = "recognition_replaced_invitation"
        constraints = [
            models.CheckConstraint(name="replaced_invitation_says_why", condition=~Q(why="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.meeting.place_path


class MeetingVote(models.Model):
    """What the evening said of one title: a round of ours, or another title that is only a list of households."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(VillageMeeting, models.PROTECT, related_name="votes")
    position = models.PositiveSmallIntegerField(default=1)
    round = models.ForeignKey(
        "recognition.RecognitionRound", models.PROTECT, null=True, blank=True, related_name="votes"
    )
    other_title = models.CharField("danh hiệu khác", max_length=120, blank=True, default="")
    manner = models.CharField("cách biểu quyết", max_length=10, choices=Manner, default=Manner.BLOCK)
    ballot = models.CharField("hình thức", max_length=10, choices=Ballot, default=Ballot.HANDS)
    votes_for = models.PositiveSmallIntegerField("số phiếu thống nhất", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("số phiếu không thống nhất", null=True, blank=True)
    """Both empty where each name was voted on by itself: then the lines hold the numbers."""
    listed_count = models.PositiveIntegerField(default=0)
    agreed_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "position"]
        db_table = "recognition_meeting_vote"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "round"], condition=Q(round__isnull=False), name="meeting_votes_once_on_a_round"
            ),
            models.UniqueConstraint(
                fields=["meeting", "other_title"], condition=~Q(other_title=""), name="meeting_votes_once_on_a_title"
            ),
            models.CheckConstraint(
                name="meeting_vote_on_a_round_or_another_title",
                condition=Q(round__isnull=False, other_title="") | (Q(round__isnull=True) & ~Q(other_title="")),
            ),
            models.CheckConstraint(
                name="meeting_vote_agrees_to_those_listed", condition=Q(agreed_count__lte=F("listed_count"))
            ),
        ]  # fmt: skip

    @property
    def place_path(self) -> list[UUID]:
        return self.meeting.hamlet.path

    @property
    def title_name(self) -> str:
        return self.round.title_name if self.round else self.other_title

    @property
    def unit(self) -> str:
        """'hộ' or 'công dân'."""
        return self.round.subject_word if self.round else "hộ"


class MeetingLine(models.Model):
    """One dossier, or one household of another title, as the evening saw it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.ForeignKey(MeetingVote, models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(
        "recognition.Dossier", models.PROTECT, null=True, blank=True, related_name="meeting_lines"
    )
    household = models.ForeignKey(Household, models.PROTECT, related_name="meeting_lines")
    name = models.CharField(max_length=120)
    """As he was called that evening: the head of the family then, or the citizen."""
    outcome = models.CharField(max_length=10, choices=Outcome)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField("lý do", max_length=300, blank=True, default="")
    """Why a household is not proposed for another title; why the ấp decided otherwise than its Tổ."""

    class Meta:
        ordering = ["vote", "id"]
        db_table = "recognition_meeting_line"
        indexes = [models.Index(fields=["dossier", "outcome"], name="meeting_line_of_dossier")]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "dossier"], condition=Q(dossier__isnull=False), name="meeting_line_once_a_dossier"
            ),
            models.UniqueConstraint(
                fields=["vote", "household"], condition=Q(dossier__isnull=True), name="meeting_line_once_a_household"
            ),
        ]  # fmt: skip


class MeetingQuorum(models.Model):
    """How many of those invited must have come, for one title or for all, from a day on. Only where an office says so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="quorums")
    title_name = models.CharField("danh hiệu", max_length=120, blank=True)
    """As it is called on screens; empty for every title."""
    percent = models.PositiveSmallIntegerField("ít nhất bao nhiêu phần trăm số hộ")
    instrument = models.CharField("văn bản, hướng dẫn làm căn cứ", max_length=300)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("không còn từ ngày", null=True, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title_name", "-valid_from", "-id"]
        db_table = "recognition_meeting_quorum"
        constraints = [
            models.CheckConstraint(
                name="quorum_is_a_share_with_its_basis", condition=Q(percent__range=(1, 100)) & ~Q(instrument="")
            ),
            models.CheckConstraint(
                name="quorum_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title_name or 'mọi danh hiệu'}: {self.percent} %"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    def needed_of(self, invited: int) -> int:
        return -(-invited * self.percent // 100)
