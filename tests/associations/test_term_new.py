"""A term of the association enters its book."""

from django.test import Client

from hoctap.associations.models import Term
from tests.world import World


def test_terms_follow_each_other(world: World, client: Client):
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/terms/new/"
    first = {"name": "2016–2021", "from_day": "2016-03-01", "to_day": "2021-02-28", "decision": "4/QĐ"}
    assert client.post(url, first).status_code == 302
    page = client.post(url, {"name": "2020–2025", "from_day": "2020-01-01"})
    assert page.status_code == 422
    assert "còn đến 28/02/2021" in page.content.decode()
    page = client.post(url, {"name": "", "from_day": "2022-01-01", "to_day": "2021-01-01"})
    assert "Ngày cuối nhiệm kỳ phải sau ngày đầu" in page.content.decode()
    assert client.post(url, {"name": "2021–2026", "from_day": "2021-03-01"}).status_code == 302
    assert [one.name for one in Term.objects.all()] == ["2021–2026", "2016–2021"]
    client.force_login(world.minh)
    assert client.get(url).status_code == 403
