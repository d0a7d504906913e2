"""Asking for a long list."""

from typing import Any

from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.reports.models import TableExport
from hoctap.reports.tables import rules
from tests.world import World

POST = {"title": "learning_family", "part": "numerator"}


def test_it_is_asked_for_on_a_form(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    url = reverse("tableexport_new", query={"place": two_seasons.commune.pk, "year": 2024})
    assert "được công nhận trễ hạn" in client.get(url).text
    answer = client.post(url, POST)
    export = TableExport.objects.get()
    assert answer["Location"] == reverse("tableexport_detail", args=[export.pk])
    assert Event.objects.get(what="reports.tableexport.asked_for").count == 4
    assert "Gia đình học tập" in export.title


def test_what_is_refused_is_said(two_seasons: World, client: Client, monkeypatch: Any):
    client.force_login(two_seasons.lan)
    url = reverse("tableexport_new", query={"place": two_seasons.commune.pk, "year": 2020})
    answer = client.post(url, POST)
    assert (answer.status_code, "Không có dòng nào" in answer.text) == (422, True)
    assert client.post(url, {"title": "x", "part": "y"}).status_code == 422
    assert "một trang Excel giữ được 5" in rules.export_reasons(rows=6, most=5, at_work=0, title="A")[0].text
    assert "đang có 5 tệp" in rules.export_reasons(rows=6, most=9, at_work=5, title="A")[0].text


def test_names_need_the_right_to_read_dossiers_at_the_place(two_seasons: World, client: Client):
    client.force_login(two_seasons.oanh)
    url = reverse("tableexport_new", query={"place": two_seasons.commune.pk, "year": 2024})
    assert client.get(url).status_code == 404
    assert client.post(url, POST).status_code == 404
    assert not TableExport.objects.exists()
