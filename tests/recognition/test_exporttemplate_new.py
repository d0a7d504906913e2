"""The order of columns that a commune keeps for the association's screens."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.recognition.models import ExportTemplate
from hoctap.recognition.result_exports import actions as exports
from tests.recognition.elsewhere import CitizensRound
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.world import World


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    return CitizensRound(world)


def here(citizens: CitizensRound) -> str:
    return reverse("exporttemplate_new", args=[citizens.season.pk])


def test_columns_are_numbered_and_kept_under_a_name(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    form = {"name": "Màn hình nhập", "total_order": "1", "name_order": "2", "points_order": "3"}
    assert client.post(here(citizens), form).status_code == 302
    assert client.post(here(citizens), {**form, "points_order": ""}).status_code == 302
    template = ExportTemplate.objects.get()
    assert (template.columns, template.name) == (["total", "name"], "Màn hình nhập")
    page = shown(client.get(here(citizens), {"like": str(template.pk)}))
    assert 'value="Màn hình nhập"' in page
    client.post(reverse("exporttemplate_drop", args=[citizens.season.pk, template.pk]))
    assert not ExportTemplate.objects.exists()


def test_without_a_name_or_the_column_of_names_it_is_refused(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    refused(client.post(here(citizens), {"name": "", "name_order": "1"}), "Chưa đặt tên cho mẫu")
    refused(client.post(here(citizens), {"name": "A", "total_order": "1"}), "phải có cột “Họ và tên”")
    refused(client.post(here(citizens), {"name": "A", "name_order": "0"}), "Thứ tự cột")
    for columns, words in ((["name", "cccd"], "Không có cột"), (["name", "name"], "chỉ đứng một chỗ")):
        with pytest.raises(Refused, match=words):
            exports.keep_template(citizens.world.commune, "A", columns, by=citizens.officer)


def test_the_template_of_another_commune_is_neither_seen_nor_dropped(citizens: CitizensRound):
    world = citizens.world
    theirs = exports.keep_template(world.other_commune, "Của bên kia", ["name"], by=world.actor(world.oanh))
    client = sign_in(world.lan)
    assert "Của bên kia" not in shown(client.get(here(citizens)))
    drop = reverse("exporttemplate_drop", args=[citizens.season.pk, theirs.pk])
    assert client.post(drop).status_code == 404
    assert sign_in(world.oanh).get(here(citizens)).status_code == 404
    assert sign_in(world.hung).get(here(citizens)).status_code == 404


def test_the_page_takes_few_queries(citizens: CitizensRound):
    assert queries_of(sign_in(citizens.world.lan), here(citizens)) <= 9
