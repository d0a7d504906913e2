from django.test import Client
from django.urls import reverse

from hoctap.places.models import Organisation, OrganisationKind
from hoctap.plans.models import Plan, Task
from hoctap.plans.tasking import actions
from hoctap.plans.tasking.holders import holders_of
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails
from tests.world import World


def test_a_task_is_corrected_and_shows_what_it_holds(world: World, given: Task, client: Client):
    client.force_login(world.bich)
    page = reverse("task_edit", args=[given.pk])
    body = client.get(page).text
    assert "trước 15/11/2024" in body
    sent = {
        "text": "Gửi kết quả và danh sách",
        "role": "lead",
        "recurrence": "once",
        "each": ["peoples_committee"],
        "before": "trước 20/11/2024",
    }
    assert client.post(page, sent).status_code == 302
    given.refresh_from_db()
    assert given.text == "Gửi kết quả và danh sách"
    assert {one.before_on.day for one in given.instances.all()} == {20}


def test_a_given_task_is_stopped_with_its_reason(world: World, given: Task, client: Client):
    client.force_login(world.bich)
    page = reverse("task_drop", args=[given.pk])
    refused = client.post(page, {"why": ""})
    assert refused.status_code == 422
    assert "ghi lý do thôi giao" in refused.text
    assert client.post(page, {"why": "Văn bản mới bỏ"}).status_code == 302
    assert set(given.instances.values_list("state", flat=True)) == {"stopped"}


def test_an_outsider_may_not(world: World, given: Task, client: Client):
    client.force_login(world.lan)
    assert client.get(reverse("task_edit", args=[given.pk])).status_code == 403
    assert client.post(reverse("task_drop", args=[given.pk]), {"why": "x"}).status_code == 403


def test_what_the_form_does_not_ask_stays(world: World, living: Plan, client: Client):
    by = world.actor(world.bich)
    named = (
        BodyNamed("Hội xã", body_id=world.association.pk),
        BodyNamed("UBND xã, thị trấn", mirror="peoples_committee"),
        BodyNamed("các trường", mirror="education"),
    )
    details = TaskDetails("Mở lớp", bodies=named, deadline_words="trong năm", source_from=12, source_to=14)
    task = actions.add_task(living, details, by=by)
    client.force_login(world.bich)
    sent = {"text": "Mở lớp mới", "role": "lead", "recurrence": "once", "leads": "Hội xã"}
    page = reverse("task_edit", args=[task.pk])
    assert client.post(page, sent | {"each": ["peoples_committee"]}).status_code == 302
    task.refresh_from_db()
    assert (task.text, task.source_from, task.deadline_words) == ("Mở lớp mới", 12, "trong năm")
    assert {(one.name, one.body_id, one.mirror) for one in task.bodies.all()} == {
        (one.name, one.body_id, one.mirror) for one in named
    }


def test_an_old_row_of_centres_stands_behind_their_box_and_goes_when_it_is_unticked(
    world: World, living: Plan, client: Client
):
    old = BodyNamed("Trung tâm học tập cộng đồng các xã", mirror="other")
    task = actions.add_task(living, TaskDetails("Mở lớp", bodies=(old,)), by=world.actor(world.bich))
    client.force_login(world.bich)
    page = reverse("task_edit", args=[task.pk])
    assert 'value="centre" id="id_each_2" checked' in " ".join(client.get(page).text.split())
    sent = {"text": "Mở lớp mới", "role": "lead", "recurrence": "once", "each": ["centre"], "before": ""}
    assert client.post(page, sent).status_code == 302
    assert task.bodies.get().mirror == "other"
    assert client.post(page, {**sent, "each": []}).status_code == 302
    assert not task.bodies.exists()


def test_each_commune_means_the_centre_on_record_there(world: World, living: Plan, client: Client):
    centre = Organisation.objects.create(
        place=world.commune,
        kind=OrganisationKind.CENTRE,
        name="Trung tâm Văn hóa – Học tập cộng đồng",
        symbol="T",
    )
    task = actions.add_task(living, TaskDetails("Mở lớp"), by=world.actor(world.bich))
    client.force_login(world.bich)
    sent = {"text": "Mở lớp", "role": "lead", "recurrence": "once", "each": ["centre"], "before": ""}
    assert client.post(reverse("task_edit", args=[task.pk]), sent).status_code == 302
    task.refresh_from_db()
    held = {holder.place_id: holder for holder in holders_of(task.bodies.get(), living)}
    assert held[world.commune.pk].body_id == centre.pk
    assert held[world.other_commune.pk].name == "Trung tâm học tập cộng đồng xã Hưng Thạnh"
