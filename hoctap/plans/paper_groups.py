"""Whom a paper about a plan can go to at once: the bodies with tasks in a section, the groups of the plan's own "Nơi nhận"."""

from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.papers.books.registry import Member, RecipientGroup, Target, Targets
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation
from hoctap.plans.models import Plan, Recipient
from hoctap.plans.tasking.holders import Holder, leaders_in, receivers_of

PLAN = "plans.plan"
MOST_PLANS = 30


def groups_of(paper: Paper) -> list[RecipientGroup]:
    if paper.about_kind != PLAN:
        return []
    plan = Plan.objects.filter(pk=paper.about_id).select_related("place").first()
    if plan is None:
        return []
    tasks = list(
        plan.tasks.filter(dropped_on__isnull=True).prefetch_related(
            "bodies__body", "bodies__capacity__organisation"
        )
    )
    sections = sorted({task.section.partition(".")[0].strip() for task in tasks if task.section})
    found = [
        _group(f"section:{section}", f"Các đơn vị tại Mục {section}", leaders_in(plan, tasks, section))
        for section in sections
    ]
    behind: dict[UUID, list[Holder]] = {}
    lines: dict[UUID, Recipient] = {}
    for recipient, holder in receivers_of(plan):
        if recipient.group != Recipient.Group.BODY:
            lines[recipient.pk] = recipient
            behind.setdefault(recipient.pk, []).append(holder)
    found += [_group(f"line:{pk}", line.text, behind[pk]) for pk, line in lines.items()]
    return found


def _group(key: str, words: str, holders: list[Holder]) -> RecipientGroup:
    return RecipientGroup(key, words, tuple(Member(one.name, one.body_id) for one in holders))


def plans_of(organisation: Organisation, actor: Actor) -> Targets:
    """Plans of the organisation's place, which a paper from above or from beside may have led to."""
    plans = Plan.objects.visible_to(actor).filter(place=organisation.place_id).order_by("-year_from", "-id")
    found = tuple(Target(PLAN, str(one.pk), str(one)) for one in plans[:MOST_PLANS])
    return Targets("Kế hoạch", found)
