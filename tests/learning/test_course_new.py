"""A course enters the catalogue."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.learning.models import TrainingCourse
from tests.world import World

URL = "/vocational/courses/new/"


def test_the_director_adds_a_course_once(world: World, director: User, client: Client):
    client.force_login(director)
    typed = {"place": world.commune.pk, "trade": "May", "provider": "GDNN", "hours": "300", "is_craft": "1"}
    assert client.post(URL, typed).status_code == 302
    assert TrainingCourse.objects.get().is_craft
    for values, says in (
        ({"trade": "MAY", "provider": "gdnn"}, "trong danh mục"),
        ({"trade": ""}, "Hãy ghi nghề"),
        ({"trade": "Hàn", "hours": ""}, "số giờ"),
        ({"place": world.other_commune.pk}, "không có trong danh sách"),
    ):
        answer = client.post(URL, typed | values)
        assert answer.status_code == 422
        assert says in answer.text
    assert TrainingCourse.objects.count() == 1
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
