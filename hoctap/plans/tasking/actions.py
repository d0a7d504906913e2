"""Giving tasks, doing them, confirming them, đôn đốc. A body tells of its own work; whoever follows the plan confirms it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts.models import Capacity
from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.core.tokens import kept_form, new_token
from hoctap.core.vietnamese import format_date
from hoctap.notices import actions as notices
from hoctap.places.models import Organisation
from hoctap.plans.models import (
    IN_FORCE,
    CalendarLink,
    Plan,
    Task,
    TaskBody,
    TaskEntry,
    TaskInstance,
    TaskReminder,
)
from hoctap.plans.rows import cleaned, lock_plan, names_of, write
from hoctap.plans.tasking import rules
from hoctap.plans.tasking.holders import people_in
from hoctap.plans.tasking.making import bounds, make_instances, wanted_instances
from hoctap.plans.tasking.models import CALENDAR_PURPOSE, INSTANCE_TRANSITIONS, OPEN, InstanceState
from hoctap.plans.tasking.rules import TaskDetails

MOST_URGED = 300
ALLOWED = files.IMAGE_TYPES | {files.PDF}
MOST_CALENDARS = 5


@transaction.atomic
def add_task(plan: Plan, details: TaskDetails, *, by: Actor) -> Task:
    """Of a plan in force its bodies have it at once."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    details = cleaned(details)
    _refuse_task(plan, details)
    task = Task(plan=plan, position=plan.tasks.count() + 1)
    write(task, details)
    task.save()
    _write_bodies(task, details)
    if plan.state in IN_FORCE:
        make_instances([task], on=today())
    audit.record(by, "plans.task.added", task, fields=names_of(details))
    return task


@transaction.atomic
def edit_task(task: Task, details: TaskDetails, *, by: Actor) -> None:
    """Work under way takes over a new day unless it is late already; a body that is no longer named is stopped."""
    plan = lock_plan(task.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    task = Task.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=task.pk)
    if task.dropped_on:
        raise Refused("Việc này đã thôi giao, không sửa nữa.")
    details = cleaned(details)
    _refuse_task(plan, details)
    changed = write(task, details)
    task.save()
    if _write_bodies(task, details):
        changed.append("bodies")
    if "before_on" in changed:
        task.instances.running().filter(period="", late_since__isnull=True).update(before_on=task.before_on)
    if plan.state in IN_FORCE:
        kept = {(one.part, one.place_id, one.body_name) for one in wanted_instances(task, on=today())}
        for one in task.instances.running():
            if (one.part, one.place_id, one.body_name) not in kept:
                _stop(one, "Kế hoạch không còn giao việc này cho cơ quan này.", by)
        make_instances([task], on=today())
    if changed:
        audit.record(by, "plans.task.changed", task, fields=changed)


@transaction.atomic
def drop_task(task: Task, *, why: str, by: Actor) -> None:
    """A task that nobody had yet goes; one that was given stays on record and its open work is stopped."""
    plan = lock_plan(task.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    task = Task.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=task.pk)
    if task.dropped_on:
        raise Refused("Việc này đã thôi giao.")
    if not task.instances.exists():
        audit.record(by, "plans.task.dropped", task)
        task.delete()
        return
    if not clean(why):
        raise Refused([Reason("Việc đã giao: ghi lý do thôi giao.", field="why")])
    task.dropped_on, task.dropped_why = today(), clean(why)[:300]
    task.save(update_fields=["dropped_on", "dropped_why"])
    for one in task.instances.running():
        _stop(one, task.dropped_why, by)
    audit.record(by, "plans.task.dropped", task, fields=["dropped_on", "dropped_why"])


@transaction.atomic
def give_tasks(plan: Plan, *, since: dt.date | None = None, by: Actor) -> int:
    """The work of the periods that have begun, also of those since a day in the past. How many pieces are new."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    if plan.state not in IN_FORCE:
        raise Refused("Chỉ kế hoạch đã ban hành và còn hiệu lực mới giao việc.")
    made = make_instances(_with_bodies(plan), on=today(), since=since)
    if made:
        audit.record(by, "plans.tasks.given", plan, count=len(made))
    return len(made)


@transaction.atomic
def accept_task(instance: TaskInstance, *, by: Actor) -> None:
    instance = _reported(instance, by)
    _move(instance, InstanceState.ACCEPTED)
    instance.save(update_fields=["state"])
    _enter(instance, TaskEntry.Kind.ACCEPTED, "", by)
    audit.record(by, "plans.instance.accepted", instance)


@transaction.atomic
def report_progress(instance: TaskInstance, *, text: str, percent: int, by: Actor) -> None:
    instance = _reported(instance, by)
    reasons = []
    if not clean(text):
        reasons.append(Reason("Ghi việc đã làm đến hôm nay.", field="text"))
    if not 0 <= percent <= 99:
        reasons.append(Reason("Phần đã làm từ 0 đến 99 %; xong hẳn thì dùng “Báo xong”.", field="percent"))
    if reasons:
        raise Refused(reasons)
    _move(instance, InstanceState.IN_PROGRESS)
    instance.percent = percent
    instance.save(update_fields=["state", "percent"])
    _enter(instance, TaskEntry.Kind.PROGRESS, text, by, percent)
    audit.record(by, "plans.instance.progress", instance, fields=["percent"])


@transaction.atomic
def report_done(
    instance: TaskInstance,
    *,
    done_on: dt.date | None,
    evidence: str,
    text: str = "",
    content: bytes | None = None,
    by: Actor,
) -> None:
    """With the day and the evidence, in words and as a photo or PDF where there is one; done after the last day is late for ever."""
    instance = _reported(instance, by)
    reasons = rules.done_blockers(done_on=done_on, on=today(), text=text, evidence=evidence)
    if reasons:
        raise Refused(reasons)
    _move(instance, InstanceState.DONE)
    instance.done_on, instance.evidence_words, instance.percent = done_on, clean(evidence)[:500], 100
    if instance.late_since is None:
        instance.late_since = rules.late_since(instance.before_on, done_on=done_on, on=today())
    instance.save(update_fields=["state", "done_on", "evidence_words", "percent", "late_since"])
    stored = files.take(content, allowed=ALLOWED) if content else None
    _enter(instance, TaskEntry.Kind.DONE, text or evidence, by, 100, stored)
    audit.record(by, "plans.instance.done", instance, fields=["done_on", "evidence_words"])
    _tell_lead(instance, f"{instance.body_name} báo xong, chờ xác nhận: {instance.task.text}")


@transaction.atomic
def report_not_applicable(instance: TaskInstance, *, reason: str, by: Actor) -> None:
    instance = _reported(instance, by)
    if not clean(reason):
        raise Refused([Reason("Ghi lý do việc này không thuộc phạm vi của cơ quan.", field="reason")])
    _move(instance, InstanceState.NOT_APPLICABLE)
    instance.reason = clean(reason)[:300]
    instance.save(update_fields=["state", "reason"])
    _enter(instance, TaskEntry.Kind.NOT_APPLICABLE, reason, by)
    audit.record(by, "plans.instance.not_applicable", instance, fields=["reason"])
    _tell_lead(instance, f"{instance.body_name} báo việc không thuộc phạm vi: {instance.task.text}")


@transaction.atomic
def confirm_task(instance: TaskInstance, *, text: str = "", by: Actor) -> None:
    """The lead has seen that it is done."""
    instance = _followed(instance, by)
    _move(instance, InstanceState.CONFIRMED)
    instance.confirmed_by, instance.confirmed_at = by.described[:300], timezone.now()
    instance.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    _enter(instance, TaskEntry.Kind.CONFIRMED, text, by)
    audit.record(by, "plans.instance.confirmed", instance)
    _tell_body(instance, f"Đã xác nhận xong: {instance.task.text}")


@transaction.atomic
def send_back_task(instance: TaskInstance, *, text: str, by: Actor) -> None:
    """What was told as done, or as not applicable, is asked for again, with what is missing."""
    instance = _followed(instance, by)
    if not clean(text):
        raise Refused([Reason("Ghi còn thiếu gì, cần làm gì thêm.", field="text")])
    again = instance.state == InstanceState.NOT_APPLICABLE
    _move(instance, InstanceState.ASSIGNED if again else InstanceState.IN_PROGRESS)
    instance.done_on, instance.reason = None, ""
    instance.save(update_fields=["state", "done_on", "reason"])
    kind = TaskEntry.Kind.REOPENED if again else TaskEntry.Kind.SENT_BACK
    _enter(instance, kind, text, by)
    audit.record(by, "plans.instance.sent_back", instance)
    _tell_body(instance, f"Trả lại, cần làm thêm: {instance.task.text}")


@transaction.atomic
def urge_tasks(instances: Sequence[TaskInstance], *, text: str, by: Actor) -> int:
    """Đôn đốc: the people of the bodies are told, and the log keeps who urged whom and when. How many were urged."""
    if not clean(text):
        raise Refused([Reason("Ghi nội dung đôn đốc.", field="text")])
    if not instances or len(instances) > MOST_URGED:
        raise Refused(f"Chọn từ 1 đến {MOST_URGED} việc để đôn đốc.")
    rows = (
        TaskInstance.objects.select_for_update(of=("self",))
        .with_all()
        .filter(pk__in=[one.pk for one in instances])
    )
    urged = []
    for one in rows.order_by("pk"):
        by.must(Permission.TASK_FOLLOW, at=one.task.plan)
        if one.state in OPEN:
            _enter(one, TaskEntry.Kind.URGED, text, by)
            _tell_body(one, f"Đôn đốc: {clean(text)[:120]}. Việc: {one.task.text}")
            urged.append(one)
    if not urged:
        raise Refused("Các việc đã chọn đều đã xong hoặc thôi giao.")
    for plan in {one.task.plan for one in urged}:
        count = sum(one.task.plan_id == plan.pk for one in urged)
        audit.record(by, "plans.tasks.urged", plan, count=count)
    return len(urged)


@transaction.atomic
def keep_tasks_going(on: dt.date | None = None, *, by: Actor) -> dict[str, int]:
    """What a day brings: new periods, lateness stamped, reminders. Done twice on a day, the second time changes nothing."""
    if not by.system_job:
        raise Forbidden("Việc hằng ngày của hệ thống.")
    day = on or today()
    plans = Plan.objects.filter(state__in=IN_FORCE).select_related("place")
    made = 0
    for plan in plans:
        _, last = bounds(plan)
        if last is None or last >= day.replace(day=1):
            made += len(make_instances(_with_bodies(plan), on=day))
    late = 0
    for one in TaskInstance.objects.select_for_update().late_by(day).filter(late_since__isnull=True):
        one.late_since = one.before_on
        one.save(update_fields=["late_since"])
        late += 1
    return {"made": made, "late": late, "reminded": _remind(day, by)}


def _remind(day: dt.date, by: Actor) -> int:
    told = 0
    running = TaskInstance.objects.running().filter(
        before_on__isnull=False,
        before_on__lte=day + dt.timedelta(days=max(rules.BEFORE) + 1),
        task__plan__state__in=IN_FORCE,
    )
    for one in running.with_all().prefetch_related("reminders"):
        assert one.before_on is not None
        about = rules.reminder_due(one.before_on, day, [sent.about for sent in one.reminders.all()])
        if not about:
            continue
        words = rules.reminder_words(about, one.before_on, day)
        people = _tell_body(one, f"Việc trong {one.task.plan.label} {words}: {one.task.text}")
        TaskReminder.objects.create(instance=one, about=about, people_told=people)
        _enter(one, TaskEntry.Kind.REMINDED, words, by)
        told += 1
    return told


# ---------------------------------------------------------------- a calendar's address


@dataclass(frozen=True)
class GivenCalendar:
    """The token exists only here, to be shown once."""

    link: CalendarLink
    token: str


@transaction.atomic
def make_calendar_link(*, label: str = "", by: Actor) -> GivenCalendar:
    """An address for the actor's own position; it shows what that position may see, for as long as it lasts."""
    if by.capacity_id is None:
        raise Forbidden("Hãy đăng nhập với một tư cách để lập địa chỉ lịch.")
    live = CalendarLink.objects.filter(capacity=by.capacity_id, revoked_at__isnull=True)
    if live.count() >= MOST_CALENDARS:
        raise Refused(
            f"Mỗi tư cách có nhiều nhất {MOST_CALENDARS} địa chỉ lịch. Thu hồi bớt địa chỉ không dùng."
        )
    token = new_token()
    link = CalendarLink.objects.create(
        capacity_id=by.capacity_id,
        token_hash=kept_form(token, CALENDAR_PURPOSE),
        label=clean(label)[:80],
    )
    audit.record(by, "plans.calendar_link.made", link)
    return GivenCalendar(link, token)


@transaction.atomic
def revoke_calendar_link(link: CalendarLink, *, by: Actor) -> None:
    """The program that reads it gets nothing any more."""
    if by.capacity_id is None or link.capacity_id != by.capacity_id:
        raise Forbidden("Đây là địa chỉ lịch của người khác.")
    link = (
        CalendarLink.objects.select_for_update(of=("self",))
        .select_related("capacity__organisation__place")
        .get(pk=link.pk)
    )
    if link.revoked_at:
        raise Refused("Địa chỉ này đã thu hồi.")
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    audit.record(by, "plans.calendar_link.revoked", link)


@transaction.atomic
def note_calendar_read(link: CalendarLink, *, by: Actor) -> None:
    """When a calendar program last asked, kept by the hour."""
    if by.held_link != link.pk:
        raise Forbidden("Địa chỉ lịch không đúng.")
    now = timezone.now()
    if link.used_at is None or now - link.used_at > dt.timedelta(hours=1):
        CalendarLink.objects.filter(pk=link.pk).update(used_at=now)


# ---------------------------------------------------------------- parts


def _refuse_task(plan: Plan, details: TaskDetails) -> None:
    last_year = None if plan.open_ended else plan.year_to
    reasons = rules.task_blockers(details, year_from=plan.year_from, last_year=last_year)
    bodies = {one.body_id for one in details.bodies if one.body_id}
    if Organisation.objects.filter(pk__in=bodies).count() != len(bodies):
        reasons.append(Reason("Có cơ quan không còn trong danh sách. Chọn lại.", field="bodies"))
    people = {one.capacity_id for one in details.bodies if one.capacity_id}
    if Capacity.objects.filter(pk__in=people).count() != len(people):
        reasons.append(Reason("Có người không còn trong danh sách. Chọn lại.", field="bodies"))
    if details.target_id and not plan.targets.filter(pk=details.target_id).exists():
        reasons.append(Reason("Chỉ tiêu phải ở cùng kế hoạch này.", field="target"))
    if reasons:
        raise Refused(reasons)


def _write_bodies(task: Task, details: TaskDetails) -> bool:
    """Whether the named bodies differ from the ones on record, which they replace."""
    old = [(one.part, one.name, one.body_id, one.mirror, one.capacity_id) for one in task.bodies.all()]
    new = [(one.part, clean(one.name), one.body_id, one.mirror, one.capacity_id) for one in details.bodies]
    if sorted(map(str, old)) == sorted(map(str, new)):
        return False
    task.bodies.all().delete()
    TaskBody.objects.bulk_create(
        TaskBody(
            task=task, part=part, name=name, body_id=body, mirror=mirror, capacity_id=person, position=at
        )
        for at, (part, name, body, mirror, person) in enumerate(new)
    )
    return True


def _with_bodies(plan: Plan) -> list[Task]:
    tasks = plan.tasks.filter(dropped_on__isnull=True).select_related("plan__place")
    return list(tasks.prefetch_related("bodies__body", "bodies__capacity__organisation"))


def _reported(instance: TaskInstance, by: Actor) -> TaskInstance:
    instance = _locked(instance)
    by.must(Permission.TASK_REPORT, at=instance)
    return instance


def _followed(instance: TaskInstance, by: Actor) -> TaskInstance:
    instance = _locked(instance)
    by.must(Permission.TASK_FOLLOW, at=instance.task.plan)
    return instance


def _locked(instance: TaskInstance) -> TaskInstance:
    return TaskInstance.objects.select_for_update(of=("self",)).with_all().get(pk=instance.pk)


def _move(instance: TaskInstance, wanted: InstanceState) -> None:
    check_move(InstanceState(instance.state), wanted, INSTANCE_TRANSITIONS)
    instance.state = wanted


def _stop(instance: TaskInstance, why: str, by: Actor) -> None:
    _move(instance, InstanceState.STOPPED)
    instance.save(update_fields=["state"])
    _enter(instance, TaskEntry.Kind.STOPPED, why, by)


def _enter(
    instance: TaskInstance,
    kind: str,
    text: str,
    by: Actor,
    percent: int | None = None,
    stored: files.Stored | None = None,
) -> None:
    TaskEntry.objects.create(
        instance=instance,
        kind=kind,
        text=clean(text)[:1000],
        percent=percent,
        by=by.described[:300],
        sha256=stored.sha256 if stored else "",
        media_type=stored.media_type if stored else "",
        size=stored.size if stored else 0,
    )


def _tell_body(instance: TaskInstance, text: str) -> int:
    """A named person alone, else everybody of the body. How many."""
    people = [instance.capacity.user] if instance.capacity else []
    if not people and instance.body_id:
        people = people_in([instance.body_id])
    due = f" (hạn cuối {format_date(instance.last_day)})" if instance.last_day else ""
    notices.queue(people, text[: 300 - len(due)] + due, reverse("instance_detail", args=[instance.pk]))
    return len(people)


def _tell_lead(instance: TaskInstance, text: str) -> None:
    lead = instance.task.plan.lead_body_id or instance.task.plan.issuer_body_id
    if lead:
        notices.queue(people_in([lead]), text, reverse("instance_detail", args=[instance.pk]))
