import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.plans import actions as plans
from hoctap.plans import queries
from hoctap.plans.models import Plan, PlanState, Task
from hoctap.plans.tasking import actions as tasking
from tests.figures import PLAN, TARGET
from tests.plans.conftest import REPORT
from tests.world import World

PAPER = {"paper_number": "9/QĐ-UBND", "paper_date": "2024-06-01"}


@pytest.mark.requirement("S4-01")
def test_a_draft_without_number_is_issued_later(world: World, client: Client):
    bich = world.actor(world.bich)
    details = replace(PLAN, number="", dated_on=None, date_partial="2024-01")
    draft = plans.record_plan(world.district, details, state=PlanState.DRAFT, by=bich)
    client.force_login(world.bich)
    page = reverse("plan_issue", args=[draft.pk])
    assert "chưa có chỉ tiêu hoặc việc" in client.post(page, {}).text
    tasking.add_task(draft, REPORT, by=bich)
    plans.add_target(draft, TARGET, by=bich)
    assert not queries.target_results(world.commune, 2024), "a draft binds nobody"
    assert "sau hôm nay" in client.post(page, {"dated_on": "2199-01-01"}).text
    assert client.post(page, {"number": "415/KH-UBND", "dated_on": "2024-01-31"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.date_partial) == ("issued", "415/KH-UBND", "")
    assert draft.tasks.get().instances.count() == 2
    assert len(queries.target_results(world.commune, 2024)) == 1


@pytest.mark.requirement("S2-82")
def test_what_an_amendment_changed_stands_beside_what_was(
    world: World, living: Plan, given: Task, client: Client
):
    bich = world.actor(world.bich)
    target = plans.add_target(living, TARGET, by=bich)
    client.force_login(world.bich)
    assert (
        client.post(reverse("plan_amend", args=[living.pk]), PAPER | {"what": "Giảm mức"}).status_code == 302
    )
    plans.edit_target(target, replace(TARGET, value=TARGET.value - 5), by=bich)
    tasking.add_task(living, replace(REPORT, text="Việc thêm"), by=bich)
    body = client.get(reverse("plan_changes", args=[living.pk])).text
    assert "từ … trở lên 85 %" in body
    assert "từ … trở lên 80 %" in body
    assert "Việc thêm" in body
    assert "Gửi kết quả về huyện" not in body, "what did not change is left out"


@pytest.mark.requirement("S0-20")
def test_extended_and_ended_by_a_paper(world: World, living: Plan, given: Task, client: Client):
    client.force_login(world.bich)
    extend = reverse("plan_extend", args=[living.pk])
    assert "phải sau năm 2024" in client.post(extend, PAPER | {"year_to": "2024"}).text
    assert client.post(extend, PAPER | {"year_to": "2026"}).status_code == 302
    living.refresh_from_db()
    assert (living.state, living.year_to) == ("extended", 2026)
    end = reverse("plan_end", args=[living.pk])
    missing = client.post(end, {"ended_on": "2025-07-01", "why": ""})
    assert missing.status_code == 422
    sent = PAPER | {"ended_on": "2025-07-01", "why": "Không còn cấp huyện"}
    assert client.post(end, sent).status_code == 302
    assert "Không còn cấp huyện" in client.get(reverse("plan_changes", args=[living.pk])).text
    assert set(given.instances.values_list("state", flat=True)) == {"stopped"}
    assert "không chuyển" in client.post(extend, PAPER | {"year_to": "2030"}).text


def test_a_draft_needs_no_amendment_and_nobody_below_makes_one(world: World, living: Plan, client: Client):
    bich = world.actor(world.bich)
    details = replace(PLAN, number="7/KH-UBND", dated_on=None)
    draft = plans.record_plan(world.district, details, state=PlanState.DRAFT, by=bich)
    client.force_login(world.bich)
    page = reverse("plan_amend", args=[draft.pk])
    assert "Dự thảo thì sửa thẳng" in client.post(page, PAPER | {"what": "Sửa"}).text
    client.force_login(world.lan)
    for name in ("plan_amend", "plan_extend", "plan_end", "plan_issue"):
        sent = PAPER | {"what": "x", "year_to": "2026", "ended_on": "2025-01-01", "why": "x"}
        assert client.post(reverse(name, args=[living.pk]), sent).status_code == 403
    assert dt.date(2024, 1, 31) == living.dated_on
