from hoctap.intake.lines import Line
from hoctap.intake.reading.headings import mended


def read(*texts: str, confidence: float | None = 0.95) -> list[tuple[str, float | None]]:
    lines = [Line(number, text, 1, confidence) for number, text in enumerate(texts, start=1)]
    return [(line.text, line.confidence) for line in mended(lines)]


def test_misread_numbers_of_headings_are_set_right_by_their_order_and_marked():
    assert read(
        "L MỤC TIÊU CHUNG", "H. NỘI DUNG CHÍNH", "II. KINH PHÍ THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN"
    ) == [
        ("I. MỤC TIÊU CHUNG", 0.7),
        ("II. NỘI DUNG CHÍNH", 0.7),
        ("III. KINH PHÍ THỰC HIỆN", 0.7),
        ("IV. TỔ CHỨC THỰC HIỆN", 0.95),
    ]
    assert read("I. MỤC TIÊU CHUNG", "II NHIỆM VỤ VÀ GIẢI PHÁP")[1] == ("II. NHIỆM VỤ VÀ GIẢI PHÁP", 0.7)


def test_an_annex_counts_anew_and_other_lines_stay():
    assert [text for text, _ in read("III. KINH PHÍ CHUNG", "I. BẢNG CHỈ TIÊU")] == [
        "III. KINH PHÍ CHUNG",
        "I. BẢNG CHỈ TIÊU",
    ]
    plain = ("H. Nội dung viết thường", "Lớp học buổi tối", "1. Mục tiêu chung của xã", "VIỆT NAM")
    assert [text for text, _ in read(*plain)] == list(plain)


def test_text_that_was_not_guessed_is_never_touched():
    assert read("H. NỘI DUNG CHÍNH", confidence=None) == [("H. NỘI DUNG CHÍNH", None)]
