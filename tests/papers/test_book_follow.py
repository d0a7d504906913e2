"""Sổ theo dõi giải quyết văn bản đến: late ones are marked."""

import datetime as dt

from django.urls import reverse

from hoctap.papers.books import actions, queries, rules
from hoctap.papers.models import Incoming
from tests.papers.book_hands import came
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season


def address(season: Season, **query: str) -> str:
    rest = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse('book_follow', args=[season.association.pk])}?year=2024&{rest}"


def worked(season: Season) -> tuple[Incoming, Incoming, Incoming]:
    """One late and open, one done too late, one done in time."""
    by = season.by(season.officer)
    rows = [came(season, number) for number in ("1/A", "2/A", "3/A")]
    for row, due in zip(
        rows, (dt.date(2024, 2, 10), dt.date(2024, 2, 10), dt.date(2024, 3, 10)), strict=True
    ):
        actions.hand_to(row, handler=season.officer, due_on=due, by=by)
    for row in rows[1:]:
        actions.finish_incoming(
            row, progress="Đã báo cáo", done_on=dt.date(2024, 3, 1), reply_number="05/BC-HKH", by=by
        )
    return rows[0], rows[1], rows[2]


def test_late_stays_late_and_the_last_day_is_in_time():
    day = dt.date(2024, 2, 10)
    assert not rules.is_late(day, None, day)
    assert rules.is_late(day, None, day + dt.timedelta(1))
    assert rules.is_late(day, day + dt.timedelta(1), dt.date(2026, 1, 1))
    assert not rules.is_late(day, day, dt.date(2026, 1, 1))
    assert not rules.is_late(None, None, day)


def test_the_book_marks_what_is_late_and_is_narrowed(decided: Season):
    worked(decided)
    lan = sign_in(decided.officer)
    body = shown(lan.get(address(decided)))
    assert "2 văn bản quá hạn giải quyết" in body
    assert body.count("Quá hạn</span>") == 2

    def numbers(only: str) -> list[str]:
        return sorted(one.number for one in queries.incoming_of(decided.association, 2024, only=only))

    assert (numbers("late"), numbers("open"), numbers("done")) == (["1/A", "2/A"], ["1/A"], ["2/A", "3/A"])
    (row,) = queries.in_rows(queries.incoming_of(decided.association, 2024, search="2/A"))
    assert row.follow_cells[3:6] == ["10/02/2024", "Xong ngày 01/03/2024: Đã báo cáo (quá hạn)", "05/BC-HKH"]
    assert "1/A" not in shown(lan.get(address(decided, only="done")))


def test_it_takes_the_same_queries_for_many_lines(decided: Season):
    worked(decided)
    client = sign_in(decided.officer)
    few = queries_of(client, address(decided))
    for number in range(30):
        came(decided, f"{number}/D")
    assert queries_of(client, address(decided)) == few


def test_the_next_commune_finds_no_book(decided: Season):
    assert sign_in(decided.world.oanh).get(address(decided)).status_code == 404
