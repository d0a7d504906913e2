"""What the writers of a report say to the remarks with which its last version was returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_datetime
from hoctap.reports.answers import queries
from hoctap.reports.periodic import rules
from hoctap.reports.periodic.locking import draft_of
from hoctap.reports.periodic.models import PeriodicReport, RemarkAnswer

LONGEST = 1000


@dataclass(frozen=True)
class Answer:
    """`seen` is the revision that the writer had before him, 0 for none."""

    remark: UUID
    text: str
    is_mended: bool = False
    seen: int = 0


@transaction.atomic
def answer_remarks(report: PeriodicReport, answers: Sequence[Answer], *, by: Actor) -> int:
    """All or none; how many are new. One that somebody else answered meanwhile is refused, naming him."""
    report = draft_of(report, by)
    asked = {one.remark.pk: one for one in queries.asked_of(report)}
    reasons: list[Reason] = []
    new = []
    for answer in answers:
        one = asked.get(answer.remark)
        if one is None:
            raise Refused("Nhận xét này không thuộc bản bị trả lại. Tải lại trang rồi ghi lại.")
        text, field = clean(answer.text), f"answer:{answer.remark}"
        standing = one.answer
        if standing is None and not text and not answer.is_mended:
            continue
        if standing is not None and (standing.text, standing.is_mended) == (text, answer.is_mended):
            continue
        if standing is not None and standing.revision != answer.seen:
            at = format_datetime(standing.at)
            reasons.append(Reason(f"{one.label}: {standing.by} đã trả lời lúc {at}. Xem lại rồi lưu.", field))
            continue
        facts = rules.AnswerFacts(one.label, text, answer.is_mended, one.can_be_told, one.is_changed)
        if refused := rules.answer_blockers(facts, longest=LONGEST):
            reasons += [Reason(reason.text, field) for reason in refused]
            continue
        new.append(
            RemarkAnswer(
                report=report,
                remark_id=answer.remark,
                revision=one.revision + 1,
                text=text,
                is_mended=answer.is_mended,
                by=by.described[:300],
            )
        )
    if reasons:
        raise Refused(reasons)
    RemarkAnswer.objects.bulk_create(new)
    if new:
        audit.record(by, "reports.periodic.answered", report, count=len(new))
    return len(new)
