"""Which measure a target of a document probably means: guessed by words, shown, never decided."""

import pytest

from hoctap.intake.guessing import Offered, probable
from hoctap.intake.measuring import choices_at, with_guesses
from hoctap.intake.proposing import TARGET, Proposed
from tests.world import World

OFFERED = [
    Offered("shelf", "Ấp có tủ sách", "percent"),
    Offered("loans", "Lượt mượn sách trong năm", "count"),
    Offered("reading", "Gia đình đọc sách", "percent"),
]


@pytest.mark.parametrize(
    ("said", "kind", "code"),
    [
        ("số ấp có tủ sách tại nhà văn hóa", "percent", "shelf"),
        ("lượt mượn sách của người dân trong năm", "count", "loans"),
        ("hộ gia đình đọc sách cùng con", "percent", "reading"),
    ],
)
def test_the_likeliest_measure_comes_first(said: str, kind: str, code: str) -> None:
    assert probable(said, OFFERED, kind=kind)[0].code == code


@pytest.mark.parametrize("said", ["chiều dài đường bê tông", "", "%"])
def test_a_target_like_no_measure_gets_no_guess(said: str) -> None:
    assert probable(said, OFFERED, kind="percent") == []


def test_a_share_is_not_guessed_to_be_a_number_of_things() -> None:
    assert all(
        guess.code != "loans" for guess in probable("tỷ lệ lượt mượn sách trong năm", OFFERED, kind="level")
    )


def target(said: str, year: int = 2026, unit: str = "%", kind: str = "percent") -> Proposed:
    return Proposed(
        TARGET, {"text": said, "subject": said, "kind": kind, "year": str(year), "unit": unit, "value": "80"}
    )


def test_families_and_clans_are_told_apart_and_a_measure_is_guessed_once_a_year(world: World) -> None:
    guessed = with_guesses(
        world.commune,
        [
            target("gia đình được công nhận danh hiệu “Gia đình học tập”"),
            target("dòng họ được công nhận “Dòng họ học tập”"),
            target("gia đình được công nhận danh hiệu “Gia đình học tập” ở xã"),
            target("gia đình được công nhận danh hiệu “Gia đình học tập”", 2027),
            target("gia đình được công nhận danh hiệu “Gia đình học tập”", 2028, "hộ nghèo"),
        ],
    )
    codes = [each.value["measure"] for each in guessed]
    assert codes[0].startswith("learning_family")
    assert codes[1].startswith("learning_clan")
    assert codes[2] == ""
    assert codes[3] == codes[0]
    assert codes[4] == "", "a measure is not guessed in a unit that it cannot have"


def test_a_damaged_sentence_is_guessed_too(world: World) -> None:
    said = target("dong ho dugc cong nhan dat danh hiéu “Dong ho hoc tip”")
    assert with_guesses(world.commune, [said])[0].value["measure"].startswith("learning_clan")


def test_the_form_offers_what_is_guessed_and_nothing(world: World) -> None:
    codes = [code for code, _ in choices_at(world.commune)]
    assert codes[0] == ""
    assert any(code.startswith("learning_family") for code in codes)
