"""What ends at once when a person takes a consent back. What rests on a task of the state goes on; the receipt says so.

Publishing asks each time (`subject_queries.publishable`). A telephone is *kept* for calling, so it goes when calling has no ground left.
"""

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.people.models import Basis, DataBasis, Person, Purpose


def withdraw_consents(person: Person, by: Actor) -> None:
    """Every consent of the person, from today."""
    given = list(person.bases.filter(basis=Basis.CONSENT, withdrawn_on__isnull=True))
    person.bases.filter(pk__in=[one.pk for one in given]).update(withdrawn_on=today())
    for one in given:
        audit.record(by, "people.basis.withdrawn", one)
        stop(person, one.purpose, by)


def stop(person: Person, purpose: str, by: Actor) -> None:
    if purpose != Purpose.PHONE:
        return
    # As it is now: the caller's row may have been read before somebody wrote the number.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.phone or has_ground(person, purpose):
        return
    person.phone = ""
    person.save(update_fields=["phone"])
    audit.record(by, "people.person.edited", person, fields=["phone"])


def has_ground(person: Person, purpose: str) -> bool:
    """Is there a standing ground, the person's own or his commune's? His objection wins."""
    standing = DataBasis.objects.standing().filter(purpose=purpose)
    own = standing.filter(person=person).first()
    if own is not None:
        return own.basis != Basis.OBJECTION
    return standing.filter(person__isnull=True, place__in=person.place_path, basis=Basis.TASK).exists()


def has_objection(person: Person, purpose: str) -> bool:
    return DataBasis.objects.standing().filter(person=person, purpose=purpose, basis=Basis.OBJECTION).exists()
