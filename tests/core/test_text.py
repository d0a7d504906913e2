from hoctap.core.text import clean, natural_sort_key, person_sort_key, sort_key, without_accents


def test_names_sort_by_given_name_in_the_vietnamese_alphabet():
    names = ["Trần Văn Đạt", "Lê Thị Ánh", "Nguyễn Văn An", "Phạm Dũng", "Võ Thị Ẩn", "Ngô Ân"]
    assert sorted(names, key=person_sort_key) == [
        "Nguyễn Văn An",
        "Lê Thị Ánh",
        "Ngô Ân",
        "Võ Thị Ẩn",
        "Phạm Dũng",
        "Trần Văn Đạt",
    ]


def test_tones_decide_only_between_equal_letters():
    assert sorted(["Má", "Mạ", "Mà", "Ma", "Mã", "Mả"], key=sort_key) == ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]


def test_hamlet_two_comes_before_hamlet_ten():
    assert sorted(["Ấp 10", "Ấp 2", "Ấp 1"], key=natural_sort_key) == ["Ấp 1", "Ấp 2", "Ấp 10"]


def test_decomposed_and_invisible_characters_are_cleaned():
    assert clean("  Nguye\u0302\u0303n\u200b  Lan ") == "Nguyễn Lan"


def test_a_name_is_found_without_accents():
    assert without_accents("Đặng Thị Ngọc") == "dang thi ngoc"
