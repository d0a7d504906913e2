"""Two rows of the register turn out to be one citizen: he counts once in each round, whatever the order of things."""

import datetime as dt
import random
from collections import Counter

import pytest

from hoctap.core.refusals import Refused
from hoctap.people import actions as people
from hoctap.people.models import DuplicateCandidate, Person, PersonMerge
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from hoctap.recognition.oneness import kept_of
from tests.recognition.hands import shown, sign_in
from tests.recognition.test_citizens import add_person, open_round
from tests.world import World, make_household


def doubles(world: World, count: int = 2, *, first_born: int = 1980) -> list[Person]:
    """Rows of one household, one citizen written down again and again."""
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    return [
        add_person(household, f"Lê Thị Hai {number}", 1980 if number else first_born)
        for number in range(count)
    ]


def merge(world: World, kept: Person, dropped: Person) -> PersonMerge:
    a, b = sorted((kept, dropped), key=lambda one: one.pk)
    candidate, _ = DuplicateCandidate.objects.get_or_create(
        person_a=a,
        person_b=b,
        defaults={"place": world.hamlet, "likeness": 1, "found_on": dt.date(2024, 9, 1)},
    )
    return people.merge_persons(candidate, kept, by=world.actor(world.lan))


def register(world: World, dossier: Dossier, registered: bool = True, total: str = "85") -> None:
    dossier.refresh_from_db()
    row = TypedRow(
        dossier.pk, dossier.version, registered, total if registered else "", total if registered else "",
        none_too_low=True,
    )  # fmt: skip
    actions.save_list(dossier.round, world.hamlet, [row], by=world.actor(world.lan))
    dossier.refresh_from_db()


def decide(dossier: Dossier) -> None:
    """As a signed decision leaves it."""
    Dossier.objects.filter(pk=dossier.pk).update(
        state=DossierState.RECOGNISED, decided_on=dt.date(2024, 11, 1), frozen_score={"total": "85"}
    )
    dossier.refresh_from_db()


def of(season: RecognitionRound, person: Person) -> Dossier:
    return season.dossiers.get(person=person)


def test_an_open_dossier_moves_to_the_one_kept_and_back_when_the_merge_is_taken_back(world: World):
    first, second = doubles(world, first_born=2015)  # too young by that row
    season = open_round(world)
    assert not season.dossiers.filter(person=first).exists()
    dossier = of(season, second)
    register(world, dossier)
    done = merge(world, first, second)
    dossier.refresh_from_db()
    assert (dossier.person, dossier.hamlet_total) == (first, 85)
    register(world, dossier, total="90")
    people.undo_merge(done, by=world.actor(world.lan))
    dossier.refresh_from_db()
    assert (dossier.person, dossier.hamlet_total) == (second, 90)


def test_a_merge_is_final_once_the_moved_dossier_was_decided(world: World):
    first, second = doubles(world, first_born=2015)  # too young by that row
    dossier = of(open_round(world), second)
    register(world, dossier)
    done = merge(world, first, second)
    decide(dossier)
    with pytest.raises(Refused, match="hồ sơ công nhận đã thay đổi"):
        people.undo_merge(done, by=world.actor(world.lan))


def test_an_empty_dossier_is_left_behind_and_neither_shown_nor_written(world: World):
    first, second = doubles(world)
    season = open_round(world)
    register(world, of(season, first))
    merge(world, first, second)
    left = of(season, second)
    address = f"/recognition/rounds/{season.pk}/list/{world.hamlet.pk}/"
    page = shown(sign_in(world.lan).get(address))
    assert "Lê Thị Hai 0" in page
    assert "Lê Thị Hai 1" not in page
    actions.register_all(season, world.hamlet, by=world.actor(world.lan))
    left.refresh_from_db()
    assert left.state == DossierState.LISTED
    with pytest.raises(Refused, match="đã gộp với một người khác"):
        register(world, left)


def test_two_registered_dossiers_are_asked_about_and_both_are_named(world: World):
    first, second = doubles(world)
    season = open_round(world)
    register(world, of(season, first))
    register(world, of(season, second))
    with pytest.raises(Refused, match=r"Lê Thị Hai 0 và Lê Thị Hai 1 .*bỏ đăng ký một hồ sơ"):
        merge(world, first, second)
    second.refresh_from_db()
    assert second.merged_into_id is None
    register(world, of(season, second), registered=False)
    merge(world, first, second)


def test_the_one_with_the_walking_dossier_is_the_one_to_keep(world: World):
    first, second = doubles(world)
    season = open_round(world)
    register(world, of(season, second))
    with pytest.raises(Refused, match="Hãy giữ Lê Thị Hai 1"):
        merge(world, first, second)


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        ("first", "bỏ đăng ký của Lê Thị Hai 1"),
        ("second", "rồi giữ Lê Thị Hai 1"),
        ("both", "thu hồi một bên"),
    ],
)
def test_what_was_decided_stays_and_the_other_gives_way(world: World, decided: str, words: str):
    first, second = doubles(world)
    season = open_round(world)
    for name, person in (("first", first), ("second", second)):
        register(world, of(season, person))
        if decided in (name, "both"):
            decide(of(season, person))
    with pytest.raises(Refused, match=words):
        merge(world, first, second)


def test_who_was_decided_under_the_other_row_is_not_registered_again(world: World):
    first, second = doubles(world)
    season = open_round(world)
    register(world, of(season, second))
    decide(of(season, second))
    actions.close_round(season, by=world.actor(world.lan))
    merge(world, first, second)
    assert of(season, second).state == DossierState.RECOGNISED, "it stays where it was decided"
    actions.reopen_round(season, why="sót", by=world.actor(world.lan))
    with pytest.raises(Refused, match="không ghi lần thứ hai"):
        register(world, of(season, first))


@pytest.mark.parametrize("seed", range(6))
def test_one_citizen_walks_once_whatever_is_merged_registered_and_decided_in_which_order(
    world: World, seed: int
):
    """Property: after any sequence of allowed steps no round has two walking dossiers of one person."""
    chance = random.Random(seed)
    rows = doubles(world, 4)
    season = open_round(world)

    def step() -> str:
        kind = chance.choice(["register", "register", "unregister", "decide", "merge"])
        one, other = chance.sample(rows, 2)
        if kind == "merge":
            merge(world, Person.objects.get(pk=one.pk), Person.objects.get(pk=other.pk))
            return "merged"
        dossier = season.dossiers.filter(person=one).first()
        if dossier is None or dossier.is_decided:
            return "nothing"
        if kind == "decide":
            if dossier.state == DossierState.SCORED:
                decide(dossier)
            return "decided"
        register(world, dossier, kind == "register")
        return "registered"

    done: Counter[str] = Counter()
    for _ in range(30):
        try:
            done[step()] += 1
        except Refused:
            done["refused"] += 1
        kept = Person.objects.filter(merged_into__isnull=True).values_list("pk", flat=True)
        root = kept_of(kept)
        walking = season.dossiers.exclude(state__in=["listed", "revoked"]).values_list("person_id", flat=True)
        twice = {pk: count for pk, count in Counter(root[pk] for pk in walking).items() if count > 1}
        assert not twice
    assert done["merged"]
    assert done["registered"]
