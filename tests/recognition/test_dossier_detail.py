"""One family criterion by criterion: three columns, evidence, what happened."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from PIL import Image

from hoctap.core import files
from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence import actions as evidence_actions
from hoctap.evidence.models import Evidence
from hoctap.papers.layout_check import check_layout
from hoctap.recognition import actions
from hoctap.recognition.models import Dossier
from tests.recognition.hands import (
    ALL_POINTS,
    enter,
    meet,
    names,
    nominate,
    queries_of,
    refused,
    review,
    row,
    score,
    shown,
    sign_in,
    verdict,
)
from tests.season import SCAN, Season


def address(dossier: Dossier, column: str = "") -> str:
    return reverse("dossier_detail", args=[dossier.pk]) + (f"?column={column}" if column else "")


@pytest.fixture
def registered(opened: Season) -> Season:
    """The families of Ấp 1 registered, without points."""
    enter(opened, *[row(dossier, "", "") for dossier in opened.dossiers])
    return opened


def photo() -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "nha ong Dat"
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


# ---------------------------------------------------------------- who sees it


@pytest.mark.requirement("S3-25")
def test_the_dossier_shows_three_columns_with_clause_and_author(registered: Season):
    dossier = registered.dossiers[0]
    score(registered, dossier, "self")
    score(registered, dossier, "hamlet", "theo biên bản Tổ 2", A1="20", A2="25", B1="20", B2="15")
    body = shown(sign_in(registered.head).get(address(dossier)))
    assert names([dossier])[0] in body
    assert all(clause in body for clause in ("Mục A1", "Mục A2", "Mục B1", "Mục B2"))
    assert all(label in body for label in ("Gia đình tự chấm", "Tổ, ấp chấm", "Xã thẩm định"))
    assert registered.officer.full_name in body
    assert "theo biên bản Tổ 2" in body
    assert "chưa xác thực" in body
    assert "chấm từng tiêu chí" in body


def test_each_reader_is_offered_only_what_is_his_to_write(scored: Season):
    dossier = scored.dossiers[0]
    for person, columns in [
        (scored.head, ["self", "hamlet"]),
        (scored.officer, ["self", "hamlet"]),
        (scored.chair, []),
        (scored.world.bich, []),
    ]:
        body = shown(sign_in(person).get(address(dossier)))
        assert [c for c in ("self", "hamlet", "commune") if f"?column={c}" in body] == columns
        assert ("Thêm minh chứng" in body) == bool(columns)


def test_once_nominated_only_the_commune_writes(nominated: Season):
    dossier = nominated.dossiers[0]
    assert "?column=commune" in shown(sign_in(nominated.officer).get(address(dossier)))
    body = shown(sign_in(nominated.head).get(address(dossier, "hamlet")))
    assert "?column=" not in body
    assert reverse("dossier_score", args=[dossier.pk]) not in body


def test_neither_the_next_hamlet_nor_the_next_commune_finds_the_dossier(scored: Season):
    theirs = scored.open_dossiers[0]
    for person in (scored.head, scored.world.oanh):
        client = sign_in(person)
        answers = [
            client.get(address(theirs)),
            client.get(reverse("dossier_sheet", args=[theirs.pk])),
            client.post(reverse("dossier_score", args=[theirs.pk]), {"column": "hamlet", "points-A1": "1"}),
            client.post(
                reverse("dossier_evidence", args=[theirs.pk]),
                {"criterion": "A1", "kind": "note", "text": "x"},
            ),
        ]
        for answer in answers:
            assert answer.status_code == 404
            assert names([theirs])[0] not in shown(answer)


# ---------------------------------------------------------------- points


@pytest.mark.requirement("S3-25")
def test_each_point_keeps_who_wrote_it_when_and_why(registered: Season):
    dossier = score(registered, registered.dossiers[0], why="xem sổ học")
    mark = dossier.answers["A1"]["hamlet"]
    assert (mark["points"], mark["by"], mark["why"]) == (
        "30",
        registered.by(registered.officer).described,
        "xem sổ học",
    )
    assert mark["by_id"] == str(registered.officer.pk)
    assert mark["at"]
    assert (dossier.hamlet_total, dossier.state, dossier.way) == (Decimal(90), "scored", "criteria")


def test_a_score_typed_for_the_family_keeps_both_names(registered: Season):
    dossier = score(registered, registered.dossiers[0], "self")
    assert dossier.answers["A1"]["self"]["by"] == registered.by(registered.officer).described
    sheet = sign_in(registered.head).get(reverse("dossier_sheet", args=[dossier.pk]))
    text = everything_in(sheet.content)
    assert names([dossier])[0] in text
    assert registered.officer.full_name in text


def everything_in(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_there_is_no_total_while_a_criterion_is_missing(registered: Season):
    dossier = score(registered, registered.dossiers[0], A1="30", A2="30", B1="20")
    assert (dossier.hamlet_total, dossier.state) == (None, "registered")
    assert score(registered, dossier, B2="0").hamlet_total == 80
    dossier = score(registered, dossier, B2="")
    assert (dossier.hamlet_total, dossier.state) == (None, "registered")


def test_only_the_criterion_that_changed_gets_a_new_author_and_his_reason(registered: Season):
    dossier = score(registered, registered.dossiers[0])
    change: dict[str, Any] = {
        "column": "hamlet",
        "points": {**ALL_POINTS, "A1": "29"},
        "version": dossier.version,
        "by": registered.by(registered.head),
    }
    with pytest.raises(Refused, match=r"Điểm này do Nguyễn Thị Lan .* ghi\. Sửa thì phải ghi lý do"):
        actions.score_by_criteria(dossier, **change)
    dossier = actions.score_by_criteria(dossier, **change, why="phiếu ghi 29")
    assert dossier.answers["A1"]["hamlet"]["why"] == "phiếu ghi 29"
    authors = {code: dossier.answers[code]["hamlet"]["by_id"] for code in ("A1", "A2")}
    assert authors == {"A1": str(registered.head.pk), "A2": str(registered.officer.pk)}


def test_writing_what_is_there_already_changes_nothing(registered: Season):
    dossier = score(registered, registered.dossiers[0])
    version = dossier.version
    assert score(registered, dossier).version == version


def test_a_total_from_paper_gives_way_to_the_sum_of_its_criteria(scored: Season):
    dossier = score(scored, scored.dossiers[0])
    assert dossier.hamlet_total == 90
    assert "hamlet" not in dossier.answers["totals"]
    body = shown(sign_in(scored.head).get(address(dossier)))
    assert "Dòng này chấm từng tiêu chí" in body


def test_when_all_points_are_taken_back_the_list_may_be_used_again(registered: Season):
    dossier = score(registered, registered.dossiers[0])
    score(registered, dossier, A1="", A2="", B1="", B2="")
    assert enter(registered, row(dossier, "", "85")) == 1
    assert registered.dossiers[0].way == "paper"


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"A1": "31"}, "Tiêu chí A1: ghi 31 điểm, chỉ được từ 0 đến 30"),
        ({"A1": "-1"}, "chỉ được từ 0 đến 30"),
        ({"B1": "mười"}, "Tiêu chí B1: “mười” không phải là số điểm"),
        ({"B1": "7,25"}, "0,5 hoặc 0,1"),
    ],
)
def test_wrong_points_come_back_as_typed_with_the_reason(
    registered: Season, points: dict[str, str], said: str
):
    dossier = registered.dossiers[0]
    form = {"column": "hamlet", "version": dossier.version, "why": "lý do đã gõ", "points-B2": "11"}
    form |= {f"points-{code}": value for code, value in points.items()}
    answer = sign_in(registered.head).post(reverse("dossier_score", args=[dossier.pk]), form)
    refused(answer, said, "lý do đã gõ", 'value="11"', *[f'value="{value}"' for value in points.values()])
    dossier.refresh_from_db()
    assert dossier.answers == {}


def test_words_for_points_of_a_dossier_that_went_on_meanwhile_are_refused_beside_the_kept_points(
    nominated: Season,
):
    dossier = nominated.dossiers[0]
    form = {"column": "hamlet", "version": dossier.version, "points-A1": "mười"}
    answer = sign_in(nominated.head).post(reverse("dossier_score", args=[dossier.pk]), form)
    refused(answer)
    assert 'name="points-A1"' not in shown(answer)
    dossier.refresh_from_db()
    assert dossier.state == "nominated"


def test_the_head_writes_the_hamlets_column_on_the_screen(registered: Season):
    dossier = registered.dossiers[0]
    hung = sign_in(registered.head)
    assert 'name="points-A1"' in shown(hung.get(address(dossier, "hamlet")))
    form = {
        "column": "hamlet",
        "version": dossier.version,
        **{f"points-{c}": p for c, p in ALL_POINTS.items()},
    }
    answer = hung.post(reverse("dossier_score", args=[dossier.pk]), form, follow=True)
    assert "Đã lưu điểm" in shown(answer)
    dossier.refresh_from_db()
    assert dossier.hamlet_total == 90


def test_a_dossier_that_somebody_else_changed_meanwhile_is_refused(registered: Season):
    dossier = score(registered, registered.dossiers[0])
    form = {"column": "hamlet", "version": dossier.version - 1, "points-A1": "10"}
    refused(
        sign_in(registered.head).post(reverse("dossier_score", args=[dossier.pk]), form), "Người khác vừa sửa"
    )


def test_a_column_that_does_not_exist_is_refused(registered: Season):
    dossier = registered.dossiers[0]
    form = {"column": "district", "version": dossier.version, "points-A1": "10"}
    refused(
        sign_in(registered.officer).post(reverse("dossier_score", args=[dossier.pk]), form),
        "Cột điểm không có",
    )


def test_a_family_that_did_not_register_is_not_scored(opened: Season):
    with pytest.raises(Refused, match="chưa đăng ký"):
        score(opened, opened.dossiers[0])


def test_the_head_of_a_hamlet_does_not_write_the_communes_column(nominated: Season):
    dossier = nominated.dossiers[0]
    form = {"column": "commune", "version": dossier.version, "points-A1": "10", "why": "x"}
    answer = sign_in(nominated.head).post(reverse("dossier_score", args=[dossier.pk]), form)
    assert answer.status_code == 403
    with pytest.raises(Forbidden):
        actions.score_by_criteria(
            dossier,
            column="commune",
            points={"A1": "1"},
            version=dossier.version,
            by=nominated.by(nominated.head),
        )


def test_the_commune_does_not_score_before_the_hamlet_nominates(scored: Season):
    with pytest.raises(Refused, match="Tổ, ấp đã chấm"):
        score(scored, scored.dossiers[0], "commune", "khác", A1="1")


def test_the_hamlet_does_not_score_after_it_nominated(nominated: Season):
    with pytest.raises(Refused, match="Ấp đề nghị"):
        score(nominated, nominated.dossiers[0])


@pytest.fixture
def nominated_by_criteria(registered: Season) -> Season:
    dossier = registered.dossiers[0]
    score(registered, dossier)
    actions.attach_evidence(
        dossier, "A2", kind="note", text="Có giấy khen", by=registered.by(registered.head)
    )
    nominate(registered, meet(registered))
    return registered


def test_where_the_commune_differs_it_gives_its_reason_and_its_own_points_take_their_place(
    nominated_by_criteria: Season,
):
    dossier = nominated_by_criteria.dossiers[0]
    with pytest.raises(Refused, match="khác điểm của Tổ, ấp ở A1, B1: cần ghi lý do"):
        score(nominated_by_criteria, dossier, "commune", A1="25", B1="15")
    dossier = score(nominated_by_criteria, dossier, "commune", "xem lại sổ", A1="25", B1="15")
    assert (dossier.hamlet_total, dossier.commune_total) == (Decimal(90), Decimal(80))
    assert "commune" not in dossier.answers["A2"]
    assert dossier.answers["A1"]["commune"]["why"] == "xem lại sổ"
    review(nominated_by_criteria, verdict(dossier))  # the reason is on record already
    assert nominated_by_criteria.dossiers[0].state == "accepted"


def test_after_a_return_the_communes_total_stands_on_the_hamlets_new_points(nominated_by_criteria: Season):
    dossier = nominated_by_criteria.dossiers[0]
    score(nominated_by_criteria, dossier, "commune", "xem lại sổ", A1="15")
    review(nominated_by_criteria, verdict(dossier, False, why="thiếu điểm B2"))
    dossier = score(nominated_by_criteria, dossier, B2="20")
    assert (dossier.hamlet_total, dossier.commune_total) == (Decimal(95), Decimal(80))


# ---------------------------------------------------------------- evidence


@pytest.mark.requirement("S3-25")
def test_a_photo_is_kept_without_what_it_says_about_its_place(registered: Season):
    dossier = registered.dossiers[0]
    hung = sign_in(registered.head)
    upload = SimpleUploadedFile("anh.jpg", photo(), "image/jpeg")
    form = {"criterion": "A2", "kind": "file", "text": "Góc học tập", "file": upload}
    answer = hung.post(reverse("dossier_evidence", args=[dossier.pk]), form, follow=True)
    assert "Đã thêm minh chứng" in shown(answer)
    assert 'id="evidence-A2"' in shown(answer)
    evidence = Evidence.objects.get()
    kept = files.read(evidence.sha256)
    assert b"nha ong Dat" in photo()
    assert b"nha ong Dat" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    dossier.refresh_from_db()
    assert dossier.answers["A2"]["evidence"] == [str(evidence.pk)]
    assert hung.get(reverse("evidence_file", args=[evidence.pk])).status_code == 200


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"criterion": "A2", "kind": "file"}, "Hãy chọn ảnh hoặc tệp PDF"),
        ({"criterion": "A2", "kind": "note", "text": " "}, "Hãy ghi nội dung"),
        ({"criterion": "Z9", "kind": "note", "text": "Có giấy khen"}, "Z9"),
        ({"criterion": "A2", "kind": "song", "text": "Có giấy khen"}, "song"),
    ],
)
def test_evidence_without_substance_or_place_is_refused(registered: Season, form: dict[str, str], said: str):
    answer = sign_in(registered.head).post(
        reverse("dossier_evidence", args=[registered.dossiers[0].pk]), form
    )
    refused(answer, said)
    assert not Evidence.objects.exists()


def test_evidence_for_a_criterion_that_the_edition_does_not_have_is_refused(registered: Season):
    with pytest.raises(Refused, match="không có trong bộ tiêu chí"):
        actions.attach_evidence(
            registered.dossiers[0], "Z9", kind="note", text="x", by=registered.by(registered.head)
        )


def test_a_file_of_a_wrong_type_is_refused(registered: Season):
    with pytest.raises(Refused, match="Tệp này là chương trình"):
        actions.attach_evidence(
            registered.dossiers[0],
            "A2",
            kind="file",
            content=b"MZ program",
            by=registered.by(registered.head),
        )


def test_the_chair_adds_no_evidence(registered: Season):
    form = {"criterion": "A2", "kind": "note", "text": "x"}
    address = reverse("dossier_evidence", args=[registered.dossiers[0].pk])
    assert sign_in(registered.chair).post(address, form).status_code == 403


def test_the_commune_may_still_add_evidence_while_it_looks(nominated: Season):
    by = nominated.by(nominated.officer)
    actions.attach_evidence(nominated.dossiers[0], "A2", kind="file", content=SCAN, by=by)
    assert Evidence.objects.filter(kind="file").count() == 2


@pytest.mark.parametrize("step", ["accepted", "decided"])
def test_no_evidence_is_added_once_the_commune_agreed(step: str, request: pytest.FixtureRequest):
    season: Season = request.getfixturevalue(step)
    with pytest.raises(Refused, match=r"không sửa được|chỉ thay đổi bằng một quyết định"):
        actions.attach_evidence(season.dossiers[0], "A2", kind="note", text="x", by=season.by(season.officer))


def test_withdrawn_evidence_is_shown_to_nobody_and_counts_for_nothing(registered: Season):
    dossier = registered.dossiers[0]
    score(registered, dossier)
    by = registered.by(registered.head)
    evidence = actions.attach_evidence(dossier, "A2", kind="note", text="Giấy khen nhầm nhà", by=by)
    client = sign_in(registered.head)
    assert reverse("evidence_withdraw", args=[evidence.pk]) in shown(client.get(address(dossier)))
    evidence_actions.withdraw_evidence(evidence, "nhầm hộ", by=by)
    assert "Giấy khen nhầm nhà" not in shown(client.get(address(dossier)))
    with pytest.raises(Refused, match="tiêu chí A2 chưa có minh chứng"):
        nominate(registered, meet(registered))


# ---------------------------------------------------------------- history, sheet, queries


def test_the_dossier_tells_what_happened_and_the_decision_that_did_it(decided: Season):
    dossier = decided.dossiers[0]
    for person in (decided.head, decided.officer, decided.world.bich):
        body = shown(sign_in(person).get(address(dossier)))
        for step in ("Lập hồ sơ trong đợt", "Tổ, ấp đã chấm", "Ấp đề nghị", "Xã đồng ý", "Được công nhận"):
            assert step in body
        assert "Công nhận theo" in body
        assert "07/QĐ-UBND" in body
        decision = sign_in(person).get(reverse("decision_detail", args=[decided.decision.pk]))
        assert decision.status_code == 200, "a link on the page that leads nowhere"


def test_the_score_sheet_is_filled_and_marked_as_a_sample(scored: Season):
    answer = sign_in(scored.officer).get(reverse("dossier_sheet", args=[scored.open_dossiers[0].pk]))
    assert answer.headers["Content-Type"] == files.DOCX
    assert names(scored.open_dossiers)[0] not in answer.headers["Content-Disposition"]
    assert check_layout(answer.content, "score_sheet", sample_mark=scored.world.edition.sample_mark) == []
    assert names(scored.open_dossiers)[0] in everything_in(answer.content)


def test_nothing_is_scored_or_attached_in_a_closed_round(registered: Season):
    by = registered.by(registered.officer)
    actions.close_round(registered.round, by=by)
    dossier = registered.dossiers[0]
    with pytest.raises(Refused, match="đã kết thúc"):
        score(registered, dossier)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.attach_evidence(dossier, "A2", kind="note", text="x", by=by)
    body = shown(sign_in(registered.head).get(address(dossier)))
    assert "?column=" not in body
    assert "Thêm minh chứng" not in body


def test_the_page_takes_the_same_queries_however_much_evidence_there_is(registered: Season):
    dossier = registered.dossiers[0]
    by = registered.by(registered.head)
    hung = sign_in(registered.head)
    actions.attach_evidence(dossier, "A1", kind="note", text="một", by=by)
    few = queries_of(hung, address(dossier))
    for number in range(6):
        actions.attach_evidence(dossier, "A2", kind="note", text=f"ghi chú {number}", by=by)
    assert queries_of(hung, address(dossier)) == few <= 16
