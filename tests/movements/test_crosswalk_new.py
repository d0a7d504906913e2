"""A criterion is joined to a measure, from a paper of the place."""

import pytest

from hoctap.movements.crosswalk.models import CrosswalkLine
from hoctap.movements.crosswalk.rules import LineTyped, line_reasons
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/movements/crosswalk/new/"
LINE = LineTyped("rural", "5.2", "Gia đình học tập", "known", "QĐ")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"dossier": "?"}, "Chọn hồ sơ"),
        ({"code": ""}, "số của tiêu chí"),
        ({"wording": ""}, "nội dung tiêu chí"),
        ({"measure": "?"}, "Chọn số liệu"),
        ({"source": ""}, "Ghi văn bản"),
    ],
)
def test_what_is_missing_is_named(other: dict[str, str], said: str):
    typed = LineTyped(**{**LINE.__dict__, **other})
    assert said in line_reasons(typed, dossiers=["rural"], measures=["known"], is_taken=False)[0].text


def test_one_criterion_is_joined_to_a_measure_once():
    found = line_reasons(LINE, dossiers=["rural"], measures=["known"], is_taken=True)
    assert "đã nối" in found[0].text


@pytest.mark.requirement("S3-57")
def test_a_place_joins_its_criteria_to_measures(world: World):
    client = sign_in(world.lan)
    typed = {
        "place": world.commune.pk,
        "dossier": "rural_advanced",
        "code": "14.3",
        "wording": "Tỷ lệ gia đình đạt danh hiệu",
        "measure": "learning_family.recognised",
        "source": "Quyết định của tỉnh (thử)",
    }
    assert client.post(HERE, typed).status_code == 302
    assert CrosswalkLine.objects.get().code == "14.3"
    again = client.post(HERE, typed)
    assert again.status_code == 422
    assert "đã nối với số liệu này rồi" in shown(again)
    assert sign_in(world.hung).get(HERE).status_code == 403
