"""A round of Công dân học tập: who has a dossier, who passes, how it goes to the decision."""

import datetime as dt
from typing import Any

import pytest

from hoctap.core.actor import system_job
from hoctap.core.refusals import Refused
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.papers import actions as papers
from hoctap.people.models import HouseholdMember, Person
from hoctap.recognition import actions
from hoctap.recognition.actions import MeetingForm, TypedRow, TypedVerdict, TypedVote
from hoctap.recognition.links import review_of
from hoctap.recognition.models import CitizenWay, Dossier, DossierState, RecognitionRound
from tests.recognition.hands import sign_in
from tests.world import World, make_household


def edition() -> CriteriaEdition:
    load_shipped_editions(by=system_job("kiểm thử"))
    return CriteriaEdition.objects.get(title=Title.LEARNING_CITIZEN)


def open_round(world: World, **other: Any) -> RecognitionRound:
    usual: dict[str, Any] = {
        "year": 2024,
        "title": Title.LEARNING_CITIZEN,
        "before_on": dt.date(2024, 11, 15),
    }
    usual |= other
    return actions.open_round(world.commune, edition=edition(), by=world.actor(world.lan), **usual)


def add_person(household: Any, name: str, birth_year: int | None, **more: Any) -> Person:
    person = Person.objects.create(full_name=name, birth_year=birth_year)
    HouseholdMember.objects.create(household=household, person=person, joined_year=2020, **more)
    return person


@pytest.mark.requirement("S0-41")
def test_every_adult_of_the_register_has_a_dossier_and_nobody_is_left_out_for_a_missing_year(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    add_person(household, "Lê Thị Đủ", 2006)
    add_person(household, "Lê Thị Thiếu", 2007)
    add_person(household, "Lê Chưa Rõ", None)
    add_person(household, "Lê Đã Đi", 1990, left_year=2023)
    add_person(household, "Lê Đi Sau", 1990, left_year=2025)
    season = open_round(world)
    names = set(season.dossiers.values_list("person__full_name", flat=True))
    assert names == {"Lê Văn Chủ", "Lê Thị Đủ", "Lê Chưa Rõ", "Lê Đi Sau"}
    assert {dossier.hamlet_id for dossier in season.dossiers.all()} == {world.hamlet.pk}
    younger = add_person(household, "Lê Mới Ghi", 2000)
    assert actions.enrol_households(season, by=world.actor(world.lan)) == 1
    assert actions.enrol_households(season, by=world.actor(world.lan)) == 0
    assert season.dossiers.filter(person=younger).count() == 1


def test_the_age_is_a_setting_and_the_past_year_counts_as_it_was(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    add_person(household, "Lê Học Sinh", 2010)
    assert open_round(world, age_from=14).dossiers.count() == 2
    assert (
        open_round(world, year=2023, age_from=14).dossiers.count() == 0
    )  # the household is listed from 2024 on


@pytest.mark.parametrize(("age", "words"), [(5, "từ 6 đến 100"), (101, "từ 6 đến 100")])
def test_an_age_that_cannot_be_is_refused(world: World, age: int, words: str):
    with pytest.raises(Refused, match=words):
        open_round(world, age_from=age)
    assert not RecognitionRound.objects.exists()


def test_an_age_is_not_set_for_families(world: World):
    for other in ({"age_from": 18}, {"citizen_way": CitizenWay.RESULTS_ONLY}):
        with pytest.raises(
            Refused, match=r"chỉ đặt cho đợt công nhận công dân|Chỉ Công dân học tập nhận kết quả"
        ):
            actions.open_round(
                world.commune, year=2024, title=Title.LEARNING_FAMILY, edition=world.edition, before_on=None,
                by=world.actor(world.lan), **other,
            )  # fmt: skip


def test_two_members_of_one_household_have_a_dossier_each_beside_that_of_the_family(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    add_person(household, "Lê Thị Vợ", 1972)
    family = actions.open_round(
        world.commune, year=2024, title=Title.LEARNING_FAMILY, edition=world.edition, before_on=None,
        by=world.actor(world.lan),
    )  # fmt: skip
    citizens = open_round(world)
    assert (family.dossiers.count(), citizens.dossiers.count()) == (1, 2)


@pytest.mark.requirement("S0-41", "S3-25")
def test_a_citizen_goes_from_the_list_to_the_decision_by_name(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    wife = add_person(household, "Lê Thị Vợ", 1972)
    season = open_round(world)
    his, hers = season.dossiers.get(person=household.head), season.dossiers.get(person=wife)
    by = world.actor(world.lan)
    rows = [
        TypedRow(hers.pk, 1, True, "85", "85", none_too_low=True),
        TypedRow(his.pk, 1, True, "90", "90"),  # the sheet does not say that no indicator is below 5
    ]
    actions.save_list(season, world.hamlet, rows, by=by)
    votes = [TypedVote(season, votes_for=20)]
    form = MeetingForm(dt.date(2024, 10, 1), "Nhà văn hóa", "Ông A", "Bà B", votes, 20)
    meeting = actions.record_meeting(world.hamlet, form, by=by)
    agreed = meeting.votes.get().lines.filter(outcome="agreed")
    assert [line.dossier for line in agreed] == [hers]
    actions.nominate(meeting, by=by)
    hers.refresh_from_db()
    verdict = TypedVerdict(hers.pk, hers.version, accept=True)
    actions.review_hamlet(season, world.hamlet, [verdict], by=by)
    submission = actions.prepare_submission(season, by=by)
    assert "1 công dân" in str(submission.paper.versions.first().content)  # type: ignore[union-attr]
    hers.refresh_from_db()
    assert (hers.state, hers.subject_name) == (DossierState.PROPOSED, "Lê Thị Vợ")


def test_the_commune_does_not_accept_a_citizen_whose_sheet_is_silent_or_too_low(world: World):
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    season = open_round(world)
    dossier = season.dossiers.get(person=household.head)
    dossier.registered_on, dossier.hamlet_total, dossier.state = (
        dt.date(2024, 9, 1),
        90,
        DossierState.NOMINATED,
    )
    dossier.save()
    with pytest.raises(Refused, match="có mục dưới 5 điểm"):
        actions.review_hamlet(
            season, world.hamlet, [TypedVerdict(dossier.pk, 1, accept=True)], by=world.actor(world.lan)
        )
    assert Dossier.objects.get().state == DossierState.NOMINATED


def test_the_round_and_its_dossiers_speak_of_citizens(world: World):
    make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    season = open_round(world)
    page = sign_in(world.lan).get(f"/recognition/rounds/{season.pk}/").content.decode()
    assert "Công dân" in page
    assert "0 / 1 công dân đã chấm" in page
    assert "không chỉ số nào dưới 5 điểm" in page
    dossier = season.dossiers.get()
    assert "Lê Văn Chủ" in sign_in(world.lan).get(f"/recognition/dossiers/{dossier.pk}/").content.decode()
    assert sign_in(world.oanh).get(f"/recognition/dossiers/{dossier.pk}/").status_code == 404


def test_lists_and_papers_of_citizens_are_headed_by_their_own_name(world: World):
    """The decision's annex tells namesakes apart by year of birth and household; no list speaks of heads of households."""
    household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
    wife = add_person(household, "Lê Thị Vợ", 1972)
    season = open_round(world)
    hers, by = season.dossiers.get(person=wife), world.actor(world.lan)
    rows = [TypedRow(hers.pk, 1, True, "85", "85", none_too_low=True)]
    actions.save_list(season, world.hamlet, rows, by=by)
    votes = [TypedVote(season, votes_for=20)]
    form = MeetingForm(dt.date(2024, 10, 1), "Nhà văn hóa", "Ông A", "Bà B", votes, 20)
    meeting = actions.record_meeting(world.hamlet, form, by=by)
    lan = sign_in(world.lan)
    assert "1 / 1 công dân" in lan.get(f"/recognition/meetings/{meeting.pk}/").content.decode()
    nomination = actions.nominate(meeting, by=by)
    review = lan.get(review_of(season.pk, world.hamlet.pk)).content.decode()
    assert "Công dân tự chấm" in review
    assert "Chủ hộ" not in review
    content = str(nomination.paper.versions.get().content)
    assert "'household_name': 'Lê Văn Chủ'" in content
    assert "'unit': 'công dân'" in content
    hers.refresh_from_db()
    actions.review_hamlet(season, world.hamlet, [TypedVerdict(hers.pk, hers.version, accept=True)], by=by)
    submission = actions.prepare_submission(season, by=by)
    papers.mark_printed(submission.paper, by=by)
    papers.record_signature(
        submission.paper, number=3, dated_on=dt.date(2024, 10, 25), signer="Bà Lan", by=by
    )
    decision = actions.prepare_decision(submission, by=by)
    row = decision.paper.versions.get().content["annex_rows"][0]
    assert (row["head_name"], row["birth_year"], row["household_name"]) == ("Lê Thị Vợ", 1972, "Lê Văn Chủ")
    page = lan.get(f"/recognition/decisions/{decision.pk}/").content.decode()
    assert "Họ và tên" in page
    assert "Chủ hộ" not in page
    assert "1 công dân" in page
