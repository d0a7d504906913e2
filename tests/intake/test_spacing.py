import pytest

from hoctap.intake.reading.spacing import apart, is_whole


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("chủtrì", ["chủ", "trì"]),
        ("Kếhoạch", ["Kế", "hoạch"]),
        ("(nhàvăn", ["(nhà", "văn"]),
        ("Ủyban,", ["Ủy", "ban,"]),
        ("thườngxuyên", ["thường", "xuyên"]),
    ],
)
def test_syllables_that_stand_as_one_are_put_apart(word: str, parts: list[str]):
    assert apart(word) == parts


@pytest.mark.parametrize(
    "word", ["trường", "nghiêng", "27/KH-UBND", "UBND", "Internet", "GD&ĐT", "Đắk", "khuyến", ""]
)
def test_everything_else_stays_as_it_is(word: str):
    assert apart(word) == [word]


def test_a_short_syllable_has_one_of_two_tones():
    assert is_whole("được")
    assert not is_whole("chủt")
