"""Who registered last year too: the kept rows and counters agree with the dossiers, whatever happens to either year."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoctap.core import cluster
from hoctap.core.actor import system_job
from hoctap.measures import recount
from hoctap.measures.models import Summary
from hoctap.people.models import Person
from hoctap.recognition.models import Again, Dossier
from tests.figures import make_citizen, make_citizen_round, make_dossier, make_round
from tests.world import World, make_household

OPEN = st.sampled_from(["listed", "registered", "recognised"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(0, 3), st.sampled_from([2023, 2024]), OPEN),
        st.tuples(st.just("drop"), st.integers(0, 3), st.sampled_from([2023, 2024]), OPEN),
        st.tuples(st.just("merge"), st.integers(0, 3), st.integers(0, 3), OPEN),
        st.tuples(st.just("apart"), st.integers(0, 3), st.integers(0, 3), OPEN),
    ),
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), STEPS)
def test_counters_agree_with_the_dossiers_after_any_steps(
    world: World, of_persons: bool, steps: list[tuple[str, int, int, str]]
):
    with transaction.atomic():
        _walk(world, steps, of_persons=of_persons)
        transaction.set_rollback(True)


def _walk(world: World, steps: list[tuple[str, int, int, str]], *, of_persons: bool) -> None:
    households = [make_household(world.hamlet, f"Nguyễn Văn {name}", listed_year=2023) for name in "ABCD"]
    opened = make_citizen_round if of_persons else make_round
    rounds = {year: opened(world.commune, world.edition, year) for year in (2023, 2024)}
    held: dict[tuple[int, int], Dossier] = {}
    for step, one, other, state in steps:
        if step == "move":
            gone = held.pop((one, other), None)
            if gone is not None:
                _delete(gone)
            household = households[one]
            held[one, other] = (
                make_citizen(rounds[other], household, household.head, state)
                if of_persons
                else make_dossier(rounds[other], household, state)
            )
        elif step == "drop" and (one, other) in held:
            _delete(held.pop((one, other)))
        elif step == "merge" and one != other:
            kept = households[other].head
            if (
                kept.merged_into_id is None
                and not Person.objects.filter(merged_into=households[one].head_id).exists()
            ):
                Person.objects.filter(pk=households[one].head_id).update(merged_into=kept)
                kept.refresh_from_db()
                households[one].head.refresh_from_db()
        elif step == "apart":
            Person.objects.filter(pk=households[one].head_id).update(merged_into=None)
            households[one].head.refresh_from_db()
        assert recount.recount() == []


def _delete(dossier: Dossier) -> None:
    """Also of one that is decided, which only a test may."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE recognition_dossier DISABLE TRIGGER recognition_decided_never_changes")
        cursor.execute("DELETE FROM recognition_dossier WHERE id = %s", [dossier.pk])
        cursor.execute("ALTER TABLE recognition_dossier ENABLE TRIGGER recognition_decided_never_changes")
        cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')


def counters(world: World) -> dict[str, int]:
    found = Summary.objects.filter(place=world.commune, year=2024, counter__contains="_")
    names = ("learning_family.registered_again", "learning_family.recognised_kept")
    return dict(found.filter(counter__in=names, value__gt=0).values_list("counter", "value"))


@pytest.fixture
def household_of_both(world: World) -> tuple[Dossier, Dossier]:
    household = make_household(world.hamlet, "Nguyễn Văn A", listed_year=2023)
    before = make_dossier(make_round(world.commune, world.edition, 2023), household, "recognised")
    return before, make_dossier(make_round(world.commune, world.edition), household, "registered")


def test_a_title_taken_back_last_year_is_not_kept_any_more(
    world: World, household_of_both: tuple[Dossier, Dossier]
):
    before, now = household_of_both
    assert counters(world) == {"learning_family.registered_again": 1}
    Dossier.objects.filter(pk=now.pk).update(
        state="recognised", hamlet_total=90, decided_on="2024-11-10", frozen_score={"total": "90"}
    )
    assert counters(world) == {"learning_family.registered_again": 1, "learning_family.recognised_kept": 1}
    Dossier.objects.filter(pk=before.pk).update(state="revoked")
    assert counters(world) == {"learning_family.registered_again": 1}
    assert recount.recount() == []


def test_what_went_wrong_is_found_and_set_right(world: World, household_of_both: tuple[Dossier, Dossier]):
    Again.objects.all().delete()
    assert counters(world) == {}
    wrong = recount.recount()
    assert {one.counter for one in wrong} == {"learning_family.registered_again"}
    assert recount.repair(by=system_job("kiểm thử")) == wrong
    assert counters(world) == {"learning_family.registered_again": 1}
    assert Again.objects.get().dossier_id == household_of_both[1].pk
    assert recount.recount() == []
    Summary.objects.filter(counter="learning_family.registered_again").update(value=5)
    assert len(recount.repair(by=system_job("kiểm thử"))) == 2
    assert counters(world) == {"learning_family.registered_again": 1}
    assert recount.recount() == []
