"""What a household of the register must be like."""

from hoctap.people.rules import household_key, name_faults, person_name


def test_the_place_of_a_tone_mark_does_not_make_two_people_accents_do():
    assert household_key("h1", "Trần Thị Hoà", 1970) == household_key("h1", "TRẦN THỊ HÒA", 1970)
    assert household_key("h1", "Trần Thị Hòa", 1970) != household_key("h1", "Trần Thị Hoa", 1970)


def test_names_get_their_capitals_only_when_they_had_none():
    assert person_name("  NGUYỄN   VĂN ĐÔ ") == "Nguyễn Văn Đô"
    assert person_name("lê thị út") == "Lê Thị Út"
    assert person_name("Lê Văn K'Sor") == "Lê Văn K'Sor"


def test_a_name_that_is_none_says_what_to_do():
    for name, words in [
        ("", "Thiếu họ tên"),
        ("Nguyễn Văn 1", "có chữ số"),
        ("A" * 130, "dài hơn 120"),
        ("Ng©n", "ký tự lạ"),
    ]:
        (what, cure), *_ = name_faults(name)
        assert words in what
        assert cure
