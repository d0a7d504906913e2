"""A change of boundaries on screen: dry run, where hamlets go, applying and undoing by a job."""

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.places.boundaries import actions, tasks
from hoctap.places.models import BoundaryChange, BoundaryJob, Place
from tests.boundaries import JOB, divide, merge
from tests.season import keeper_of_province
from tests.world import World, make_household


@pytest.fixture
def keeper(world: World, client: Client) -> Client:
    make_household(world.hamlet, "Nguyễn Văn Một")
    make_household(world.other_hamlet, "Lê Văn Năm")
    client.force_login(keeper_of_province(world))
    return client


def page(client: Client, change: BoundaryChange) -> str:
    return client.get(reverse("boundary_detail", args=[change.pk])).content.decode()


def post(client: Client, name: str, change: BoundaryChange, **values: str) -> tuple[int, str]:
    response = client.post(reverse(name, args=[change.pk]), values, follow=True)
    return response.status_code, response.content.decode()


def test_the_dry_run_shows_names_figures_and_what_waits(world: World, keeper: Client):
    shown = page(keeper, merge(world))
    assert "Tổng trước và sau bằng nhau" in shown
    assert "Ấp 1 (xã Tân Kiều cũ)" in shown
    assert "Cần xử lý sau sắp xếp" in shown
    assert "vai trò đang giao" in shown
    assert "Thực hiện sắp xếp?" in shown
    assert not Place.objects.filter(name="Phương Thịnh").exists()


def test_each_hamlet_of_a_divided_commune_is_given_its_place(world: World, keeper: Client):
    change = divide(world)
    first, second = change.places.all()
    shown = page(keeper, change)
    assert "Chưa thực hiện được" in shown
    assert "Thực hiện sắp xếp?" not in shown
    assert post(keeper, "boundary_apply", change)[0] == 422
    chosen = {f"hamlet-{world.hamlet.pk}": str(first.pk), f"hamlet-{world.hamlet_2.pk}": str(second.pk)}
    _, shown = post(keeper, "boundary_assign", change, **chosen)
    assert "Đã ghi nơi đến của các ấp, khóm." in shown
    assert "Thực hiện sắp xếp?" in shown
    status, shown = post(
        keeper, "boundary_assign", change, **{f"hamlet-{world.other_hamlet.pk}": str(first.pk)}
    )
    assert status == 422
    assert "không thuộc đơn vị bị chia" in shown
    post(keeper, "boundary_assign", change, **{"hamlet-khong-phai": "1", f"hamlet-{world.hamlet.pk}": ""})
    assert "Chưa thực hiện được" in page(keeper, change)


def test_a_job_applies_it_while_the_page_tells_how_far_it_is(world: World, keeper: Client):
    change = merge(world)
    _, shown = post(keeper, "boundary_apply", change)
    assert "Đang chờ đến lượt" in shown
    assert 'hx-trigger="every 2s"' in shown
    assert ProcrastinateJob.objects.filter(task_name="places.carry_out_boundary").count() == 1
    assert "Việc này đang được làm" in post(keeper, "boundary_apply", change)[1]
    tasks.carry_out(change_id=str(change.pk))
    shown = page(keeper, change)
    assert "Đã thực hiện" in shown
    assert "Hoàn tác việc sắp xếp?" in shown
    assert "Ấp 1 (xã Hưng Thạnh cũ)" in shown
    assert "không còn" not in shown


def test_a_job_killed_after_its_work_says_that_the_work_is_done(world: World, keeper: Client):
    change = merge(world)
    post(keeper, "boundary_apply", change)
    actions.apply_change(change, by=JOB)
    tasks.carry_out(change_id=str(change.pk))
    assert BoundaryJob.objects.get().failed == ""
    assert "Thực hiện chưa được" not in page(keeper, change)


def test_undoing_wants_the_words_and_is_done_by_the_job(world: World, keeper: Client):
    change = actions.apply_change(merge(world), by=JOB)
    status, shown = post(keeper, "boundary_undo", change, words="có")
    assert status == 422
    assert "Hãy ghi đúng “hoàn tác”." in shown
    assert not BoundaryJob.objects.exists()
    post(keeper, "boundary_undo", change, words="Hoàn tác")
    tasks.carry_out(change_id=str(change.pk))
    assert "Đã hoàn tác" in page(keeper, change)
    assert not Place.objects.filter(name="Phương Thịnh").exists()


def test_what_was_recorded_since_is_told_instead_of_a_button(world: World, keeper: Client):
    change = actions.apply_change(merge(world), by=JOB)
    hamlet = Place.objects.get(name="Ấp 2", valid_to=None)
    make_household(hamlet, "Võ Thị Mới", listed_year=2026)
    shown = page(keeper, change)
    assert "Không hoàn tác được nữa" in shown
    assert "Võ Thị Mới" in shown
    assert "Hoàn tác việc sắp xếp?" not in shown
    assert post(keeper, "boundary_undo", change, words="hoàn tác")[0] == 422


def test_a_refusal_found_by_the_job_is_told_and_nothing_changed(world: World, keeper: Client):
    change = merge(world)
    post(keeper, "boundary_apply", change)
    Place.objects.create(level="commune", kind="xã", name="Phương Thịnh", parent=world.district)
    tasks.carry_out(change_id=str(change.pk))
    shown = page(keeper, change)
    assert "Thực hiện chưa được, không có gì thay đổi." in shown
    assert "đã có xã Phương Thịnh" in shown
    change.refresh_from_db()
    assert change.state == "draft"


def test_a_draft_is_dropped(world: World, keeper: Client):
    change = merge(world)
    assert "Đã bỏ bản nháp" in post(keeper, "boundary_drop", change)[1]
    assert not BoundaryChange.objects.exists()
