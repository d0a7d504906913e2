"""What a person says of single changes that a list proposes: row by row, or of all that match a filter. Kept with the run until it is entered."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason, Refused
from hoctap.people.importing.answered import Narrowed, matching
from hoctap.people.importing.answers import Answer, answer_blockers
from hoctap.people.importing.changes import ChangeKind
from hoctap.people.models import ImportAnswer, ImportFinding, ImportRun
from hoctap.people.storing import locked_run

_OPEN = (ImportRun.State.PREVIEWED, ImportRun.State.STOPPED, ImportRun.State.FAILED)
_BATCH = 2_000


@dataclass(frozen=True)
class Answered:
    """How many rows got the answer, and how many it does not fit."""

    rows: int
    left_out: int


@transaction.atomic
def choose_kinds(run: ImportRun, kinds: Collection[str], *, by: Actor) -> None:
    """Which kinds of changes are to be written; only kept, nothing is written yet."""
    run = _open(run, by)
    if set(kinds) - set(ChangeKind):
        raise Refused([Reason("Có loại thay đổi không có trong danh sách. Hãy tải lại trang.", field="kind")])
    run.choices = {**run.choices, "kinds": sorted(kinds)}
    run.save(update_fields=["choices"])
    audit.record(by, "people.import.kinds", run, count=len(kinds))


@transaction.atomic
def answer_changes(run: ImportRun, answers: dict[str, str], *, by: Actor) -> None:
    """Say what is true of single changes, by their keys; "" takes an answer back. All are kept or none."""
    run = _open(run, by)
    found = run.findings.filter(kind=ImportFinding.Kind.CHANGE, key__in=list(answers))
    known = {key: (change, data) for key, change, data in found.values_list("key", "change", "data")}
    if len(known) < len(answers):
        raise Refused(
            [Reason("Danh sách vừa được đọc lại, có dòng không còn. Hãy tải lại trang.", field="changes")]
        )
    reasons = [
        Reason(words, field="changes")
        for key, answer in answers.items()
        for words in answer_blockers(known[key][0], known[key][1]["name"], answer, may_die=known[key][1].get("may_die", True))
    ]  # fmt: skip
    if reasons:
        raise Refused(reasons)
    _keep(run, answers)
    audit.record(by, "people.import.answered", run, count=len(answers))


@transaction.atomic
def answer_all(run: ImportRun, narrowed: Narrowed, answer: str, *, expected: int, by: Actor) -> Answered:
    """Say the same of all changes of a kind that match the filter, on whatever page. `expected`: how many the person was shown.

    Rows that the answer does not fit keep what they had.
    """
    run = _open(run, by)
    rows = list(matching(run, narrowed).values_list("key", "data"))
    if len(rows) != expected:
        words = f"Bộ lọc nay khớp {len(rows)} dòng, không phải {expected}. Hãy xem lại rồi bấm lần nữa."
        raise Refused([Reason(words, field="answer")])
    said: dict[str, str] = {}
    reasons: list[str] = []
    for key, data in rows:
        wrong = answer_blockers(narrowed.kind, data["name"], answer, may_die=data.get("may_die", True))
        reasons += wrong
        if not wrong:
            said[key] = answer
    if not said:
        raise Refused(
            [Reason(words, field="answer") for words in reasons[:3]] or "Không có dòng nào khớp bộ lọc."
        )
    _keep(run, said)
    audit.record(by, "people.import.answered", run, count=len(said))
    return Answered(len(said), len(rows) - len(said))


def _keep(run: ImportRun, answers: dict[str, str]) -> None:
    run.answers.filter(key__in=[key for key, answer in answers.items() if answer == Answer.NONE]).delete()
    ImportAnswer.objects.bulk_create(
        [ImportAnswer(run=run, key=key, answer=answer) for key, answer in answers.items() if answer],
        batch_size=_BATCH, update_conflicts=True, unique_fields=["run", "key"], update_fields=["answer"],
    )  # fmt: skip


def _open(run: ImportRun, by: Actor) -> ImportRun:
    run = locked_run(run, by, wait=False)
    if run.state not in _OPEN:
        raise Refused("Danh sách này đang được xử lý hoặc đã xong, không trả lời được nữa.")
    return run
