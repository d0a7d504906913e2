"""Which sheets of a file are read, where their header is, which ấp a sheet is of: proposed, changed by a person, remembered."""

import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.people import actions
from hoctap.people.importing.layout import Layout, header_rows
from hoctap.people.models import Household, ImportMapping, ImportRun
from tests.people.messy import xlsx
from tests.world import World

# The first line looks more like a header than the true one, whose words say nothing.
WRONG_TOP = [
    ["Họ và tên", "Năm sinh", "Ấp", "Địa chỉ"],
    ["Mẫu của xã", "", "", ""],
    ["Người", "Sinh", "Nơi", "Nhà"],
    ["Lê Văn Ba", 1970, "Ấp 1", "Nhà 1"],
    ["Lê Văn Tư", 1971, "Ấp 2", "Nhà 2"],
]
NO_HAMLET = [["Họ và tên", "Năm sinh"], ["Lê Văn Ba", 1970], ["Lê Văn Tư", 1971]]
WITH_HAMLET = [["Họ và tên", "Năm sinh", "Ấp"], ["Trần Thị Hai", 1980, "Ấp 2"]]


def preview(world: World, content: bytes, **said: object) -> ImportRun:
    by = world.actor(world.lan)
    return actions.preview_import(world.commune, 2026, "la.xlsx", content, by=by, **said)  # type: ignore[arg-type]


def form_of(client: Client, run: ImportRun, **other: str) -> dict[str, object]:
    """What the page would send as it stands, with some fields said otherwise; "" as `use-N` leaves the sheet out."""
    form = client.get(reverse("import_mapping", args=[run.pk])).context["form"]
    posted: dict[str, object] = {"layout": "1"}
    for name in form.fields:
        value = form[name].value()
        if name != "file" and value not in (None, False, ""):
            posted[name] = "on" if value is True else value
    return {name: value for name, value in {**posted, **other}.items() if value != ""}


@pytest.mark.parametrize(
    ("typed", "rows"), [("5", [5]), ("5-6", [5, 6]), (" 5 , 6 ", [5, 6]), ("5–7", [5, 6, 7]), ("4 5", [4, 5])]
)
def test_header_rows_as_people_type_them(typed: str, rows: list[int]):
    assert header_rows(typed) == rows


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5, 8", "không liền nhau"),
        ("0", "bắt đầu từ 1"),
        ("5-9", "nhiều nhất 3 dòng"),
        ("6-5", "dòng đầu và dòng cuối"),
        ("năm", "ghi số dòng như trong Excel"),
    ],
)
def test_header_rows_that_cannot_be_are_refused_with_the_cure(typed: str, words: str):
    with pytest.raises(Refused, match=words):
        header_rows(typed)


def test_one_ap_for_a_sheet_that_names_none(world: World):
    run = preview(world, xlsx({"A": NO_HAMLET}))
    assert run.counts["faulty_rows"] == 2
    run = preview(world, xlsx({"A": NO_HAMLET, "B": WITH_HAMLET}), layout=Layout(hamlets={"": "Ấp 1"}))
    assert run.counts["by_hamlet"] == {"Ấp 1": 2, "Ấp 2": 1}
    for wrong, words in (("Ấp 9", "không phải ấp, khóm của"), ("Khóm 1", "không phải ấp, khóm của")):
        with pytest.raises(Refused, match=words):
            preview(world, xlsx({"A": NO_HAMLET}), layout=Layout(hamlets={"": wrong}))
    with pytest.raises(Refused, match="đã ghi tên ấp"):
        preview(world, xlsx({"B": WITH_HAMLET}), layout=Layout(hamlets={"": "Ấp 1"}))


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        (Layout(header_rows={"": [99]}), "nằm ngoài trang: trang có 3 dòng"),
        (Layout(header_rows={"": [2]}), "không có cột họ và tên"),
        (Layout(sheets=("Trang khác",)), "không có trang “Trang khác”. Các trang: A"),
        (Layout(sheets=()), "ít nhất một trang"),
    ],
)
def test_a_layout_that_the_file_has_not_is_refused(world: World, layout: Layout, words: str):
    with pytest.raises(Refused, match=words):
        preview(world, xlsx({"A": NO_HAMLET}), layout=layout)
    assert not ImportRun.objects.exists()


def test_a_header_row_without_its_sheet_is_refused_where_two_sheets_are_read(world: World):
    with pytest.raises(Refused, match="của trang nào"):
        preview(world, xlsx({"A": NO_HAMLET, "B": WITH_HAMLET}), layout=Layout(header_rows={"": [1]}))


def test_the_officer_says_sheets_and_ap_on_the_page(world: World, client: Client):
    run = preview(world, xlsx({"A": NO_HAMLET, "B": WITH_HAMLET}))
    client.force_login(world.lan)
    url = reverse("import_mapping", args=[run.pk])
    body = client.get(url).content.decode()
    assert "Dòng tên cột của trang A" in body
    said = form_of(client, run, **{"use-1": "", "hamlet-0": "Ấp 2"})
    assert client.post(url, said).status_code == 302
    run.refresh_from_db()
    assert run.counts["by_hamlet"] == {"Ấp 2": 2}
    assert client.post(reverse("import_apply", args=[run.pk]), {}).status_code == 302
    assert set(Household.objects.values_list("hamlet", flat=True)) == {world.hamlet_2.pk}


def test_another_header_row_needs_the_file_again_and_is_remembered_under_the_name(
    world: World, client: Client
):
    content = xlsx({"A": WRONG_TOP})
    run = preview(world, content)
    assert run.head["sheets"][0]["header_rows"] == [1, 1]
    client.force_login(world.lan)
    url = reverse("import_mapping", args=[run.pk])
    refused = client.post(url, form_of(client, run, **{"header-0": "3"}))
    assert refused.status_code == 422
    assert "Hãy chọn lại đúng tệp này" in refused.content.decode()
    again = {"file": SimpleUploadedFile("la.xlsx", content)}
    far = client.post(url, form_of(client, run, **{"header-0": "99"}) | again)
    assert far.status_code == 422
    assert "nằm ngoài trang" in far.content.decode()
    apart = client.post(url, form_of(client, run, **{"header-0": "1, 3"}))
    assert (apart.status_code, "không liền nhau" in apart.content.decode()) == (422, True)


def test_a_mapping_remembers_the_header_row_that_a_person_said(world: World):
    by = world.actor(world.lan)
    rows = [
        ["Danh sách", "", ""],
        ["Họ và tên", "Năm sinh", "Ấp"],
        ["Chủ hộ", "Sinh năm", "Nơi ở"],
        *WITH_HAMLET[1:],
    ]
    content = xlsx({"A": rows, "B": NO_HAMLET})
    run = preview(world, content)
    proposed = run.head["sheets"][0]["header_rows"]
    other = [2, 2] if proposed != [2, 2] else [2, 3]
    file = actions.ListFile("la.xlsx", content)
    said = Layout(("A",), {"A": list(range(other[0], other[1] + 1))})
    actions.map_import(run, {}, layout=said, file=file, name="Của xã", by=by)
    run.refresh_from_db()
    assert run.head["sheets"][0]["header_rows"] == other
    assert ImportMapping.objects.get().layout["header_rows"] == {"A": other}
    later = preview(world, content)
    assert [(one["name"], one["used"]) for one in later.head["sheets"]] == [("A", True), ("B", False)]
    assert later.head["sheets"][0]["header_rows"] == other
    # One title line more: what is remembered does not fit, and is not used.
    moved = preview(world, xlsx({"A": [["Năm 2026", "", ""], *rows], "B": NO_HAMLET}), mapping="Của xã")
    assert moved.head["sheets"][0]["header_rows"] != other
    assert any("nhớ dòng tên cột ở chỗ khác" in words for words in moved.notes["warnings"])


def dry_run(path: Path, *options: str) -> dict[str, object]:
    out = io.StringIO()
    place = ("--place", "30055", "--year", "2024")
    call_command("import", "households", str(path), *place, "--dry-run", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_takes_sheets_header_rows_and_ap(world: World, tmp_path: Path):
    path = tmp_path / "la.xlsx"
    path.write_bytes(xlsx({"A": NO_HAMLET, "B": WITH_HAMLET}))
    said = dry_run(path, "--sheet", "A", "--header-row", "1", "--hamlet", "Ấp 1")
    assert [(one["name"], one["used"], one["header_row"], one["hamlet"]) for one in said["sheets"]] == [
        ("A", True, 1, "Ấp 1"),
        ("B", False, 0, ""),
    ]
    assert said["counts"]["by_hamlet"] == {"Ấp 1": 2}  # type: ignore[index]
    said = dry_run(path, "--hamlet", "A=Ấp 2", "--header-row", "A=1", "--header-row", "B=1")
    assert said["counts"]["by_hamlet"] == {"Ấp 2": 3}  # type: ignore[index]
    for wrong, words in (
        (("--header-row", "99", "--sheet", "A"), "nằm ngoài trang"),
        (("--header-row", "1,3", "--sheet", "A"), "không liền nhau"),
        (("--hamlet", "Ấp 9"), "không phải ấp, khóm của"),
        (("--sheet", "C"), "không có trang"),
    ):
        with pytest.raises(CommandError, match=words):
            dry_run(path, *wrong)


def test_the_command_takes_what_an_uncertain_ap_is(world: World, tmp_path: Path):
    path = tmp_path / "la.xlsx"
    path.write_bytes(xlsx({"A": [["Họ và tên", "Ấp"], ["Lê Văn Ba", "Khóm 1"]]}))
    assert dry_run(path)["counts"]["faulty_rows"] == 1  # type: ignore[index]
    said = dry_run(path, "--same-hamlet", "Khóm 1=Ấp 1")
    assert said["counts"]["by_hamlet"] == {"Ấp 1": 1}  # type: ignore[index]
    with pytest.raises(CommandError, match="là một trong"):
        dry_run(path, "--same-hamlet", "Khóm 1=Ấp 9")
