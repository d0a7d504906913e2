"""Who gives an issuer's numbers, and in how many series."""

from django.urls import reverse

from hoctap.papers.books import numbering
from hoctap.places.models import Numbering
from tests.recognition.hands import shown, sign_in
from tests.season import Season


def test_the_keeper_sets_both(decided: Season):
    lan = sign_in(decided.officer)
    page = reverse("book_settings", args=[decided.association.pk])
    assert "Một dãy số chung cho mọi loại văn bản" in shown(lan.get(page))
    lan.post(page, {"numbering": "own", "series": "all"})
    decided.association.refresh_from_db()
    assert decided.association.numbering == Numbering.OWN
    assert numbering.is_one_for_all(decided.association)
    lan.post(page, {"numbering": "outside", "series": "kind"})
    assert not numbering.is_one_for_all(decided.association)


def test_nothing_chosen_is_refused_and_others_find_nothing(decided: Season):
    page = reverse("book_settings", args=[decided.association.pk])
    assert sign_in(decided.officer).post(page, {}).status_code == 422
    assert sign_in(decided.world.oanh).get(page).status_code == 404
    assert sign_in(decided.world.bich).get(page).status_code in (403, 404)
