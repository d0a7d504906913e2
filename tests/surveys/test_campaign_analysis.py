"""What the answers add up to: by topic, age, sex, occupation, members, ấp."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from hoctap.core.actor import Actor
from hoctap.surveys.analysis.queries import BY, analysis_of
from hoctap.surveys.analysis.rules import shown_cells
from hoctap.surveys.answering import actions as answering
from hoctap.surveys.campaigns.models import Campaign
from tests.surveys import hands
from tests.world import World


@pytest.fixture
def full(world: World, by: Actor) -> Campaign:
    """Nine answers by the form that comes with the program: seven women who want crops, two men who want sport."""
    form = hands.form_at(world.commune, by, title="Mẫu đầy đủ")
    version = hands.published(world.commune, by, title="Đủ", content=form.versions.get().design)
    campaign = hands.campaign_at(world.commune, by, version=version)
    women = {
        "chu_de": ["crops"],
        "gioi_tinh": ["female"],
        "tuoi": ["adult"],
        "nghe_nghiep": ["farmer"],
        "doan_the": ["women", "farmers"],
        "thoi_gian": ["evening"],
    }
    men = {
        "chu_de": ["crops", "mass-sport"],
        "gioi_tinh": ["male"],
        "tuoi": ["elder"],
        "thoi_gian": ["evening", "weekend"],
    }
    for hamlet, given, times in ((world.hamlet, women, 7), (world.hamlet_2, men, 2)):
        for _ in range(times):
            answering.take_at_the_door(
                campaign, version, lambda name, given=given: given.get(name, []), hamlet=hamlet, by=by
            )
    return campaign


@pytest.mark.parametrize(
    ("way", "heads", "crops"),
    [
        ("sex", ["Nữ", "Nam"], [7, 2]),
        ("age", ["36–59 tuổi", "từ 60 tuổi"], [7, 2]),
        ("occupation", ["Làm nông, nuôi trồng", "không nói"], [7, 2]),
        ("member", ["Hội Nông dân", "Hội Phụ nữ", "không nói"], [7, 7, 2]),
        ("partner", ["không nói"], [9]),
    ],
)
@pytest.mark.requirement("S0-17", "S2-20")
def test_topics_by_who_wants_them(way: str, heads: list[str], crops: list[int], full: Campaign):
    """By interest, age, sex, occupation, members."""
    analysis = analysis_of(full, way, may_see_few=True)
    assert analysis.total == 9
    assert analysis.table.heads == heads
    assert [row.label for row in analysis.table.rows] == ["Kỹ thuật trồng trọt", "Thể thao quần chúng"]
    assert [cell.people for cell in analysis.table.rows[0].cells] == crops
    assert [row.total.people for row in analysis.table.rows] == [9, 2]


def test_by_ap_and_the_questions_without_a_meaning(world: World, full: Campaign):
    analysis = analysis_of(full, "hamlet", may_see_few=True)
    assert analysis.table.heads == [world.hamlet.title, world.hamlet_2.title]
    when = next(one for one in analysis.questions if one.label == "Lúc nào đi học được?")
    assert [(one.label, one.people) for one in when.answers] == [("Tối", 9), ("Thứ bảy, chủ nhật", 2)]


def test_small_groups_are_hidden_from_who_does_not_take_the_answers(
    world: World, full: Campaign, client: Client
):
    """Two men are two men one knows; with the row's sum beside them the women would tell of them."""
    client.force_login(world.bich)
    page = client.get(f"/surveys/{full.pk}/analysis/?by=sex").content.decode()
    assert "Nhóm dưới 5 người được ẩn." in page
    narrowed = analysis_of(full, "sex", may_see_few=False)
    assert [[cell.people for cell in row.cells] for row in narrowed.table.rows] == [[None, None], [0, None]]
    assert [row.total.people for row in narrowed.table.rows] == [9, None]
    client.force_login(world.lan)
    assert "được ẩn" not in client.get(f"/surveys/{full.pk}/analysis/?by=sex").content.decode()


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([9, 6], [9, 6]),
        ([9, 2], [None, None]),
        ([9, 2, 6], [9, None, None]),
        ([9, 2, 0, 4], [9, None, 0, None]),
        ([0, 0], [0, 0]),
        ([3], [None]),
    ],
)
def test_what_is_hidden_cannot_be_worked_out(counts: list[int], shown: list[int | None]):
    assert [cell.people for cell in shown_cells(counts, may_see_few=False)] == shown
    assert [cell.people for cell in shown_cells(counts, may_see_few=True)] == counts


def test_the_table_goes_to_excel(world: World, full: Campaign, client: Client):
    client.force_login(world.lan)
    answer = client.get(f"/surveys/{full.pk}/analysis/sheet/?by=sex")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0] == ("Chuyên đề", "Tất cả", "Nữ", "Nam")
    assert rows[2] == ("Kỹ thuật trồng trọt", 9, 7, 2)


def test_an_empty_campaign_and_a_nonsense_way_are_pages_too(world: World, campaign: Campaign, client: Client):
    client.force_login(world.lan)
    for way in (*BY, "khong-co"):
        assert client.get(f"/surveys/{campaign.pk}/analysis/?by={way}").status_code == 200
