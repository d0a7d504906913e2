"""The rules of a round. Values in, reasons out; points and thresholds are the affair of `criteria.scoring`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_number
from hoctap.criteria import scoring
from hoctap.criteria.scoring import FrozenEdition


@dataclass(frozen=True)
class ListRow:
    """The row of one household or citizen in the entry list, as typed."""

    key: str
    name: str
    registered: bool
    self_total: Decimal | None
    hamlet_total: Decimal | None
    scored_by_criteria: tuple[str, ...] = ()
    """Columns with other totals than before that hold points criterion by criterion."""
    entered_by_others: tuple[str, ...] = ()
    """Who entered the totals that are changed, where it is not the one who changes them."""
    why: str = ""
    from_elsewhere: bool = False
    """Its points, other than before, are a result of the association's own software."""


def results_only_reasons(season: str, *, results_only: bool) -> list[Reason]:
    """Whoever was scored in the association's own software is not scored again here."""
    if not results_only:
        return []
    return [
        Reason(
            f"{season} chỉ nhận kết quả từ phần mềm của Hội Khuyến học Việt Nam: không chấm ở đây, để không ai phải chấm hai lần. "
            "Ghi từng kết quả ở hồ sơ, hoặc nhập danh sách ở trang “Kết quả từ phần mềm của Hội”."
        )
    ]


FROM_ELSEWHERE = (
    "điểm này là kết quả nhận từ phần mềm của Hội. Mở hồ sơ để ghi kết quả khác hoặc bỏ kết quả đã nhận."
)


def row_reasons(edition: FrozenEdition, row: ListRow) -> list[Reason]:
    """What keeps this row from being saved; each names the household and the field."""
    reasons = []
    if not row.registered and (row.self_total is not None or row.hamlet_total is not None):
        reasons.append(
            Reason(
                f"{row.name}: có điểm mà chưa đánh dấu đã đăng ký. Đánh dấu đăng ký hoặc xóa điểm.",
                f"registered-{row.key}",
            )
        )
    for total, field in ((row.self_total, "self"), (row.hamlet_total, "hamlet")):
        if total is not None:
            reasons += [
                Reason(f"{row.name}: {reason.text}", reason.field)
                for reason in scoring.total_reasons(edition, total, field=f"{field}-{row.key}")
            ]
    if row.from_elsewhere:
        reasons.append(Reason(f"{row.name}: {FROM_ELSEWHERE}", f"hamlet-{row.key}"))
    elif row.scored_by_criteria:
        reasons.append(
            Reason(
                f"{row.name}: hồ sơ này chấm từng tiêu chí. Mở hồ sơ để sửa điểm từng tiêu chí.",
                f"{row.scored_by_criteria[-1]}-{row.key}",
            )
        )
    elif row.entered_by_others and not row.why:
        reasons.append(
            Reason(
                f"{row.name}: điểm này do {', '.join(dict.fromkeys(row.entered_by_others))} ghi. "
                "Ghi lý do vào ô “Lý do sửa số người khác đã ghi” rồi lưu lại.",
                f"hamlet-{row.key}",
            )
        )
    return reasons


def nomination_reasons(
    *,
    agreed_at_meeting: int,
    no_longer: Sequence[str],
    without_evidence: Sequence[str],
    joined: Sequence[tuple[str, str]] = (),
) -> list[Reason]:
    """The list must be the one that the meeting agreed to, with the evidence that its edition asks for.

    `no_longer` names the households that the meeting agreed to and that have no passing score, or have gone up, since; `joined` those
    that became part of another household.
    """
    reasons = [Reason(text) for text in without_evidence]
    if no_longer:
        reasons.append(
            Reason(
                f"Biên bản họp ghi thống nhất {agreed_at_meeting} hồ sơ, từ đó đến nay {len(no_longer)} hồ sơ đã đổi điểm hoặc đã gửi xã: "
                f"{', '.join(no_longer)}. Ghi lại biên bản cho khớp rồi lập danh sách."
            )
        )
    for name, into in joined:
        reasons.append(
            Reason(
                f"Hộ {name} đã nhập vào hộ {into} sau cuộc họp. Ghi rút đăng ký ở hồ sơ của {name}, sửa biên bản rồi lập danh sách."
            )
        )
    return reasons


def missing_evidence(
    edition: FrozenEdition, evidence_by_code: Mapping[str, Sequence[object]], name: str
) -> list[str]:
    """Only a dossier scored criterion by criterion can miss evidence; a list row stands on its signed paper."""
    return [
        f"{name}: tiêu chí {criterion.code} chưa có minh chứng."
        for criterion in edition.criteria
        if criterion.needs_evidence and not evidence_by_code.get(criterion.code)
    ]


def unverified_evidence(
    edition: FrozenEdition, verified_by_code: Mapping[str, Sequence[bool]], name: str
) -> list[str]:
    """Where the edition asks for evidence, one piece that needs no original, or that a second person compared with it, is enough."""
    return [
        f"{name}: minh chứng của tiêu chí {criterion.code} chưa có người thứ hai đối chiếu bản gốc."
        for criterion in edition.criteria
        if criterion.needs_evidence and not any(verified_by_code.get(criterion.code, ()))
    ]


@dataclass(frozen=True)
class Verdict:
    """What the commune says of one nominated dossier."""

    key: str
    name: str
    accept: bool
    commune_total: Decimal | None
    hamlet_total: Decimal | None
    why: str
    why_on_record: str = ""
    """The reason that the commune's score already carries."""
    too_low: bool = False
    """A criterion lies below the least of each, or the signed sheet does not say that none does."""


def verdict_reasons(edition: FrozenEdition, verdict: Verdict) -> list[Reason]:
    reasons = []
    total = verdict.commune_total if verdict.commune_total is not None else verdict.hamlet_total
    if verdict.commune_total is not None:
        reasons += [
            Reason(f"{verdict.name}: {reason.text}", reason.field)
            for reason in scoring.total_reasons(
                edition, verdict.commune_total, field=f"commune-{verdict.key}"
            )
        ]
        if verdict.commune_total != verdict.hamlet_total and not (verdict.why or verdict.why_on_record):
            reasons.append(
                Reason(
                    f"{verdict.name}: điểm của xã khác điểm của Tổ, ấp nên cần ghi lý do.",
                    f"why-{verdict.key}",
                )
            )
    if verdict.accept and not reasons and verdict.too_low and edition.least_each is not None:
        reasons.append(
            Reason(
                f"{verdict.name}: có mục dưới {format_number(edition.least_each)} điểm hoặc phiếu chưa ghi rõ là không có. "
                "Trả lại ấp hoặc sửa điểm.",
                f"commune-{verdict.key}",
            )
        )
    elif verdict.accept and not reasons and not scoring.reaches(edition, total, none_too_low=True):
        reasons.append(
            Reason(
                f"{verdict.name}: {'chưa có' if total is None else format_number(total)} điểm, "
                f"dưới mức đạt {format_number(edition.threshold)}. Trả lại ấp hoặc sửa điểm.",
                f"commune-{verdict.key}",
            )
        )
    if not verdict.accept and not verdict.why:
        reasons.append(Reason(f"{verdict.name}: trả lại ấp thì phải ghi lý do.", f"why-{verdict.key}"))
    return reasons


def unmet_reasons(names: Sequence[str]) -> list[Reason]:
    """Nobody enters an annex whom no minutes of a meeting name, on a road that has the meeting."""
    if not names:
        return []
    more = f" và {len(names) - 3} hồ sơ khác" if len(names) > 3 else ""
    return [
        Reason(
            f"Chưa có biên bản họp bình xét nào ghi thống nhất: {', '.join(names[:3])}{more}. "
            "Trả lại ấp để họp, rồi lập lại tờ trình."
        )
    ]


def gone_reasons(gone: Sequence[tuple[str, str, int]]) -> list[Reason]:
    """Name, what became of him or of the household, and since which year."""
    return [
        Reason(
            f"{name}: {how} từ năm {year}, sổ của năm không còn tính. Mở hồ sơ, ghi rút đăng ký rồi lập lại."
        )
        for name, how, year in gone
    ]
