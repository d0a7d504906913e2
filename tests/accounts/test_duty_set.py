"""A place says whether a rule holds; what a higher place holds to is not undone below."""

from django.test import Client
from django.urls import reverse

from hoctap.accounts.duties import queries
from hoctap.accounts.models import DutySetting
from tests.world import World

RULE = "decision_not_signed_by_its_preparer"


def is_on(world: World) -> bool:
    return next(one.is_on for one in queries.rules_at(world.commune) if one.rule.code == RULE)


def test_the_chair_turns_a_rule_off_and_on_with_a_paper(world: World, client: Client):
    client.force_login(world.minh)
    url = reverse("duty_set", args=[world.commune.pk, RULE])
    assert is_on(world)
    assert client.post(url, {"rule": RULE, "is_on": "0", "decision": "3/QĐ-UBND"}).status_code == 302
    assert not is_on(world)
    assert "Tân Kiều, 3/QĐ-UBND" in client.get("/duties/").content.decode()
    client.post(url, {"rule": RULE, "is_on": "1", "decision": "4/QĐ-UBND"})
    assert is_on(world)
    assert DutySetting.objects.count() == 1


def test_without_a_paper_it_is_refused(world: World, client: Client):
    client.force_login(world.minh)
    refused = client.post(reverse("duty_set", args=[world.commune.pk, RULE]), {"is_on": "0"})
    assert refused.status_code == 422
    assert "Hãy ghi văn bản quy định" in refused.text
    assert is_on(world)


def test_what_the_province_holds_to_stays(world: World, client: Client):
    DutySetting.objects.create(place=world.province, rule=RULE, is_on=True, decision="9/QĐ", set_by="tỉnh")
    client.force_login(world.minh)
    url = reverse("duty_set", args=[world.commune.pk, RULE])
    refused = client.post(url, {"rule": RULE, "is_on": "0", "decision": "3/QĐ-UBND"})
    assert refused.status_code == 422
    assert "tỉnh Đồng Tháp đã quy định áp dụng" in refused.text.replace("Tỉnh", "tỉnh")
    assert is_on(world)
