"""Who dies, joins another household or moves between the meeting and the decision, and who stands in two households."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.measures.models import Summary
from hoctap.papers import actions as papers
from hoctap.people import actions as people
from hoctap.people.models import Household, HouseholdMember, LeftKind
from hoctap.recognition import actions
from hoctap.recognition.models import DecisionLine, Dossier, Submission
from tests import season as steps
from tests.recognition.hands import states
from tests.recognition.test_citizens import add_person, open_round
from tests.season import YEAR, Season
from tests.world import World, make_household


def nobody_left(season: Season, household: Household) -> None:
    people.end_household(household, left_year=YEAR, kind="died", by=season.by(season.officer))


def withdraw(season: Season, dossier: Dossier) -> None:
    actions.withdraw_registration(
        dossier, withdrawn_on=today(), why="hộ không còn", told_by="trưởng ấp", by=season.by(season.officer)
    )
    season.refresh()


def test_a_household_of_which_nobody_is_left_does_not_go_up(accepted: Season):
    gone, other = accepted.dossiers
    nobody_left(accepted, accepted.households[0])
    by = accepted.by(accepted.officer)
    words = rf"{gone.subject_name}: hộ không còn ai \(đã mất\) từ năm {YEAR}.*ghi rút đăng ký"
    with pytest.raises(Refused, match=words):
        actions.prepare_submission(accepted.round, by=by)
    assert states(accepted) == ["accepted", "accepted"]
    assert not Submission.objects.exists()
    withdraw(accepted, gone)
    submission = actions.prepare_submission(accepted.round, by=by)
    assert list(submission.dossiers.all()) == [other]


def test_a_household_that_joined_another_after_the_to_trinh_is_not_decided(submitted: Season):
    gone, other = submitted.dossiers
    by = submitted.by(submitted.officer)
    people.join_households(*submitted.households, year=YEAR, by=by)
    with pytest.raises(Refused, match=f"{gone.subject_name}: hộ đã nhập với hộ khác từ năm {YEAR}"):
        actions.prepare_decision(submitted.submission, by=by)
    assert not DecisionLine.objects.exists()
    withdraw(submitted, gone)
    decision = actions.prepare_decision(submitted.submission, by=by)
    assert [line.dossier for line in decision.lines.all()] == [other]


def test_what_happens_after_the_year_takes_nothing_from_it(submitted: Season):
    by = submitted.by(submitted.officer)
    people.end_household(submitted.households[0], left_year=YEAR + 1, kind="died", by=by)
    assert actions.prepare_decision(submitted.submission, by=by).lines.count() == 2


def test_a_head_who_died_leaves_a_family_that_is_recognised_under_its_new_head(accepted: Season):
    """The list of the ấp keeps whom it named; the decision names who heads the household on its day."""
    by = accepted.by(accepted.officer)
    dossier, household = accepted.dossiers[0], accepted.households[0]
    old = household.head.full_name
    widow = people.add_member(household, full_name="Phan Thị Ở Lại", year=YEAR, relation="spouse", by=by)
    people.leave_household(household.head, year=YEAR, kind="died", new_head=widow, by=by)
    steps.submit(accepted)
    steps.prepare_decision(accepted)
    assert accepted.decision.lines.get(dossier=dossier).head_name == "Phan Thị Ở Lại"
    assert old in str(accepted.nomination.paper.versions.get().content)
    steps.sign_decision(accepted)
    assert states(accepted) == ["recognised", "recognised"]


def test_a_head_who_dies_after_the_decision_was_drafted_holds_up_nobody(drafted: Season):
    """What the chair signed is kept as it was signed."""
    by = drafted.by(drafted.officer)
    household = drafted.households[0]
    old = household.head.full_name
    son = people.add_member(household, full_name="Huỳnh Văn Kế", year=YEAR, relation="child", by=by)
    people.leave_household(household.head, year=YEAR, kind="died", new_head=son, by=by)
    steps.sign_decision(drafted)
    assert states(drafted) == ["recognised", "recognised"]
    assert drafted.decision.lines.get(dossier=drafted.dossiers[0]).head_name == old
    assert Dossier.objects.get(pk=drafted.dossiers[0].pk).subject_name == "Huỳnh Văn Kế"


def test_a_family_that_moves_between_meeting_and_decision_is_decided_and_counted_where_it_was_assessed(
    accepted: Season,
):
    by = accepted.by(accepted.officer)
    moved = accepted.households[0]
    people.move_household(moved, accepted.open_hamlet, year=YEAR, by=by)
    steps.submit(accepted)
    steps.prepare_decision(accepted)
    assert {line.hamlet_name for line in accepted.decision.lines.all()} == {accepted.hamlet.full_name}
    steps.sign_decision(accepted)
    assert states(accepted) == ["recognised", "recognised"]
    counted = Summary.objects.get(counter="learning_family.recognised", place=accepted.hamlet, year=YEAR)
    assert counted.value == 2
    assert actions.enrol_households(accepted.round, by=by) == 0, "the new hamlet gives it no second one"


def test_a_citizen_who_died_is_not_recognised(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    dead = add_person(household, "Lê Thị Mất", 1950)
    season = open_round(world)
    Dossier.objects.filter(round=season).update(
        state="accepted", registered_on=dt.date(2024, 2, 1), hamlet_total=90, none_too_low=True
    )
    by = world.actor(world.lan)
    people.leave_household(dead, year=2024, kind=LeftKind.DIED, by=by)
    with pytest.raises(Refused, match=r"Lê Thị Mất: đã mất từ năm 2024.*ghi rút đăng ký"):
        actions.prepare_submission(season, by=by)
    one = Dossier.objects.get(round=season, person=dead)
    actions.withdraw_registration(one, withdrawn_on=today(), why="đã mất", told_by="gia đình", by=by)
    submission = actions.prepare_submission(season, by=by)
    assert [dossier.subject_name for dossier in submission.dossiers.all()] == ["Lê Văn Chủ"]
    papers.mark_printed(submission.paper, by=by)


def test_nobody_lives_in_two_households_and_who_changes_over_is_one_citizen(world: World):
    first = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    second = make_household(world.hamlet_2, "Trần Văn Hai", birth_year=1971)
    person = add_person(first, "Lê Thị Hai Nhà", 1990)
    with pytest.raises(IntegrityError, match="one_household_at_a_time"), transaction.atomic():
        HouseholdMember.objects.create(household=second, person=person, joined_year=2023)
    season = open_round(world)
    people.move_person(person, second, year=2024, relation="spouse", by=world.actor(world.lan))
    assert actions.enrol_households(season, by=world.actor(world.lan)) == 0
    assert Dossier.objects.get(round=season, person=person).household == first, "where he was when it began"
    following = open_round(world, year=2025, before_on=None)
    his = Dossier.objects.get(round=following, person=person)
    assert (his.household, his.hamlet) == (second, world.hamlet_2)
