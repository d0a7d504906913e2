import pytest
from django.test import Client
from django.urls import reverse

from hoctap.notices.models import Notice
from hoctap.plans.contents import actions
from hoctap.plans.contents.rules import BasisDetails, RecipientDetails
from hoctap.plans.models import Plan, Task
from tests.world import World


@pytest.fixture
def addressed(world: World, living: Plan, given: Task) -> Plan:
    by = world.actor(world.bich)
    for details in (
        RecipientDetails("UBND tỉnh", purpose="để báo cáo"),
        RecipientDetails("Các đơn vị tại Mục IV", group="in_section", section="IV"),
    ):
        actions.add_recipient(living, details, by=by)
    return living


@pytest.mark.requirement("S0-52", "S1-69", "S3-66", "S2-83")
def test_the_bodies_with_tasks_in_a_section_are_told_and_say_that_they_read(
    world: World, addressed: Plan, client: Client
):
    page = reverse("recipient_list", args=[addressed.pk])
    client.force_login(world.bich)
    assert "Ủy ban nhân dân xã Hưng Thạnh; Ủy ban nhân dân xã Tân Kiều" in client.get(page).text
    assert client.post(reverse("recipient_tell", args=[addressed.pk])).status_code == 302
    assert set(Notice.objects.values_list("user__login", flat=True)) == {"minh", "quan"}
    assert "chưa có tài khoản" in client.get(page).text
    again = client.post(reverse("recipient_tell", args=[addressed.pk]))
    assert "Không còn nơi nhận nào" in again.text
    client.force_login(world.minh)
    body = client.get(page).text
    assert "Báo đã nhận, đã đọc" in body
    receipt = addressed.receipts.get(place=world.commune)
    confirm = reverse("receipt_confirm", args=[receipt.pk])
    assert client.post(confirm).status_code == 302
    assert "đã báo nhận" in client.post(confirm).text
    client.force_login(world.bich)
    assert "1/2" in client.get(page).text
    told = addressed.recipients.get(group="in_section")
    refused = client.post(reverse("recipient_drop", args=[told.pk]))
    assert "không bỏ được nữa" in refused.text


@pytest.mark.requirement("S0-02", "S2-03", "S4-03")
def test_bases_and_money_are_written_down_and_dropped(world: World, living: Plan, client: Client):
    client.force_login(world.bich)
    page = reverse("recipient_list", args=[living.pk])
    add = reverse("legalbasis_add", args=[living.pk])
    assert client.post(add, {"role": "basis"}).status_code == 422
    sent = {"role": "basis", "kind": "Nghị quyết", "number": "28/NQ-HĐND", "dated_on": "2020-12-15"}
    assert client.post(add, sent).status_code == 302
    funding = reverse("fundingsource_add", args=[living.pk])
    assert client.post(funding, {"kind": "social", "text": "nguồn xã hội hóa"}).status_code == 302
    body = client.get(page).text
    assert "Nghị quyết 28/NQ-HĐND ngày 15/12/2020" in body
    assert "nguồn xã hội hóa" in body
    client.post(reverse("legalbasis_drop", args=[living.bases.get().pk]))
    client.post(reverse("fundingsource_drop", args=[living.funding_sources.get().pk]))
    assert "28/NQ-HĐND" not in client.get(page).text


def test_a_recipient_must_be_what_it_says(world: World, living: Plan, client: Client):
    client.force_login(world.bich)
    add = reverse("recipient_add", args=[living.pk])
    assert (
        "chưa có việc nào ở mục IX"
        in client.post(add, {"text": "Các đơn vị tại Mục IX", "group": "in_section", "section": "IX"}).text
    )
    assert "Chọn cơ quan nhận" in client.post(add, {"text": "Sở", "group": "body"}).text
    assert "Chọn loại cơ quan" in client.post(add, {"text": "UBND các xã", "group": "each_commune"}).text
    sent = {"text": "UBND các xã", "group": "each_commune", "mirror": "peoples_committee"}
    assert client.post(add, sent).status_code == 302
    assert not living.recipients.filter(group="text").exists()
    recipient = living.recipients.get()
    assert client.post(reverse("recipient_drop", args=[recipient.pk])).status_code == 302


def test_a_basis_that_is_kept_here_is_linked(world: World, living: Plan):
    from hoctap.plans.actions import record_plan
    from tests.figures import PLAN

    own = record_plan(world.commune, PLAN, by=world.actor(world.lan))
    details = BasisDetails(number=living.number, dated_on=living.dated_on)
    assert actions.add_basis(own, details, by=world.actor(world.lan)).document == living


def test_a_commune_changes_nothing_and_a_neighbour_confirms_nothing(
    world: World, addressed: Plan, client: Client
):
    actions.tell_recipients(addressed, by=world.actor(world.bich))
    receipt = addressed.receipts.get(place=world.commune)
    client.force_login(world.oanh)
    assert client.post(reverse("receipt_confirm", args=[receipt.pk])).status_code == 404
    assert client.post(reverse("recipient_tell", args=[addressed.pk])).status_code == 403
    add = reverse("recipient_add", args=[addressed.pk])
    assert client.post(add, {"text": "x", "group": "text"}).status_code == 403
