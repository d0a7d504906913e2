"""Keys of pages: what is written is read again, what is not a key begins at the beginning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.core.paging import KeyPage, Walk, page_by_key, read_walk, write_key

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_key_is_read_as_it_was_written(parts: list[str]):
    key = tuple(parts)
    assert read_walk({"after": write_key(key)}, lambda _: True) == Walk(key)
    assert read_walk({"before": write_key(key)}, lambda _: True) == Walk(key, back=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "%%%",
        "W10",
        "eyJhIjoxfQ",
        "WzFd",
        "WyJcdTAwMDAiXQ",
        "WyJcdWQ4MDAiXQ",
        "A" * 5_000,
        "W1tbW1tbW1s",
    ],
)
def test_what_is_no_key_begins_at_the_beginning(text: str):
    assert read_walk({"after": text}, lambda _: True) == Walk()


def test_a_key_of_another_list_begins_at_the_beginning():
    assert read_walk({"after": write_key(("1", "a"))}, lambda key: len(key) == 3) == Walk()


def pages(rows: list[str], size: int, walk: Walk) -> KeyPage[str]:
    def fetch(walk: Walk, limit: int) -> list[str]:
        wanted = sorted(rows, reverse=walk.back)
        if walk.key:
            wanted = [row for row in wanted if (row < walk.key[0] if walk.back else row > walk.key[0])]
        return wanted[:limit]

    return page_by_key(walk, size, fetch, lambda row: (row,))


@given(st.sets(st.integers(100, 999).map(str), max_size=30), st.integers(1, 7))
def test_all_pages_forward_are_the_list_and_back_again_the_same_pages(rows: set[str], size: int):
    forward = [pages(list(rows), size, Walk())]
    while forward[-1].after:
        forward.append(pages(list(rows), size, read_walk({"after": forward[-1].after}, lambda _: True)))
    assert [row for page in forward for row in page] == sorted(rows)
    assert not forward[0].before
    at = forward[-1]
    for expected in reversed(forward[:-1]):
        at = pages(list(rows), size, read_walk({"before": at.before}, lambda _: True))
        assert at.rows == expected.rows
    assert not at.before


def test_where_the_next_rows_have_gone_the_page_says_so_and_going_back_begins_anew():
    assert pages(["a", "b"], 2, Walk(("b",))) == KeyPage(past_the_end=True)
    assert not KeyPage(past_the_end=True).is_whole
    assert pages(["c", "d", "e"], 2, Walk(("b",), back=True)).rows == ["c", "d"]
