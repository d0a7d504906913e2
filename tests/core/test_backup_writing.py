"""Many files side by side: in their order, never too far ahead, and none half written."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoctap.core.backup.writing import new_file, side_by_side

MOST_AHEAD = 64


def test_results_come_in_the_order_of_the_items_and_work_runs_at_the_same_time():
    together = threading.Barrier(4, timeout=20)

    def work(number: int) -> int:
        if number < 4:
            together.wait()  # never passed by one alone
        return number * 2

    assert list(side_by_side(work, range(500))) == [number * 2 for number in range(500)]


def test_it_does_not_run_ahead_of_whoever_takes_the_results():
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    results = side_by_side(lambda number: number, items())
    for _ in range(10):
        next(results)
    assert len(taken) <= MOST_AHEAD + 10
    results.close()


def test_a_fault_is_raised_in_its_turn_and_nothing_more_begins(tmp_path: Path):
    (tmp_path / "250").write_bytes(b"in the way")

    def work(number: int) -> None:
        with new_file(tmp_path / f"{number}") as out:
            out.write(b"x")

    def run() -> None:
        for _done in side_by_side(work, range(100_000)):
            pass

    with pytest.raises(FileExistsError):
        run()
    assert (tmp_path / "250").read_bytes() == b"in the way"
    written = {int(path.name) for path in tmp_path.iterdir()}
    assert set(range(250)) <= written
    assert max(written) <= 250 + MOST_AHEAD
    assert all((tmp_path / f"{number}").stat().st_size == 1 for number in written - {250})


def test_a_file_is_its_owners_alone_and_gone_when_its_writing_failed(tmp_path: Path):
    with new_file(tmp_path / "whole") as out:
        out.write(b"x")
    assert (tmp_path / "whole").stat().st_mode & 0o777 == 0o600

    def fail() -> None:
        with new_file(tmp_path / "half") as out:
            out.write(b"x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]
