import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.permissions import Role
from hoctap.intake.bodies import BodyIndex, is_each_commune
from hoctap.intake.extraction.bodies import expand
from hoctap.places.models import OrganisationAlias, OrganisationKind
from tests.intake.hands import waiting
from tests.world import World, make_organisation, make_user

PAGE = "reading_bodies"


def test_a_name_that_is_corrected_once_is_known_the_next_time(world: World, client: Client):
    centre = make_organisation(OrganisationKind.OTHER, "Trung tâm VH–HTCĐ Tân Kiều", "", world.commune)
    reading = waiting(world.commune, world.lan)
    client.force_login(world.lan)
    page = client.get(reverse(PAGE, args=[reading.pk])).text
    assert "Trung tâm học tập cộng đồng xã" in page
    assert "chưa nhận ra" in page
    typed = {"name": "Trung tâm học tập cộng đồng xã", "organisation": str(centre.pk)}
    answer = client.post(reverse(PAGE, args=[reading.pk]), typed, follow=True)
    assert "nhớ tên này cho các văn bản sau" in answer.text
    assert OrganisationAlias.objects.get().organisation == centre
    assert Event.objects.filter(what="places.organisation.alias_added").exists()
    again = waiting(world.commune, world.lan)
    assert BodyIndex(world.commune, dt.date(2024, 1, 12)).one("Trung tâm học tập cộng đồng xã") == centre
    assert "Trung tâm VH–HTCĐ Tân Kiều" in client.get(reverse(PAGE, args=[again.pk])).text


def test_who_may_not_keep_names_says_it_for_this_document_only(world: World, client: Client):
    follower = make_user(
        "Đặng Thị Theo", "theo", world.committee, "Chuyên viên", (Role.SUPERVISOR, world.commune)
    )
    reading = waiting(world.commune, world.lan)
    client.force_login(follower)
    typed = {"name": "Trung tâm học tập cộng đồng xã", "organisation": str(world.committee.pk)}
    answer = client.post(reverse(PAGE, args=[reading.pk]), typed, follow=True)
    assert "Đã ghi cho văn bản này" in answer.text
    assert not OrganisationAlias.objects.exists()
    reading.refresh_from_db()
    assert reading.bodies == {"Trung tâm học tập cộng đồng xã": str(world.committee.pk)}


def test_a_name_that_is_not_in_the_document_is_refused(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.lan)
    answer = client.post(reverse(PAGE, args=[reading.pk]), {"name": "Sở Nào Đó", "organisation": ""})
    assert answer.status_code == 422
    assert "Văn bản không có tên cơ quan này" in answer.text
    stranger = client.post(reverse(PAGE, args=[reading.pk]), {"name": "x", "organisation": "sai"})
    assert stranger.status_code == 422


def test_the_outsider_sees_nothing(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.oanh)
    assert client.get(reverse(PAGE, args=[reading.pk])).status_code == 404
    client.force_login(world.hung)
    assert client.get(reverse(PAGE, args=[reading.pk])).status_code == 403


def test_the_queries_do_not_grow_with_the_organisations(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.lan)
    counts = []
    for number in range(2):
        for other in range(5):
            make_organisation(OrganisationKind.OTHER, f"Chi hội {number} {other}", "", world.commune)
        client.get(reverse(PAGE, args=[reading.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(PAGE, args=[reading.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# ---------------------------------------------------------------- which body a name means


def test_abbreviations_are_written_out_before_names_are_compared():
    assert expand("Phòng GD&ĐT") == expand("Phòng Giáo dục và Đào tạo")
    assert expand("UBND xã") == expand("Ủy ban Nhân dân  xã")
    assert is_each_commune("UBND các xã, thị trấn")
    assert is_each_commune("Ủy ban nhân dân các xã")
    assert not is_each_commune("UBND xã Tân Kiều")


def test_a_body_is_found_as_it_was_called_on_the_day_of_the_document(world: World):
    old = make_organisation(
        OrganisationKind.EDUCATION, "Phòng Giáo dục và Đào tạo huyện Tháp Mười", "PGDĐT", world.district
    )
    old.valid_to = dt.date(2025, 7, 1)
    old.save()
    then, later = dt.date(2024, 1, 12), dt.date(2026, 1, 12)
    assert BodyIndex(world.commune, then).one("Phòng GD&ĐT huyện") == old
    assert BodyIndex(world.commune, then).one("phòng giáo dục và đào tạo") == old
    assert BodyIndex(world.commune, later).one("Phòng GD&ĐT huyện") is None
    OrganisationAlias.objects.create(
        organisation=world.association, name="Hội Khuyến học - Cựu giáo chức", to_day=dt.date(2025, 1, 1)
    )
    assert BodyIndex(world.commune, then).one("Hội Khuyến học – Cựu giáo chức") == world.association
    assert BodyIndex(world.commune, later).one("Hội Khuyến học – Cựu giáo chức") is None


def test_a_level_names_the_committee_above_and_two_of_one_name_are_not_guessed(world: World):
    above = make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "UBND huyện Tháp Mười", "UBND", world.district
    )
    index = BodyIndex(world.district, dt.date(2024, 1, 12))
    assert index.one("UBND huyện") == above
    first = make_organisation(OrganisationKind.OTHER, "Đoàn thanh niên", "", world.commune)
    make_organisation(OrganisationKind.OTHER, "Đoàn thanh niên", "", world.other_commune)
    assert BodyIndex(world.district, dt.date(2024, 1, 12)).one("Đoàn thanh niên") is None
    assert BodyIndex(world.commune, dt.date(2024, 1, 12)).one("Đoàn thanh niên") == first
