"""Two editions side by side."""

from hoctap.core.actor import system_job
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.drafting.queries import compare, content_of
from hoctap.criteria.models import CriteriaEdition
from tests.criteria.drafts import ROWS, draft, filled
from tests.recognition.hands import shown, sign_in
from tests.world import World


def address(edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/compare/"


def test_lines_added_gone_and_changed(world: World) -> None:
    first = filled(world)
    rows = [ROWS[0] | {"max_points": "50"}, ROWS[2], ROWS[1] | {"code": "S9", "max_points": "10"}]
    second = filled(world, draft(world, name="Bộ mới"), rows=rows, threshold=75)
    found = compare(content_of(first), content_of(second))
    assert found.sentence == "Thêm 1 dòng, bỏ 1 dòng, đổi 1 dòng, giữ nguyên 1 dòng."
    assert [
        (line.code, line.kind, line.left, line.right) for line in found.lines if line.kind == "changed"
    ] == [("S1", "changed", ["40 điểm"], ["50 điểm"])]
    assert ("Điểm đạt", "70", "75") in found.header
    page = shown(sign_in(world.bich).get(address(second), {"with": str(first.pk)}))
    for words in (found.sentence, "40 điểm", "50 điểm", "Mượn sách thư viện"):
        assert words in page, words


def test_thresholds_of_levels_are_compared_in_words(world: World) -> None:
    load_shipped_editions(by=system_job("kiểm thử"))
    left = content_of(CriteriaEdition.objects.get(code="cong-dong-hoc-tap-xa-tt25"))
    right = content_of(CriteriaEdition.objects.get(code="cong-dong-hoc-tap-xa-tt25"))
    line = next(one for one in right.lines if one.conditions and one.conditions[0]["ask"] == "share")
    least = line.conditions[0]["least"]
    was, least["1"] = least["1"], 5
    (changed,) = compare(left, right).lines
    assert [fact for fact in changed.left if "Mức độ 1" in fact] == [f"Mức độ 1: ≥ {was} %"]
    assert [fact for fact in changed.right if "Mức độ 1" in fact] == ["Mức độ 1: ≥ 5 %"]
    assert compare(left, left).lines == []


def test_the_other_edition_must_be_one_that_the_reader_sees(world: World) -> None:
    hidden = filled(world)
    page = shown(sign_in(world.lan).get(address(world.edition), {"with": str(hidden.pk)}))
    assert "Bộ của huyện" not in page
    assert sign_in(world.lan).get(address(hidden)).status_code == 404
    assert "Chưa có bộ nào khác để so" in shown(sign_in(world.lan).get(address(world.edition)))
