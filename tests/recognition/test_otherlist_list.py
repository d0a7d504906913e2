"""The decisions of other titles of a year."""

from django.urls import reverse

from hoctap.recognition.other_titles import actions
from tests.recognition.beside import decision
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def write(world: World, number: str = "77/QĐ-UBND", kind: str = "new_rural_hamlet") -> None:
    actions.list_other_title(
        world.commune, decision(kind, number=number), hamlets=[world.hamlet.pk], by=world.actor(world.lan)
    )


def here(world: World) -> str:
    return f"{reverse('otherlist_list')}?place={world.commune.pk}&year=2024"


def test_each_decision_with_its_number_and_how_many(world: World):
    write(world)
    body = shown(sign_in(world.lan).get(here(world)))
    assert "77/QĐ-UBND ngày 20/11/2024" in body
    assert "1 ấp, khóm" in body
    assert "Ghi một quyết định của xã Tân Kiều" in body
    above = shown(sign_in(world.bich).get(reverse("otherlist_list"), {"year": 2024}))
    assert "77/QĐ-UBND" in above
    assert "Ghi một quyết định" not in above
    assert reverse("otherlist_list") in shown(sign_in(world.lan).get(reverse("round_list")))


def test_the_next_commune_finds_none(world: World):
    write(world)
    oanh = sign_in(world.oanh)
    assert oanh.get(here(world)).status_code == 404
    assert "77/QĐ-UBND" not in shown(oanh.get(reverse("otherlist_list"), {"year": 2024}))


def test_it_takes_the_same_queries_for_one_and_for_four(world: World):
    write(world)
    lan = sign_in(world.lan)
    before = queries_of(lan, here(world))
    for kind in ("civilised_urban_hamlet", "model_new_rural_commune", "civilised_urban_area"):
        write(world, "78/QĐ-UBND", kind)
    assert queries_of(lan, here(world)) == before <= 14
