"""Readings at the steps that tests begin with."""

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.intake import actions
from hoctap.intake.models import Proposal, ProposalGroup, Reading
from hoctap.intake.working import read_document
from hoctap.places.models import Place
from tests.intake.documents import plan_docx


def actor_of(user: User) -> Actor:
    capacity = user.active_capacities().prefetch_related("roles").first()
    assert capacity is not None
    return capacity.actor()


def handed_in(place: Place, user: User, content: bytes | None = None, name: str = "ke-hoach.docx") -> Reading:
    return actions.hand_in_document(place, [(name, content or plan_docx())], by=actor_of(user))


def waiting(place: Place, user: User, content: bytes | None = None, name: str = "ke-hoach.docx") -> Reading:
    """Handed in and read by the job."""
    reading = handed_in(place, user, content, name)
    read_document(reading.pk)
    reading.refresh_from_db()
    return reading


def first(reading: Reading, group: str, **values: object) -> Proposal:
    found = reading.proposals.filter(group=group, **values).select_related("reading__place").first()
    assert found is not None
    return found


def settle(reading: Reading, user: User) -> None:
    """Everything taken; what the head lacks is added by hand."""
    by = actor_of(user)
    actions.accept_rest(reading, by=by)
    have = set(reading.proposals.exclude(key="").values_list("key", flat=True))
    wanted = {
        "issuer": "Ủy ban nhân dân xã Tân Kiều",
        "title": "Mở các lớp học buổi tối",
        "year_from": "2024",
        "year_to": "2024",
    }
    for key, text in wanted.items():
        if key not in have:
            actions.add_proposal(reading, ProposalGroup.HEAD, {"text": text}, key=key, by=by)
