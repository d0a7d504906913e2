"""The next version of the privacy notice."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from hoctap.core.dates import today
from hoctap.people.models import PrivacyNotice
from hoctap.people.subject_queries import PROPOSED_NOTICE
from tests.world import World

URL = "/people/notices/new/"


def typed(world: World, **changes: str) -> dict[str, str]:
    return {
        "place": str(world.commune.pk),
        "officer_name": "Bộ phận một cửa",
        "officer_contact": "0900 000 000",
        "in_force_on": today().isoformat(),
        "body": "Xã giữ họ tên, năm sinh.",
        **changes,
    }


def test_the_proposal_has_blanks_that_must_be_filled_and_no_version_changes(world: World, client: Client):
    client.force_login(world.admin)
    page = client.get(URL).content.decode()
    assert "Im lặng không phải là đồng ý" in page
    proposed = client.post(URL, typed(world, body=PROPOSED_NOTICE.format(place="xã Tân Kiều")))
    assert proposed.status_code == 422
    assert "chưa điền" in proposed.content.decode()
    for changes, words in [
        ({"officer_name": ""}, "phụ trách dữ liệu"),
        ({"officer_contact": " "}, "liên lạc"),
        ({"in_force_on": "hôm nay"}, "Ngày chưa đúng"),
        ({"place": str(world.other_commune.pk)}, "Chưa lưu được"),
    ]:
        response = client.post(URL, typed(world, **changes))
        assert response.status_code == 422
        assert words in response.content.decode()
    client.post(URL, typed(world))
    assert "Xã giữ họ tên, năm sinh." in client.get(URL).content.decode(), "the next begins with the last"
    early = client.post(URL, typed(world, in_force_on="2020-01-01"))
    assert "không thể dùng sớm hơn" in early.content.decode()
    client.post(URL, typed(world, body="Xã giữ họ tên."))
    assert list(PrivacyNotice.objects.order_by("version").values_list("version", "body")) == [
        (1, "Xã giữ họ tên, năm sinh."),
        (2, "Xã giữ họ tên."),
    ]
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        PrivacyNotice.objects.update(body="khác")


def test_who_only_records_consents_writes_no_notice(world: World, client: Client):
    client.force_login(world.lan)
    assert client.get(URL).status_code == 403
