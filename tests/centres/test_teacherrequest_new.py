"""A teacher is asked of a school; which office gives it to the school depends on the day."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, CentreStanding, TeacherRequest
from hoctap.centres.teaching.routes import route_on
from tests.centres.hands import topic
from tests.world import World


@pytest.mark.requirement("S4-46")
def test_the_road_is_that_of_the_day(world: World, director: User, centre: Centre, client: Client):
    url = f"/centres/{centre.pk}/teachers/new/"
    typed = {
        "topic": str(topic().pk),
        "title": "Xóa mù chữ",
        "asked_on": "2025-08-01",
        "from_on": "2025-09-01",
        "to_on": "2025-12-01",
        "sessions_wanted": "30",
        "school": "Trường Tiểu học",
    }
    client.force_login(director)
    assert client.get(url).status_code == 200
    assert client.post(url, typed).status_code == 302
    assert TeacherRequest.objects.get().via == world.committee.name
    old = {**typed, "asked_on": "2025-06-30", "from_on": "2025-07-01"}
    assert client.post(url, old).status_code == 302
    assert (
        TeacherRequest.objects.get(asked_on="2025-06-30").via == "Phòng Giáo dục và Đào tạo huyện Tháp Mười"
    )
    assert route_on(dt.date(2025, 6, 30)).level == "district"
    refused = client.post(url, {**typed, "title": "", "from_on": "2025-07-01", "to_on": "2025-06-01"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Hãy ghi lớp, chuyên đề" in page
    assert "không trước ngày xin" in page
    assert "Ngày cuối không trước ngày đầu" in page
    CentreStanding.objects.create(
        centre=centre,
        kind="suspended",
        on="2025-01-01",
        decision_number="1",
        decision_on="2025-01-01",
        why="x",
    )
    assert "bị đình chỉ" in client.post(url, typed).content.decode()
    client.force_login(world.oanh)
    assert client.post(url, typed).status_code == 403
