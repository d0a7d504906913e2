from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.intake import actions
from tests.intake.hands import actor_of, handed_in
from tests.world import World

LIST = "reading_list"


def test_the_list_tells_at_which_step_each_document_is(world: World, client: Client):
    client.force_login(world.lan)
    assert "Chưa có văn bản nào" in client.get(reverse(LIST)).text
    handed_in(world.commune, world.lan, name="ke-hoach-415.docx")
    dropped = handed_in(world.commune, world.lan, name="nham.docx")
    actions.drop_reading(dropped, by=actor_of(world.lan))
    page = client.get(reverse(LIST)).text
    assert "ke-hoach-415.docx" in page
    assert "Chờ đọc" in page
    assert "nham.docx" not in page


def test_the_next_commune_and_who_may_not_type_in_plans_see_nothing(world: World, client: Client):
    handed_in(world.commune, world.lan, name="ke-hoach-415.docx")
    client.force_login(world.oanh)
    assert "ke-hoach-415" not in client.get(reverse(LIST)).text
    client.force_login(world.hung)
    assert client.get(reverse(LIST)).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_list(world: World, client: Client):
    client.force_login(world.lan)
    counts = []
    for _ in range(2):
        for number in range(3):
            handed_in(world.commune, world.lan, name=f"{number}.docx")
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_waits_for_him_stands_in_his_work_queue(world: World, client: Client):
    from tests.intake.hands import waiting

    waiting(world.commune, world.lan, name="ke-hoach-415.docx")
    client.force_login(world.lan)
    assert "Xác nhận văn bản ke-hoach-415.docx" in client.get(reverse("home")).text
    client.force_login(world.oanh)
    assert "ke-hoach-415" not in client.get(reverse("home")).text


def test_the_way_to_it_is_on_the_page_of_plans(world: World, client: Client):
    client.force_login(world.lan)
    assert reverse(LIST) in client.get(reverse("plan_list")).text
    client.force_login(world.hung)
    assert reverse(LIST) not in client.get(reverse("plan_list")).text
