"""Two rows of the register that turned out to be one citizen are one in every total, whatever was scored where and merged in which order."""

import random
from collections import Counter

import pytest

from hoctap.core.refusals import Refused
from hoctap.people.models import Person
from hoctap.recognition import actions, handing, queries
from hoctap.recognition.carrying.queries import waiting_rows
from hoctap.recognition.models import DossierState, ElsewhereResult, RecognitionRound, Way
from hoctap.recognition.oneness import kept_of
from hoctap.recognition.own_answers.queries import may_have_links
from hoctap.recognition.queries.behind import dossiers_of_household
from hoctap.recognition.queries.reminders import reminders
from hoctap.recognition.result_exports.queries import Wanted, scored_here
from hoctap.recognition.results import actions as results
from hoctap.recognition.work import dossiers_that_stay, work_items
from tests.recognition.elsewhere import CitizensRound, row, told
from tests.recognition.test_citizens import add_person
from tests.recognition.test_counted_once import merge
from tests.world import World


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    """Lê Thị Vợ is written twice: three citizens in Ấp 1's lists where two live."""
    citizens = CitizensRound(world)
    citizens.double = add_person(citizens.household, "Lê Thị Vợ (hai)", 1972)  # type: ignore[attr-defined]
    actions.enrol_households(citizens.season, by=citizens.officer)
    return citizens


def totals(citizens: CitizensRound) -> dict[str, int]:
    """Every total that a person is shown of the hamlet."""
    season, hamlet, by = citizens.season, citizens.world.hamlet, citizens.officer
    page = queries.round_page(season, by=by)
    listed = queries.entry_page(season, hamlet)
    of_hamlet = next(one for one in page.hamlets if one.hamlet == hamlet)
    capacity = citizens.world.lan.active_capacities().get()
    return {
        "the round": of_hamlet.total,
        "the list": len(listed.open_rows) + len(listed.locked_rows),
        "not registered": listed.unregistered,
        "to carry over": waiting_rows(season, hamlet).count(),
        "own links": may_have_links(season, hamlet).count(),
        "score sheets": len(queries.sheets_of(season, hamlet)),
        "reminder": next(
            one.count for one in reminders(season, site="", by=by) if one.hamlet == hamlet and one.matter == "scoring"
        ),
        "work": int(
            next(
                word
                for item in work_items(by)
                if hamlet.full_name in item.title
                for word in item.title.split()
                if word.isdigit() and word != "1"
            )
        ),
        "handover": int(
            next(line for line in handing.being_entered(capacity) if hamlet.name in line.text)
            .text.split(": ")[1]
            .split()[0]
        ),
        "merger of hamlets": int(dossiers_that_stay([hamlet.pk], season.year)[0].split("đã có ")[1].split()[0]),
        "the household": len(dossiers_of_household(citizens.household, by)),
    }  # fmt: skip


def test_an_empty_double_counts_in_no_total(citizens: CitizensRound):
    assert set(totals(citizens).values()) == {3}
    merge(citizens.world, citizens.wife, citizens.double)  # type: ignore[attr-defined]
    assert citizens.season.dossiers.filter(hamlet=citizens.world.hamlet).count() == 3, "the empty one stays"
    after = totals(citizens)
    assert set(after.values()) == {2}, after


def test_the_submission_prints_the_citizens_there_are(citizens: CitizensRound):
    merge(citizens.world, citizens.wife, citizens.double)  # type: ignore[attr-defined]
    citizens.type_total(citizens.hers, "85")
    citizens.season.dossiers.filter(pk=citizens.hers.pk).update(state=DossierState.ACCEPTED)
    paper = actions.prepare_submission(citizens.season, by=citizens.officer).paper
    content = paper.versions.get().content
    assert [(line["households_total"], line["registered"]) for line in content["rows"]] == [(2, 1)]


@pytest.mark.parametrize("seed", range(5))
def test_one_citizen_counts_once_whatever_the_source_and_the_order_of_merging(world: World, seed: int):
    """Property: lists of results, points scored here, choices and merges in any order; at every moment each person has at most one
    dossier that walks and one total that counts, and the totals count every person once.
    """
    chance = random.Random(seed)
    citizens = CitizensRound(world)
    rows = [add_person(citizens.household, f"Lê Thị Năm {'ABCD'[number]}", 1980) for number in range(4)]
    actions.enrol_households(citizens.season, by=citizens.officer)
    season = citizens.season
    done: Counter[str] = Counter()

    def step() -> str:
        one, other = (Person.objects.get(pk=person.pk) for person in chance.sample(rows, 2))
        dossier = season.dossiers.select_related("round__edition", "hamlet").filter(person=one).first()
        kind = chance.choice(["merge", "here", "list", "result", "choose", "take back"])
        if kind == "merge":
            merge(world, one, other)
        elif kind == "here" and dossier:
            citizens.type_total(dossier, str(chance.randint(80, 90)))
        elif kind == "list":
            found = citizens.hand_in([row(one.full_name, 1980, total=chance.choice([85, 88]))])
            citizens.write(found)
        elif kind == "result" and dossier:
            results.record_result(dossier, told(str(chance.choice([85, 88]))), by=citizens.officer)
        elif kind == "choose" and (
            waiting := ElsewhereResult.objects.filter(standing="waits").select_related("dossier").first()
        ):
            take = chance.random() < 0.6
            results.choose_result(waiting, take=take, why="chọn", by=citizens.officer)
        elif kind == "take back" and (
            counting := ElsewhereResult.objects.filter(standing="counts").select_related("dossier").first()
        ):
            results.take_back_result(counting, why="nhầm", by=citizens.officer)
        else:
            return "nothing"
        return kind

    for _ in range(25):
        try:
            done[step()] += 1
        except Refused:
            done["refused"] += 1
        people = Person.objects.filter(merged_into__isnull=True, dossiers__round=season)
        root = kept_of(people.values_list("pk", flat=True))
        totals_of = Counter(
            root[pk]
            for pk in season.dossiers.filter(hamlet_total__isnull=False).values_list("person_id", flat=True)
        )
        assert not [pk for pk, count in totals_of.items() if count > 1]
        for dossier in season.dossiers.filter(way=Way.ELSEWHERE):
            assert dossier.elsewhere_results.filter(standing="counts").count() == 1
        assert (
            ElsewhereResult.objects.filter(standing="counts").exclude(dossier__way=Way.ELSEWHERE).count() == 0
        )
        shown = queries.round_page(season, by=citizens.officer).totals
        assert shown is not None
        assert shown.total == len(set(root.values()))
        here = scored_here(season, Wanted(state="all")).count()
        assert here + season.dossiers.filter(way=Way.ELSEWHERE).count() == len(totals_of)
    assert done["merge"]
    assert done["list"] + done["result"]


def test_a_walking_double_of_a_decided_one_takes_no_result(citizens: CitizensRound):
    citizens.type_total(citizens.dossier(citizens.double), "85")  # type: ignore[attr-defined]
    double = citizens.dossier(citizens.double)  # type: ignore[attr-defined]
    type(double).objects.filter(pk=double.pk).update(
        state=DossierState.RECOGNISED, decided_on=double.registered_on, frozen_score={"total": "85"}
    )
    Person.objects.filter(pk=citizens.double.pk).update(merged_into=citizens.wife)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="dưới một dòng khác của sổ"):
        citizens.record(citizens.hers)
    found = citizens.hand_in([row("Lê Thị Vợ")])
    assert found.rows.get().outcome == "closed"
    assert RecognitionRound.objects.filter(pk=citizens.season.pk).exists()
