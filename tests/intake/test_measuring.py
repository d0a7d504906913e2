"""Which measure a target of a document probably means: guessed by words, shown, never decided."""

from typing import Any

import pytest

from hoctap.intake.guessing import Offered, probable
from hoctap.intake.measuring import choices_at, unit_for, with_guesses
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


def target(said: str, year: int = 2026, kind: str = "percent") -> dict[str, Any]:
    return {"subject": said, "kind": kind, "deadline_year": year, "value": 80}


def test_families_and_clans_are_told_apart_and_one_measure_goes_to_one_target_a_year(world: World) -> None:
    found = with_guesses(
        {
            "targets": [
                target("gia đình được công nhận danh hiệu “Gia đình học tập”"),
                target("dòng họ được công nhận “Dòng họ học tập”"),
                target("các gia đình đạt danh hiệu gia đình học tập ở xã"),
                target("gia đình được công nhận danh hiệu “Gia đình học tập”", 2027),
            ]
        },
        world.commune,
    )
    codes = [each.get("measure", "") for each in found["targets"]]
    assert codes[0].startswith("learning_family")
    assert codes[1].startswith("learning_clan")
    assert codes[2] == ""
    assert codes[3] == codes[0]


def test_every_code_offered_has_a_unit_in_which_a_target_is_kept(world: World) -> None:
    for code, _ in choices_at(world.commune):
        assert unit_for(code, "percent", "%") == "%"
        assert unit_for(code, "count", "bất kỳ")
