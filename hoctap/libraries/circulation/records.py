"""That somebody borrows books, as evidence: offered to whoever builds a dossier about him, taken back when it was a mistake.

It says when and at which library, never which book: what somebody reads is for nobody but who keeps the shelf.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.core.actor import Actor
from hoctap.core.vietnamese import format_date
from hoctap.evidence.models import HOUSEHOLD, PERSON, Subject
from hoctap.evidence.registry import RecordKind, RecordOffer
from hoctap.libraries.models import Loan
from hoctap.people.models import Household, Person

CODE = "loan"


def _standing(by: Actor) -> "QuerySet[Loan]":
    """Of people and households whom the actor sees in the register, wherever the library is."""
    seen = Q(borrower__person__in=Person.objects.visible_to(by)) | Q(
        borrower__household__in=Household.objects.visible_to(by)
    )
    return Loan.objects.standing().filter(seen)


def _offers(subjects: Sequence[Subject], by: Actor) -> list[RecordOffer]:
    persons = [one.id for one in subjects if one.kind == PERSON]
    households = [one.id for one in subjects if one.kind == HOUSEHOLD]
    if not persons and not households:
        return []
    rows = _standing(by).filter(Q(borrower__person__in=persons) | Q(borrower__household__in=households))
    related = rows.select_related("library", "borrower__person", "borrower__household__head")
    loans = list(related.order_by("-lent_on", "-id"))
    shown = _shown([loan.pk for loan in loans], by)
    return [
        RecordOffer(
            id=str(loan.pk),
            title=f"{loan.borrower.called if loan.borrower else ''} mượn sách ở {loan.library.name}",
            when=f"ngày {format_date(loan.lent_on)}",
            url=reverse("borrower_detail", args=[loan.borrower_id]) if loan.pk in shown else "",
        )
        for loan in loans
    ]


def _urls(ids: Sequence[str], by: Actor) -> dict[str, str]:
    wanted = [UUID(one) for one in ids if is_uuid(one)]
    rows = Loan.objects.visible_to(by).filter(pk__in=wanted, borrower__isnull=False).order_by()
    return {str(pk): reverse("borrower_detail", args=[who]) for pk, who in rows.values_list("pk", "borrower")}


def _shown(ids: Sequence[UUID], by: Actor) -> set[UUID]:
    return set(Loan.objects.visible_to(by).filter(pk__in=ids).order_by().values_list("pk", flat=True))


def _hold(ids: Sequence[str]) -> None:
    """None of these is cancelled while evidence is made of it. In key order."""
    rows = Loan.objects.filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


LOANS = RecordKind("Lượt mượn sách", _offers, _urls, hold=_hold)
