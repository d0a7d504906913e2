"""Who decides where: what texts say, and the papers that a province entered."""

from django.urls import reverse

from hoctap.assessments import actions
from tests.assessments import hands
from tests.assessments.test_commune_title import hands_paper
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_both_stand_there_with_their_ground(world: World):
    hands.district_of_2024(world)
    lan = sign_in(world.lan)
    here = reverse("authority_list")
    page = shown(lan.get(here))
    assert "QĐ 2086/QĐ-UBND" in page
    assert "tỉnh Phú Thọ" in page
    assert "Trưởng phòng Giáo dục và Đào tạo" in page
    assert "chưa xác thực" in page
    assert "Ghi văn bản giao thẩm quyền" not in page
    from hoctap.core.actor import system_job

    named = actions.name_authority(hands.COMMUNE, world.province, hands_paper(), by=system_job("kiểm thử"))
    assert named.paper_words not in shown(lan.get(here))  # kept by the province, not by her
