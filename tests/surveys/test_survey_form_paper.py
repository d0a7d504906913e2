"""The sheet of paper: each question has a number, each choice too, so that it is typed in by numbers."""

from django.test import Client

from hoctap.core.actor import Actor
from tests.surveys import hands
from tests.world import World


def test_questions_are_numbered_through_all_pages(world: World, by: Actor, client: Client):
    version = hands.published(world.commune, by)
    client.force_login(world.hung)
    page = client.get(f"/surveys/forms/versions/{version.pk}/paper/").content.decode()
    for words in (
        "1. Chọn điều muốn học",
        "2. Điều khác là gì?",
        "3. Bao nhiêu tuổi?",
        "4. Học qua điện thoại?",
    ):
        assert words in page
    assert page.count("(nếu hợp với câu trên)") == 2
    client.force_login(world.oanh)
    assert client.get(f"/surveys/forms/versions/{version.pk}/paper/").status_code == 404
