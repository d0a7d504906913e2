"""What a plan rests on, who pays, who receives it and who has read it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.notices import actions as notices
from hoctap.places.models import Organisation
from hoctap.plans.contents import rules
from hoctap.plans.contents.rules import BasisDetails, FundingDetails, RecipientDetails
from hoctap.plans.models import FundingSource, LegalBasis, Plan, PlanState, Receipt, Recipient
from hoctap.plans.rows import cleaned, lock_plan, names_of, write
from hoctap.plans.tasking.holders import people_in, receivers_of


@transaction.atomic
def add_basis(plan: Plan, details: BasisDetails, *, by: Actor) -> LegalBasis:
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    details = cleaned(details)
    _refuse(rules.basis_blockers(details))
    basis = LegalBasis(plan=plan, position=plan.bases.count() + 1)
    write(basis, details)
    if details.number:
        same = Plan.objects.filter(place_id__in=plan.place.path, number=details.number).exclude(pk=plan.pk)
        basis.document = same.filter(dated_on=details.dated_on).first() if details.dated_on else None
    basis.save()
    audit.record(by, "plans.basis.added", basis, fields=names_of(details))
    return basis


@transaction.atomic
def drop_basis(basis: LegalBasis, *, by: Actor) -> None:
    plan = lock_plan(basis.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    audit.record(by, "plans.basis.dropped", basis)
    LegalBasis.objects.filter(pk=basis.pk).delete()


@transaction.atomic
def add_funding(plan: Plan, details: FundingDetails, *, by: Actor) -> FundingSource:
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    details = cleaned(details)
    _refuse(rules.funding_blockers(details))
    source = FundingSource(plan=plan, position=plan.funding_sources.count() + 1)
    write(source, details)
    source.save()
    audit.record(by, "plans.funding.added", source, fields=names_of(details))
    return source


@transaction.atomic
def drop_funding(source: FundingSource, *, by: Actor) -> None:
    plan = lock_plan(source.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    audit.record(by, "plans.funding.dropped", source)
    FundingSource.objects.filter(pk=source.pk).delete()


@transaction.atomic
def add_recipient(plan: Plan, details: RecipientDetails, *, by: Actor) -> Recipient:
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    details = cleaned(details)
    sections = set(plan.tasks.values_list("section", flat=True))
    reasons = rules.recipient_blockers(details, sections=sections)
    if details.body_id and not Organisation.objects.filter(pk=details.body_id).exists():
        reasons.append(Reason("Không có cơ quan này trong danh sách.", field="body"))
    _refuse(reasons)
    recipient = Recipient(plan=plan, position=plan.recipients.count() + 1)
    write(recipient, details)
    recipient.save()
    audit.record(by, "plans.recipient.added", recipient, fields=names_of(details))
    return recipient


@transaction.atomic
def drop_recipient(recipient: Recipient, *, by: Actor) -> None:
    plan = lock_plan(recipient.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    recipient = (
        Recipient.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=recipient.pk)
    )
    if recipient.receipts.exists():
        raise Refused("Nơi nhận này đã được báo, không bỏ được nữa.")
    audit.record(by, "plans.recipient.dropped", recipient)
    recipient.delete()


@transaction.atomic
def tell_recipients(plan: Plan, *, by: Actor) -> int:
    """Every body in "Nơi nhận" that has not been told of the plan is told, and its people get a notice. How many bodies."""
    plan = lock_plan(plan)
    by.must(Permission.TASK_FOLLOW, at=plan)
    if plan.state == PlanState.DRAFT:
        raise Refused("Kế hoạch còn là dự thảo. Ghi số, ngày ban hành rồi mới gửi nơi nhận.")
    told = set(plan.receipts.values_list("place_id", "body_name"))
    made = []
    url = reverse("plan_detail", args=[plan.pk])
    for recipient, holder in receivers_of(plan):
        if (holder.place_id, holder.name) in told:
            continue
        told.add((holder.place_id, holder.name))
        people = people_in([holder.body_id]) if holder.body_id else []
        notices.queue(people, f"{plan.label}: gửi tới {holder.name}", url)
        made.append(
            Receipt(
                recipient=recipient,
                plan=plan,
                place_id=holder.place_id,
                body_id=holder.body_id,
                body_name=holder.name,
                people_told=len(people),
            )
        )
    if not made:
        raise Refused("Không còn nơi nhận nào chưa được báo.")
    Receipt.objects.bulk_create(made)
    audit.record(by, "plans.recipients.told", plan, count=len(made))
    return len(made)


@transaction.atomic
def confirm_receipt(receipt: Receipt, *, by: Actor) -> None:
    """Somebody of the body says that it was received and read."""
    receipt = Receipt.objects.select_for_update(of=("self",)).select_related("place").get(pk=receipt.pk)
    by.must(Permission.TASK_REPORT, at=receipt)
    if receipt.read_at:
        raise Refused("Nơi này đã báo nhận kế hoạch rồi.")
    receipt.read_at, receipt.read_by = timezone.now(), by.described[:300]
    receipt.save(update_fields=["read_at", "read_by"])
    audit.record(by, "plans.receipt.confirmed", receipt)


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(reasons)
