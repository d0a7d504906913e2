"""One's own notices."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.actor import NOBODY
from hoctap.core.refusals import Forbidden
from hoctap.notices import actions
from hoctap.notices.models import Notice
from hoctap.notices.queries import unread_count
from tests.world import World

URL = "/notices/"


def test_each_sees_his_own_and_how_many_are_new(world: World, client: Client):
    actions.queue([world.lan, world.hung, world.lan], "Ấp 1 gửi danh sách", "/households/")
    assert Notice.objects.count() == 2
    client.force_login(world.lan)
    body = client.get(URL).content.decode()
    assert "Ấp 1 gửi danh sách" in body
    assert "nav-count" in body
    client.force_login(world.oanh)
    body = client.get(URL).content.decode()
    assert "Ấp 1 gửi danh sách" not in body
    assert "nav-count" not in body


def test_opening_what_it_tells_of_marks_it_read(world: World, client: Client):
    actions.queue([world.lan], "Có việc", "/households/")
    notice = Notice.objects.get()
    client.force_login(world.lan)
    assert client.post(reverse("notice_read", args=[notice.pk]))["Location"] == "/households/"
    notice.refresh_from_db()
    read_at = notice.read_at
    assert read_at is not None
    client.post(reverse("notice_read", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == read_at
    assert unread_count(world.actor(world.lan)) == 0


def test_an_address_outside_is_not_followed(world: World, client: Client):
    notice = Notice.objects.create(user=world.lan, text="x", url="https://example.org/")
    client.force_login(world.lan)
    assert client.post(reverse("notice_read", args=[notice.pk]))["Location"] == URL


def test_all_of_ones_own_are_marked_read_and_nobody_elses(world: World, client: Client):
    actions.queue([world.lan, world.hung], "Một")
    actions.queue([world.lan], "Hai")
    client.force_login(world.lan)
    client.post(reverse("notice_read_all"))
    assert unread_count(world.actor(world.lan)) == 0
    assert unread_count(world.actor(world.hung)) == 1


def test_a_notice_of_somebody_else_is_not_found(world: World, client: Client):
    actions.queue([world.lan], "Chỉ cho Lan", "/households/")
    notice = Notice.objects.get()
    client.force_login(world.hung)
    response = client.post(reverse("notice_read", args=[notice.pk]))
    assert response.status_code == 404
    with pytest.raises(Forbidden):
        actions.mark_read(notice, by=world.actor(world.hung))
    with pytest.raises(Forbidden):
        actions.mark_all_read(by=NOBODY)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_locked_account_is_told_nothing_and_a_long_text_is_cut(world: World):
    world.lan.is_active = False
    actions.queue([world.lan, world.hung], "x" * 400)
    assert [(notice.user, len(notice.text)) for notice in Notice.objects.all()] == [(world.hung, 300)]


def test_the_number_of_queries_does_not_grow(world: World, client: Client):
    client.force_login(world.lan)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(60):
        actions.queue([world.lan], f"Việc {number}", "/households/")
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) <= len(few) + 1 <= 8
