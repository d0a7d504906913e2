"""A centre's programme of a year: its lines, its way to the one who approves it, what it says of needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hoctap.accounts.duties import keeping
from hoctap.audit import actions as audit
from hoctap.centres.models import Centre, Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date
from hoctap.learning.models import (
    PROGRAMME_TRANSITIONS,
    Activity,
    ActivityKind,
    ActivityState,
    DeliveryForm,
    Programme,
    ProgrammeLine,
    ProgrammeState,
)
from hoctap.learning.programmes import contents, duties, rules
from hoctap.learning.programmes.rules import LineFacts
from hoctap.papers import actions as papers
from hoctap.papers.actions import About
from hoctap.papers.models import Paper, PaperState
from hoctap.places.models import Place
from hoctap.plans.models import IN_FORCE, Task
from hoctap.plans.rows import cleaned, names_of, write
from hoctap.surveys.models import Need
from hoctap.surveys.needs import actions as needs_answered


@dataclass(frozen=True)
class LineDetails:
    kind: ActivityKind
    topic: Topic
    title: str
    target_group: str
    place: Place
    month_from: int
    month_to: int
    form: str = DeliveryForm.IN_PERSON.value
    times: int = 1
    people: int | None = None
    host_name: str = ""
    partners: str = ""
    speaker_name: str = ""
    venue_name: str = ""
    task: Task | None = None


@transaction.atomic
def start_programme(centre: Centre, year: int, *, by: Actor) -> Programme:
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = (
        Centre.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation__place")
        .get(pk=centre.pk)
    )
    ended = centre.organisation.valid_to
    reasons = rules.programme_blockers(
        year=year,
        today=today(),
        is_taken=centre.programmes.filter(year=year).exists(),
        has_centre_ended=ended is not None and ended <= today(),
    )
    if reasons:
        raise Refused(reasons)
    programme = Programme.objects.create(centre=centre, year=year, made_by=by.described[:300])
    audit.record(by, "learning.programme.started", programme)
    return programme


@transaction.atomic
def add_line(
    programme: Programme, details: LineDetails, *, needs: Sequence[Need] = (), by: Actor
) -> ProgrammeLine:
    """`needs`: those of the commune that the line answers."""
    programme = _open(programme, by)
    details = cleaned(details)
    _check_line(programme, details, needs)
    last = programme.lines.aggregate(last=Max("position"))["last"] or 0
    values = {name: getattr(details, name) for name in names_of(details)}
    line = ProgrammeLine.objects.create(programme=programme, position=last + 1, **values)
    line.needs.set(needs)
    audit.record(by, "learning.programme.line_added", line)
    return line


@transaction.atomic
def change_line(
    line: ProgrammeLine, details: LineDetails, *, needs: Sequence[Need] = (), by: Actor
) -> ProgrammeLine:
    programme = _open(line.programme, by)
    line = ProgrammeLine.objects.select_for_update(of=("self",)).select_related("programme").get(pk=line.pk)
    details = cleaned(details)
    _check_line(programme, details, needs, standing=line)
    changed = write(line, details)
    line.save()
    if set(needs) != set(line.needs.all()):
        line.needs.set(needs)
        changed.append("needs")
    if changed:
        audit.record(by, "learning.programme.line_changed", line, fields=changed)
    return line


@transaction.atomic
def drop_line(line: ProgrammeLine, *, by: Actor) -> None:
    """One of which nothing was arranged. Its needs are open again by that."""
    _open(line.programme, by)
    line = ProgrammeLine.objects.select_for_update(of=("self",)).select_related("programme").get(pk=line.pk)
    held = line.activities.filter(state=ActivityState.HELD).count()
    if reasons := rules.drop_blockers(held=held, planned=line.activities.count() - held):
        raise Refused(reasons)
    audit.record(by, "learning.programme.line_dropped", line)
    line.delete()


@transaction.atomic
def submit_programme(programme: Programme, *, by: Actor) -> Programme:
    """To UBND xã."""
    programme = _lock(programme)
    by.must(Permission.CENTRE_KEEP, at=programme)
    check_move(ProgrammeState(programme.state), ProgrammeState.SUBMITTED, PROGRAMME_TRANSITIONS)
    if reasons := rules.submit_blockers(lines=programme.lines.count()):
        raise Refused(reasons)
    programme.state = ProgrammeState.SUBMITTED
    programme.submitted_by, programme.submitted_by_id_of = by.described[:300], by.user_id
    programme.submitted_at, programme.returned_why = timezone.now(), ""
    programme.save()
    audit.record(by, "learning.programme.submitted", programme)
    return programme


@transaction.atomic
def withdraw_programme(programme: Programme, *, by: Actor) -> Programme:
    """Before anybody decided."""
    programme = _lock(programme)
    by.must(Permission.CENTRE_KEEP, at=programme)
    if programme.state != ProgrammeState.SUBMITTED:
        raise Refused("Chỉ rút lại được chương trình đang chờ phê duyệt.")
    programme.state = ProgrammeState.DRAFT
    programme.save(update_fields=["state"])
    audit.record(by, "learning.programme.withdrawn", programme)
    return programme


@transaction.atomic
def approve_programme(programme: Programme, *, by: Actor) -> Programme:
    programme = _lock(programme)
    by.must(Permission.PROGRAMME_APPROVE, at=programme)
    check_move(ProgrammeState(programme.state), ProgrammeState.APPROVED, PROGRAMME_TRANSITIONS)
    keeping.uphold(
        duties.conflicts_of(programme, by),
        person_id=by.user_id,
        place=programme.centre.place,
        subject=programme,
        by=by,
    )
    now = timezone.now()
    programme.state, programme.decided_by, programme.decided_at = (
        ProgrammeState.APPROVED,
        by.described[:300],
        now,
    )
    programme.first_approved_at = programme.first_approved_at or now
    programme.save()
    audit.record(by, "learning.programme.approved", programme)
    return programme


@transaction.atomic
def return_programme(programme: Programme, *, why: str, by: Actor) -> Programme:
    programme = _lock(programme)
    by.must(Permission.PROGRAMME_APPROVE, at=programme)
    check_move(ProgrammeState(programme.state), ProgrammeState.RETURNED, PROGRAMME_TRANSITIONS)
    if reasons := rules.why_blockers(clean(why), "Hãy ghi cần sửa gì để trung tâm làm lại."):
        raise Refused(reasons)
    programme.state, programme.returned_why = ProgrammeState.RETURNED, clean(why)[:300]
    programme.save(update_fields=["state", "returned_why"])
    audit.record(by, "learning.programme.returned", programme, fields=["returned_why"])
    return programme


@transaction.atomic
def reopen_programme(programme: Programme, *, why: str, by: Actor) -> Programme:
    """For what comes up in the year. What was approved stays approved until the new version is."""
    programme = _lock(programme)
    by.must(Permission.CENTRE_KEEP, at=programme)
    if programme.state != ProgrammeState.APPROVED:
        raise Refused("Chỉ mở lại được chương trình đã phê duyệt.")
    if reasons := rules.why_blockers(clean(why), "Hãy ghi vì sao bổ sung, điều chỉnh chương trình."):
        raise Refused(reasons)
    programme.state, programme.reopened_why = ProgrammeState.DRAFT, clean(why)[:300]
    programme.save(update_fields=["state", "reopened_why"])
    audit.record(by, "learning.programme.reopened", programme, fields=["reopened_why"])
    return programme


@transaction.atomic
def lay_out_programme(programme: Programme, *, by: Actor) -> Paper:
    """As the paper 'Kế hoạch hoạt động năm'; a new version while the last one is not signed."""
    programme = _lock(programme)
    by.must(Permission.CENTRE_KEEP, at=programme)
    if reasons := rules.submit_blockers(lines=programme.lines.count()):
        raise Refused(reasons)
    content = contents.programme_paper(programme)
    paper = programme.paper
    if paper is not None and paper.state in (PaperState.DRAFT, PaperState.PRINTED):
        return papers.new_version(paper, content, why="Theo chương trình hiện nay", by=by)
    centre = programme.centre
    programme.paper = papers.create_paper(
        "centre_programme",
        issuer=centre.organisation,
        place=centre.place,
        year=programme.year,
        title=f"Kế hoạch hoạt động năm {programme.year} của {centre.name}",
        content=content,
        about=About("learning.programme", str(programme.pk)),
        by=by,
    )
    programme.save(update_fields=["paper"])
    audit.record(by, "learning.programme.laid_out", programme)
    return programme.paper


@transaction.atomic
def meet_need(need: Need, *, by: Actor) -> None:
    """Something that was held answers it; who asked for it is told what."""
    by.must(Permission.CENTRE_KEEP, at=need)
    held = Activity.objects.filter(line__needs=need, state=ActivityState.HELD).order_by("starts_on").last()
    if held is None:
        raise Refused(
            "Chưa có hoạt động nào đã tổ chức theo nhu cầu này. Hãy tổ chức theo một dòng của chương trình, "
            "hoặc trả lời bằng lời."
        )
    told = f"Đã tổ chức: {held.title}, {format_date(held.starts_on)}"
    needs_answered.answer_need(need, answer=told, is_met=True, by=by)


def _lock(programme: Programme) -> Programme:
    rows = Programme.objects.select_for_update(of=("self",)).select_related(
        "centre__organisation__place", "paper"
    )
    return rows.get(pk=programme.pk)


def _open(programme: Programme, by: Actor) -> Programme:
    """Its lines may be changed."""
    programme = _lock(programme)
    by.must(Permission.CENTRE_KEEP, at=programme)
    if reasons := rules.change_blockers(state=programme.state):
        raise Refused(reasons)
    return programme


def _check_line(
    programme: Programme,
    details: LineDetails,
    needs: Sequence[Need],
    *,
    standing: ProgrammeLine | None = None,
) -> None:
    """`standing`: as it is now, whose topic it may keep when that is no longer offered."""
    commune = programme.centre.place
    offered = Topic.objects.offered_at(commune).filter(pk=details.topic.pk)
    in_force = Task.objects.filter(
        dropped_on__isnull=True, plan__state__in=IN_FORCE, plan__place__in=commune.path
    )
    facts = LineFacts(
        title=details.title,
        month_from=details.month_from,
        month_to=details.month_to,
        times=details.times,
        people=details.people,
        target_group=details.target_group,
        is_topic_offered=(standing is not None and standing.topic_id == details.topic.pk) or offered.exists(),
        is_place_inside=commune.pk in (details.place.pk, details.place.parent_id),
        is_task_in_force=details.task is None or in_force.filter(pk=details.task.pk).exists(),
        are_needs_of_commune=all(need.commune_id == commune.pk for need in needs),
    )
    if reasons := rules.line_blockers(facts, year=programme.year, today=today()):
        raise Refused(reasons)
