"""A title of the year that somebody holds already is not given again, whoever drafts or signs second."""

import pytest

from hoctap.core.refusals import Refused
from hoctap.people.models import HouseholdMember
from hoctap.recognition import actions
from hoctap.recognition.decision_queries import decision_signature_reasons
from hoctap.recognition.held import held_elsewhere
from tests.figures import add_member, make_citizen, make_citizen_round, make_dossier, make_round
from tests.season import Season
from tests.world import World, make_household


def test_a_family_recognised_next_door_is_not_put_in_a_decision(submitted: Season):
    away = make_round(submitted.world.other_commune, submitted.round.edition, submitted.round.year)
    dossier = submitted.dossiers[0]
    make_dossier(away, dossier.household, "recognised")
    with pytest.raises(Refused, match="đã được công nhận Gia đình học tập năm 2024 ở xã Hưng Thạnh"):
        actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))


def test_who_signs_second_is_told(drafted: Season):
    decision = drafted.decision
    assert decision_signature_reasons(decision.paper, None) == []
    # The commune next door signs first.
    away = make_round(drafted.world.other_commune, drafted.round.edition, drafted.round.year)
    make_dossier(away, drafted.dossiers[0].household, "recognised")
    reasons = decision_signature_reasons(decision.paper, None)
    assert ["không công nhận lần thứ hai" in reason.text for reason in reasons] == [True]


def test_a_citizen_is_the_same_under_another_row(world: World):
    season, away = (make_citizen_round(one, world.edition) for one in (world.commune, world.other_commune))
    home, there = make_household(world.hamlet, "Lê A"), make_household(world.other_hamlet, "Lê B")
    kept, double = add_member(home, "Lê Một"), add_member(there, "Lê Mốt")
    mine, other = make_citizen(season, home, kept, "registered"), make_citizen(away, there, double)
    assert held_elsewhere([mine]) == {}
    HouseholdMember.objects.filter(person=double).update(left_year=2025, left_kind="double")
    double.merged_into = kept
    double.save()
    assert held_elsewhere([mine]) == {mine.pk: other}
    # Another year, another title: another matter.
    assert held_elsewhere([make_dossier(make_round(world.commune, world.edition), home, "registered")]) == {}
