"""What a list would change in the register."""

from hoctap.people.importing.comparing import ChangeKind, Comparison, KnownHousehold, compare, renamed_hamlets
from tests.people.lists import YEAR, known, listed

HOUSEHOLDS = "name birth hamlet household_number address phone"
PERSONS = "household_number name birth relation hamlet"


def compared(fields: str, rows: list[list[str]], *register: KnownHousehold) -> Comparison:
    return compare(listed(fields, rows), register, YEAR, 2025)


def kinds(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(change.kind.value, change.name, change.was, change.becomes) for change in found.changes]


def test_who_is_in_the_register_is_not_new_and_nothing_changes():
    found = compared(
        HOUSEHOLDS,
        [["NGUYỄN VĂN MỘT", "1970", "Ấp 1"], ["Nguyễn Văn Mốt", "1970", "Ấp 1"]],
        known("Nguyễn Văn Một"),
    )
    assert (found.already, [one.head.row for one in found.new], found.changes) == (1, [3], [])


def test_two_households_with_heads_of_one_name_are_found_again_by_their_numbers():
    register = [known("Nguyễn Văn Một", number="1"), known("Nguyễn Văn Một", number="2")]
    found = compared(
        HOUSEHOLDS, [["Nguyễn Văn Một", "1970", "1", "2"], ["Nguyễn Văn Một", "1970", "1", "1"]], *register
    )
    assert (found.already, found.new, found.changes) == (2, [], [])


def test_a_household_that_lives_in_another_hamlet_now_moved():
    found = compared(HOUSEHOLDS, [["Nguyễn Văn Một", "1970", "Mỹ Tây"]], known("Nguyễn Văn Một"))
    assert kinds(found) == [("moved", "Nguyễn Văn Một", "Ấp 1", "ấp Mỹ Tây")]
    assert found.new == []


def test_two_who_could_have_moved_are_not_guessed():
    rows = [["Nguyễn Văn Một", "1970", "Mỹ Tây"]]
    found = compared(
        HOUSEHOLDS, rows, known("Nguyễn Văn Một", number="1"), known("Nguyễn Văn Một", number="2")
    )
    assert len(found.new) == 1
    without_year = compared(HOUSEHOLDS, [["Nguyễn Văn Một", "", "Mỹ Tây"]], known("Nguyễn Văn Một", None))
    assert len(without_year.new) == 1


def test_a_member_who_is_head_now_is_a_new_head():
    register = known("Nguyễn Văn Một", 1940, ("Nguyễn Văn Con", 1970), ("Lê Thị Dâu", 1972))
    rows = [["1", "Nguyễn Văn Con", "1970", "chủ hộ", "1"], ["1", "Lê Thị Dâu", "1972", "vợ", "1"]]
    found = compared(PERSONS, rows, register)
    assert [(change.kind.value, change.name) for change in found.changes] == [
        ("new_head", "Nguyễn Văn Con"),
        ("details", "Nguyễn Văn Con"),
        ("left", "Nguyễn Văn Một"),
    ]


def test_numbers_that_stay_tell_a_new_head_and_numbers_that_change_tell_nothing():
    register = [
        known(f"Nguyễn Văn {name}", number=number)
        for number, name in zip("123", ("An", "Bình", "Cường"), strict=True)
    ]
    rows = [
        ["Nguyễn Văn An", "1970", "1", "1"],
        ["Nguyễn Văn Bình", "1970", "1", "2"],
        ["Lê Thị Mới", "1975", "1", "3"],
    ]
    assert [(change.kind, change.becomes) for change in compared(HOUSEHOLDS, rows, *register).changes] == [
        (ChangeKind.NEW_HEAD, "Lê Thị Mới")
    ]
    renumbered = [
        ["Nguyễn Văn An", "1970", "1", "2"],
        ["Nguyễn Văn Bình", "1970", "1", "1"],
        ["Lê Thị Mới", "1975", "1", "3"],
    ]
    found = compared(HOUSEHOLDS, renumbered, *register)
    assert not [change for change in found.changes if change.kind is ChangeKind.NEW_HEAD]
    assert len(found.new) == 1


def test_a_child_is_born_an_adult_joins_and_who_is_missing_is_only_proposed():
    register = known("Nguyễn Văn Một", 1970, ("Lê Thị Vợ", 1972))
    rows = [
        ["1", "Nguyễn Văn Một", "1970", "chủ hộ", "1"],
        ["1", "Nguyễn Thị Bé", "2025", "con", "1"],
        ["1", "Trần Thị Dâu", "1999", "con dâu", "1"],
    ]
    found = compared(PERSONS, rows, register)
    told = {
        change.kind.value: change.name for change in found.changes if change.kind is not ChangeKind.DETAILS
    }
    assert told == {"born": "Nguyễn Thị Bé", "joined": "Trần Thị Dâu", "left": "Lê Thị Vợ"}
    assert not ChangeKind.LEFT.proposed
    assert not ChangeKind.MISSING.proposed


def test_a_list_of_heads_says_nothing_of_the_members():
    found = compared(
        HOUSEHOLDS, [["Nguyễn Văn Một", "1970", "1"]], known("Nguyễn Văn Một", 1970, ("Lê Thị Vợ", 1972))
    )
    assert found.changes == []


def test_an_empty_cell_takes_nothing_away_a_filled_one_is_a_change():
    register = known("Nguyễn Văn Một", address="12 đường tỉnh", phone="0912345678")
    assert compared(HOUSEHOLDS, [["Nguyễn Văn Một", "1970", "1", "", "", ""]], register).changes == []
    found = compared(
        HOUSEHOLDS, [["Nguyễn Văn Một", "1970", "1", "", "14 đường tỉnh", "0987654321"]], register
    )
    assert kinds(found) == [
        ("details", "Nguyễn Văn Một", "địa chỉ: 12 đường tỉnh", "địa chỉ: 14 đường tỉnh"),
        ("details", "Nguyễn Văn Một", "điện thoại: 0912345678", "điện thoại: 0987654321"),
    ]


def test_households_missing_from_a_list_that_covers_the_hamlet_are_proposed_others_not():
    register = [known(f"Nguyễn Văn {name}") for name in ("An", "Bình", "Cường")] + [
        known("Lê Văn Xa", hamlet="h2")
    ]
    rows = [["Nguyễn Văn An", "1970", "1"], ["Nguyễn Văn Bình", "1970", "1"]]
    assert [(kind, name) for kind, name, *_ in kinds(compared(HOUSEHOLDS, rows, *register))] == [
        ("missing_household", "Nguyễn Văn Cường")
    ]
    # One row of three is a list of a few, not of the hamlet.
    assert compared(HOUSEHOLDS, rows[:1], *register).changes == []


def test_a_household_on_a_faulty_row_is_not_missing():
    register = [known(f"Nguyễn Văn {name}") for name in ("An", "Bình")]
    rows = [["Nguyễn Văn An", "1970", "1"], ["Nguyễn Văn Bình", "năm Thìn", "1"]]
    assert compared(HOUSEHOLDS, rows, *register).changes == []


def test_a_list_older_than_the_register_changes_nothing():
    register = known("Nguyễn Văn Một", address="mới", from_year=YEAR + 1)
    found = compared(HOUSEHOLDS, [["Nguyễn Văn Một", "1970", "1", "", "cũ"]], register)
    assert (found.already, found.changes) == (1, [])


def test_a_new_one_who_is_nearly_in_the_register_is_a_likely_double():
    found = compared(
        HOUSEHOLDS, [["Nguyễn Văn Mốt", "1970", "1"], ["Nguyễn Văn Một", "", "1"]], known("Nguyễn Văn Một")
    )
    assert [(pair.second.row, pair.registered_name, pair.why) for pair in found.pairs] == [
        (2, "Nguyễn Văn Một", "họ tên chỉ khác dấu, cùng năm sinh và ấp"),
        (3, "Nguyễn Văn Một", "cùng họ tên và ấp, một dòng thiếu năm sinh"),
    ]


def test_an_unknown_hamlet_whose_people_live_in_one_of_ours_was_renamed_perhaps():
    register = [known(f"Nguyễn Văn {name}") for name in ("An", "Bình", "Cường", "Dũng", "Em")]
    rows = [[f"Nguyễn Văn {name}", "1970", "Ấp Tân Lập"] for name in ("An", "Bình", "Cường")] + [
        ["Lê Thị Mới", "1980", "Ấp Tân Lập"]
    ]
    assert renamed_hamlets(listed(HOUSEHOLDS, rows), register) == {"Ấp Tân Lập": "h1"}
    too_few = [*rows[:1], *[[f"Lê Văn {name}", "1980", "Ấp Tân Lập"] for name in ("Xa", "Lạ")]]
    assert renamed_hamlets(listed(HOUSEHOLDS, too_few), register) == {}
    # The hamlet itself is in the list: it kept its name.
    assert renamed_hamlets(listed(HOUSEHOLDS, [*rows, ["Nguyễn Văn Em", "1970", "Ấp 1"]]), register) == {}
