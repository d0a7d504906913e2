"""Rules of extraction on sentences of our own: deadlines, figures, bodies, layouts."""

import random
from pathlib import Path
from typing import Any

import pytest

from hoctap.intake.extraction import dates, extract
from hoctap.intake.extraction.bodies import bodies_at, expand
from hoctap.intake.extraction.text import Text, fold, mend
from hoctap.intake.lines import Line, SourceText

HEAD = """ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ VĨNH THUẬN                 Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND               Vĩnh Thuận, ngày 5 tháng 3 năm 2026

KẾ HOẠCH
Xây dựng phong trào đọc sách tại xã năm 2026

Thực hiện Kế hoạch số 30/KH-UBND ngày 02/02/2026 của UBND tỉnh, UBND xã xây dựng kế hoạch như sau:

"""


def plan(body: str, head: str = HEAD) -> dict[str, Any]:
    return extract(SourceText.from_plain(head + body))


@pytest.mark.parametrize(
    ("said", "day", "granularity"),
    [
        ("gửi báo cáo trước ngày 15/11/2026", "2026-11-15", "day"),
        ("hoàn thành trước ngày 05 tháng 6 năm 2026", "2026-06-05", "day"),
        ("chậm nhất ngày 20.12.2026", "2026-12-20", "day"),
        ("xong trong tháng 9/2026", "2026-09-30", "month"),
        ("hoàn thành trong quý III năm 2026", "2026-09-30", "quarter"),
        ("tổng kết vào cuối năm 2026", "2026-12-31", "year"),
        ("Năm 2026, mở thêm tủ sách ở các ấp", "2026", "year"),
        ("nộp trước ngày 30/6", "2026-06-30", "day"),
    ],
)
def test_a_deadline_is_read_as_it_is_written(said: str, day: str, granularity: str) -> None:
    due = dates.deadline(fold(said), only_year=2026)
    assert due is not None
    assert (due.day, due.granularity) == (day, granularity)


@pytest.mark.parametrize(
    "said",
    [
        "theo Quyết định số 15/QĐ-UBND ngày 10/02/2026 của UBND xã",
        "thực hiện đề án giai đoạn 2021-2030",
        "sơ kết công tác năm 2026 của xã",
        "từ tháng 4 năm 2026 mở cửa thư viện buổi tối",
        "nộp trước ngày 31/02/2026",
        "Ngày Sách và Văn hóa đọc 21/4",
    ],
)
def test_what_is_no_deadline_gets_none(said: str) -> None:
    assert dates.deadline(fold(said), only_year=2026) is None


def test_a_day_of_every_year_is_a_rule_and_no_day() -> None:
    due = dates.deadline(fold("báo cáo trước ngày 10/12 hằng năm"))
    assert due is not None
    assert (due.day, due.rule) == (None, "--12-10")


def test_a_short_day_in_a_plan_of_several_years_stays_empty() -> None:
    assert dates.deadline(fold("nộp trước ngày 30/6")) is None


@pytest.mark.parametrize(
    ("cell", "day", "recurs"),
    [
        ("20/4/2026", "2026-04-20", None),
        ("Tháng 6/2026", "2026-06-30", None),
        ("Từ tháng 6/2025 đến tháng 4/2026", "2026-04-30", None),
        ("Quý IV/2026", "2026-12-31", None),
        ("Hằng năm", None, "hang nam"),
        ("Thường xuyên", None, "thuong xuyen"),
        ("", None, None),
    ],
)
def test_a_cell_of_a_task_table_gives_its_deadline(cell: str, day: str | None, recurs: str | None) -> None:
    due, again = dates.cell_deadline(fold(cell))
    assert (due.day if due else None, again) == (day, recurs)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Phòng Văn hóa - Xã hội chủ trì, phối hợp", ["Phòng Văn hóa - Xã hội"]),
        ("Giao Sở Văn hóa, Thể thao và Du lịch chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("UBND các xã, phường có trách nhiệm", ["UBND các xã, phường"]),
        (
            "Hội Liên hiệp Phụ nữ, Đoàn Thanh niên và Hội Nông dân xã phối hợp",
            ["Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Nông dân xã"],
        ),
        ("Trưởng các ấp, khóm vận động", ["Trưởng các ấp, khóm"]),
        ("Ban Tổ chức Đảng ủy xã tham mưu", ["Ban Tổ chức Đảng ủy xã"]),
        ("Các cơ sở giáo dục trên địa bàn", ["Các cơ sở giáo dục"]),
        ("Đề nghị Ủy ban Mặt trận Tổ quốc xã chỉ đạo", ["Ủy ban Mặt trận Tổ quốc xã"]),
    ],
)
def test_names_of_bodies_end_where_they_act(said: str, names: list[str]) -> None:
    found = bodies_at(Text.of(said))
    assert found is not None
    assert found.names == names


@pytest.mark.parametrize(
    "said",
    [
        "Số sách được bổ sung",
        "Tổ chức hội nghị",
        "Đổi mới nội dung",
        "Quản lý tủ sách",
        "bản sách",
        "Hỏi đáp",
    ],
)
def test_words_that_only_look_like_bodies_are_none(said: str) -> None:
    assert bodies_at(Text.of(said)) is None


def test_spellings_of_one_body_come_out_the_same() -> None:
    assert expand("Phòng GD&ĐT") == expand("Phòng Giáo dục và Đào tạo")
    assert expand("UBND xã") == expand("Ủy ban nhân dân xã")


@pytest.mark.parametrize(
    ("said", "kind", "value", "top", "unit", "comparator", "year"),
    [
        ("- 85% hộ gia đình có tủ sách.", "percent", 85, None, "%", "=", 2026),
        ("- Ít nhất 70% học sinh mượn sách mỗi tháng.", "percent", 70, None, "%", ">=", 2026),
        ("- Từ 60% trở lên người dân biết thư viện.", "percent", 60, None, "%", ">=", 2026),
        ("- Số lượt đọc tăng từ 10 - 15% so với năm 2025.", "growth", 10, 15, "%", "range", 2026),
        ("- Đến năm 2028 có trên 90% trường học có thư viện.", "percent", 90, None, "%", ">=", 2028),
        (
            "- Mỗi ấp tổ chức ít nhất 02 buổi/quý đọc sách cùng con.",
            "frequency",
            2,
            None,
            "buổi/quý",
            ">=",
            2026,
        ),
        ("- Bình quân 1,5 cuốn sách/người/năm.", "ratio", 1.5, None, "cuốn sách/người/năm", "=", 2026),
        ("- Phấn đấu xây dựng 05 tủ sách khuyến học.", "count", 5, None, "tủ sách", "=", 2026),
        ("- Bổ sung ít nhất 1.200 cuốn sách mới.", "count", 1200, None, "cuốn", ">=", 2026),
        ("- Duy trì phổ cập giáo dục tiểu học mức độ 3.", "level", 3, None, "mức độ", "=", 2026),
        ("- Tỷ lệ thất lạc sách dưới 2%.", "percent", 2, None, "%", "<=", 2026),
    ],
)
def test_a_figure_is_read_with_its_kind_unit_comparison_and_year(
    said: str, kind: str, value: float, top: float | None, unit: str, comparator: str, year: int
) -> None:
    targets = plan(f"I. MỤC TIÊU CỤ THỂ\n\n{said}\n")["targets"]
    assert [
        (t["kind"], t["value"], t["value_max"], t["unit"], t["comparator"], t["deadline_year"])
        for t in targets
    ] == [(kind, value, top, unit, comparator, year)]


def test_two_milestones_in_one_sentence_are_two_targets() -> None:
    targets = plan("I. MỤC TIÊU\n\n- Tỷ lệ ấp có tủ sách đạt 80% vào năm 2027 và 95% vào năm 2030.\n")[
        "targets"
    ]
    assert [(t["value"], t["deadline_year"]) for t in targets] == [(80, 2027), (95, 2030)]


@pytest.mark.parametrize(
    "said",
    [
        "- Kinh phí thực hiện là 150 triệu đồng.",
        "- Thực hiện Thông tư số 25/2023/TT-BGDĐT ngày 28/12/2023.",
        "- Tiếp tục Đề án “Mỗi tuần 01 cuốn sách” của tỉnh.",
        "- Điện thoại liên hệ: 0277 3851 234.",
        "- Hưởng ứng Ngày Sách 21/4 và Tuần lễ học tập suốt đời 2026.",
    ],
)
def test_money_numbers_of_papers_days_and_names_are_no_targets(said: str) -> None:
    assert plan(f"I. MỤC TIÊU\n\n{said}\n")["targets"] == []


def test_the_past_is_a_baseline_and_no_target() -> None:
    found = plan(
        "I. ĐÁNH GIÁ KẾT QUẢ NĂM 2025\n\n- Đã mở 12 lớp cho 340 người, đạt 68% số hộ có tủ sách.\n\n"
        "II. MỤC TIÊU NĂM 2026\n\n- 75% số hộ có tủ sách.\n"
    )
    assert [(t["value"], t["deadline_year"]) for t in found["targets"]] == [(75, 2026)]
    assert sorted(b["value"] for b in found["baselines"]) == [12, 68, 340]


def test_a_table_of_years_gives_one_target_for_each_filled_cell() -> None:
    rows = [
        ("TT", "Chỉ tiêu", "ĐVT", "Năm 2026", "Năm 2027"),
        ("1", "Hộ gia đình có tủ sách", "%", "70", "85"),
        ("2", "Buổi đọc sách lưu động", "buổi", "", "24"),
    ]
    head = SourceText.from_plain(HEAD + "I. CHỈ TIÊU\n\n").lines
    lines = [
        *head,
        *(Line(len(head) + i, " | ".join(cells), cells=cells) for i, cells in enumerate(rows, start=1)),
    ]
    targets = extract(SourceText(tuple(lines)))["targets"]
    assert [(t["subject"], t["value"], t["unit"], t["deadline_year"]) for t in targets] == [
        ("Hộ gia đình có tủ sách", 70, "%", 2026),
        ("Hộ gia đình có tủ sách", 85, "%", 2027),
        ("Buổi đọc sách lưu động", 24, "buổi", 2027),
    ]


def test_a_task_table_keeps_empty_cells_empty() -> None:
    rows = [
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"),
        ("I", "Công tác tuyên truyền", "", "", ""),
        ("1", "Treo áp phích ở nhà văn hóa các ấp", "Phòng Văn hóa - Xã hội", "Các ấp", "Tháng 4/2026"),
        ("2", "Phát thanh bài giới thiệu sách", "", "", "Hằng tháng"),
    ]
    head = SourceText.from_plain(HEAD + "II. NHIỆM VỤ\n\n").lines
    lines = [
        *head,
        *(Line(len(head) + i, " | ".join(cells), cells=cells) for i, cells in enumerate(rows, start=1)),
    ]
    tasks = extract(SourceText(tuple(lines)))["tasks"]
    assert [(t["text"], t["lead"], t["coordinating"], t["deadline"], t["recurrence"]) for t in tasks] == [
        ("Treo áp phích ở nhà văn hóa các ấp", ["Phòng Văn hóa - Xã hội"], ["Các ấp"], "2026-04-30", None),
        ("Phát thanh bài giới thiệu sách", [], [], None, "Hằng tháng"),
    ]


def test_duties_below_a_body_are_led_by_it_and_an_inline_body_leads_its_own() -> None:
    tasks = plan(
        "III. TỔ CHỨC THỰC HIỆN\n\n"
        "1. Phòng Văn hóa - Xã hội\n\n- Chủ trì, phối hợp với Hội Khuyến học xã mở 04 điểm đọc sách; báo cáo UBND xã trước ngày 20/11/2026.\n\n"
        "2. Đề nghị Đoàn Thanh niên xã vận động đoàn viên quyên góp sách.\n\n"
        "3. Trưởng các ấp: Bố trí tủ sách tại nhà văn hóa.\n"
    )["tasks"]
    assert [(t["lead"], t["lead_role"], t["deadline"]) for t in tasks] == [
        (["Phòng Văn hóa - Xã hội"], "chủ trì", None),
        (["Phòng Văn hóa - Xã hội"], "thực hiện", "2026-11-20"),
        (["Đoàn Thanh niên xã"], "đề nghị", None),
        (["Trưởng các ấp"], "thực hiện", None),
    ]
    assert tasks[0]["coordinating"] == ["Hội Khuyến học xã"]
    assert tasks[1]["report_to"] == ["UBND xã"]


def test_without_a_named_body_nobody_is_made_the_lead() -> None:
    tasks = plan("II. NHIỆM VỤ\n\n- Tổ chức hội thi kể chuyện theo sách.\n")["tasks"]
    assert [(t["lead"], t["lead_role"]) for t in tasks] == [([], "không nêu")]


def test_aims_purpose_time_and_manner_are_no_tasks() -> None:
    assert (
        plan(
            "I. MỤC ĐÍCH, YÊU CẦU\n\n- Nâng cao nhận thức của người dân về việc đọc sách.\n\n"
            "II. THỜI GIAN THỰC HIỆN\n\nTừ tháng 3 đến tháng 12 năm 2026.\n\n"
            "III. KINH PHÍ\n\nKinh phí thực hiện từ ngân sách xã và nguồn xã hội hóa.\n"
        )["tasks"]
        == []
    )


FOOT = """Trong quá trình thực hiện, nếu có khó khăn, vướng mắc vượt thẩm quyền, các đơn vị phản ánh về Phòng Văn hóa - Xã hội
để tổng hợp, trình UBND xã xem xét./.

Nơi nhận:                                     TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (b/c);                            KT. CHỦ TỊCH
- Các đơn vị tại Mục III;                     PHÓ CHỦ TỊCH
- Lưu: VT, VHXH.
                                              Lê Thị Mỹ Hạnh
"""


def test_the_foot_gives_recipients_signer_and_the_focal_body() -> None:
    found = plan(
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Văn hóa - Xã hội\n\n- Theo dõi, đôn đốc các ấp thực hiện kế hoạch.\n\n"
        + FOOT
    )
    assert [(r["text"], r["purpose"]) for r in found["recipients"]] == [
        ("UBND tỉnh", "b/c"),
        ("Các đơn vị tại Mục III", None),
        ("Lưu: VT, VHXH", "lưu"),
    ]
    assert (found["signer"]["name"], found["signer"]["title"]) == ("Lê Thị Mỹ Hạnh", "Phó Chủ tịch")
    assert found["signer"]["on_behalf"] == "TM. Ủy ban nhân dân; KT. Chủ tịch"
    assert found["escalation"]["focal_point"] == "Phòng Văn hóa - Xã hội"
    assert (found["escalation"]["decided_by"], found["escalation"]["condition"]) == (
        "UBND xã",
        "vượt thẩm quyền",
    )
    assert len(found["tasks"]) == 1


def test_the_head_gives_number_symbol_place_day_issuer_and_what_it_carries_out() -> None:
    metadata = plan("I. MỤC TIÊU\n")["metadata"]
    assert metadata["issuer"] == "Ủy ban nhân dân xã Vĩnh Thuận"
    assert (metadata["number"], metadata["symbol"], metadata["date"]) == ("12", "KH-UBND", "2026-03-05")
    assert (metadata["place"], metadata["doc_type"]) == ("Vĩnh Thuận", "Kế hoạch")
    assert metadata["superior_document"] == "30/KH-UBND"
    assert (metadata["period"]["start"], metadata["period"]["end"]) == ("2026", "2026")


def test_what_is_left_blank_stays_empty() -> None:
    head = HEAD.replace("Số: 12/KH-UBND", "Số:    /KH-UBND").replace(
        "ngày 5 tháng 3 năm 2026", "ngày … tháng 3 năm 2026"
    )
    metadata = plan("I. MỤC TIÊU\n", head)["metadata"]
    assert (metadata["number"], metadata["symbol"]) == (None, "KH-UBND")
    assert (metadata["date"], metadata["date_partial"]) == (None, "2026-03")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "Đây là một bài thơ.\nKhông phải kế hoạch.",
        "12345",
        "|||",
        "%%%",
        "I.",
        "- ",
        "1. \n2. \n",
    ],
)
def test_a_text_that_is_no_plan_gives_nothing_and_breaks_nothing(text: str) -> None:
    found = extract(SourceText.from_plain(text))
    assert (found["targets"], found["tasks"], found["recipients"], found["signer"]) == ([], [], [], None)


@pytest.mark.parametrize(
    ("word", "read"),
    [("phdi", "phoi"), ("chirc", "chuc"), ("x4", "xa"), ("thye", "thuc"), ("2024", "2024"), ("xyzk", "xyzk")],
)
def test_a_damaged_word_is_read_as_the_nearest_word_of_the_field_or_left_alone(word: str, read: str) -> None:
    assert mend(word) == read


def test_what_is_shown_of_damaged_text_is_what_stands_there() -> None:
    text = Text.of("T6 chirc cac 16p hoc", mended=True)
    assert text.key.startswith("to chuc")
    assert text.said(0, len("to chuc")) == "T6 chirc"


@pytest.mark.parametrize("seed", range(40))
def test_cut_shuffled_and_smeared_plans_break_nothing(seed: int) -> None:
    chance = random.Random(seed)
    lines: list[str] = []
    for path in sorted((Path(__file__).parent / "plans").glob("*.[tm][xd]*")):
        lines += chance.sample(path.read_text(encoding="utf-8").split("\n"), 30)
    chance.shuffle(lines)
    smeared = [
        "".join(chance.choice("|*-+.;:()%0I1 ") if chance.random() < 0.05 else char for char in line)
        for line in lines
    ]
    found = extract(SourceText.from_plain("\n".join(smeared)))
    for entry in [*found["targets"], *found["tasks"], *found["baselines"]]:
        first, last = entry["lines"]
        assert 1 <= first <= last <= len(lines)
