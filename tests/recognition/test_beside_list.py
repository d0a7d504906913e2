"""Who is recognised A and not B, with the pairs that a plan ties together; as a workbook too."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.places.models import Place
from hoctap.recognition.other_titles import actions
from hoctap.recognition.other_titles.queries import Beside, beside, choices, pairs
from tests.figures import make_dossier, make_file, make_round
from tests.recognition.beside import CULTURAL, decision
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_household


@pytest.fixture
def both(world: World) -> World:
    """Một has both, Hai is cultural only, Ba learns only, Bốn has neither."""
    season = make_round(world.commune, world.edition)
    for name, hamlet, learns in (
        ("Lê Một", world.hamlet, True),
        ("Lê Hai", world.hamlet, False),
        ("Lê Ba", world.hamlet_2, True),
        ("Lê Bốn", world.hamlet_2, False),
    ):
        make_dossier(season, make_household(hamlet, name), "recognised" if learns else "registered")
    actions.list_other_title(
        world.commune, decision(), names="Lê Một; Ấp 1\nLê Hai; Ấp 1", by=world.actor(world.lan)
    )
    return world


def read(world: World, first: str, second: str, place: Place | None = None) -> Beside:
    known = choices()
    return beside(place or world.commune, 2024, known[first], known[second])


def names(found: Beside) -> list[str]:
    return [row.name for row in found.rows]


@pytest.mark.requirement("S3-51")
def test_families_with_one_and_without_the_other(both: World):
    found = read(both, CULTURAL, "learning_family")
    assert (names(found), found.both, found.first_count) == (["Lê Hai"], 1, 2)
    assert "77/QĐ-UBND ngày 20/11/2024" in found.rows[0].paper
    assert names(read(both, "learning_family", CULTURAL)) == ["Lê Ba"]
    assert names(read(both, "learning_family", CULTURAL, both.district)) == ["Lê Ba"]
    assert names(read(both, "learning_family", CULTURAL, both.hamlet)) == []
    assert names(read(both, CULTURAL, "learning_family", both.other_commune)) == []


@pytest.mark.requirement("S3-51")
def test_hamlets_and_communes_read_the_files(both: World):
    make_file("learning_community", both.hamlet, both.edition)
    make_file("learning_community_commune", both.other_commune, both.edition)
    by = both.actor(both.lan)
    hamlets = [both.hamlet.pk, both.hamlet_2.pk]
    actions.list_other_title(both.commune, decision("new_rural_hamlet"), hamlets=hamlets, by=by)
    actions.list_other_title(both.commune, decision("model_new_rural_commune"), by=by)
    assert names(read(both, "new_rural_hamlet", "learning_community")) == [both.hamlet_2.title]
    assert names(read(both, "learning_community", "new_rural_hamlet")) == []
    ours = read(both, "learning_community_commune", "model_new_rural_commune", both.district)
    assert names(ours) == [both.other_commune.title]
    assert len(pairs()) == 7


def test_the_page_and_its_workbook_say_the_same(both: World):
    lan = sign_in(both.lan)
    asked = {"place": both.commune.pk, "year": 2024}
    body = shown(lan.get(reverse("beside_list"), asked))
    assert "1 hộ đạt Gia đình văn hóa mà chưa đạt Gia đình học tập" in body
    assert "Lê Hai" in body
    assert "Lê Ba" not in body
    answer = lan.get(reverse("beside_xlsx"), asked)
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    assert [row[1] for row in page.iter_rows(min_row=2, values_only=True)] == ["Lê Hai"]


def test_titles_of_families_and_of_places_are_not_compared(both: World):
    lan = sign_in(both.lan)
    asked = {"first": "learning_family", "second": "new_rural_hamlet", "place": both.commune.pk, "year": 2024}
    assert "Hai danh hiệu phải cùng cho hộ" in shown(lan.get(reverse("beside_list"), asked))
    assert lan.get(reverse("beside_xlsx"), asked).status_code == 404
    assert lan.get(reverse("beside_list"), {"first": "x"}).status_code == 404


def test_another_commune_sees_nobody(both: World):
    oanh = sign_in(both.oanh)
    for name in ("beside_list", "beside_xlsx"):
        assert oanh.get(reverse(name), {"place": both.commune.pk, "year": 2024}).status_code == 404
    assert "Lê Hai" not in shown(oanh.get(reverse("beside_list"), {"year": 2024}))


def test_it_takes_the_same_queries_for_one_and_for_nine(both: World):
    lan = sign_in(both.lan)
    here = f"{reverse('beside_list')}?place={both.commune.pk}&year=2024"
    before = queries_of(lan, here)
    families = "\n".join(f"Lê {letter}; Ấp 2" for letter in "ABCDEGHI")
    for letter in "ABCDEGHI":
        make_household(both.hamlet_2, f"Lê {letter}")
    actions.list_other_title(
        both.commune, decision(number="78/QĐ-UBND"), names=families, by=both.actor(both.lan)
    )
    assert queries_of(lan, here) == before <= 20
