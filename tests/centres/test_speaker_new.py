"""Somebody enters the register of speakers and volunteers."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Speaker
from tests.centres.hands import topic
from tests.world import World

TYPED = {"kind": "speaker", "full_name": "Kỹ sư Lúa", "title": "Trạm Khuyến nông", "phone": "0901234567"}


@pytest.mark.requirement("S4-19", "S1-41")
def test_a_speaker_with_his_topics_an_expert_with_his_field(
    world: World, director: User, centre: Centre, client: Client
):
    url = f"/centres/{centre.pk}/speakers/new/"
    one = topic()
    client.force_login(director)
    assert one.name in client.get(url).content.decode()
    refused = client.post(url, TYPED)
    assert refused.status_code == 422
    assert "Hãy chọn ít nhất một chuyên đề" in refused.content.decode()
    assert "hãy ghi chuyên môn" in client.post(url, {**TYPED, "kind": "expert"}).content.decode()
    assert "10 chữ số" in client.post(url, {**TYPED, "phone": "12"}).content.decode()
    assert client.post(url, {**TYPED, "topics": [str(one.pk)]}).status_code == 302
    speaker = Speaker.objects.get()
    assert (speaker.place, [row.pk for row in speaker.topics.all()]) == (world.commune, [one.pk])
    again = client.post(url, {**TYPED, "topics": [str(one.pk)]})
    assert "Đã có Kỹ sư Lúa" in again.content.decode()
    expert = {**TYPED, "kind": "expert", "full_name": "Tiến sĩ", "expertise": "Nông học"}
    assert client.post(url, expert).status_code == 302
    for user in (world.lan, world.oanh):
        client.force_login(user)
        assert client.post(url, expert).status_code == 403
    assert Speaker.objects.count() == 2
