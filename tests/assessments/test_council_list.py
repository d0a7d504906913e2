"""The councils of an authority."""

from django.urls import reverse

from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_the_authority_sees_its_own(world: World):
    bench = hands.district_of_2024(world)
    officer = sign_in(bench.officer)
    here = reverse("council_list")
    assert "Chưa lập hội đồng nào" in shown(officer.get(here))
    hands.council_of(bench)
    assert "45/QĐ-GDĐT" in shown(officer.get(here))
    assert "45/QĐ-GDĐT" not in shown(sign_in(world.lan).get(here))
    few = queries_of(officer, here)
    hands.council_of(bench, "learning_unit_district")
    assert queries_of(officer, here) == few
