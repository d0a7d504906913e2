from django.test import Client
from django.urls import reverse

from hoctap.places.models import OrganisationKind
from hoctap.plans.models import Plan, Settlement, TaskInstance
from hoctap.plans.settling.queries import open_matters
from tests.plans.test_unsettled_list import end
from tests.world import World, make_organisation

PAPER = {"paper_number": "12/NQ-HĐND", "paper_date": "2025-07-02"}


def test_a_commune_inherits_the_plan_by_its_paper(world: World, running: Plan, client: Client):
    end(world.district)
    client.force_login(world.bich)
    page = reverse("unsettled_detail", args=["plan", running.pk])
    assert "kết thúc từ" in client.get(page).text
    without = client.post(page, {"outcome": "inherited"})
    assert "Ghi số văn bản" in without.text
    assert "Chọn nơi kế thừa" in without.text
    assert "Chọn kế thừa, chấm dứt" in client.post(page, PAPER).text
    sent = PAPER | {"outcome": "inherited", "heir_place": str(world.other_commune.pk)}
    assert client.post(page, sent).status_code == 302
    running.refresh_from_db()
    assert running.heir == world.other_commune
    assert running.place == world.district, "its history stays under the old name"
    assert running in Plan.objects.binding(world.other_hamlet)
    assert running.versions.get().paper_number == "12/NQ-HĐND"
    assert not open_matters(world.actor(world.bich))
    assert world.actor(world.oanh).may("plan.edit", at=running)
    client.force_login(world.oanh)
    assert "Xã Hưng Thạnh kế thừa" in client.get(reverse("plan_detail", args=[running.pk])).text


def test_waiting_needs_no_paper_and_keeps_the_matter_on_the_list(world: World, running: Plan, client: Client):
    end(world.district)
    client.force_login(world.bich)
    page = reverse("unsettled_detail", args=["plan", running.pk])
    assert client.post(page, {"outcome": "waiting", "note": "Chờ tỉnh"}).status_code == 302
    assert open_matters(world.actor(world.bich))[0].waits.note == "Chờ tỉnh"
    assert "chờ hướng dẫn" in client.get(reverse("unsettled_list")).text
    sent = PAPER | {"outcome": "ended", "note": "Không còn cấp huyện"}
    assert client.post(page, sent).status_code == 302
    running.refresh_from_db()
    assert (running.state, running.ended_by) == ("ended", "12/NQ-HĐND")
    assert client.get(page).status_code == 404


def test_work_goes_over_by_paper_and_its_lateness_with_it(
    world: World, running: Plan, row: TaskInstance, client: Client
):
    TaskInstance.objects.filter(pk=row.pk).update(late_since=row.before_on)
    end(world.committee)
    heir = make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Hưng Thạnh mới", "UBND", world.other_commune
    )
    client.force_login(world.bich)
    page = reverse("unsettled_detail", args=["work", row.pk])
    assert "Chọn cơ quan kế thừa" in client.post(page, PAPER | {"outcome": "inherited"}).text
    sent = PAPER | {"outcome": "inherited", "heir_body": str(heir.pk)}
    assert client.post(page, sent).status_code == 302
    row.refresh_from_db()
    assert row.state == "stopped"
    made = TaskInstance.objects.get(body=heir)
    assert (made.before_on, made.late_since) == (row.before_on, row.before_on)
    assert "Kế thừa việc của Ủy ban nhân dân xã Tân Kiều theo 12/NQ-HĐND" in made.entries.get().text


def test_another_focal_body_takes_over_by_paper(world: World, running: Plan, client: Client):
    end(running.focal_body)
    client.force_login(world.bich)
    page = reverse("unsettled_detail", args=["focal", running.pk])
    sent = PAPER | {"outcome": "inherited", "heir_body": str(world.association.pk)}
    assert client.post(page, sent).status_code == 302
    running.refresh_from_db()
    assert running.focal_name == world.association.name
    assert running.lead_body != world.association
    assert Settlement.objects.get().heir_body == world.association


def test_an_outsider_settles_nothing(world: World, running: Plan, client: Client):
    end(world.district)
    client.force_login(world.lan)
    page = reverse("unsettled_detail", args=["plan", running.pk])
    assert client.post(page, {"outcome": "waiting"}).status_code == 404
    assert not Settlement.objects.exists()
