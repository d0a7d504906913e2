"""Raising a difficulty, solving it where it arose, gathering, proposing, deciding, answering."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.notices import actions as notices
from hoctap.places.models import Organisation, Place
from hoctap.plans.difficulties import rules
from hoctap.plans.difficulties.models import (
    DIFFICULTY_TRANSITIONS,
    GROUP_TRANSITIONS,
    Difficulty,
    DifficultyGroup,
    DifficultyState,
    GroupState,
)
from hoctap.plans.difficulties.rules import DifficultyDetails
from hoctap.plans.models import Plan, PlanState, Task
from hoctap.plans.rows import cleaned, lock_plan
from hoctap.plans.tasking.holders import people_in


@transaction.atomic
def raise_difficulty(
    plan: Plan,
    place: Place,
    details: DifficultyDetails,
    *,
    task: Task | None = None,
    body: Organisation | None = None,
    by: Actor,
) -> Difficulty:
    """By a unit at a place. Within its competence it is kept there, solved at once where it says how; beyond it, it goes to the plan's
    focal body."""
    by.must(Permission.TASK_REPORT, at=place)
    plan = lock_plan(plan)
    details = cleaned(details)
    reasons = rules.difficulty_blockers(
        details, focal=plan.focal_name, has_plan_begun=plan.state != PlanState.DRAFT
    )
    if plan.place_id not in place.path:
        reasons.append(Reason("Nơi này không thuộc địa bàn của kế hoạch.", field="place"))
    if task is not None and task.plan_id != plan.pk:
        reasons.append(Reason("Việc này không thuộc kế hoạch đang chọn.", field="task"))
    if body is not None and body.place_id != place.pk:
        reasons.append(Reason("Cơ quan này không ở nơi đang chọn.", field="body"))
    if reasons:
        raise Refused(reasons)
    row = Difficulty(
        plan=plan,
        task=task,
        place=place,
        body=body,
        body_name=body.name if body else place.title,
        text=details.text,
        wish=details.wish,
        beyond=details.beyond,
        raised_by=by.described[:300],
    )
    if details.beyond:
        _send(row, plan)
    elif details.solution:
        row.state, row.solution, row.closed_at = DifficultyState.SOLVED, details.solution, timezone.now()
    row.save()
    if details.beyond:
        _tell_focal(row)
    audit.record(by, "plans.difficulty.raised", row, fields=["text", "wish", "beyond"])
    return row


@transaction.atomic
def solve_difficulty(difficulty: Difficulty, *, solution: str, by: Actor) -> None:
    """Within the unit's own competence."""
    row = _locked(difficulty)
    by.must(Permission.TASK_REPORT, at=row)
    if not clean(solution):
        raise Refused([Reason("Ghi cách đã giải quyết.", field="solution")])
    _move(row, DifficultyState.SOLVED)
    row.solution, row.closed_at = clean(solution), timezone.now()
    row.save(update_fields=["state", "solution", "closed_at"])
    audit.record(by, "plans.difficulty.solved", row, fields=["solution"])


@transaction.atomic
def send_difficulty(difficulty: Difficulty, *, wish: str, by: Actor) -> None:
    """It turned out to be beyond the unit's competence: to the plan's focal body."""
    row = _locked(difficulty)
    by.must(Permission.TASK_REPORT, at=row)
    wanted = DifficultyDetails(row.text, beyond=True, wish=clean(wish))
    reasons = rules.difficulty_blockers(wanted, focal=row.plan.focal_name, has_plan_begun=True)
    if reasons:
        raise Refused(reasons)
    check_move(DifficultyState(row.state), DifficultyState.SENT, DIFFICULTY_TRANSITIONS)
    row.beyond, row.wish = True, wanted.wish
    _send(row, row.plan)
    row.save(update_fields=["state", "beyond", "wish", "sent_at", "focal_name", "focal_body"])
    _tell_focal(row)
    audit.record(by, "plans.difficulty.sent", row, fields=["wish"])


@transaction.atomic
def withdraw_difficulty(difficulty: Difficulty, *, by: Actor) -> None:
    row = _locked(difficulty)
    by.must(Permission.TASK_REPORT, at=row)
    _move(row, DifficultyState.WITHDRAWN)
    row.closed_at = timezone.now()
    row.save(update_fields=["state", "closed_at"])
    audit.record(by, "plans.difficulty.withdrawn", row)


@transaction.atomic
def gather_difficulties(
    difficulties: Sequence[Difficulty], *, title: str, into: DifficultyGroup | None = None, by: Actor
) -> DifficultyGroup:
    """Similar ones become one matter, new or one that is still being gathered."""
    rows = list(
        Difficulty.objects.select_for_update(of=("self",))
        .select_related("plan__place", "place")
        .filter(pk__in=[one.pk for one in difficulties])
        .order_by("pk")
    )
    if not rows:
        raise Refused("Chọn ít nhất một khó khăn, vướng mắc để tổng hợp.")
    plan = rows[0].plan
    for row in rows:
        by.must(Permission.TASK_FOLLOW, at=row.plan)
    reasons = []
    if any(row.plan_id != plan.pk for row in rows) or (into is not None and into.plan_id != plan.pk):
        reasons.append(Reason("Chỉ tổng hợp những khó khăn của cùng một kế hoạch."))
    if into is None and not clean(title):
        reasons.append(Reason("Ghi vấn đề chung.", field="title"))
    if into is not None and into.state != GroupState.GATHERED:
        reasons.append(Reason("Vấn đề này đã đề xuất, không thêm vào được nữa.", field="into"))
    if reasons:
        raise Refused(reasons)
    group = into or DifficultyGroup.objects.create(plan=plan, title=clean(title)[:300])
    for row in rows:
        _move(row, DifficultyState.GATHERED)
        row.group = group
        row.save(update_fields=["state", "group"])
    audit.record(by, "plans.difficulty.gathered", group, count=len(rows))
    return group


@transaction.atomic
def propose_solution(group: DifficultyGroup, *, proposal: str, by: Actor) -> None:
    """By the focal body, to the authority that decides."""
    group = _group(group)
    by.must(Permission.TASK_FOLLOW, at=group)
    if not clean(proposal):
        raise Refused([Reason("Ghi đề xuất hướng giải quyết.", field="proposal")])
    check_move(GroupState(group.state), GroupState.PROPOSED, GROUP_TRANSITIONS)
    group.state, group.proposal = GroupState.PROPOSED, clean(proposal)
    group.proposed_by, group.proposed_at = by.described[:300], timezone.now()
    group.save(update_fields=["state", "proposal", "proposed_by", "proposed_at"])
    audit.record(by, "plans.difficulty.proposed", group, fields=["proposal"])
    if group.plan.issuer_body_id:
        text = f"Chờ quyết định về khó khăn, vướng mắc: {group.title}"
        notices.queue(people_in([group.plan.issuer_body_id]), text, _url(group))


@transaction.atomic
def decide_difficulty(group: DifficultyGroup, *, decision: str, paper: str = "", by: Actor) -> None:
    group = _group(group)
    by.must(Permission.DIFFICULTY_DECIDE, at=group)
    if not clean(decision):
        raise Refused([Reason("Ghi quyết định hướng giải quyết.", field="decision")])
    check_move(GroupState(group.state), GroupState.DECIDED, GROUP_TRANSITIONS)
    group.state, group.decision = GroupState.DECIDED, clean(decision)
    group.decision_paper = clean(paper)[:120]
    group.decided_by, group.decided_at = by.described[:300], timezone.now()
    group.save(update_fields=["state", "decision", "decision_paper", "decided_by", "decided_at"])
    audit.record(by, "plans.difficulty.decided", group, fields=["decision", "decision_paper"])
    if group.plan.focal_body_id:
        text = f"Đã có quyết định, cần trả lời đơn vị: {group.title}"
        notices.queue(people_in([group.plan.focal_body_id]), text, _url(group))


@transaction.atomic
def answer_difficulty(group: DifficultyGroup, *, answer: str, by: Actor) -> int:
    """Every unit that raised it gets the answer. How many."""
    group = _group(group)
    by.must(Permission.TASK_FOLLOW, at=group)
    if not clean(answer):
        raise Refused([Reason("Ghi nội dung trả lời các đơn vị.", field="answer")])
    check_move(GroupState(group.state), GroupState.ANSWERED, GROUP_TRANSITIONS)
    group.state, group.answer = GroupState.ANSWERED, clean(answer)
    group.answered_by, group.answered_at = by.described[:300], timezone.now()
    group.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    rows = list(group.difficulties.select_for_update(of=("self",)).filter(state=DifficultyState.GATHERED))
    for row in rows:
        _move(row, DifficultyState.ANSWERED)
        row.closed_at = group.answered_at
        row.save(update_fields=["state", "closed_at"])
        if row.body_id:
            text = f"Đã trả lời khó khăn, vướng mắc: {group.title}"
            notices.queue(people_in([row.body_id]), text, reverse("difficulty_detail", args=[row.pk]))
    audit.record(by, "plans.difficulty.answered", group, fields=["answer"], count=len(rows) or 1)
    return len(rows)


def _locked(difficulty: Difficulty) -> Difficulty:
    rows = Difficulty.objects.select_for_update(of=("self",)).select_related("plan__place", "place")
    return rows.get(pk=difficulty.pk)


def _group(group: DifficultyGroup) -> DifficultyGroup:
    rows = DifficultyGroup.objects.select_for_update(of=("self",)).select_related("plan__place")
    return rows.get(pk=group.pk)


def _move(row: Difficulty, wanted: DifficultyState) -> None:
    check_move(DifficultyState(row.state), wanted, DIFFICULTY_TRANSITIONS)
    row.state = wanted


def _send(row: Difficulty, plan: Plan) -> None:
    row.state, row.sent_at = DifficultyState.SENT, timezone.now()
    row.focal_name, row.focal_body_id = plan.focal_name, plan.focal_body_id


def _tell_focal(row: Difficulty) -> None:
    if row.focal_body_id:
        text = f"{row.body_name} nêu khó khăn, vướng mắc: {row.text}"
        notices.queue(people_in([row.focal_body_id]), text, reverse("difficulty_detail", args=[row.pk]))


def _url(group: DifficultyGroup) -> str:
    return reverse("matter_detail", args=[group.pk])
