"""What went over, read again later."""

from django.test import Client
from django.urls import reverse

from hoctap.handovers import actions
from tests.world import World, make_user


def test_it_tells_both_sides_and_leads_to_the_minutes(world: World, client: Client):
    newcomer = make_user("Phùng Hữu Nhận", "nhan", world.association, "Phó Chủ tịch")
    handover = actions.hand_over(
        world.lan.capacities.get(),
        newcomer.capacities.get(),
        ends_giver=True,
        gives_roles=True,
        decision="25/QĐ-HKH",
        things="01 con dấu",
        by=world.actor(world.admin),
    )
    url = reverse("handover_detail", args=[handover.pk])
    client.force_login(world.admin)
    body = client.get(url).content.decode()
    for words in ("Nguyễn Thị Lan", "Phùng Hữu Nhận", "25/QĐ-HKH", "01 con dấu", "nhận cả vai trò"):
        assert words in body
    assert reverse("paper_docx", args=[handover.paper_id, 1]) in body
    assert client.get(reverse("paper_detail", args=[handover.paper_id])).status_code == 200
    client.force_login(world.minh)
    assert client.get(url).status_code == 403
