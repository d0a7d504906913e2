"""Photos that look alike: found within a commune, for different families, and only hinted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from hoctap.core import files
from hoctap.core.images import likeness_of
from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence import actions
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, PhotoPair, Subject
from hoctap.evidence.rules import NEAR
from hoctap.people.models import Household
from tests.evidence.pictures import jpeg, scene, sent_on
from tests.evidence.test_actions import PDF, add
from tests.world import World, make_household


def distance(one: Image.Image, other: Image.Image) -> int:
    left, right = likeness_of(one), likeness_of(other)
    assert left is not None
    assert right is not None
    return ((left ^ right) & (1 << 64) - 1).bit_count()


def test_a_photo_that_was_sent_on_is_near_and_two_rooms_are_far():
    scenes = [scene(number) for number in range(40)]
    assert max(distance(one, sent_on(one)) for one in scenes) <= NEAR
    apart = [distance(one, other) for at, one in enumerate(scenes) for other in scenes[:at]]
    assert min(apart) > NEAR


def test_a_wall_looks_like_nothing():
    assert likeness_of(Image.new("RGB", (400, 300), "white")) is None
    assert likeness_of(scene(1)) is not None


@pytest.fixture
def families(world: World) -> list[Household]:
    return [make_household(world.hamlet, name) for name in ("Võ Thị Sáu", "Lý Văn Bảy")]


def hand_in(world: World, subject: Subject, picture: Image.Image, **other: object) -> Evidence:
    return add(world, content=jpeg(picture), about=subject, **other)  # type: ignore[arg-type]


def of(household: Household) -> Subject:
    return Subject(HOUSEHOLD, household.pk)


@pytest.mark.requirement("S3-25")
def test_the_same_photo_of_another_family_is_a_pair_and_is_taken_all_the_same(
    world: World, families: list[Household]
):
    one, other = families
    first = hand_in(world, of(one), scene(1))
    assert first.likeness is not None
    second = hand_in(world, of(other), sent_on(scene(1)))
    pair = PhotoPair.objects.get()
    assert (pair.earlier, pair.later, pair.answer) == (first, second, "")
    assert pair.distance <= NEAR


def test_what_is_no_hint(world: World, families: list[Household]):
    """The family's own photo again, of one who lives in it, another room, a PDF, a withdrawn photo, another commune."""
    one, other = families
    first = hand_in(world, of(one), scene(1))
    hand_in(world, of(one), scene(1))
    hand_in(world, Subject(PERSON, one.head_id), scene(1))
    hand_in(world, of(other), scene(2))
    add(world, content=PDF, about=of(one))
    add(world, content=PDF, about=of(other))
    actions.add_evidence(
        kind="file",
        place=world.other_hamlet,
        subject_kind=HOUSEHOLD,
        subject_id=str(make_household(world.other_hamlet, "Cao Văn Xa").pk),
        content=jpeg(scene(1)),
        by=world.actor(world.oanh),
    )
    assert not PhotoPair.objects.exists()
    for evidence in Evidence.objects.filter(likeness=first.likeness, place=world.hamlet):
        actions.withdraw_evidence(evidence, "nhầm", by=world.actor(world.lan))
    hand_in(world, of(other), scene(1))
    assert not PhotoPair.objects.exists()


def test_a_pair_is_answered_once_and_nothing_follows_by_itself(world: World, families: list[Household]):
    first, second = (hand_in(world, of(one), scene(1)) for one in families)
    pair = PhotoPair.objects.get()
    by = world.actor(world.lan)
    for wrong in ("", "maybe"):
        with pytest.raises(Refused, match="Hãy chọn"):
            actions.answer_pair(pair, wrong, by=by)
    with pytest.raises(Forbidden):
        actions.answer_pair(pair, "same", by=world.actor(world.minh))
    actions.answer_pair(pair, "same", by=by)
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by, pair.answered_by_label) == ("same", world.lan, by.described)
    with pytest.raises(Refused, match="đã xem rồi: đúng là một ảnh"):
        actions.answer_pair(pair, "different", by=by)
    assert Evidence.objects.standing().count() == 2
    assert {first.pk, second.pk} == {pair.earlier_id, pair.later_id}


def test_many_that_look_alike_give_no_more_than_the_nearest_and_no_more_queries(world: World):
    """A form that every family filled in is no hint."""
    households = [make_household(world.hamlet, f"Người Thứ {number}") for number in range(24)]
    kept = files.take(jpeg(scene(1)), allowed=files.IMAGE_TYPES)
    Evidence.objects.bulk_create(
        Evidence(
            kind="file",
            place=world.hamlet,
            commune=world.commune,
            subject_kind=HOUSEHOLD,
            subject_id=str(household.pk),
            sha256=kept.sha256,
            media_type="image/jpeg",
            likeness=kept.likeness,
        )
        for household in households[:22]
    )
    with CaptureQueriesContext(connection) as many:
        hand_in(world, of(households[22]), scene(1))
    assert PhotoPair.objects.count() == 20
    Evidence.objects.filter(subject_id=str(households[22].pk)).update(likeness=None)
    with CaptureQueriesContext(connection) as none:
        hand_in(world, of(households[23]), scene(9))
    assert len(many) - len(none) <= 1, "the pairs are written by one statement"
