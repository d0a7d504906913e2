"""A draft begun: blank, a copy, out of a frame."""

from typing import Any

from hoctap.core.actor import system_job
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition, Title
from tests.criteria.drafts import local_title
from tests.recognition.hands import refused, shown, sign_in
from tests.world import World

ADDRESS = "/criteria/editions/new/"


def form(world: World, **other: Any) -> dict[str, Any]:
    usual = {
        "place": str(world.district.pk),
        "title": Title.LEARNING_FAMILY,
        "scoring": "points",
        "name": "Bộ của huyện",
    }
    return usual | other


def test_the_district_begins_with_a_blank_table_or_a_copy(world: World) -> None:
    bich = sign_in(world.bich)
    assert "Lập bản nháp bộ tiêu chí" in shown(
        bich.get(ADDRESS + f"?base={world.edition.pk}&title=learning_family")
    )
    answer = bich.post(ADDRESS, form(world))
    blank = CriteriaEdition.objects.get(place=world.district)
    assert answer["Location"] == f"/criteria/editions/{blank.pk}/"
    bich.post(ADDRESS, form(world, base=str(world.edition.pk), name=""))
    copy = CriteriaEdition.objects.get(place=world.district, name=world.edition.name)
    assert copy.criteria.count() == 4


def test_out_of_a_frame(world: World) -> None:
    load_shipped_editions(by=system_job("kiểm thử"))
    frame = CriteriaEdition.objects.get(code="cong-dong-hoc-tap-xa-tt44")
    sign_in(world.bich).post(ADDRESS, form(world, title=frame.title, base=str(frame.pk)))
    made = CriteriaEdition.objects.get(place=world.district)
    assert (made.criteria.count(), made.is_frame, made.published_at) == (15, False, None)


def test_what_is_missing_is_said_beside_it(world: World) -> None:
    bich = sign_in(world.bich)
    refused(bich.post(ADDRESS, form(world, name="")), "Ghi tên bộ tiêu chí")
    refused(bich.post(ADDRESS, form(world, place="")), "Hãy chọn địa bàn")
    refused(bich.post(ADDRESS, form(world, title="khong")), "Hãy chọn danh hiệu trong danh sách")
    assert not CriteriaEdition.objects.filter(place=world.district).exists()


def test_a_commune_drafts_its_own_title_only(world: World) -> None:
    lan = sign_in(world.lan)
    assert "Thêm danh hiệu</a> trước" in shown(lan.get(ADDRESS))
    refused(lan.post(ADDRESS, form(world, place=str(world.commune.pk))), "Hãy chọn danh hiệu")
    title = local_title(world)
    answer = lan.post(ADDRESS, form(world, place=str(world.commune.pk), title=title.code))
    assert answer.status_code == 302
    refused(
        sign_in(world.oanh).post(ADDRESS, form(world, place=str(world.commune.pk), title=title.code)),
        "Hãy chọn danh hiệu",
    )
    assert sign_in(world.hung).get(ADDRESS).status_code == 403
