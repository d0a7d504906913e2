"""Evidence at the criteria of a ranking: attached, taken off."""

from django.db import transaction

from hoctap.assessments.models import Ranking, RankingEvidence
from hoctap.assessments.pieces import let_go, piece_for
from hoctap.assessments.ranking import queries, rules
from hoctap.assessments.ranking.models import INSPECTABLE, Column
from hoctap.assessments.ranking.rows import inspecting_place, lock_ranking, must_be_writable_by_the_team
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.evidence.actions import add_record
from hoctap.evidence.models import Evidence
from hoctap.places.models import Place


@transaction.atomic
def attach_ranking_evidence(
    ranking: Ranking,
    line: str,
    *,
    kind: str = "",
    text: str = "",
    content: bytes | None = None,
    existing: Evidence | None = None,
    record: tuple[str, str] | None = None,
    by: Actor,
) -> RankingEvidence:
    """Beside the centre's own points as long as they are open, beside the inspection's while it may write. A new piece, one of the centre
    that is there already, or a `record` of the system (its kind and id).
    """
    ranking = lock_ranking(ranking)
    column, place, right = _open_column(ranking, by)
    if line not in {one.code for one in ranking.edition.criteria.all()}:
        raise Refused([Reason(f"Không có tiêu chí “{line[:60]}” trong bộ tiêu chí này.", "line")])
    subject = queries.subject_of(ranking)
    if record is not None:
        existing = add_record(subject, *record, subjects=[subject], place=place, right=right, by=by)
    found = piece_for(
        ranking.evidence.all(),
        line,
        subject=subject,
        place=place,
        right=right,
        kind=kind,
        text=text,
        content=content,
        existing=existing,
        by=by,
    )
    use = RankingEvidence.objects.create(
        ranking=ranking, line=line, column=column, evidence=found, attached_by=by.described
    )
    audit.record(by, "assessments.ranking_evidence.attached", ranking, fields=[line])
    return use


@transaction.atomic
def detach_ranking_evidence(use: RankingEvidence, *, why: str, by: Actor) -> None:
    """By whose column it stands in, while that is open."""
    ranking = lock_ranking(use.ranking)
    column, _, _ = _open_column(ranking, by)
    use = RankingEvidence.objects.select_for_update(of=("self",)).get(pk=use.pk)
    if use.column != column:
        raise Refused(f"Minh chứng này ở cột “{use.get_column_display()}”: bước này không gỡ được.")
    let_go(use, why=why, by=by)
    audit.record(by, "assessments.ranking_evidence.detached", ranking, fields=[use.line])


def _open_column(ranking: Ranking, by: Actor) -> tuple[Column, Place, Permission]:
    """Where evidence may be attached now, by whom, and whose it is then."""
    if ranking.is_open:
        by.must(Permission.CENTRE_KEEP, at=ranking)
        return Column.OWN, ranking.place, Permission.CENTRE_KEEP
    place = inspecting_place(ranking, by)
    if place is None:
        by.must(Permission.CENTRE_KEEP, at=ranking)
    if place is None or ranking.state not in INSPECTABLE:
        raise Refused(f"Lần xếp loại đang ở bước “{ranking.get_state_display()}”: minh chứng chỉ xem.")
    by.must(Permission.ASSESSMENT_JUDGE, at=place)
    must_be_writable_by_the_team(ranking)
    reasons = rules.same_person_reasons(
        is_same=by.user_id is not None and by.user_id == ranking.submitted_by_id_of,
        doing="gắn, gỡ minh chứng của đoàn kiểm tra",
    )
    if reasons:
        raise Refused(reasons)
    return Column.INSPECTION, place, Permission.ASSESSMENT_JUDGE
