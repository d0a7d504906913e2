"""A course enters the file, and who was there."""

from dataclasses import replace

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.board.models import BoardSeat
from hoctap.centres.models import Centre
from hoctap.centres.storing import locked_centre
from hoctap.centres.training import rules
from hoctap.centres.training.models import Trainee, Training, TrainingKind
from hoctap.centres.training.rules import TrainingDetails
from hoctap.core.actor import Actor, Located
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people.models import Person


@transaction.atomic
def record_training(centre: Centre, details: TrainingDetails, *, by: Actor) -> Training:
    """By who keeps the centre's file, or the association's that held the workshop."""
    _must_keep(by, centre)
    centre = locked_centre(centre)
    details = _cleaned(details)
    if reasons := rules.training_blockers(details, today=today()):
        raise Refused(reasons)
    row = Training.objects.create(centre=centre, recorded_by=by.described[:300], **vars(details))
    audit.record(by, "centres.training.recorded", row)
    return row


@transaction.atomic
def edit_training(training: Training, details: TrainingDetails, *, by: Actor) -> None:
    _must_keep(by, training)
    training = _locked(training)
    details = _cleaned(details)
    if reasons := rules.training_blockers(details, today=today()):
        raise Refused(reasons)
    changed = [name for name, value in vars(details).items() if getattr(training, name) != value]
    for name in changed:
        setattr(training, name, getattr(details, name))
    if changed:
        training.save(update_fields=changed)
        audit.record(by, "centres.training.edited", training, fields=changed)


@transaction.atomic
def add_trainee(
    training: Training,
    full_name: str = "",
    *,
    title: str = "",
    seat: BoardSeat | None = None,
    person: Person | None = None,
    by: Actor,
) -> Trainee:
    """`seat`: a member of the centre's own board; his name is taken from there."""
    _must_keep(by, training)
    training = _locked(training)
    if seat is not None:
        if seat.centre_id != training.centre_id:
            raise Refused([Reason("Người này không ở trung tâm này.", field="seat")])
        full_name, title, person = seat.full_name, title or seat.title, seat.person
    full_name = clean(full_name)[:120]
    there = training.trainees.all()
    is_there = (
        (seat is not None and there.filter(seat=seat).exists())
        or (person is not None and there.filter(person=person).exists())
        or (
            seat is None
            and person is None
            and there.filter(full_name__iexact=full_name, title__iexact=clean(title)).exists()
        )
    )
    if reasons := rules.trainee_blockers(full_name=full_name, is_there=is_there):
        raise Refused(reasons)
    row = Trainee.objects.create(
        training=training, seat=seat, full_name=full_name, title=clean(title)[:200], person=person
    )
    audit.record(by, "centres.trainee.added", row, fields=["full_name"])
    return row


@transaction.atomic
def finish_training(trainee: Trainee, *, certificate: str = "", by: Actor) -> None:
    """He finished it; by which paper, where there is one."""
    _must_keep(by, trainee)
    training = _locked(trainee.training)
    trainee = Trainee.objects.select_for_update(of=("self",)).get(pk=trainee.pk)
    if reasons := rules.finish_blockers(
        ends_on=training.ends_on, today=today(), is_finished=trainee.is_finished
    ):
        raise Refused(reasons)
    trainee.is_finished, trainee.certificate = True, clean(certificate)[:120]
    trainee.save(update_fields=["is_finished", "certificate"])
    audit.record(by, "centres.trainee.finished", trainee, fields=["is_finished", "certificate"])


@transaction.atomic
def drop_trainee(trainee: Trainee, *, by: Actor) -> None:
    """He was not there after all."""
    _must_keep(by, trainee)
    training = _locked(trainee.training)
    Trainee.objects.filter(pk=trainee.pk).delete()
    audit.record(by, "centres.trainee.dropped", training)


def _must_keep(by: Actor, at: Located) -> None:
    if not by.may(Permission.ASSOCIATION_KEEP, at=at):
        by.must(Permission.CENTRE_KEEP, at=at)


def _locked(training: Training) -> Training:
    rows = Training.objects.select_for_update(of=("self",)).select_related("centre__organisation__place")
    return rows.get(pk=training.pk)


def _cleaned(details: TrainingDetails) -> TrainingDetails:
    return replace(
        details,
        kind=TrainingKind(details.kind),
        name=clean(details.name)[:300],
        organiser=clean(details.organiser)[:200],
    )
