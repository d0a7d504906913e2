"""A person's data are erased: gone from every table but the words of signed papers."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.text import person_sort_key, without_accents
from hoctap.evidence import actions as evidence
from hoctap.evidence.models import Evidence
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.models import Household, Person, SubjectRequest
from hoctap.recognition import actions as recognition
from hoctap.recognition.models import Dossier
from tests import season as seasons
from tests.people.families import make_family
from tests.world import World, make_household

# The words of papers that were signed, and of the decision's annex, stay as they were signed.
SIGNED = {"papers_paperversion", "recognition_decisionline"}


def tables_with(*words: str) -> set[str]:
    """Every table of the database that holds one of the texts in any column of any row, whatever its case."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{table}" AS t WHERE t::text ILIKE ANY (%s))',
                [[f"%{word}%" for word in words]],
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def ask(world: World, person: Person, kind: str = "erase") -> SubjectRequest:
    return actions.register_request(
        person,
        kind=kind,
        received_on=today(),
        channel="paper",
        text=f"Xóa tên {person.full_name}",
        by=world.actor(world.admin),
    )


def test_after_a_whole_season_the_name_stands_only_in_signed_words(world: World, client: Client):
    season = seasons.walk(world)
    person = season.households[0].head
    by = season.by(season.officer)
    actions.edit_person(person, full_name=person.full_name, phone="0987654321", birth_year=1951, by=by)
    keys = (
        person.full_name,
        without_accents(person.full_name),
        person_sort_key(person.full_name),
        "0987654321",
    )
    assert {"people_person", "people_household", "people_residence", "recognition_dossier"} <= tables_with(
        *keys
    )
    counted = list(Summary.objects.order_by("counter", "place", "year").values_list("value", flat=True))
    asked = ask(world, person)
    client.force_login(world.admin)
    url = reverse("request_erase", args=[asked.pk])
    page = client.get(url).content.decode()
    for words in (
        "Không lấy lại được",
        "theo quy định về lưu trữ",
        "Nhật ký",
        "tổng số của các năm đã báo cáo",
    ):
        assert words in page
    assert client.post(url).status_code == 302

    assert tables_with(*keys) <= SIGNED
    person.refresh_from_db()
    assert (person.full_name, person.birth_year, person.sex, person.phone) == (
        "(đã xóa theo yêu cầu)",
        None,
        "",
        "",
    )
    season.households[0].refresh_from_db()
    assert season.households[0].address == "", "the household was only his"
    assert (
        list(Summary.objects.order_by("counter", "place", "year").values_list("value", flat=True)) == counted
    )
    assert Dossier.objects.filter(household__head=person, state="recognised").exists()
    asked.refresh_from_db()
    assert asked.state == "done"
    with pytest.raises(Refused, match="đã xóa"):
        ask(world, person)


def test_it_reaches_the_rows_that_were_merged_into_him_and_leaves_the_others(world: World):
    by = world.actor(world.lan)
    household, father, _, son = make_family(world.hamlet, by)
    household.address = "Số 5 đường liên ấp"
    household.save()
    double = actions.add_member(household, full_name="Nguyễn Văn Cỏn", year=2023, relation="child", by=by)
    from hoctap.people.models import DuplicateCandidate

    pair = DuplicateCandidate.objects.get()
    actions.merge_persons(pair, son, by=by)
    actions.erase_person(ask(world, son), by=world.actor(world.admin))
    double.refresh_from_db()
    assert double.full_name == "(đã xóa theo yêu cầu)"
    assert not tables_with("Nguyễn Văn Con", "Nguyễn Văn Cỏn")
    household.refresh_from_db()
    father.refresh_from_db()
    assert (household.address, father.full_name) == ("Số 5 đường liên ấp", "Nguyễn Văn Cha")


def test_an_open_dossier_another_kind_and_a_missing_right_stand_in_the_way(world: World, client: Client):
    season = seasons.walk(world, last=seasons.score_by_list)
    asked = ask(world, season.households[0].head)
    client.force_login(world.admin)
    url = reverse("request_erase", args=[asked.pk])
    assert "Xóa, không lấy lại được" not in client.get(url).content.decode()
    response = client.post(url)
    assert response.status_code == 422
    assert "chưa có quyết định" in response.content.decode()
    other = make_household(world.hamlet, "Người Khác").head
    with pytest.raises(Refused, match="khi người dân yêu cầu xóa"):
        actions.erase_person(ask(world, other, "view"), by=world.actor(world.admin))
    with pytest.raises(Forbidden):
        actions.erase_person(ask(world, other), by=world.actor(world.lan))
    recognition.close_round(season.round, by=season.by(season.officer))
    actions.erase_person(asked, by=world.actor(world.admin))
    assert not Person.objects.filter(pk=asked.person_id, erased_on=None).exists()


def test_a_list_that_waits_may_name_him(world: World):
    season = seasons.walk(world, last=seasons.open_round)
    recognition.close_round(season.round, by=season.by(season.officer))
    asked = ask(world, season.households[0].head)
    seasons.preview_import(season)
    with pytest.raises(Refused, match="danh sách đang chờ xác nhận"):
        actions.erase_person(asked, by=world.actor(world.admin))


# ---------------------------------------------------------------- photos and files


def _photo(world: World, household: Household, shade: str) -> Evidence:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), shade).save(out, "JPEG")
    return evidence.add_evidence(
        kind="file",
        place=world.hamlet,
        subject_kind="people.household",
        subject_id=str(household.pk),
        text="Ảnh tủ sách",
        content=out.getvalue(),
        by=world.actor(world.hung),
    )


def _is_kept(photo: Evidence) -> bool:
    return files.size_of(photo.sha256) > 0


@pytest.mark.django_db(transaction=True)
def test_photos_of_a_household_without_others_go_with_the_person(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Thị Một Mình")
    photo = _photo(world, household, "red")
    actions.erase_person(ask(world, household.head), by=world.actor(world.admin))
    photo.refresh_from_db()
    assert photo.erased_on == today()
    assert not _is_kept(photo)
    client.force_login(world.hung)
    assert client.get(reverse("evidence_file", args=[photo.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_a_family_only_what_the_officer_marked_goes(world: World, client: Client):
    household, _, _, son = make_family(world.hamlet, world.actor(world.lan))
    shows_him, shows_others = _photo(world, household, "green"), _photo(world, household, "blue")
    asked = ask(world, son)
    client.force_login(world.admin)
    url = reverse("request_erase", args=[asked.pk])
    assert client.get(url).content.decode().count("Ảnh tủ sách") >= 2
    client.post(url, {"file": [f"evidence.{shows_him.pk}"]})
    assert not _is_kept(shows_him)
    assert _is_kept(shows_others)


@pytest.mark.django_db(transaction=True)
def test_a_photo_that_another_household_handed_in_too_is_kept_for_it(world: World):
    first = make_household(world.hamlet, "Nguyễn Thị Một Mình")
    second = make_household(world.hamlet, "Trần Văn Khác")
    photo, same = _photo(world, first, "red"), _photo(world, second, "red")
    assert photo.sha256 == same.sha256
    actions.erase_person(ask(world, first.head), by=world.actor(world.admin))
    photo.refresh_from_db()
    assert photo.erased_on
    assert _is_kept(same)


def test_files_of_others_cannot_be_erased_by_naming_them(world: World):
    household = make_household(world.hamlet, "Nguyễn Thị Một Mình")
    foreign = _photo(world, make_household(world.hamlet, "Trần Văn Khác"), "blue")
    with pytest.raises(Refused, match="không thuộc về người này"):
        actions.erase_person(
            ask(world, household.head), files=[f"evidence.{foreign.pk}"], by=world.actor(world.admin)
        )
    assert _is_kept(foreign)
