"""A year's levels, children at school and relapses are written down by the day of the system."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client

from hoctap.schooling.models import Enrolment, LevelRecord, Relapse
from tests.world import World

TYPED = {
    "year": "2024",
    "system_day": "2024-10-05",
    "level-primary": "3",
    "decision-primary": "9/QĐ-UBND",
    "decided-primary": "2024-12-01",
    "children-primary": "1.200",
    "enrolled-primary": "1198",
    "relapsed": "2",
    "learning": "1",
    "follow_up": "Lớp tối Ấp 1",
}


@pytest.mark.requirement("S2-29", "S2-30", "S2-77")
def test_all_of_a_year_is_written_down_at_once_and_stays(world: World, client: Client):
    client.force_login(world.admin)
    url = f"/schooling/{world.commune.pk}/new/?year=2024"
    assert client.post(url, TYPED).status_code == 302
    level, enrolment, relapse = LevelRecord.objects.get(), Enrolment.objects.get(), Relapse.objects.get()
    assert (level.aim, level.level, level.decision) == ("primary", 3, "9/QĐ-UBND")
    assert (enrolment.children, enrolment.enrolled) == (1200, 1198)
    assert (relapse.people, relapse.learning, relapse.follow_up) == (2, 1, "Lớp tối Ấp 1")
    again = client.post(url, {**TYPED, "relapsed": "1"})
    assert again.status_code == 422
    assert "hãy ghi lý do" in again.content.decode()
    assert client.post(url, {**TYPED, "relapsed": "1", "why": "Rà soát lại"}).status_code == 302
    assert Relapse.objects.count() == 2
    for model in (LevelRecord, Enrolment, Relapse):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.all().delete()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"system_day": ""}, "Hãy ghi theo hệ thống"),
        ({"system_day": "2199-01-01"}, "chưa tới"),
        ({"year": "2199"}, "không đúng hoặc chưa tới"),
        ({"level-primary": "4"}, "4"),
        ({"level-primary": ""}, "có quyết định thì chọn mức độ"),
        ({"decision-primary": ""}, "có ngày thì ghi số quyết định"),
        ({"enrolled-primary": "1201"}, "nhiều hơn 1200 trẻ"),
        ({"children-primary": "nhiều"}, "hãy ghi số trẻ trong độ tuổi"),
        ({"learning": "3"}, "3 người học lại nhiều hơn 2"),
        ({"relapsed": ""}, "không có ai thì ghi 0"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    world: World, client: Client, more: dict[str, str], words: str
):
    client.force_login(world.admin)
    page = client.post(f"/schooling/{world.commune.pk}/new/", TYPED | more)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not LevelRecord.objects.exists()
    assert not Relapse.objects.exists()


def test_nothing_is_no_year_and_only_the_commune_writes(world: World, client: Client):
    client.force_login(world.admin)
    url = f"/schooling/{world.commune.pk}/new/"
    page = client.post(url, {"year": "2024", "system_day": "2024-10-05"})
    assert page.status_code == 422
    assert "Chưa ghi gì" in page.content.decode()
    assert client.get(f"/schooling/{world.other_commune.pk}/new/").status_code == 404
    for user in (world.hung, world.minh, world.lan):
        client.force_login(user)
        assert client.get(url).status_code == 403
