"""What is kept of contributors, files and boundaries; what waits for whom."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from hoctap.core.actor import system_job
from hoctap.core.files import file_uses
from hoctap.materials import actions, boundaries, retention, subjects
from hoctap.materials.models import Listing, Material, MaterialVersion, PagePicture
from hoctap.materials.packs.making import make_pack
from hoctap.materials.work import centre_section, work_items
from hoctap.people.registry import Erasure
from hoctap.people.subject_rules import ERASED_NAME
from hoctap.places.boundaries.registry import Carriage
from tests.centres.hands import centre_at, topic
from tests.materials import hands
from tests.materials.conftest import Store
from tests.world import make_household


def contributed(store: Store, **more: Any) -> Material:
    family = make_household(store.world.hamlet, "Phan Văn Sáu")
    told = {**hands.AGREED, "contributor_name": "Phan Văn Sáu", "is_credited": True, **more}
    material = store.published(**told)
    MaterialVersion.objects.update(contributor=family.head)
    return material


@pytest.mark.requirement("S2-61")
def test_a_contributor_gets_what_is_kept_of_him_and_his_name_goes_when_he_asks(store: Store):
    contributed(store, author="Phan Văn Sáu, nông dân")
    version = MaterialVersion.objects.get()
    person = version.contributor
    assert person is not None
    (part,) = subjects.contributions_of_person(person)
    assert part.rows[0]["Đồng ý bằng cách nào"] == "ký giấy ở nhà"
    assert "Phan Văn Sáu" in Listing.objects.get().credit
    subjects.forget_person(Erasure(person, "Phan Văn Sáu", []))
    version.refresh_from_db()
    assert version.contributor_name == ERASED_NAME
    assert "Sáu" not in version.author
    listing = Listing.objects.get()
    assert "Phan" not in listing.credit + listing.body


def test_a_name_that_was_only_typed_is_found_by_it(store: Store):
    family = make_household(store.world.hamlet, "Phan Văn Sáu")
    store.published(**{**hands.AGREED, "contributor_name": "Phan Văn Sáu"})
    hands.started(
        store.world.other_commune, store.world.actor(store.world.oanh), contributor_name="Phan Văn Sáu"
    )
    assert len(subjects.contributions_of_person(family.head)[0].rows) == 1


def test_names_of_withdrawn_materials_are_forgotten_in_time(store: Store):
    material = contributed(store)
    before = timezone.localdate() + dt.timedelta(days=1)
    assert not retention._old(store.world.commune.pk, before).exists()
    actions.withdraw_material(material, why="Sai", by=store.chair)
    (row,) = retention._old(store.world.commune.pk, before)
    assert retention._forget([row], system_job("thử")) == 1
    assert not retention._old(store.world.commune.pk, before).exists()


def test_every_kept_file_is_named(store: Store):
    material = store.published(file=hands.pdf("Sen"))
    make_pack(topic().pk)
    uses = file_uses["materials"]
    named = {use.sha256 for use in uses.every()}
    part = hands.newest(material).parts.get(kind="pdf")
    assert part.sha256 in named
    assert PagePicture.objects.get().sha256 in named
    assert len(named) == 3
    assert all(uses.names(one) for one in named)
    assert not uses.names("0" * 64)


def test_a_communes_materials_go_on_in_the_one_it_went_into(store: Store, monkeypatch: pytest.MonkeyPatch):
    material, world = store.published(), store.world
    old, new = world.commune, world.other_commune
    monkeypatch.setattr(boundaries, "sole_successors", lambda _carriage: {old.pk: new.pk})
    carriage = Carriage(uuid4(), dt.date(2025, 7, 1), {}, frozenset({new.pk}))
    before = timezone.now() - dt.timedelta(days=1)
    Material.objects.update(changed_at=before)
    kept = boundaries.carry(carriage)
    material.refresh_from_db()
    assert material.place == new
    # Whoever harvests is told whose it is now.
    assert material.changed_at is not None
    assert material.changed_at > before
    assert boundaries.undo_blockers(carriage, kept) == []
    boundaries.undo(carriage, kept)
    material.refresh_from_db()
    assert material.place == old
    waiting = store.proposed(title="Chờ")
    (open_one,) = boundaries.open_work([old.pk])
    assert "1 học liệu chưa công bố" in open_one.what
    assert waiting


def test_what_waits_stands_in_the_list_of_who_can_do_it(store: Store):
    def titles(by: Any) -> list[str]:
        return [one.title for one in work_items(by) if "học liệu" in one.title.lower()]

    material = store.proposed(title="Sen")
    assert titles(store.reviewer) == ["Thẩm định học liệu “Sen”"]
    assert titles(store.writer) == []
    actions.take_up_review(hands.newest(material), by=store.reviewer)
    actions.return_version(hands.newest(material), why="Thiếu", by=store.reviewer)
    assert titles(store.writer) == ["Sửa học liệu “Sen”"]
    actions.propose_version(hands.newest(material), by=store.writer)
    actions.take_up_review(hands.newest(material), by=store.reviewer)
    actions.approve_version(hands.newest(material), by=store.reviewer)
    assert titles(store.chair) == ["Công bố học liệu “Sen”"]
    actions.publish_version(hands.newest(material), by=store.chair)
    assert titles(store.chair) == titles(store.reviewer) == titles(store.writer) == []
    assert titles(store.world.actor(store.world.oanh)) == []


def test_who_wrote_it_is_not_asked_to_review_it(store: Store):
    director = store.world.actor(store.director)
    hands.proposed(store.world.commune, director, title="Sen")
    assert not [one for one in work_items(director) if "Thẩm định" in one.title]


def test_the_centres_page_tells_how_many(store: Store):
    centre = centre_at(store.world.commune)
    actor = store.world.actor(store.director)
    assert centre_section(centre, 2025, actor) is None
    store.published()
    section = centre_section(centre, 2025, actor)
    assert section is not None
    assert section.lines[0].value == "1 học liệu"
