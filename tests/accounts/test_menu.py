"""The menu of every page: daily work in one row, the rest in the account's menu, the place where one is marked."""

import re

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.registry import centre_pages
from hoctap.core.permissions import Permission
from hoctap.libraries.registry import library_pages
from tests.centres.hands import centre_at
from tests.libraries.shelf_hands import make_librarian
from tests.world import World


def _bar(page: str) -> list[str]:
    """The words in the row of a wide screen."""
    row = re.search(r'<nav class="nav-wide".*?</nav>', page, re.DOTALL)
    assert row is not None
    return re.findall(r"<li><a [^>]*>([^<]*)<?", row[0])


def test_what_is_opened_now_and_then_stands_in_the_account_menu(world: World, client: Client):
    client.force_login(world.admin)
    page = client.get("/").content.decode()
    words = [word.strip() for word in _bar(page)]
    assert "Sổ hộ" in words
    assert not {"Tài khoản", "Nhật ký", "Sao lưu", "Bảo vệ dữ liệu"} & set(words)
    aside = re.search(r'<ul class="menu-wide">.*?</ul>', page, re.DOTALL)
    assert aside is not None
    for word in ("Tài khoản", "Nhật ký", "Sao lưu", "Bảo vệ dữ liệu"):
        assert word in aside[0]
    # Ten words and a count are as much as a laptop shows in one row.
    assert len(words) <= 11
    assert {"Trung tâm", "Thư viện", "Văn bản"} <= set(words)
    for word in ("Phong trào", "Hội"):
        assert word in aside[0]


def test_who_may_go_to_few_pages_has_them_all_in_the_row(world: World, client: Client):
    make_librarian("Ngô Thị Mai", "mai", world.commune)
    client.force_login(User.objects.get(login="mai"))
    words = [word.strip() for word in _bar(client.get("/").content.decode())]
    assert {"Thư viện", "Phong trào"} <= set(words)


def test_a_page_that_belongs_to_the_centre_marks_it_in_the_menu(world: World, client: Client):
    client.force_login(world.lan)
    page = client.get(f"/centres/{centre_at(world.commune).pk}/").content.decode()
    assert re.search(r'<a href="/centres/" aria-current="page">Trung tâm', page)
    for one in centre_pages:
        if world.actor(world.lan).may_anywhere(Permission(one.permission)):
            page = client.get(reverse(one.url_name)).content.decode()
            assert re.search(r'<a href="/centres/" aria-current="page">Trung tâm', page), one.label


def test_a_page_of_a_library_marks_it_in_the_menu(world: World, client: Client):
    """Books, lending and reading alike: reading has no word of its own in the row."""
    client.force_login(world.admin)
    actor = world.actor(world.admin)
    for page in library_pages:
        if actor.may_anywhere(Permission(page.permission)):
            for name in (page.url_name, *page.beside):
                answer = client.get(reverse(name), follow=True).content.decode()
                assert re.search(r'<a href="/libraries/" aria-current="page">Thư viện', answer), name
    assert "Văn hóa đọc" not in _bar(client.get("/").content.decode())
    listed = client.get("/libraries/").content.decode()
    assert 'aria-label="Văn hóa đọc"' in listed
    assert 'href="/reading/visits/"' in listed
