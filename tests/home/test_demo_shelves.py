"""The libraries of the demonstration."""

from hoctap.core.actor import system_job
from hoctap.home import demo_shelves
from hoctap.libraries.models import Copy, Library, Title
from tests.world import World


def test_it_shows_a_library_a_school_two_bookcases_and_a_post_point(world: World):
    main = demo_shelves.add(world.commune, system_job("trình diễn"))
    assert Library.objects.count() == 5
    assert Title.objects.filter(place=world.commune).count() == 40
    assert main.copies.count() == 52
    assert Copy.objects.filter(giver="Hội Liên hiệp Phụ nữ xã", source="given").count() == 14
