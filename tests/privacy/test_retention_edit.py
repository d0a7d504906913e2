"""An officer decides how long one kind of records is kept."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.privacy import actions
from hoctap.privacy.models import RetentionRule
from hoctap.privacy.queries import months_in_force
from tests.world import World


def test_the_last_word_counts_and_the_ones_before_stay(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("retention_edit", args=[world.commune.pk, "left_persons"])
    assert "chưa kiểm chứng với văn bản nào" in client.get(url).content.decode()
    for months in (60, 36):
        client.post(url, {"months": str(months), "basis": "QĐ 05/QĐ-UBND"})
    assert months_in_force(world.commune)["left_persons"] == 36
    assert months_in_force(world.other_commune)["left_persons"] == 120
    assert RetentionRule.objects.count() == 2
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        RetentionRule.objects.update(months=1)


def test_a_wrong_term_a_missing_basis_and_what_is_kept_for_good_are_refused(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("retention_edit", args=[world.commune.pk, "left_persons"])
    for typed, words in [
        ({"months": "0", "basis": "QĐ"}, "từ 1 đến"),
        ({"months": "năm năm", "basis": "QĐ"}, "một số"),
        ({"months": "60", "basis": " "}, "căn cứ"),
    ]:
        response = client.post(url, typed)
        assert response.status_code == 422
        assert words in response.content.decode()
    for name in ("papers", "audit", "khong-co"):
        assert client.get(reverse("retention_edit", args=[world.commune.pk, name])).status_code == 404
    with pytest.raises(Refused, match="giữ lâu dài"):
        actions.decide_retention(
            world.commune, kind="papers", months=5, basis="QĐ", by=world.actor(world.admin)
        )
    other = reverse("retention_edit", args=[world.other_commune.pk, "left_persons"])
    assert client.get(other).status_code == 404
