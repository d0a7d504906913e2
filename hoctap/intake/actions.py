"""Handing in a document, saying what of it is right, and making the plan of it. Nothing enters a plan that nobody took."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import antivirus, files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.intake import planning
from hoctap.intake.bodies import body_finder
from hoctap.intake.extraction import extract
from hoctap.intake.measuring import with_guesses
from hoctap.intake.models import (
    READING_TRANSITIONS,
    TAKEN,
    PageOfReading,
    Proposal,
    ProposalGroup,
    ProposalState,
    Reading,
    ReadingFile,
    ReadingState,
)
from hoctap.intake.proposing import HEAD_FIELDS, cleaned, proposals
from hoctap.intake.reading.opening import MOST_PHOTOS
from hoctap.intake.working import put_proposals, source_of
from hoctap.places import actions as places
from hoctap.places.models import Level, Organisation, Place
from hoctap.plans import actions as plans
from hoctap.plans.changes import actions as changes
from hoctap.plans.contents import actions as contents
from hoctap.plans.models import Plan, PlanState
from hoctap.plans.rows import details_of
from hoctap.plans.tasking import actions as tasking

DOC = "application/msword"
TEXT = "text/plain"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Group = ProposalGroup


# ---------------------------------------------------------------- the document


@transaction.atomic
def hand_in_document(place: Place, handed: Sequence[tuple[str, bytes]], *, by: Actor) -> Reading:
    """Keep the file, or the photos of its pages in order, and have it read by a job."""
    by.must(Permission.PLAN_EDIT, at=place)
    reasons = []
    if place.level in (Level.HAMLET, Level.GROUP):
        reasons.append(Reason("Kế hoạch do cấp xã trở lên ban hành.", field="place"))
    if not handed:
        reasons.append(Reason("Chưa chọn tệp nào.", field="document"))
    elif len(handed) > MOST_PHOTOS:
        reasons.append(Reason(f"Mỗi văn bản nhiều nhất {MOST_PHOTOS} ảnh.", field="document"))
    if reasons:
        raise Refused(reasons)
    reading = Reading.objects.create(
        place=place,
        file_name=clean(handed[0][0])[-200:] or "văn bản",
        by_id=by.user_id,
        capacity_id=by.capacity_id,
    )
    for position, (name, content) in enumerate(handed):
        kept = _kept(content)
        ReadingFile.objects.create(
            reading=reading,
            position=position,
            name=clean(name)[-200:],
            sha256=kept.sha256,
            media_type=kept.media_type,
            size=kept.size,
        )
    audit.record(by, "intake.reading.handed_in", reading, count=len(handed))
    _defer(reading)
    return reading


def _kept(content: bytes) -> files.Stored:
    media_type = files.media_type_of(content)
    if media_type == files.DOCX:
        return files.take_docx(content)
    if media_type == files.PDF or media_type in files.IMAGE_TYPES or media_type == files.HEIC:
        return files.take(content, allowed={files.PDF, *files.IMAGE_TYPES})
    if not content.strip():
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", field="document")])
    if len(content) > files.MAX_BYTES:
        raise Refused([Reason("Tệp lớn hơn 15 MB. Hãy lưu lại nhỏ hơn hoặc tách tệp.", field="document")])
    antivirus.must_be_clean(content)
    return files.keep(content, DOC if content.startswith(_OLD_WORD) else TEXT)


def _defer(reading: Reading) -> None:
    from hoctap.intake.tasks import read_document  # the job works on with this very row

    read_document.defer(reading_id=str(reading.pk))


@transaction.atomic
def stop_reading(reading: Reading, *, by: Actor) -> None:
    """Ask the job to stop after the page it is at; what was read stays."""
    reading = _locked(reading, by)
    if not reading.is_working:
        raise Refused("Văn bản này không còn đang đọc. Tải lại trang để xem.")
    if reading.state == ReadingState.QUEUED:
        reading.state = ReadingState.STOPPED
    else:
        reading.stop_asked = True
    reading.save(update_fields=["state", "stop_asked"])
    audit.record(by, "intake.reading.stop_asked", reading)


@transaction.atomic
def resume_reading(reading: Reading, *, insist: bool = False, by: Actor) -> None:
    """Go on where it was stopped; with `insist` a text that does not look like a plan is read as one."""
    reading = _locked(reading, by)
    if insist and not reading.can_insist:
        raise Refused("Văn bản này không đọc được, không phải chỉ vì không giống kế hoạch.")
    if not reading.is_working:
        check_move(ReadingState(reading.state), ReadingState.QUEUED, READING_TRANSITIONS)
    reading.state, reading.reason, reading.stop_asked = ReadingState.QUEUED, "", False
    reading.is_insisted = reading.is_insisted or insist
    reading.seen_at, reading.attempts = timezone.now(), 0
    reading.save()
    audit.record(by, "intake.reading.resumed", reading)
    _defer(reading)


@transaction.atomic
def drop_reading(reading: Reading, *, by: Actor) -> None:
    """The wrong document goes, with its files."""
    reading = _locked(reading, by)
    check_move(ReadingState(reading.state), ReadingState.DROPPED, READING_TRANSITIONS)
    reading.state = ReadingState.DROPPED
    reading.save(update_fields=["state"])
    named = {file.sha256 for file in reading.files.all()}
    named |= {page.picture for page in reading.pages.all() if page.picture}
    ReadingFile.objects.filter(reading=reading).delete()
    PageOfReading.objects.filter(reading=reading).delete()
    Proposal.objects.filter(reading=reading).delete()
    for sha256 in named:
        files.drop_if_unnamed(sha256)
    audit.record(by, "intake.reading.dropped", reading)


@transaction.atomic
def confirm_encoding(reading: Reading, encoding: str, *, by: Actor) -> None:
    """Is the text in the old font that was recognised? What nobody decided about is proposed anew when it is in another."""
    reading = _locked_open(reading, by)
    if encoding not in ("", "TCVN3", "VNI"):
        raise Refused([Reason("Chọn một trong các phông.", field="encoding")])
    if encoding != reading.encoding:
        if reading.proposals.exclude(state=ProposalState.OPEN).exists():
            raise Refused("Đã có đề xuất được nhận hoặc bỏ, không đổi phông chữ nữa. Hãy gửi lại văn bản.")
        reading.encoding = encoding
        source = source_of(reading)
        put_proposals(reading, with_guesses(reading.place, proposals(extract(source), source)))
    reading.encoding_confirmed = True
    reading.save(update_fields=["encoding", "encoding_confirmed"])
    audit.record(by, "intake.reading.encoding", reading)


# ---------------------------------------------------------------- its proposals


@transaction.atomic
def accept_proposal(proposal: Proposal, *, version: int, by: Actor) -> Proposal:
    proposal = _locked_proposal(proposal, version, by)
    value, reasons = cleaned(proposal.group, proposal.key, proposal.value)
    if reasons:
        raise Refused(reasons)
    proposal.value = value
    return _decided(proposal, ProposalState.ACCEPTED, "intake.proposal.accepted", by)


@transaction.atomic
def correct_proposal(proposal: Proposal, typed: Mapping[str, str], *, version: int, by: Actor) -> Proposal:
    proposal = _locked_proposal(proposal, version, by)
    value, reasons = cleaned(proposal.group, proposal.key, typed)
    if not reasons and not any(value.values()):
        reasons = [Reason("Hãy ghi nội dung, hoặc bấm “Bỏ”.")]
    if reasons:
        raise Refused(reasons)
    proposal.value = value
    is_added = proposal.state == ProposalState.ADDED or not proposal.said
    state = ProposalState.ADDED if is_added else ProposalState.CORRECTED
    return _decided(proposal, state, "intake.proposal.corrected", by)


@transaction.atomic
def drop_proposal(proposal: Proposal, *, version: int, by: Actor) -> Proposal:
    proposal = _locked_proposal(proposal, version, by)
    return _decided(proposal, ProposalState.DROPPED, "intake.proposal.dropped", by)


@transaction.atomic
def add_proposal(
    reading: Reading,
    group: str,
    typed: Mapping[str, str],
    *,
    key: str = "",
    lines: tuple[int, int] | None = None,
    by: Actor,
) -> Proposal:
    """Something the document says and the reading did not see."""
    reading = _locked_open(reading, by)
    if group not in ProposalGroup.values or (group == Group.HEAD and key not in HEAD_FIELDS):
        raise Refused([Reason("Chọn một mục để thêm.", field="group")])
    value, reasons = cleaned(group, key, typed)
    if not reasons and not any(value.values()):
        reasons = [Reason("Hãy ghi nội dung.", field="text")]
    if key and reading.proposals.filter(key=key).exists():
        reasons.append(Reason(f"Đã có mục {HEAD_FIELDS[key].label}. Hãy sửa mục đó.", field="text"))
    page = None
    if lines:
        by_number = {line.number: line.page for line in source_of(reading).lines}
        if lines[0] not in by_number or lines[1] not in by_number or lines[1] < lines[0]:
            reasons.append(Reason(f"Văn bản có các dòng từ 1 đến {len(by_number)}.", field="first_line"))
        else:
            page = by_number[lines[0]]
    if reasons:
        raise Refused(reasons)
    proposal = Proposal.objects.create(
        reading=reading,
        group=group,
        key=key if group == Group.HEAD else "",
        position=reading.proposals.count() + 1,
        value=value,
        first_line=lines[0] if lines else None,
        last_line=lines[1] if lines else None,
        page=page,
        state=ProposalState.ADDED,
        decided_by_id=by.user_id,
        decided_at=timezone.now(),
    )
    audit.record(by, "intake.proposal.added", proposal)
    return proposal


@transaction.atomic
def accept_rest(reading: Reading, *, group: str = "", by: Actor) -> int:
    """Everything nobody has decided about yet, or that of one group. What cannot be taken as it stands stays open."""
    reading = _locked_open(reading, by)
    waiting = reading.proposals.select_for_update().filter(state=ProposalState.OPEN)
    if group:
        waiting = waiting.filter(group=group)
    taken = []
    for proposal in waiting:
        value, reasons = cleaned(proposal.group, proposal.key, proposal.value)
        if reasons:
            continue
        proposal.value, proposal.state = value, ProposalState.ACCEPTED
        proposal.version += 1
        proposal.decided_by_id, proposal.decided_at = by.user_id, timezone.now()
        taken.append(proposal)
    Proposal.objects.bulk_update(taken, ["value", "state", "version", "decided_by", "decided_at"])
    audit.record(by, "intake.proposal.accepted_rest", reading, count=len(taken))
    return len(taken)


@transaction.atomic
def name_body(reading: Reading, name: str, organisation: Organisation | None, *, by: Actor) -> bool:
    """Which body a name of the document means. Where he may keep its names, the name is learned: True then."""
    reading = _locked_open(reading, by)
    name = clean(name)
    if name not in planning.names_of(reading.proposals.all()):
        raise Refused([Reason("Văn bản không có tên cơ quan này.", field="organisation")])
    reading.bodies = {**reading.bodies, name: str(organisation.pk) if organisation else ""}
    reading.save(update_fields=["bodies"])
    audit.record(by, "intake.reading.body_named", reading)
    if organisation is None or not by.may(Permission.PLACE_EDIT, at=organisation):
        return False
    known = {organisation.name.lower(), *(alias.name.lower() for alias in organisation.aliases.all())}
    if name.lower() in known:
        return False
    places.add_alias(organisation, name[:200], by=by)
    return True


# ---------------------------------------------------------------- the plan


@transaction.atomic
def confirm_reading(reading: Reading, *, plan: Plan | None = None, by: Actor) -> Plan:
    """All that was taken becomes a plan, or is added to one that is there; in one go or not at all."""
    reading = _locked_open(reading, by)
    everything = list(reading.proposals.select_for_update())
    waiting = sum(one.state == ProposalState.OPEN for one in everything)
    taken = [one for one in everything if one.state in TAKEN]
    reasons = []
    if waiting:
        reasons.append(
            Reason(
                f"Còn {waiting} đề xuất chưa ai xem. Nhận, sửa hoặc bỏ từng đề xuất, hoặc bấm “Nhận tất cả còn lại”."
            )
        )
    if not reading.encoding_confirmed:
        reasons.append(Reason("Chưa xác nhận phông chữ của văn bản. Xem câu hỏi ở đầu trang."))
    head = planning.head_of(taken)
    reasons += planning.plan_blockers(head)
    if reasons:
        raise Refused(reasons)
    body_of = body_finder(reading.place, head.dated_on or today(), reading.bodies)
    details = planning.plan_details(taken, body_of)
    if plan is None:
        made = _step(
            "Kế hoạch", lambda: plans.record_plan(reading.place, details, state=PlanState.DRAFT, by=by)
        )
    else:
        made = plan
        by.must(Permission.PLAN_EDIT, at=made)
        known = details_of(made)
        _step("Kế hoạch", lambda: plans.edit_plan(made, planning.filled(known, details), by=by))
    _put_rows(made, taken, details, body_of, by)
    if plan is None and details.number and details.dated_on:
        made = _step(
            "Kế hoạch",
            lambda: changes.issue_plan(made, number=details.number, dated_on=details.dated_on, by=by),
        )
    reading.state, reading.plan = ReadingState.CONFIRMED, made
    reading.confirmed_at, reading.confirmed_by_id = timezone.now(), by.user_id
    reading.save(update_fields=["state", "plan", "confirmed_at", "confirmed_by"])
    audit.record(by, "intake.reading.confirmed", reading, count=len(taken))
    return made


def _put_rows(plan: Plan, taken: list[Proposal], details: Any, body_of: planning.BodyOf, by: Actor) -> None:
    """Each row by its own action; every refusal is told with the row it is about, and none is kept when one is refused."""
    reasons: list[Reason] = []
    there: dict[str, set[Any]] = {
        Group.TARGET: {(one.wording, one.year) for one in plan.targets.all()},
        Group.TASK: {one.text for one in plan.tasks.all()},
        Group.RECIPIENT: {one.text for one in plan.recipients.all()},
        Group.BASIS: {(one.number, one.subject) for one in plan.bases.all()},
        Group.FUNDING: {one.text for one in plan.funding_sources.all()},
    }

    def put(proposal: Proposal, add: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                add()
        except Refused as refusal:
            label = f"{proposal.get_group_display()} “{proposal.get('text')[:60]}”"
            reasons.extend(Reason(f"{label}: {reason.text}") for reason in refusal.reasons)

    for one in taken:
        if one.group == Group.TARGET:
            target = planning.target_details(one, details)
            if (target.wording, target.year) not in there[Group.TARGET]:
                put(one, lambda target=target: plans.add_target(plan, target, by=by))  # type: ignore[misc]
        elif one.group == Group.TASK:
            task = planning.task_details(one, body_of)
            if task.text not in there[Group.TASK]:
                put(one, lambda task=task: tasking.add_task(plan, task, by=by))  # type: ignore[misc]
        elif one.group == Group.BASIS:
            basis = planning.basis_details(one)
            if (basis.number, basis.subject) not in there[Group.BASIS]:
                put(one, lambda basis=basis: contents.add_basis(plan, basis, by=by))  # type: ignore[misc]
        elif one.group == Group.FUNDING:
            funding = planning.funding_details(one)
            if funding.text not in there[Group.FUNDING]:
                put(one, lambda funding=funding: contents.add_funding(plan, funding, by=by))  # type: ignore[misc]
    # After the tasks: "các đơn vị tại Mục IV" are those with tasks there.
    sections = set(plan.tasks.values_list("section", flat=True))
    for one in taken:
        if one.group == Group.RECIPIENT and one.get("text") not in there[Group.RECIPIENT]:
            recipient = planning.recipient_details(one, body_of, sections)
            put(one, lambda recipient=recipient: contents.add_recipient(plan, recipient, by=by))  # type: ignore[misc]
    if reasons:
        raise Refused(reasons)


def _step[T](what: str, do: Callable[[], T]) -> T:
    try:
        return do()
    except Refused as refusal:
        raise Refused(
            [Reason(f"{what}: {reason.text}", reason.field) for reason in refusal.reasons]
        ) from refusal


# ---------------------------------------------------------------- locks


def _locked(reading: Reading, by: Actor) -> Reading:
    reading = Reading.objects.select_for_update(of=("self",)).select_related("place").get(pk=reading.pk)
    by.must(Permission.PLAN_EDIT, at=reading)
    return reading


def _locked_open(reading: Reading, by: Actor) -> Reading:
    reading = _locked(reading, by)
    if not reading.is_open:
        raise Refused(f"Văn bản này đang ở bước “{reading.get_state_display()}”. Tải lại trang để xem.")
    return reading


def _locked_proposal(proposal: Proposal, version: int, by: Actor) -> Proposal:
    """Decisions on one document follow one another; whoever saw an older state than there is now looks again first."""
    _locked_open(proposal.reading, by)
    found = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("reading__place", "decided_by")
        .filter(pk=proposal.pk)
        .first()
    )
    if found is None:
        raise Refused("Đề xuất này không còn. Tải lại trang để xem.")
    if found.version != version:
        who = found.decided_by.full_name if found.decided_by else "Người khác"
        raise Refused(
            f"{who} vừa ghi mục này ({found.get_state_display().lower()}). Xem lại nội dung mới rồi quyết định."
        )
    return found


def _decided(proposal: Proposal, state: ProposalState, code: str, by: Actor) -> Proposal:
    proposal.state = state
    proposal.version += 1
    proposal.decided_by_id, proposal.decided_at = by.user_id, timezone.now()
    proposal.save(update_fields=["value", "state", "version", "decided_by", "decided_at"])
    audit.record(by, code, proposal)
    return proposal
