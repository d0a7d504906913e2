"""Names that people left at the door: with the person they are handed out and erased; a change of boundaries waits for them."""

import datetime as dt

from hoctap.core.dates import today
from hoctap.libraries.models import Hold
from hoctap.people.erasing import erase
from hoctap.people.models import RequestState, SubjectRequest
from hoctap.people.subject_queries import everything_about
from hoctap.places.boundaries.registry import Carriage
from hoctap.portal import keeping
from hoctap.portal.models import DataRequest, HoldRequest, SignUp
from hoctap.portal.requests.actions import register_data_request
from hoctap.portal.tasks import drop_names
from tests.portal import hands
from tests.season import Season


def test_what_bears_his_name_is_handed_out_and_erased(season: Season):
    door, head = hands.door_at(season.commune), season.open_households[0].head
    shelf = hands.library_at(season.commune)
    door.libraries.add(shelf)
    hands.comes(door, hands.taking(hands.class_at(season.hamlet)), head.full_name.upper())
    hands.hold_of(door, hands.book_at(shelf), shelf, name=head.full_name)
    hands.asked_of(door, head.full_name)
    other = hands.comes(door, hands.taking(hands.class_at(season.hamlet, title="Lớp hai")), "Người Khác")
    told = {part.title for part in everything_about(head)}
    assert "Sách đặt trước (bằng thẻ, hoặc ghi cùng họ tên ở xã này)" in told
    assert {title for title in told if "qua cổng" in title} == {
        "Đăng ký lớp qua cổng (ghi cùng họ tên ở xã này)",
        "Yêu cầu gửi qua cổng (ghi cùng họ tên ở xã này)",
    }
    erase(head, today(), set())
    assert list(SignUp.objects.exclude(name="")) == [other]
    assert not Hold.objects.exists()
    assert not HoldRequest.objects.exists()
    assert not DataRequest.objects.exclude(name="", reach="").exists()


def test_a_place_that_ends_says_what_waits(season: Season):
    door = hands.door_at(season.commune)
    hands.asked_of(door, "Lê Thị Hỏi")
    told = [one.what for one in keeping.open_work([season.commune.pk, season.hamlet.pk])]
    assert told == [
        "1 cổng thông tin đang mở: mở cổng của nơi mới",
        "1 yêu cầu về dữ liệu gửi qua cổng chưa kiểm tra người gửi",
    ]
    made = Carriage(season.world.province.pk, today(), {}, frozenset([season.commune.pk]))
    assert len(keeping.undo_blockers(made, {})) == 2


def test_the_job_of_the_night_does_it(season: Season):
    door = hands.door_at(season.commune)
    activities = [hands.class_at(season.hamlet, title=title) for title in ("Lớp cũ", "Lớp mới")]
    for activity, name in zip(activities, ("Bà Cũ", "Bà Mới"), strict=True):
        hands.comes(door, hands.taking(activity), name)
    activities[0].sessions.update(on=today() - dt.timedelta(days=keeping.KEPT_DAYS + 1))
    by = season.by(season.admin)
    head = season.households[0].head
    answered, recent = (hands.asked_of(door, head.full_name, kind=kind) for kind in ("view", "correct"))
    for asked, ago in ((answered, keeping.KEPT_DAYS + 1), (recent, 1)):
        made = register_data_request(asked, head, channel="phone", how="gọi lại", by=by)
        closed = today() - dt.timedelta(days=ago)
        SubjectRequest.objects.filter(pk=made.pk).update(
            state=RequestState.DONE, received_on=closed, closed_on=closed, closed_by="Lan", outcome="Đã đưa"
        )
    drop_names(0)
    assert sorted(SignUp.objects.values_list("name", flat=True)) == ["", "Bà Mới"]
    answered.refresh_from_db()
    recent.refresh_from_db()
    assert (answered.reach, recent.reach) == ("", "0912 345 678")
