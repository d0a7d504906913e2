"""A material that two people work on at the same moment, each in a transaction of his own."""

import pytest

from hoctap.core.actor import Actor, Grant
from hoctap.core.permissions import Permission
from hoctap.materials import actions
from hoctap.materials.models import Material, VersionState
from tests.materials.hands import approved, newest, proposed, published
from tests.recognition.test_two_at_once import at_once, once
from tests.world import World, make_world


@pytest.fixture
def committed(transactional_db: None) -> World:
    return make_world()


def somebody(world: World, name: str) -> Actor:
    return Actor(name=name, grants=(Grant(world.commune.pk, frozenset(Permission)),))


def is_out(material: Material) -> bool:
    material.refresh_from_db()
    shown = material.versions.filter(state=VersionState.PUBLISHED)
    assert shown.count() <= 1
    assert (material.withdrawn_at is None) is shown.exists()
    return shown.exists()


def test_a_new_version_published_while_the_old_one_is_withdrawn(committed: World):
    """Whichever is last holds: one version is out and it is the new one, or nothing is."""
    writer, judge, chair = (somebody(committed, one) for one in ("Người Soạn", "Người Xem", "Chủ Tịch"))
    for n in range(3):
        material = published(committed.commune, writer, judge, chair, title=f"Trồng sen {n}")
        actions.revise_material(material, why="Thêm ảnh", by=writer)
        version = newest(material)
        actions.propose_version(version, by=writer)
        actions.take_up_review(version, by=judge)
        actions.approve_version(version, by=judge)
        at_once(
            lambda v=version: actions.publish_version(v, by=chair),  # type: ignore[misc]
            lambda m=material: actions.withdraw_material(m, why="Sai liều phân", by=chair),  # type: ignore[misc]
        )
        version.refresh_from_db()
        assert is_out(material) is (version.state == VersionState.PUBLISHED)


def test_a_version_is_published_once(committed: World):
    writer, judge, chair = (somebody(committed, one) for one in ("Người Soạn", "Người Xem", "Chủ Tịch"))
    material = approved(committed.commune, writer, judge)
    version = newest(material)
    once(at_once(*[lambda: actions.publish_version(version, by=chair)] * 2), "")
    assert is_out(material)


def test_a_part_is_not_added_to_what_was_just_proposed(committed: World):
    """Added before: it is looked at with the rest. Proposed before: refused. Nothing slips in behind the reviewer."""
    writer = somebody(committed, "Người Soạn")
    material = proposed(committed.commune, writer)
    version = newest(material)
    actions.take_up_review(version, by=somebody(committed, "Người Xem"))
    refused, _ = at_once(
        lambda: actions.add_link(version, "https://example.org/khac", title="Khác", by=writer),
        lambda: actions.approve_version(version, by=somebody(committed, "Người Xem")),
    )
    assert refused
    assert version.parts.count() == 1


def test_a_material_has_one_new_version_at_a_time(committed: World):
    writer, judge, chair = (somebody(committed, one) for one in ("Người Soạn", "Người Xem", "Chủ Tịch"))
    material = published(committed.commune, writer, judge, chair)
    once(at_once(*[lambda: actions.revise_material(material, why="Sửa", by=writer)] * 2), "")
    assert material.versions.count() == 2
