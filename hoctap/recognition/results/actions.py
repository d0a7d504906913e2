"""A citizen's result from the association's own software: recorded, chosen where it differs from what is here, taken back."""

from dataclasses import replace

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.criteria.models import Title
from hoctap.evidence import actions as evidence_actions
from hoctap.evidence.models import EvidenceKind
from hoctap.recognition.evidence_uses import subject_of
from hoctap.recognition.models import Dossier
from hoctap.recognition.results import rules, taking
from hoctap.recognition.results.models import ElsewhereResult
from hoctap.recognition.results.queries import closed_words, facts_of
from hoctap.recognition.results.rules import Beside, Told
from hoctap.recognition.rows import late_entry_now, lock_dossier

Standing = ElsewhereResult.Standing
STANDINGS = {
    Beside.NEW: Standing.COUNTS,
    Beside.AGREES: Standing.NOT_TAKEN,
    Beside.DIFFERS: Standing.WAITS,
}


@transaction.atomic
def record_result(dossier: Dossier, told: Told, *, paper: bytes | None = None, by: Actor) -> ElsewhereResult:
    """Take down one result. Of somebody who has points already it counts only once a person chose it; the same again is no second one."""
    by.must(Permission.DOSSIER_ENTER, at=dossier.hamlet)
    dossier = lock_dossier(dossier)
    if dossier.title != Title.LEARNING_CITIZEN:
        raise Refused("Phần mềm của Hội chỉ có kết quả Công dân học tập.")
    season = dossier.round
    late_entry = late_entry_now(season, dossier.hamlet)
    edition = season.edition.frozen()
    told = replace(told, confirmed_by=clean(told.confirmed_by)[:120])
    if reasons := rules.result_reasons(edition, told, year=season.year, today=today()):
        raise Refused(reasons)
    compared = rules.compare(facts_of([dossier], edition)[dossier.pk], told)
    if compared.beside not in STANDINGS:
        raise Refused(f"{dossier.subject_name}: {compared.why}")
    result = taking.made(dossier, told, STANDINGS[compared.beside], by=by)
    if compared.beside != Beside.NEW:
        result.why = compared.why
    if paper:
        result.evidence = evidence_actions.add_evidence(
            kind=EvidenceKind.FILE,
            place=dossier.hamlet,
            subject_kind=subject_of(dossier).kind,
            subject_id=str(subject_of(dossier).id),
            text="Kết quả trên phần mềm Công dân học tập",
            content=paper,
            by=by,
        )
    if result.standing == Standing.COUNTS:
        _replace_what_counts(result, by=by)
        taking.take_in([(dossier, result)], late_entries={dossier.hamlet_id: late_entry}, by=by)
    result.save()
    counts = result.standing == Standing.COUNTS
    audit.record(by, "recognition.result.recorded" if counts else "recognition.result.compared", dossier)
    return result


@transaction.atomic
def choose_result(result: ElsewhereResult, *, take: bool, why: str, by: Actor) -> Dossier:
    """Of a result that differs from what is here: it counts from now on, or what is here goes on counting."""
    by.must(Permission.DOSSIER_ENTER, at=result.dossier.hamlet)
    dossier = lock_dossier(result.dossier)
    late_entry = late_entry_now(dossier.round, dossier.hamlet)
    result = ElsewhereResult.objects.select_for_update().get(pk=result.pk)
    why = clean(why)[:300]
    if reasons := rules.settling_reasons(
        waits=result.standing == Standing.WAITS, closed=closed_words(dossier), why=why
    ):
        raise Refused(reasons)
    if not take:
        taking.settle([result], Standing.NOT_TAKEN, why=why, by=by)
    else:
        _replace_what_counts(result, by=by)
        taking.take_in([(dossier, result)], late_entries={dossier.hamlet_id: late_entry}, by=by)
        taking.settle([result], Standing.COUNTS, why=why, by=by)
        _, waiting = taking.others_of(result)
        taking.settle(waiting, Standing.NOT_TAKEN, why=f"đã chọn kết quả khác: {why}", by=by)
    audit.record(by, "recognition.result.chosen" if take else "recognition.result.not_taken", dossier)
    return dossier


@transaction.atomic
def take_back_result(result: ElsewhereResult, *, why: str, by: Actor) -> Dossier:
    """Recorded by mistake: what the Tổ, ấp had before stands again. Until the dossier goes up to the commune."""
    by.must(Permission.DOSSIER_ENTER, at=result.dossier.hamlet)
    dossier = lock_dossier(result.dossier)
    result = ElsewhereResult.objects.select_for_update().get(pk=result.pk)
    why = clean(why)[:300]
    if reasons := rules.taking_back_reasons(
        counts=result.standing == Standing.COUNTS, closed=closed_words(dossier), why=why
    ):
        raise Refused(reasons)
    taking.take_out(dossier, result, by=by, why=why)
    taking.settle([result], Standing.TAKEN_BACK, why=why, by=by)
    if before := taking.result_in(dossier):
        taking.settle([before], Standing.COUNTS, why=f"tính lại: {why}", by=by)
    audit.record(by, "recognition.result.taken_back", dossier)
    return dossier


def _replace_what_counts(result: ElsewhereResult, *, by: Actor) -> None:
    counting, _ = taking.others_of(result)
    taking.settle(counting, Standing.REPLACED, why="đã nhận kết quả khác", by=by)
