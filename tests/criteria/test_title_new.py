"""A commune adds a title of its own."""

from typing import Any

import pytest

from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.models import LearningTitle, Title
from tests.criteria.drafts import READING, local_title
from tests.recognition.hands import refused, shown, sign_in
from tests.world import World

ADDRESS = "/criteria/titles/new/"


def form(world: World, **other: Any) -> dict[str, Any]:
    usual = {
        "place": str(world.commune.pk),
        "name": READING,
        "subject_kind": "household",
        "line_word": "Điều kiện",
        "self_word": "Gia đình tự chấm",
        "instrument": "Kế hoạch số 5/KH-UBND",
    }
    return usual | other


def test_it_has_its_words_at_once(world: World) -> None:
    lan = sign_in(world.lan)
    assert "Công nhận cho" in shown(lan.get(ADDRESS))
    answer = lan.post(ADDRESS, form(world))
    title = LearningTitle.objects.get()
    assert title.code == "local_gia_dinh_doc_sach"
    assert answer["Location"] == f"/criteria/editions/new/?place={world.commune.pk}&title={title.code}"
    words = Title(title.code)
    assert (words.label, words.point_word, words.self_word) == (READING, "điều kiện", "Gia đình tự chấm")
    assert (words.subject_word, words.name_word) == ("hộ", "Chủ hộ")
    assert not words.is_of_persons


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": " "}, "Ghi tên danh hiệu"),
        ({"name": "gia đình HỌC tập"}, "Đã có danh hiệu"),
        ({"name": "D" * 121}, "120"),
        ({"subject_kind": "clans"}, "clans"),
        ({"subject_kind": "place"}, "Chọn cộng đồng ở cấp nào"),
        ({"subject_kind": "place", "place_levels": ["country"]}, "country"),
        ({"subject_kind": ""}, "Chọn công nhận cho ai"),
        ({"instrument": ""}, "Ghi văn bản"),
        ({"place": ""}, "Hãy chọn địa bàn"),
        ({"line_word": "d" * 41}, "40"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(world: World, other: dict[str, str], words: str) -> None:
    refused(sign_in(world.lan).post(ADDRESS, form(world, **other)), words)
    assert not LearningTitle.objects.exists()


def test_a_name_is_taken_once_from_the_province_down(world: World) -> None:
    local_title(world)
    with pytest.raises(Refused, match="Đã có danh hiệu"):
        local_title(world)
    with pytest.raises(Refused, match="Đã có danh hiệu"):
        local_title(world, world.district, world.bich, name="gia dinh DOC sach")
    other = local_title(world, world.other_commune, world.oanh)
    assert other.code == "local_gia_dinh_doc_sach_2"


def test_only_who_keeps_titles_there(world: World) -> None:
    for who in (world.hung, world.minh, world.oanh, world.admin):
        with pytest.raises(Forbidden):
            local_title(world, who=who)
    with pytest.raises(Refused, match="tỉnh, huyện hoặc xã"):
        local_title(world, world.hamlet)
    with pytest.raises(Refused, match="Chọn công nhận cho ai"):
        local_title(world, subject_kind="nobody")
    assert sign_in(world.hung).get(ADDRESS).status_code == 403
    refused(sign_in(world.oanh).post(ADDRESS, form(world)), "Hãy chọn địa bàn trong danh sách")
