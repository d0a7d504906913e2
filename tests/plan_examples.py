"""Examples of the addresses and actions of plans, tasks, difficulties and figures: see tests/examples.py."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.plans import actions as plans
from hoctap.plans.changes.rules import ProgrammeDetails
from hoctap.plans.contents import actions as contents
from hoctap.plans.contents.rules import BasisDetails, FundingDetails, RecipientDetails
from hoctap.plans.difficulties import actions as difficulties
from hoctap.plans.difficulties.rules import DifficultyDetails
from hoctap.plans.figures.rules import FigureDetails
from hoctap.plans.models import (
    CalendarLink,
    Difficulty,
    DifficultyGroup,
    FundingSource,
    LegalBasis,
    Plan,
    PlanState,
    Receipt,
    Recipient,
    Target,
    Task,
    TaskInstance,
)
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.plans.settling.rules import SettlementDetails
from hoctap.plans.tasking import actions as tasking
from hoctap.plans.tasking.queries import holder_of
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails
from tests.season import SCAN, Season

PAPER = {"paper_number": "9/QĐ-UBND", "paper_date": dt.date(2024, 6, 1)}


def officer(season: Season) -> Actor:
    return season.by(season.officer)


def draft(season: Season) -> Plan:
    found = Plan.objects.filter(place=season.commune, state=PlanState.DRAFT).first()
    if found:
        return found
    details = PlanDetails("", None, "Ủy ban nhân dân xã", "Dự thảo kế hoạch", 2024, 2024)
    plan = plans.record_plan(season.commune, details, state=PlanState.DRAFT, by=officer(season))
    tasking.add_task(plan, TaskDetails("Việc của dự thảo"), by=officer(season))
    return plan


def task(season: Season) -> Task:
    found = season.plan.tasks.filter(text="Mở lớp theo nhu cầu").first()
    details = TaskDetails(
        "Mở lớp theo nhu cầu",
        bodies=(BodyNamed(season.committee.name, body_id=season.committee.pk),),
        section="II.1",
        before_on=dt.date(2024, 11, 15),
    )
    return found or tasking.add_task(season.plan, details, by=officer(season))


def instance(season: Season) -> TaskInstance:
    return task(season).instances.with_all().get()


def done(season: Season) -> TaskInstance:
    row = instance(season)
    if row.is_open:
        tasking.report_done(
            row, done_on=dt.date(2024, 11, 1), evidence="5/BC-UBND", by=season.by(season.chair)
        )
    return row


def sent_file(season: Season) -> Any:
    row = instance(season)
    found = row.entries.exclude(sha256="").first()
    if found is None:
        if not row.is_open:
            tasking.send_back_task(row, text="Thiếu", by=officer(season))
        day = dt.date(2024, 11, 1)
        chair = season.by(season.chair)
        tasking.report_done(row, done_on=day, evidence="5/BC-UBND", content=SCAN, by=chair)
    return found or row.entries.exclude(sha256="").get()


def basis(season: Season) -> LegalBasis:
    found = season.plan.bases.first()
    return found or contents.add_basis(season.plan, BasisDetails(number="1/NQ-HĐND"), by=officer(season))


def funding(season: Season) -> FundingSource:
    found = season.plan.funding_sources.first()
    return found or contents.add_funding(season.plan, FundingDetails("Ngân sách xã"), by=officer(season))


def recipient(season: Season) -> Recipient:
    found = season.plan.recipients.first()
    details = RecipientDetails(season.committee.name, group="body", body_id=season.committee.pk)
    return found or contents.add_recipient(season.plan, details, by=officer(season))


def receipt(season: Season) -> Receipt:
    recipient(season)
    if not season.plan.receipts.exists():
        contents.tell_recipients(season.plan, by=officer(season))
    found = season.plan.receipts.first()
    assert found is not None
    return found


def focal(season: Season) -> Plan:
    """The season's plan with a focal body."""
    plan = season.plan
    if not Plan.objects.filter(pk=plan.pk).exclude(focal_name="").exists():
        Plan.objects.filter(pk=plan.pk).update(
            focal_name=season.association.name,
            focal_body=season.association,
            issuer_body=season.committee,
            decider_name=season.committee.name,
        )
        plan.refresh_from_db()
    return plan


BEYOND = DifficultyDetails("Chưa có phòng học", beyond=True, wish="Bố trí kinh phí")
WITHIN = DifficultyDetails("Chưa có người dạy", beyond=False)


def raised(season: Season) -> Difficulty:
    found = Difficulty.objects.filter(plan=season.plan, state="raised").first()
    return found or difficulties.raise_difficulty(
        focal(season), season.commune, WITHIN, by=season.by(season.chair)
    )


def sent(season: Season) -> Difficulty:
    found = Difficulty.objects.filter(plan=season.plan, state="sent").first()
    return found or difficulties.raise_difficulty(
        focal(season), season.commune, BEYOND, by=season.by(season.chair)
    )


def group(season: Season, state: str = "gathered") -> DifficultyGroup:
    found = DifficultyGroup.objects.filter(plan=season.plan, state=state).first()
    if found:
        return found
    made = difficulties.gather_difficulties([sent(season)], title="Phòng học", by=officer(season))
    if state != "gathered":
        difficulties.propose_solution(made, proposal="Cấp kinh phí", by=officer(season))
    if state == "decided":
        difficulties.decide_difficulty(made, decision="Đồng ý", by=season.by(season.chair))
    return made


def told_target(season: Season) -> Target:
    found = season.plan.targets.filter(measure="centre.activities").first()
    details = TargetDetails(
        "Sáu hoạt động một năm",
        value=season.target.value * 0 + 6,
        year=season.target.year,
        measure="centre.activities",
        kind="frequency",
        unit="lần/năm",
    )
    return found or plans.add_target(season.plan, details, by=officer(season))


def calendar_link(season: Season) -> CalendarLink:
    by = officer(season)
    found = CalendarLink.objects.filter(capacity=by.capacity_id, revoked_at__isnull=True).first()
    return found or tasking.make_calendar_link(by=by).link


WAIT = SettlementDetails("waiting", note="Chờ văn bản của tỉnh")


def ended_focal(season: Season) -> Plan:
    """The season's plan, running, with a focal body that has ended."""
    plan = focal(season)
    Plan.objects.filter(pk=plan.pk).update(year_to=today().year)
    # A body of its own: the season's association goes on for the examples of others.
    ended = type(season.association).objects.get_or_create(
        place=season.commune,
        name=f"Hội đã thôi của {season.commune.name}",
        defaults={"kind": season.association.kind, "valid_to": today()},
    )[0]
    Plan.objects.filter(pk=plan.pk).update(focal_body=ended)
    plan.refresh_from_db()
    return plan


def register(
    url_example: Callable[[str], Any], action_example: Callable[[str], Any], Visit: Any, Call: Any
) -> None:
    """Called at the end of tests/examples.py."""

    def url(name: str, who: str, thing: Callable[[Season], Any] | None = None, post: Any = None) -> None:
        def visit(season: Season) -> Any:
            kwargs = {"pk": thing(season).pk} if thing else {}
            owner = getattr(season, who)
            return Visit(owner=owner, kwargs=kwargs, post=post, own_page=thing is None)

        url_example(name)(visit)

    def plan(season: Season) -> Plan:
        return season.plan

    url("task_list", "officer")
    url("late_list", "officer")
    url("plan_calendar", "officer")
    url("plan_timeline", "officer")
    url("calendar_link_list", "officer")
    url("calendar_link_revoke", "officer", calendar_link, {})
    url("difficulty_list", "officer")
    url("task_new", "officer", plan)
    url("task_edit", "officer", task)
    url("task_drop", "officer", task, {"why": "Thôi"})
    url("instance_detail", "chair", instance)
    url("instance_accept", "chair", instance, {})
    url("instance_progress", "chair", instance, {"text": "Đã mở", "percent": "40"})
    url("instance_done", "chair", instance, {"done_on": "2024-11-01", "evidence": "5/BC-UBND"})
    url("instance_not_applicable", "chair", instance, {"reason": "Không có"})
    url("instance_confirm", "officer", done, {})
    url("instance_send_back", "officer", done, {"text": "Thiếu"})
    url("instance_urge", "officer", instance, {"text": "Làm ngay"})
    url("taskentry_file", "officer", sent_file)
    for name in ("plan_matrix", "plan_sheet", "plan_changes", "recipient_list"):
        url(name, "head", plan)
    url("plan_cascade", "officer", plan)
    url("plan_issue", "officer", draft, {})
    form = {"paper_number": "9/QĐ-UBND", "paper_date": "2024-06-01"}
    url("plan_amend", "officer", plan, form | {"what": "Thêm việc"})
    url("plan_extend", "officer", plan, form | {"year_to": "2026"})
    url("plan_end", "officer", plan, form | {"ended_on": "2024-12-01", "why": "Thay"})
    url("recipient_add", "officer", plan, {"text": "Lưu VT", "group": "text"})
    url("recipient_drop", "officer", recipient, {})
    url("recipient_tell", "officer", lambda season: recipient(season).plan, {})
    url("receipt_confirm", "chair", receipt, {})
    url("legalbasis_add", "officer", plan, {"role": "basis", "number": "2/NQ-HĐND"})
    url("legalbasis_drop", "officer", basis, {})
    url("fundingsource_add", "officer", plan, {"kind": "state", "text": "Ngân sách"})
    url("fundingsource_drop", "officer", funding, {})
    url("figure_list", "officer", told_target)
    url("target_shares", "officer", lambda season: season.target)
    url("difficulty_new", "head", focal)
    url("difficulty_detail", "officer", sent)
    url("difficulty_solve", "chair", raised, {"solution": "Mời giáo viên"})
    url("difficulty_send", "chair", raised, {"wish": "Cử giáo viên"})
    url("difficulty_withdraw", "chair", raised, {})
    url("matter_detail", "officer", group)
    url("matter_propose", "officer", group, {"proposal": "Cấp kinh phí"})
    url("matter_decide", "chair", lambda season: group(season, "proposed"), {"decision": "Đồng ý"})
    url("matter_answer", "officer", lambda season: group(season, "decided"), {"answer": "Đã cấp"})

    url("unsettled_list", "officer")

    @url_example("unsettled_detail")
    def _(season: Season) -> Any:
        kwargs = {"about": "focal", "pk": ended_focal(season).pk}
        return Visit(owner=season.officer, kwargs=kwargs)

    @action_example("plans.settle_matter")
    def _(season: Season) -> Any:
        return Call(season.plan, "plan", WAIT, owner=season.officer)

    @url_example("calendar_feed")
    def _(season: Season) -> Any:
        token = tasking.make_calendar_link(by=officer(season)).token
        return Visit(owner=None, kwargs={"token": token})

    def act(key: str, who: str, thing: Callable[[Season], Any], *args: Any, **kwargs: Any) -> None:
        def call(season: Season) -> Any:
            return Call(thing(season), *args, kwargs=kwargs, owner=getattr(season, who))

        action_example(f"plans.{key}")(call)

    act("issue_plan", "officer", draft)
    act("begin_amendment", "officer", plan, what="Thêm việc", **PAPER)
    act("extend_plan", "officer", plan, year_to=2026, **PAPER)
    act("end_plan", "officer", plan, ended_on=dt.date(2024, 12, 1), why="Thay", **PAPER)
    act("set_programme", "officer", plan, ProgrammeDetails("1520/QĐ-TTg"))
    act("set_parent", "officer", draft, None)
    act("add_basis", "officer", plan, BasisDetails(number="3/NQ-HĐND"))
    act("drop_basis", "officer", basis)
    act("add_funding", "officer", plan, FundingDetails("Xã hội hóa"))
    act("drop_funding", "officer", funding)
    act("add_recipient", "officer", plan, RecipientDetails("Lưu VT"))
    act("drop_recipient", "officer", recipient)
    act("tell_recipients", "officer", lambda season: recipient(season).plan)
    act("confirm_receipt", "chair", receipt)
    act("stop_target", "officer", lambda season: season.target, on=dt.date(2024, 7, 1), why="Không còn")
    act("hand_down", "officer", lambda season: season.target, {})
    act("add_task", "officer", plan, TaskDetails("Việc khác"))
    act("edit_task", "officer", task, replace(TaskDetails("Việc khác"), section="II"))
    act("drop_task", "officer", task, why="Thôi")
    act("give_tasks", "officer", plan)
    act("accept_task", "chair", instance)
    act("report_progress", "chair", instance, text="Đã mở", percent=30)
    act("report_done", "chair", instance, done_on=dt.date(2024, 11, 1), evidence="5/BC-UBND")
    act("report_not_applicable", "chair", instance, reason="Không có")
    act("confirm_task", "officer", done)
    act("send_back_task", "officer", done, text="Thiếu")
    act("urge_tasks", "officer", lambda season: [instance(season)], text="Làm ngay")
    act("solve_difficulty", "chair", raised, solution="Mời giáo viên")
    act("send_difficulty", "chair", raised, wish="Cử giáo viên")
    act("withdraw_difficulty", "chair", raised)
    act("gather_difficulties", "officer", lambda season: [sent(season)], title="Phòng học")
    act("propose_solution", "officer", group, proposal="Cấp kinh phí")
    act("decide_difficulty", "chair", lambda season: group(season, "proposed"), decision="Đồng ý")
    act("answer_difficulty", "officer", lambda season: group(season, "decided"), answer="Đã cấp")

    @action_example("plans.raise_difficulty")
    def _(season: Season) -> Any:
        return Call(focal(season), season.commune, BEYOND, owner=season.chair)

    @action_example("plans.record_figure")
    def _(season: Season) -> Any:
        details = FigureDetails(2024, today(), "Sổ của trung tâm", value=season.target.value)
        return Call(season.commune, "centre.activities", details, owner=season.officer)

    @action_example("plans.keep_tasks_going")
    def _(season: Season) -> Any:
        return Call(dt.date(2024, 11, 20), owner=None)

    @action_example("plans.make_calendar_link")
    def _(season: Season) -> Any:
        return Call(owner=season.officer, own_matter="an address for one's own position")

    @action_example("plans.revoke_calendar_link")
    def _(season: Season) -> Any:
        return Call(calendar_link(season), owner=season.officer)

    @action_example("plans.note_calendar_read")
    def _(season: Season) -> Any:
        assert holder_of(calendar_link(season)).held_link
        return Call(calendar_link(season), owner=None)
