"""A paper about a plan goes to "các đơn vị tại Mục IV" without anybody typing them."""

import pytest

from hoctap.papers.books.recipients import groups_for
from hoctap.papers.models import Paper
from hoctap.plans.models import Recipient
from hoctap.plans.tasking import actions as tasking
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails
from tests.season import Season


@pytest.mark.requirement("S3-66")
def test_the_bodies_of_a_section_and_the_plan_s_own_groups(decided: Season):
    plan, by = decided.plan, decided.by(decided.officer)
    for body in (decided.committee, decided.association):
        details = TaskDetails(
            f"Việc của {body.name}", bodies=(BodyNamed(body.name, body_id=body.pk),), section="IV.2"
        )
        tasking.add_task(plan, details, by=by)
    Recipient.objects.create(
        plan=plan, text="Các đơn vị tại Mục IV", group=Recipient.Group.IN_SECTION, section="IV", position=1
    )
    paper = Paper(
        kind="submission",
        issuer=decided.committee,
        place=decided.commune,
        about_kind="plans.plan",
        about_id=str(plan.pk),
    )
    groups = {group.key.partition(":")[0]: group for group in groups_for(paper)}
    bodies = {decided.committee.pk, decided.association.pk}
    for key in ("section", "line"):
        assert groups[key].words == "Các đơn vị tại Mục IV"
        assert {one.organisation_id for one in groups[key].members} == bodies
    other = Paper(kind="submission", issuer=decided.committee, place=decided.commune, about_kind="x")
    assert {group.key for group in groups_for(other)} == {"each:hamlet_board"}
