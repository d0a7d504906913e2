"""Kept counters against an independent count in Python: random histories, two writers at once."""

import datetime as dt
import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.core.refusals import Refused
from hoctap.measures import recount
from hoctap.measures.models import CommuneCount, Summary
from hoctap.measures.tasks import check_counters
from hoctap.people.models import Household, Person, Residence
from hoctap.places.boundaries import actions as boundaries
from hoctap.places.models import Place
from hoctap.recognition.models import Dossier, RecognitionRound
from tests.boundaries import merge
from tests.figures import fill_hamlet, make_dossier, make_round
from tests.world import World, make_household, make_place, make_world


def counted_in_python() -> Counter[tuple[str, UUID, int]]:
    count: Counter[tuple[str, UUID, int]] = Counter()

    def add(counter: str, hamlet: Place, year: int, value: int = 1) -> None:
        count[counter, hamlet.pk, year] += value
        count[counter, hamlet.parent_id, year] += value  # type: ignore[index]

    for residence in Residence.objects.select_related("hamlet"):
        add("household.listed", residence.hamlet, residence.from_year)
        if residence.to_year is not None:
            add("household.listed", residence.hamlet, residence.to_year, -1)
    for dossier in Dossier.objects.select_related("hamlet"):
        if dossier.registered_on:
            add("learning_family.registered", dossier.hamlet, dossier.year)
        if dossier.state == "recognised":
            add("learning_family.recognised", dossier.hamlet, dossier.year)
            if dossier.is_late:
                add("learning_family.recognised_late", dossier.hamlet, dossier.year)
    return Counter({key: value for key, value in count.items() if value})


def kept() -> dict[tuple[str, UUID, int], int]:
    """Also once more for the communes."""
    rows = Summary.objects.exclude(value=0).select_related("place")
    beside = {
        (row.counter, row.place_id, row.year): row.value for row in CommuneCount.objects.exclude(value=0)
    }
    assert beside == {
        (row.counter, row.place_id, row.year): row.value for row in rows if row.place.level == "commune"
    }
    return {(row.counter, row.place_id, row.year): row.value for row in rows}


class History:
    """Random changes of the register and the dossiers, by rows and in bulk, in any order."""

    def __init__(self, world: World):
        self.hamlets = [world.hamlet, world.hamlet_2, world.other_hamlet]
        self.rounds = {
            (place.pk, year): make_round(place, world.edition, year)
            for place in (world.commune, world.other_commune)
            for year in (2024, 2025)
        }

    def play(self, moves: list[tuple[int, int, int]]) -> None:
        for what, which, how in moves:
            self._MOVES[what % len(self._MOVES)](self, which, how)

    def _household(self, which: int) -> Household | None:
        households = list(Household.objects.order_by("id"))
        return households[which % len(households)] if households else None

    def _dossier(self, which: int) -> Dossier | None:
        dossiers = list(Dossier.objects.exclude(state="revoked").order_by("id"))
        return dossiers[which % len(dossiers)] if dossiers else None

    def _arrive(self, which: int, how: int) -> None:
        make_household(self.hamlets[which % 3], f"Nguyễn Văn {which}", listed_year=2022 + how % 4)

    def _leave(self, which: int, how: int) -> None:
        if household := self._household(which):
            residence = household.residences.get()
            residence.to_year = None if how % 3 == 0 else residence.from_year + how % 3
            residence.save()

    def _move(self, which: int, how: int) -> None:
        if household := self._household(which):
            household.hamlet = self.hamlets[how % 3]
            household.save()
            household.residences.update(hamlet=household.hamlet)

    def _all_move(self, which: int, how: int) -> None:
        for rows in (Household.objects.all(), Residence.objects.all()):
            rows.filter(hamlet=self.hamlets[which % 3]).update(hamlet=self.hamlets[how % 3])

    def _list(self, which: int, how: int) -> None:
        household = self._household(which)
        if household is None:
            return
        season: RecognitionRound = self.rounds[household.hamlet.parent_id, 2024 + how % 2]  # type: ignore[index]
        if not Dossier.objects.filter(round=season, household=household).exists():
            state = ("listed", "registered", "recognised")[how % 3]
            make_dossier(season, household, state, late=how % 5 == 0 and state == "recognised")

    def _register_all(self, which: int, how: int) -> None:
        of_hamlet = Dossier.objects.filter(hamlet=self.hamlets[which % 3])
        of_hamlet.filter(state="listed").update(state="registered", registered_on=dt.date(2024, 3, 1))

    def _withdraw(self, which: int, how: int) -> None:
        of_hamlet = Dossier.objects.filter(hamlet=self.hamlets[which % 3])
        of_hamlet.filter(state="registered").update(state="listed", registered_on=None)

    def _recognise_all(self, which: int, how: int) -> None:
        Dossier.objects.filter(hamlet=self.hamlets[which % 3], state="registered").update(
            state="recognised",
            hamlet_total=90,
            decided_on=dt.date(2024, 11, 20),
            frozen_score={"total": "90"},
            is_late=how % 2 == 0,
        )

    def _revoke(self, which: int, how: int) -> None:
        if (dossier := self._dossier(which)) and dossier.state == "recognised":
            dossier.state = "revoked"
            dossier.save()

    def _strike(self, which: int, how: int) -> None:
        if (dossier := self._dossier(which)) and dossier.state != "recognised":
            household = dossier.household
            dossier.delete()
            if not household.dossiers.exists():
                household.delete()

    _MOVES: tuple[Callable[["History", int, int], None], ...] = (
        _arrive, _arrive, _list, _list, _leave, _move, _all_move,
        _register_all, _withdraw, _recognise_all, _revoke, _strike,
    )  # fmt: skip


def _histories(longest: int) -> "st.SearchStrategy[list[tuple[int, int, int]]]":
    number = st.integers(0, 60)
    return st.lists(st.tuples(number, number, number), min_size=3, max_size=longest)


def _counters_stay_right(moves: list[tuple[int, int, int]]) -> None:
    with transaction.atomic():
        History(make_world()).play(moves)
        assert kept() == dict(counted_in_python())
        assert recount.recount() == []
        transaction.set_rollback(True)


@given(moves=_histories(25))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_counters_equal_an_independent_count_after_any_history(db: None, moves: list[tuple[int, int, int]]):
    _counters_stay_right(moves)


@pytest.mark.soak
@given(moves=_histories(120))
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_counters_equal_an_independent_count_after_long_histories(
    db: None, moves: list[tuple[int, int, int]]
):
    _counters_stay_right(moves)


def _race(rounds: int, world: World) -> None:
    """Two writers, real commits, hamlets in opposite orders: nothing lost, nobody thrown out."""
    failures: list[BaseException] = []
    hamlets = [world.hamlet, world.hamlet_2, world.other_hamlet]

    def write(order: int) -> None:
        try:
            chance = random.Random(order)
            for turn in range(rounds):
                of_both = hamlets if order else hamlets[::-1]
                Residence.objects.bulk_create([_bare(hamlet, f"Hộ {order}.{turn}") for hamlet in of_both])
                ids = list(
                    Residence.objects.order_by("?").values_list("pk", flat=True)[: chance.randint(0, 3)]
                )
                with transaction.atomic():
                    locked = Residence.objects.filter(pk__in=ids).order_by("pk").select_for_update()
                    wanted = [residence.pk for residence in locked]
                    Residence.objects.filter(pk__in=wanted).update(hamlet=chance.choice(hamlets))
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(order,)) for order in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert failures == []
    assert Household.objects.count() == rounds * 6
    assert kept() == dict(counted_in_python())


def _bare(hamlet: Place, name: str) -> Residence:
    """Not saved yet; its household is."""
    household = Household(hamlet=hamlet, head=Person.objects.create(full_name=name), listed_year=2024)
    household.set_keys(name)
    household.save()
    return Residence(household=household, hamlet=hamlet, from_year=2024, sort_key=household.sort_key)


def test_two_writers_at_once_lose_no_count_and_do_not_deadlock(transactional_db: None):
    _race(12, make_world())


@pytest.mark.soak
def test_two_writers_for_long_lose_no_count_and_do_not_deadlock(transactional_db: None):
    _race(400, make_world())


def test_two_transactions_that_go_through_the_hamlets_in_opposite_orders_queue_at_the_commune(
    transactional_db: None,
):
    """Statement by statement; the commune's id sorts after its hamlets', as ids of the catalogue may."""
    province = make_place("province", "tỉnh", "Thử")
    last_id = UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")
    commune = Place(pk=last_id, level="commune", kind="xã", name="Thử", parent=province)
    commune.save()
    hamlets = [make_place("hamlet", "ấp", f"Ấp {number}", commune) for number in (1, 2)]
    failures: list[BaseException] = []
    together = threading.Barrier(2, timeout=30)

    def write(order: list[Place], name: str) -> None:
        try:
            for turn in range(15):
                together.wait()
                with transaction.atomic():
                    for hamlet in order:
                        _bare(hamlet, f"{name} {turn}").save()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write, args=(hamlets, "Xuôi")),
        threading.Thread(target=write, args=(hamlets[::-1], "Ngược")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert failures == []
    assert Household.objects.count() == 60
    assert kept() == dict(counted_in_python())


def test_a_wrong_counter_is_found_named_and_repaired(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 3, 2, 1)
    assert recount.recount() == []
    Summary.objects.filter(counter="learning_family.recognised", place=world.commune).update(value=7)
    Summary.objects.filter(counter="household.listed", place=world.hamlet).delete()
    Summary.objects.create(counter="no.longer.counted", place=world.hamlet_2, year=2024, value=2)
    found = {(each.counter, each.place, each.kept, each.counted) for each in recount.recount()}
    assert found == {
        ("learning_family.recognised", "xã Tân Kiều", 7, 1),
        ("household.listed", "Ấp 1", 0, 3),
        ("no.longer.counted", "Ấp 2", 2, 0),
    }
    assert len(recount.repair(by=system_job("kiểm thử"))) == 3
    assert recount.recount() == []
    assert kept() == dict(counted_in_python())
    assert Event.objects.filter(what="measures.recount.repaired").count() == 3


def test_what_is_kept_beside_for_communes_is_checked_and_repaired_too(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 3, 2, 1)
    CommuneCount.objects.filter(counter="learning_family.recognised").update(value=7)
    CommuneCount.objects.filter(counter="household.listed").delete()
    found = {(each.counter, each.place, each.kept, each.counted) for each in recount.recount()}
    assert found == {
        ("learning_family.recognised", "xã Tân Kiều", 7, 1),
        ("household.listed", "xã Tân Kiều", 0, 3),
    }
    recount.repair(by=system_job("kiểm thử"))
    assert recount.recount() == []
    assert kept() == dict(counted_in_python())


def test_a_commune_counter_that_goes_takes_its_copy_along(world: World):
    make_household(world.hamlet, "Nguyễn Văn Một")
    assert CommuneCount.objects.get().place == world.commune
    Summary.objects.filter(place=world.commune).delete()
    assert not CommuneCount.objects.exists()


def of_commune(commune: Place, counter: str = "household.listed") -> dict[int, int]:
    rows = CommuneCount.objects.filter(place=commune, counter=counter).exclude(value=0)
    return dict(rows.values_list("year", "value"))


def test_a_commune_that_ends_keeps_its_years_in_the_copy_and_hands_on_the_rest(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 3, 2, 1)
    make_household(world.other_hamlet, "Lê Văn Năm")
    before = kept()
    change = boundaries.apply_change(merge(world), by=system_job("kiểm thử"))
    new = Place.objects.get(code="30043", valid_to=None)
    year = change.on.year
    assert of_commune(world.commune) == {2024: 3, year: -3}
    assert of_commune(world.other_commune) == {2024: 1, year: -1}
    assert of_commune(new) == {year: 4}
    assert of_commune(world.commune, "learning_family.recognised") == {2024: 1}
    assert kept() == dict(counted_in_python())
    assert recount.recount() == []
    boundaries.undo_change(change, by=system_job("kiểm thử"))
    assert of_commune(new) == {}
    assert kept() == before == dict(counted_in_python())


def at_once(*writers: Callable[[], None]) -> None:
    """Each in a connection of its own, from the same moment on."""
    failures: list[BaseException] = []
    together = threading.Barrier(len(writers), timeout=30)

    def write(work: Callable[[], None]) -> None:
        try:
            together.wait()
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(work,)) for work in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert failures == []


def test_the_first_two_households_of_a_commune_come_at_once(transactional_db: None):
    """Neither finds the row of the copy: it is made once."""
    world = make_world()
    at_once(
        lambda: _bare(world.hamlet, "Một").save(),
        lambda: _bare(world.hamlet_2, "Hai").save(),
        lambda: _bare(world.other_hamlet, "Ba").save(),
    )
    assert of_commune(world.commune) == {2024: 2}
    assert of_commune(world.other_commune) == {2024: 1}
    assert kept() == dict(counted_in_python())


def test_a_household_comes_while_its_commune_ends(transactional_db: None):
    """Whichever is first, the copy says what the records say; totals that changed meanwhile stop the change as a whole."""
    world = make_world()
    for number in range(6):
        make_household(world.hamlet, f"Nguyễn Văn {number}")
    change = merge(world)

    def comes() -> None:
        for number in range(5):
            with transaction.atomic():
                _bare(world.hamlet_2, f"Trần Văn {number}").save()

    def ends() -> None:
        with suppress(Refused):
            boundaries.apply_change(change, by=system_job("kiểm thử"))

    at_once(ends, comes)
    assert kept() == dict(counted_in_python())
    assert recount.recount() == []
    assert (
        sum(of_commune(world.commune).values())
        == Residence.objects.filter(hamlet__parent=world.commune, to_year=None).count()
    )


def test_the_nightly_check_writes_down_what_differs_and_repairs_nothing(
    world: World, caplog: pytest.LogCaptureFixture
):
    make_household(world.hamlet, "Nguyễn Văn Một")
    check_counters(timestamp=0)
    assert not Event.objects.exists()
    Summary.objects.filter(place=world.hamlet).update(value=5)
    check_counters(timestamp=0)
    event = Event.objects.get(what="measures.recount.differs")
    assert event.subject_id == str(world.hamlet.pk)
    assert "đang giữ 5, đếm lại 1" in caplog.text
    assert recount.recount()
