"""How much room the files of each commune take."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core import files
from hoctap.core.files import file_uses
from hoctap.evidence import actions
from hoctap.home.storage import storage_table
from tests.evidence.test_actions import PDF
from tests.world import World


@pytest.fixture
def handed_in(world: World) -> World:
    """The same PDF twice in one commune, once next door; another one in the first."""
    for place, by, content in (
        (world.hamlet, world.hung, PDF),
        (world.hamlet_2, world.lan, PDF),
        (world.hamlet, world.hung, PDF + b"% other"),
        (world.other_hamlet, world.oanh, PDF),
    ):
        actions.add_evidence(
            kind="file",
            place=place,
            subject_kind="people.household",
            subject_id="x",
            content=content,
            by=world.actor(by),
        )
    return world


def test_a_file_is_counted_once_a_commune(handed_in: World):
    table = storage_table(handed_in.actor(handed_in.admin))
    (row,) = table.rows
    assert row.place == handed_in.commune
    assert row.by_kind == {"Minh chứng": 2}
    assert row.bytes == 2 * len(PDF) + len(b"% other")
    assert (table.files, table.bytes) == (2, row.bytes)


def test_erased_files_take_no_room(handed_in: World):
    from hoctap.evidence.models import Evidence

    Evidence.objects.update(erased_on="2026-01-01")
    assert storage_table(handed_in.actor(handed_in.admin)).rows == []


def test_a_size_that_no_row_knows_is_asked_of_the_store(handed_in: World, monkeypatch: pytest.MonkeyPatch):
    from hoctap.evidence.models import Evidence

    Evidence.objects.update(size=0)
    assert storage_table(handed_in.actor(handed_in.admin)).bytes == 2 * len(PDF) + len(b"% other")


def test_an_admin_sees_his_commune_and_others_see_nothing(handed_in: World, client: Client):
    client.force_login(handed_in.admin)
    page = client.get(reverse("storage_list")).content.decode()
    assert handed_in.commune.title in page
    assert handed_in.other_commune.title not in page
    client.force_login(handed_in.hung)
    assert client.get(reverse("storage_list")).status_code == 403


def test_the_number_of_queries_does_not_grow(handed_in: World, django_assert_max_num_queries: object):
    by = handed_in.actor(handed_in.admin)
    # Each use of files is asked once, whatever there is of it.
    most = len(file_uses.items()) + 16  # some uses keep their files in two or three tables
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        storage_table(by)
    for number in range(5):
        files.keep(str(number).encode(), files.PDF)
        actions.add_evidence(
            kind="file",
            place=handed_in.hamlet,
            subject_kind="x",
            subject_id="x",
            content=PDF + str(number).encode(),
            by=handed_in.actor(handed_in.hung),
        )
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        assert storage_table(by).files == 7


def test_the_page_of_backups_leads_there(world: World, client: Client):
    client.force_login(world.admin)
    assert reverse("storage_list") in client.get(reverse("backup_list")).content.decode()
