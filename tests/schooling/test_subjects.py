"""What the visit list holds of somebody: handed out, forgotten, not kept for ever; and where it goes when an ấp does."""

import datetime as dt

from hoctap.core.ids import uuid7
from hoctap.people import erasing
from hoctap.people.registry import person_exports
from hoctap.people.subject_rules import ERASED_NAME
from hoctap.places.boundaries.registry import Carriage
from hoctap.schooling import actions, boundaries, subjects
from hoctap.schooling.models import Pupil
from tests.schooling import hands
from tests.world import World, make_household, make_place


def test_he_is_handed_what_is_held_of_him_and_nobody_elses(world: World):
    hands.pupil(world.hamlet, "Lê Văn Nghỉ", born=2012, by=world.actor(world.hung))
    own = make_household(world.hamlet, "Lê Văn Nghỉ", birth_year=2012).head
    older = make_household(world.hamlet, "Lê Văn Nghỉ", birth_year=1980).head
    away = make_household(world.other_hamlet, "Lê Văn Nghỉ", birth_year=2012).head
    rows = {who: person_exports["schooling"](who)[0].rows for who in (own, older, away)}
    assert [len(found) for found in rows.values()] == [1, 0, 0]


def test_erasing_takes_his_name_and_who_went_there(world: World):
    by = world.actor(world.hung)
    pupil = hands.pupil(world.hamlet, by=by)
    actions.record_visit(pupil, on=dt.date(2024, 9, 1), visitors="Cô Tư", outcome="agreed", by=by)
    person = make_household(world.hamlet, "Lê Văn Nghỉ", birth_year=2012).head
    erasing.erase(person, dt.date(2025, 1, 1))
    pupil.refresh_from_db()
    assert (pupil.full_name, pupil.birth_year, pupil.state) == (ERASED_NAME, None, "mistaken")
    assert pupil.visits.get().visitors == ERASED_NAME


def test_who_is_back_for_a_year_is_forgotten_and_stays_counted(world: World):
    by = world.actor(world.hung)
    pupil = hands.pupil(world.hamlet, by=by)
    waiting = hands.pupil(world.hamlet, "Lê Văn Hai", by=by)
    actions.close_pupil(pupil, state="returned", on=dt.date(2024, 9, 1), by=by)
    assert not subjects.closed_pupils(world.commune.pk, dt.date(2024, 9, 1)).exists()
    assert not subjects.closed_pupils(world.other_commune.pk, dt.date(2025, 9, 2)).exists()
    found = list(subjects.closed_pupils(world.commune.pk, dt.date(2025, 9, 2)))
    assert found == [pupil]
    subjects.forget_pupils(found, world.actor(world.admin))
    pupil.refresh_from_db()
    waiting.refresh_from_db()
    assert (pupil.full_name, pupil.state, waiting.full_name) == (ERASED_NAME, "returned", "Lê Văn Hai")


def test_who_waits_goes_with_his_ap_and_comes_back_with_it(world: World):
    by = world.actor(world.hung)
    pupil = hands.pupil(world.hamlet, by=by)
    done = hands.pupil(world.hamlet, "Lê Văn Xong", by=by)
    actions.close_pupil(done, state="returned", on=dt.date(2024, 9, 1), by=by)
    new = make_place("hamlet", "ấp", "Ấp 1 mới", world.commune)
    carriage = Carriage(uuid7(), dt.date(2025, 7, 1), {world.hamlet.pk: new.pk}, frozenset({new.pk}))
    kept = boundaries.carry(carriage)
    assert {one.full_name: one.hamlet for one in Pupil.objects.all()} == {
        "Lê Văn Nghỉ": new,
        "Lê Văn Xong": world.hamlet,
    }
    assert boundaries.undo_blockers(carriage, kept) == []
    hands.pupil(new, "Lê Văn Mới", by=world.actor(world.lan))
    assert "1 em trong danh sách" in boundaries.undo_blockers(carriage, kept)[0].text
    boundaries.undo(carriage, kept)
    pupil.refresh_from_db()
    assert pupil.hamlet == world.hamlet
