"""What each paper says: frozen values in, no table, no clock, no layout.

`None` in a figure means "not known" and prints as a dash or as dots to write on; zero prints as 0. Legal
bases, the wording of articles and receivers come from the caller: nothing here invents law. `sample_mark`
is empty, or the sentence that must stand on every page because the criteria were never checked against
their printed source.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of the paper. `parent_name` is empty for a body without one; a line break in a name is kept."""

    issuer_name: str
    place_name: str
    year: int
    parent_name: str = ""
    symbol: str = ""
    """`QĐ-UBND`; empty for a paper that carries no number (an ấp has no register)."""
    number: str | None = None
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """`authority_lines` such as `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, then the title, then the name."""

    title: str
    name: str = ""
    authority_lines: tuple[str, ...] = ()
    hint: str = ""


# ── biên bản họp bình xét ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TitleVote:
    """The vote on one title (one evening may decide several): block voting, counts only, never a name."""

    title_name: str
    unit: str = "hộ"
    method: str = "biểu quyết giơ tay"
    registered: int | None = None
    considered: int | None = None
    agreed: int | None = None
    excepted: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    dissent: tuple[str, ...] = ()
    is_each: bool = False
    """Each name was voted on by itself: there is no count for the whole list."""
    concerns: int | None = None
    """Phản ánh taken before the evening or at it, and how many of them were answered; None where none could be put on record."""
    concerns_answered: int = 0


@dataclass(frozen=True, slots=True)
class MinutesContent:
    kind: ClassVar[str] = "minutes"
    letterhead: Letterhead
    summary: str
    venue: str
    chair_line: str
    """Name and capacity as they are written in the text: `Ông Lê Văn A, Trưởng ấp`."""
    secretary_line: str
    votes: tuple[TitleVote, ...]
    secretary: Signer
    household_representative: Signer
    chair: Signer
    started_at: datetime | None = None
    ended_at: datetime | None = None
    attendees: tuple[str, ...] = ()
    households_invited: int | None = None
    households_present: int | None = None
    proceedings: tuple[str, ...] = ()
    conclusion: tuple[str, ...] = ()
    copies_made: int = 2
    sample_mark: str = ""


# ── danh sách đề nghị công nhận ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class NominationRow:
    order: int
    head_name: str
    birth_year: int | None = None
    group_name: str = ""
    total_points: Decimal | None = None
    note: str = ""
    household_name: str = ""
    """Of a citizen: the head of the household that he lives in."""


@dataclass(frozen=True, slots=True)
class NominationContent:
    kind: ClassVar[str] = "nomination_list"
    letterhead: Letterhead
    summary: str
    addressee: str
    introduction: tuple[str, ...]
    rows: tuple[NominationRow, ...]
    association_head: Signer
    front_head: Signer
    hamlet_head: Signer
    unit: str = "hộ"
    """What a row is: 'hộ', or 'công dân', whose list names his household too."""
    sample_mark: str = ""


# ── tờ trình của Hội Khuyến học xã ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    hamlet_name: str
    households_total: int | None
    registered: int | None
    nominated: int | None


@dataclass(frozen=True, slots=True)
class SubmissionContent:
    kind: ClassVar[str] = "submission"
    letterhead: Letterhead
    summary: str
    recipients: tuple[str, ...]
    legal_bases: tuple[str, ...]
    body: tuple[str, ...]
    rows: tuple[SubmissionRow, ...]
    total: SubmissionRow | None
    closing: tuple[str, ...]
    enclosures: tuple[str, ...]
    copies: tuple[str, ...]
    signer: Signer
    unit: str = "hộ"
    sample_mark: str = ""


# ── quyết định công nhận, danh sách kèm theo ──────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """Posted in public: the head of the household and the ấp, nothing else; of a citizen what tells him from his namesakes too."""

    order: int
    head_name: str
    hamlet_name: str
    birth_year: int | None = None
    household_name: str = ""


@dataclass(frozen=True, slots=True)
class DecisionContent:
    kind: ClassVar[str] = "decision"
    letterhead: Letterhead
    summary: str
    authority: str
    """Whose power it is: `CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …`."""
    legal_bases: tuple[str, ...]
    """In order, `Theo đề nghị của …` last."""
    articles: tuple[str, ...]
    """Without `Điều 1.`"""
    copies: tuple[str, ...]
    signer: Signer
    annex_name: str
    issued_by: str
    """As the annex names the issuer: `Chủ tịch Ủy ban nhân dân xã …`."""
    annex_rows: tuple[AnnexRow, ...]
    annex_closing: str = ""
    unit: str = "hộ"
    annex_heads: tuple[str, ...] = ()
    """Heads of the two columns after TT, where not households or citizens are listed: 'Đơn vị', 'Mức độ'."""
    sample_mark: str = ""


# ── danh sách niêm yết ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PostingListContent:
    """Hangs on a board: a name and its ấp in each row, nothing else."""

    kind: ClassVar[str] = "posting_list"
    letterhead: Letterhead
    summary: str
    introduction: tuple[str, ...]
    rows: tuple[AnnexRow, ...]
    closing: tuple[str, ...]
    signer: Signer
    unit: str = "hộ"
    sample_mark: str = ""


# ── báo cáo kết quả ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ResultRow:
    """Figures as the measures gave them; a percentage is never worked out here."""

    place_name: str
    households_total: int | None = None
    registered: int | None = None
    recognised: int | None = None
    late: int | None = None
    percent_of_total: Decimal | None = None
    percent_of_registered: Decimal | None = None
    change: Decimal | int | None = None


@dataclass(frozen=True, slots=True)
class TargetResult:
    """One target of the plan beside its result. `statement` is the plan's own sentence."""

    statement: str
    plan: str
    numerator: int | None
    denominator: int | None
    percent: Decimal | None
    is_met: bool | None
    unit: str = "hộ"
    deadline_text: str = ""
    late: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultsReportContent:
    kind: ClassVar[str] = "results_report"
    letterhead: Letterhead
    summary: str
    recipients: tuple[str, ...]
    introduction: tuple[str, ...]
    targets: tuple[TargetResult, ...]
    rows: tuple[ResultRow, ...]
    total: ResultRow
    copies: tuple[str, ...]
    signer: Signer
    as_of: date | None = None
    change_label: str = "So với năm trước (±, hộ)"
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    sample_mark: str = ""


# ── phiếu chấm điểm ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A group of criteria has a `text` and no `code`."""

    code: str
    text: str
    clause: str = ""
    max_points: Decimal | None = None
    by_family: Decimal | None = None
    by_hamlet: Decimal | None = None
    by_commune: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ScoreAuthor:
    """Who filled a column: both names when somebody typed for somebody else."""

    column: str
    name: str = ""
    entered_by: str = ""
    scored_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheetContent:
    kind: ClassVar[str] = "score_sheet"
    letterhead: Letterhead
    summary: str
    head_name: str
    hamlet_name: str
    edition_name: str
    rows: tuple[ScoreRow, ...]
    total: ScoreRow
    authors: tuple[ScoreAuthor, ...]
    family: Signer
    hamlet: Signer
    commune: Signer
    group_name: str = ""
    dossier_code: str = ""
    threshold_text: str = ""
    subject_label: str = "Chủ hộ"
    self_label: str = "Gia đình tự chấm"
    sample_mark: str = ""


# ── giấy tờ có phần, mục: trả lời người dân, biên nhận, thông báo sự cố, bản nháp hồ sơ ────────────────


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what is to say about it; an empty value prints as dots to write on."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of an edition in a table: what it asks, what was found, whether it is met. A row with a text alone heads a group."""

    code: str
    text: str
    wanted: str = ""
    found: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    check_heads: tuple[str, ...] = ()
    """Heads of the five columns of `checks`; empty: Mã, Chỉ tiêu đánh giá, Yêu cầu, Kết quả, Đánh giá."""


@dataclass(frozen=True, slots=True)
class RecordContent:
    """A paper of parts with lines. It is signed by one, or by two where `left` has a title; else receivers stand on the left."""

    kind: ClassVar[str] = "record"
    letterhead: Letterhead
    kind_name: str
    """`THÔNG BÁO`, `GIẤY BIÊN NHẬN`."""
    summary: str
    parts: tuple[Part, ...]
    signer: Signer
    left: Signer = Signer("")
    recipients: tuple[str, ...] = ()
    closing: str = ""
    copies: tuple[str, ...] = ()
    sample_mark: str = ""
    signs_himself: bool = False
    """Whoever is named signs in his own name (a member of a council, the head of a clan), not a position of the issuing body."""


# ── biên bản bàn giao ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One kind of open work with its pieces, in words without names of citizens."""

    label: str
    count: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverContent:
    kind: ClassVar[str] = "handover"
    letterhead: Letterhead
    summary: str
    decision: str
    venue: str
    giver_line: str
    receiver_line: str
    rows: tuple[HandoverRow, ...]
    things: tuple[str, ...]
    conclusion: tuple[str, ...]
    giver: Signer
    receiver: Signer
    witness: Signer
    copies_made: int = 3
    sample_mark: str = ""


# ── mục lục văn bản của một hồ sơ công việc ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CaseRow:
    order: int
    number: str
    dated_on: str
    abstract: str
    author: str
    pages: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseIndexContent:
    """`notes` are what the file must say beside its papers, such as who was let off a rule; `missing` names what is not in it."""

    kind: ClassVar[str] = "case_index"
    letterhead: Letterhead
    summary: str
    rows: tuple[CaseRow, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    page_count: int
    signer: Signer
    sample_mark: str = ""


# ── văn bản có mục và bảng: báo cáo, kế hoạch, thông báo, tờ trình, quyết định, biên bản, danh sách, giấy mời ──


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """`groups` are the heads above its own, the outermost first: neighbours under one word stand under one cell."""

    label: str
    share: float = 1.0
    """Of the width of the table, beside the other columns."""
    align: str = "center"
    """`center`, `left` or `right`."""
    groups: tuple[str, ...] = ()
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Ready words for each column. What is estimated stands in grey italics."""

    cells: tuple[str, ...]
    is_total: bool = False
    is_estimate: bool = False
    estimates: tuple[int, ...] = ()
    """Columns, from 0, that are estimated in this row alone."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    tables: tuple[ReportTable, ...] = ()


@dataclass(frozen=True, slots=True)
class TextContent:
    """A paper that says its matter in sections. Each kind has its own template."""

    kind: ClassVar[str] = ""
    kind_name: ClassVar[str] = ""
    letterhead: Letterhead
    summary: str
    addressees: tuple[str, ...] = ()
    introduction: tuple[str, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    closing: str = ""
    signer: Signer = Signer("")
    recipients: tuple[str, ...] = ()
    """Who gets it, under Nơi nhận."""
    copies: tuple[str, ...] = ()
    """What stands last under Nơi nhận: `Lưu: VT`."""
    sample_mark: str = ""
    legal_bases: tuple[str, ...] = ()
    left: Signer = Signer("")
    """Who signs beside the office: the secretary of a meeting."""
    lines: tuple[Line, ...] = ()
    """What stands first with a label: time, venue, who presides."""
    urgency: str = ""
    """A key of `layout.URGENCY_MARKS`; empty for the usual pace."""


@dataclass(frozen=True, slots=True)
class ReportContent(TextContent):
    kind: ClassVar[str] = "report"
    kind_name: ClassVar[str] = "BÁO CÁO"


@dataclass(frozen=True, slots=True)
class PlanContent(TextContent):
    kind: ClassVar[str] = "plan"
    kind_name: ClassVar[str] = "KẾ HOẠCH"


@dataclass(frozen=True, slots=True)
class NoticeContent(TextContent):
    kind: ClassVar[str] = "notice"
    kind_name: ClassVar[str] = "THÔNG BÁO"


@dataclass(frozen=True, slots=True)
class ProposalContent(TextContent):
    kind: ClassVar[str] = "proposal"
    kind_name: ClassVar[str] = "TỜ TRÌNH"


@dataclass(frozen=True, slots=True)
class RulingContent(TextContent):
    """Each section is an Điều; its heading, if it has one, stands behind the number."""

    kind: ClassVar[str] = "ruling"
    kind_name: ClassVar[str] = "QUYẾT ĐỊNH"
    authority: str = ""
    """Whose power it is: `ỦY BAN NHÂN DÂN XÃ …`."""


@dataclass(frozen=True, slots=True)
class ProceedingsContent(TextContent):
    kind: ClassVar[str] = "proceedings"
    kind_name: ClassVar[str] = "BIÊN BẢN"


@dataclass(frozen=True, slots=True)
class RosterContent(TextContent):
    kind: ClassVar[str] = "roster"
    kind_name: ClassVar[str] = "DANH SÁCH"


@dataclass(frozen=True, slots=True)
class InvitationContent(TextContent):
    kind: ClassVar[str] = "invitation"
    kind_name: ClassVar[str] = "GIẤY MỜI"


@dataclass(frozen=True, slots=True)
class LetterContent(TextContent):
    """A công văn has no name of its kind: its subject stands under the number, `V/v …`."""

    kind: ClassVar[str] = "letter"
    unit_symbol: str = ""
    """The unit that wrote it, in the symbol after the office: `VX`."""


TEXT_CONTENTS: tuple[type[TextContent], ...] = (
    PlanContent,
    ReportContent,
    RulingContent,
    NoticeContent,
    ProposalContent,
    ProceedingsContent,
    RosterContent,
    InvitationContent,
    LetterContent,
)

PaperContent = (
    MinutesContent
    | NominationContent
    | SubmissionContent
    | DecisionContent
    | PostingListContent
    | ResultsReportContent
    | ScoreSheetContent
    | HandoverContent
    | RecordContent
    | CaseIndexContent
    | TextContent
)

KINDS: tuple[str, ...] = (
    MinutesContent.kind,
    NominationContent.kind,
    SubmissionContent.kind,
    DecisionContent.kind,
    PostingListContent.kind,
    ResultsReportContent.kind,
    ScoreSheetContent.kind,
    HandoverContent.kind,
    RecordContent.kind,
    CaseIndexContent.kind,
    *(one.kind for one in TEXT_CONTENTS),
)
