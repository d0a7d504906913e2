"""What the columns of a list mean: said by a person, remembered under a name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import ImportMapping, ImportRun
from tests.people.sheets import sheet
from tests.world import World

STRANGE = ["Cột một", "Họ và tên", "Nơi", "Số", "CCCD"]
ROWS = [
    ["Ấp 1", "Nguyễn Văn Một", "12 đường tỉnh", 1970, "087123456789"],
    ["Ấp 2", "Trần Thị Hai", "", 1965, "087123456780"],
]


def preview(world: World, content: bytes) -> ImportRun:
    return actions.preview_import(world.commune, 2024, "la.xlsx", content, by=world.actor(world.lan))


def said_by(client: Client, run: ImportRun, meanings: dict[str, str]) -> dict[str, str]:
    """The form as it stands, with other meanings for some headers."""
    form = client.get(reverse("import_mapping", args=[run.pk])).context["form"]
    posted = {}
    for number, column in enumerate(form.columns):
        posted[f"column-{number}"] = meanings.get(column.header, column.field)
        posted[f"encoding-{number}"] = column.encoding
    return posted


def test_columns_are_given_a_meaning_and_the_rows_are_checked_again(world: World, client: Client):
    run = preview(world, sheet(ROWS, STRANGE))
    assert run.counts["faulty_rows"] == 2
    client.force_login(world.lan)
    body = client.get(reverse("import_mapping", args=[run.pk])).content.decode()
    for words in ("Cột một", "Ấp 1 · Ấp 2", "CCCD", "Sổ hộ PCGD–XMC"):
        assert words in body
    assert "087123" not in body
    posted = said_by(client, run, {"Cột một": "hamlet", "Nơi": "address", "Số": "birth"}) | {
        "name": "Danh sách của ấp"
    }
    assert client.post(reverse("import_mapping", args=[run.pk]), posted).status_code == 302
    run.refresh_from_db()
    assert (run.counts["faulty_rows"], run.counts["new_households"]) == (0, 2)
    # The same headers are read so at once the next time, and under the name.
    assert preview(world, sheet(ROWS[:1], STRANGE)).counts["new_households"] == 1
    mapping = ImportMapping.objects.get()
    assert (mapping.name, mapping.place, mapping.columns["cot mot"]) == (
        "Danh sách của ấp",
        world.commune,
        "hamlet",
    )
    assert "cccd" not in mapping.columns


def test_a_column_that_is_not_used_and_a_name_that_is_needed(world: World, client: Client):
    run = preview(world, sheet([["Nguyễn Văn Một", "Ấp 1", "năm Thìn"]], ["Họ và tên", "Ấp", "Năm sinh"]))
    client.force_login(world.lan)
    assert (
        client.post(
            reverse("import_mapping", args=[run.pk]), said_by(client, run, {"Năm sinh": ""})
        ).status_code
        == 302
    )
    run.refresh_from_db()
    assert run.counts["faulty_rows"] == 0
    refused = client.post(reverse("import_mapping", args=[run.pk]), said_by(client, run, {"Họ và tên": ""}))
    assert refused.status_code == 422
    assert "hãy chọn cột nào là họ và tên" in refused.content.decode()


def test_two_columns_of_one_meaning_are_refused(world: World, client: Client):
    run = preview(world, sheet(ROWS, STRANGE))
    client.force_login(world.lan)
    response = client.post(
        reverse("import_mapping", args=[run.pk]), said_by(client, run, {"Nơi": "hamlet", "Cột một": "hamlet"})
    )
    assert response.status_code == 422
    assert "cột A và cột C cùng chọn một ý nghĩa" in response.content.decode()


def test_another_font_than_was_found_needs_the_same_file_again(world: World, client: Client):
    names = ["NguyÔn V¨n An", "TrÇn ThÞ B×nh", "Lª V¨n C­êng", "Ph¹m ThÞ Dung", "Vâ V¨n §«ng"]
    content = sheet([[name, "Ấp 1", 1970] for name in names], ["Họ và tên", "Ấp", "Năm sinh"])
    run = preview(world, content)
    assert run.counts["new_households"] == 5
    assert any("TCVN3" in words for words in run.notes["warnings"])
    client.force_login(world.lan)
    url = reverse("import_mapping", args=[run.pk])
    page = client.get(url)
    assert "Nguyễn Văn An" in page.content.decode()
    form = page.context["form"]
    number = next(number for number, column in enumerate(form.columns) if column.header == "Họ và tên")
    assert form.columns[number].encoding == "TCVN3"
    posted = said_by(client, run, {}) | {f"encoding-{number}": ""}
    refused = client.post(url, posted)
    assert refused.status_code == 422
    assert "Hãy chọn lại đúng tệp này" in refused.content.decode()
    wrong = client.post(url, posted | {"file": SimpleUploadedFile("la.xlsx", sheet(ROWS, STRANGE))})
    assert "Đây không phải tệp la.xlsx đã đọc" in wrong.content.decode()
    assert client.post(url, posted | {"file": SimpleUploadedFile("la.xlsx", content)}).status_code == 302
    run.refresh_from_db()
    assert run.head["sheets"][0]["encodings"] == {}
    assert "NguyÔn V¨n An" in run.staged_rows.first().line
    assert run.counts["faulty_rows"] == 5


def test_a_meaning_that_there_is_not_and_a_run_that_is_over_are_refused(world: World):
    run = preview(world, sheet(ROWS, STRANGE))
    by = world.actor(world.lan)
    with pytest.raises(Refused, match="không có trong danh sách"):
        actions.map_import(run, {"Sheet": {"A": "ethnicity"}}, by=by)
    actions.drop_import(run, by=by)
    with pytest.raises(Refused, match="đã xong"):
        actions.map_import(run, {}, by=by)


def test_the_outsider_sees_and_changes_no_columns(world: World, client: Client):
    run = preview(world, sheet(ROWS, STRANGE))
    client.force_login(world.oanh)
    assert client.get(reverse("import_mapping", args=[run.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.map_import(run, {}, by=world.actor(world.oanh))
