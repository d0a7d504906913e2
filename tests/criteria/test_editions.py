"""The editions that are shipped: sample, complete, loaded once, never changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition, Criterion, Title
from hoctap.criteria.queries import editions_for
from tests.world import World

SYSTEM = system_job("kiểm thử")


def shipped(title: Title) -> CriteriaEdition:
    (edition,) = [one for one in load_shipped_editions(by=SYSTEM) if one.title == title and not one.is_frame]
    return edition


@pytest.mark.requirement("S3-19")
def test_the_shipped_edition_has_100_points_and_each_criterion_its_clause(world: World):
    edition = shipped(Title.LEARNING_FAMILY)
    criteria = edition.frozen().criteria
    assert edition.max_total == edition.frozen().max_total == 100
    assert 0 < edition.threshold < 100
    assert all(criterion.clause and criterion.label and criterion.group for criterion in criteria)
    assert len({criterion.code for criterion in criteria}) == len(criteria)


def test_the_shipped_edition_says_that_it_is_a_sample(world: World):
    edition = shipped(Title.LEARNING_FAMILY)
    assert edition.is_sample
    assert "MẪU CHƯA XÁC THỰC" in edition.sample_mark
    assert "242/QĐ-KHVN" in edition.verification_note
    assert "sample" in {criterion.verification for criterion in edition.frozen().criteria}


@pytest.mark.requirement("S0-41")
def test_the_rule_for_citizens_is_official_and_its_labels_are_marked_as_those_of_the_draft(world: World):
    """QĐ 324/QĐ-KHVN: 3 competences, 10 indicators of 10 points, 80 to pass, none below 5, four forms."""
    edition = shipped(Title.LEARNING_CITIZEN)
    frozen = edition.frozen()
    assert not edition.is_sample
    assert [criterion.max_points for criterion in frozen.criteria] == [10] * 10
    assert [
        len([one for one in frozen.criteria if one.group == group])
        for group in dict.fromkeys(one.group for one in frozen.criteria)
    ] == [4, 4, 2]
    assert (frozen.threshold, frozen.least_each) == (80, 5)
    assert len(edition.forms) == 4
    assert "dự thảo 2020" in edition.label_mark
    assert edition.passing_words == "từ 80 điểm và không chỉ số nào dưới 5 điểm"
    assert shipped_for_families().label_mark == ""


def shipped_for_families() -> CriteriaEdition:
    return CriteriaEdition.objects.get(
        title=Title.LEARNING_FAMILY, is_frame=False, code__startswith="gia-dinh"
    )


def test_loading_twice_adds_nothing(world: World):
    load_shipped_editions(by=SYSTEM)
    before = (CriteriaEdition.objects.count(), Criterion.objects.count(), Event.objects.count())
    assert load_shipped_editions(by=SYSTEM) == []
    assert (CriteriaEdition.objects.count(), Criterion.objects.count(), Event.objects.count()) == before


def test_an_officer_may_not_load_editions(world: World):
    with pytest.raises(Forbidden):
        load_shipped_editions(by=world.actor(world.lan))
    assert CriteriaEdition.objects.count() == 1


def test_a_published_edition_takes_no_other_points_threshold_or_criterion(world: World):
    edition = shipped(Title.LEARNING_FAMILY)
    criterion = edition.criteria.first()
    assert criterion
    for change in (
        lambda: CriteriaEdition.objects.filter(pk=edition.pk).update(threshold=10),
        lambda: Criterion.objects.filter(pk=criterion.pk).update(max_points=99),
        lambda: Criterion.objects.filter(pk=criterion.pk).delete(),
        lambda: Criterion.objects.create(
            edition=edition,
            position=99,
            code="Z",
            group="G",
            label="L",
            clause="C",
            max_points=1,
            verification="sample",
        ),
        lambda: CriteriaEdition.objects.filter(pk=edition.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
            change()
    assert edition.criteria.count() == 7


def test_an_edition_applies_in_the_years_of_its_validity(world: World):
    world_edition = world.edition  # from 2020 on
    newer = CriteriaEdition(
        code="moi",
        title=Title.LEARNING_FAMILY,
        name="Bộ mới",
        instrument="Thử",
        verification="sample",
        valid_from=dt.date(2026, 7, 1),
        threshold=70,
        published_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    newer.save()
    assert list(editions_for(Title.LEARNING_FAMILY, 2019)) == []
    assert list(editions_for(Title.LEARNING_FAMILY, 2024)) == [world_edition]
    assert list(editions_for(Title.LEARNING_FAMILY, 2026)) == [newer, world_edition]
