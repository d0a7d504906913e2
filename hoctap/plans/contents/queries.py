"""Who receives a plan and who has read it."""

from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.plans.models import Plan, Receipt, Recipient
from hoctap.plans.tasking.holders import receivers_of


@dataclass(frozen=True)
class RecipientRow:
    recipient: Recipient
    meant: list[str]
    """The bodies behind the words."""
    receipts: list[Receipt]

    @property
    def read(self) -> int:
        return sum(receipt.read_at is not None for receipt in self.receipts)


def recipient_rows(plan: Plan, actor: Actor) -> list[RecipientRow]:
    """Each line of "Nơi nhận" with the bodies it means; of the receipts those that the actor may see."""
    meant: dict[object, list[str]] = {}
    for recipient, holder in receivers_of(plan):
        meant.setdefault(recipient.pk, []).append(holder.name)
    receipts: dict[object, list[Receipt]] = {}
    for receipt in Receipt.objects.visible_to(actor).filter(plan=plan).select_related("place"):
        receipts.setdefault(receipt.recipient_id, []).append(receipt)
    return [
        RecipientRow(one, meant.get(one.pk, []), receipts.get(one.pk, []))
        for one in plan.recipients.select_related("body")
    ]
