"""A province enters the paper that names who decides."""

from typing import Any

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.assessments.models import Authority
from hoctap.core.permissions import Role
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World, make_organisation, make_user

HERE = reverse("authority_new")
TYPED = {
    "title": hands.COMMUNE,
    "level": "province",
    "receives": "Sở Giáo dục và Đào tạo",
    "decides": "Giám đốc Sở Giáo dục và Đào tạo",
    "has_council": "on",
    "paper_number": "99/QĐ-UBND",
    "paper_date": "2026-01-05",
    "paper_issuer": "Ủy ban nhân dân tỉnh",
    "valid_from": "2026-01-05",
}


def keeper_of(world: World) -> User:
    office = make_organisation("association", "Hội Khuyến học tỉnh", "HKH", world.province)  # type: ignore[arg-type]
    return make_user("Tạ Thị Thu", "thu", office, "Chủ tịch", (Role.SUPERVISOR, world.province))


def test_it_is_entered_by_the_province(world: World):
    keeper = sign_in(keeper_of(world))
    assert "Chỉ ghi khi đã có văn bản" in shown(keeper.get(HERE))
    assert keeper.post(HERE, {**TYPED, "place": world.province.pk}).status_code == 302
    assert Authority.objects.get().decides == "Giám đốc Sở Giáo dục và Đào tạo"
    lan = sign_in(world.lan)
    assert lan.post(HERE, {**TYPED, "place": world.province.pk}).status_code == 422
    assert Authority.objects.count() == 1
    assert sign_in(world.hung).get(HERE).status_code == 403


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"paper_number": ""}, "Ghi số văn bản"),
        ({"paper_issuer": ""}, "Ghi cơ quan ban hành"),
        ({"paper_date": ""}, "Ghi ngày văn bản"),
        ({"receives": ""}, "Ghi nơi nhận hồ sơ"),
        ({"decides": " "}, "Ghi người quyết định"),
        ({"valid_from": ""}, "Ghi ngày áp dụng"),
    ],
)
def test_a_paper_has_its_number_day_and_issuer(world: World, change: dict[str, Any], words: str):
    keeper = sign_in(keeper_of(world))
    answered = keeper.post(HERE, {**TYPED, "place": world.province.pk, **change})
    assert answered.status_code == 422
    assert words in shown(answered)
    assert not Authority.objects.exists()
