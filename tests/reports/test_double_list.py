"""Nobody is counted twice: who would be, is listed with both papers."""

import datetime as dt
import random
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.people.models import Clan, ClanShare, Household, HouseholdMember, Person, Residence, WorkUnit
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.reports.doubles import doubles, years_to_prove
from tests.figures import add_member, make_citizen, make_citizen_round, make_dossier, make_file, make_round
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_household


def words(year: int = 2024) -> list[tuple[str, str]]:
    return [(one.who, one.why) for one in doubles(year)]


@pytest.fixture
def moved(world: World) -> Household:
    """A family recognised in Tân Kiều that moved to Hưng Thạnh and is recognised there too."""
    family = make_household(world.hamlet, "Lê Văn Dời")
    make_dossier(make_round(world.commune, world.edition), family, "recognised")
    family.hamlet = world.other_hamlet
    family.save()
    make_dossier(make_round(world.other_commune, world.edition), family, "recognised")
    make_household(world.hamlet, "Lê Văn Một")
    return family


def test_a_family_recognised_in_two_communes_is_listed_with_both(world: World, moved: Household):
    assert words() == [("Lê Văn Dời", "công nhận ở hai đợt")]
    assert words(2023) == []
    both = sorted(
        (doubles(2024)[0].first.words, doubles(2024)[0].second.words), key=lambda it: "Hưng Thạnh" in it
    )
    assert ["xã Tân Kiều" in both[0], "xã Hưng Thạnh" in both[1]] == [True, True]
    for place in (world.province, world.district, world.commune, world.other_commune):
        assert len(doubles(2024, place)) == 1
    assert doubles(2024, world.hamlet_2) == []
    Dossier.objects.filter(household=moved, hamlet=world.hamlet).update(state="revoked")
    assert words() == []


def test_rows_that_turned_out_to_be_one_are_one(world: World):
    season, away = (make_citizen_round(one, world.edition) for one in (world.commune, world.other_commune))
    here, there = make_household(world.hamlet, "Lê A"), make_household(world.other_hamlet, "Lê B")
    kept, double = add_member(here, "Lê Thị Một"), add_member(there, "Lê Thị Mốt")
    make_citizen(season, here, kept)
    make_citizen(away, there, double)
    assert words() == []
    double.merged_into = kept
    double.save()
    # Two rows written in one millisecond have no order.
    [(who, why)] = words()
    assert who in ("Lê Thị Một", "Lê Thị Mốt")
    assert why == "hai dòng của sổ là một, cả hai đã được công nhận"
    families = make_round(world.commune, world.edition)
    other = make_household(world.hamlet_2, "Lê C")
    for one in (here, other):
        make_dossier(families, one, "recognised")
    assert len(words()) == 1
    other.joined_into, other.left_year, other.left_kind = here, 2024, "joined"
    other.save()
    assert len(words()) == 2


def test_a_citizen_in_households_of_two_communes_is_told(world: World):
    here, there = make_household(world.hamlet, "Lê A"), make_household(world.other_hamlet, "Lê B")
    person = add_member(here, "Lê Thị Hai Nơi")
    make_citizen(make_citizen_round(world.commune, world.edition), here, person)
    person.memberships.update(left_year=2025)
    HouseholdMember.objects.create(household=there, person=person, joined_year=2024)
    assert words() == [("Lê Thị Hai Nơi", "cuối năm còn trong sổ hộ của hai xã")]
    person.memberships.filter(household=here).update(left_year=2024)
    assert words() == []


def test_a_unit_by_two_roads_and_a_clan_written_twice(world: World):
    unit = WorkUnit.objects.create(place=world.commune, name="Trường A", kind="school", from_year=2020)
    until = dt.date(2026, 11, 12)
    make_file("learning_unit_district", world.commune, world.edition, 2023, unit=unit, valid_until=until)
    make_file("learning_unit", world.commune, world.edition, 2024, unit=unit)
    # Recognised again at a higher level: the later one takes the place of the earlier.
    for year in (2023, 2024):
        make_file("learning_community_commune", world.commune, world.edition, year, valid_until=until)
    clans = [
        Clan.objects.create(place=place, name="Nguyễn Văn", from_year=2020)
        for place in (world.commune, world.other_commune)
    ]
    for clan in clans:
        make_file("learning_clan", clan.place, world.edition, clan=clan)
    assert words() == [("Trường A", "một đơn vị theo hai đường")]
    assert words(2023) == words(2025) == []
    for clan in clans:
        ClanShare.objects.create(
            clan=clan, hamlet=world.hamlet, households=2, persons=7, as_of=dt.date(2024, 6, 1), source="x"
        )
    assert len(words()) == 2


def _recount(year: int) -> Counter[str]:
    """Beyond the first: by walking up every row."""
    seen: Counter[tuple[str, object]] = Counter()
    for one in Dossier.objects.filter(state="recognised", year=year).select_related("person", "household"):
        subject: Person | Household = one.person or one.household
        while (up := subject.merged_into if isinstance(subject, Person) else subject.joined_into) is not None:
            subject = up
        seen[one.title, subject.pk] += 1
    found: Counter[str] = Counter()
    for (title, _), count in seen.items():
        found[title] += count - 1
    return +found


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happened_the_proof_finds_what_an_independent_recount_finds(world: World, seed: int):
    dice = random.Random(seed)
    rounds: list[RecognitionRound] = [
        make(commune, world.edition)
        for make in (make_round, make_citizen_round)
        for commune in (world.commune, world.other_commune)
    ]
    homes = [
        make_household(dice.choice([world.hamlet, world.hamlet_2, world.other_hamlet]), f"Lê {n}")
        for n in range(6)
    ]
    people = [home.head for home in homes]
    for season in rounds[:2]:
        for home in dice.sample(homes, 3):
            make_dossier(season, home, dice.choice(["recognised", "recognised", "registered", "revoked"]))
    for season in rounds[2:]:
        for at in dice.sample(range(6), 3):
            make_citizen(season, homes[at], people[at])
    for at in range(1, 6):
        if dice.random() < 0.4:
            people[at].merged_into = people[dice.randrange(at)]
            people[at].save()
        if dice.random() < 0.3:
            homes[at].joined_into, homes[at].left_year = homes[dice.randrange(at)], 2024
            homes[at].save()
    Residence.objects.all().delete()
    assert Counter(one.title for one in doubles(2024)) == _recount(2024)


def test_the_page_and_the_doctor_say_it(world: World, moved: Household, capsys: pytest.CaptureFixture[str]):
    here = f"{reverse('double_list')}?place={world.district.pk}&year=2024"
    bich = sign_in(world.bich)
    body = shown(bich.get(here))
    assert "1 trường hợp phải xem lại năm 2024" in body
    assert "Lê Văn Dời" in body
    assert "xã Hưng Thạnh" in body
    assert "không ai giữ một danh hiệu hai lần" in shown(bich.get(here.replace("2024", "2023")))
    assert reverse("double_list") in shown(
        bich.get(reverse("result_table"), {"place": str(world.district.pk), "year": "2024"})
    )
    with pytest.raises((CommandError, SystemExit)):
        call_command("doctor")
    assert "1 trường hợp giữ một danh hiệu hai lần (năm 2024)" in capsys.readouterr().out


def test_another_commune_sees_only_its_own(world: World, moved: Household):
    oanh = sign_in(world.oanh)
    assert oanh.get(f"{reverse('double_list')}?place={world.commune.pk}&year=2024").status_code == 404
    assert "Lê Văn Dời" in shown(
        oanh.get(f"{reverse('double_list')}?place={world.other_commune.pk}&year=2024")
    )
    assert "Lê Văn Dời" not in shown(
        sign_in(world.hung).get(f"{reverse('double_list')}?place={world.hamlet_2.pk}&year=2024")
    )


def test_it_takes_the_same_queries_for_one_and_for_nine(world: World, moved: Household):
    bich = sign_in(world.bich)
    here = f"{reverse('double_list')}?place={world.district.pk}&year=2024"
    before = queries_of(bich, here)
    seasons = RecognitionRound.objects.order_by("id")
    for number in range(8):
        family = make_household(world.hamlet, f"Lê {number}")
        for season in seasons:
            make_dossier(season, family, "recognised")
    assert queries_of(bich, here) == before <= 24
    with CaptureQueriesContext(connection) as queries:
        assert years_to_prove() == [2024]
    assert len(queries) == 2
