"""The books of the demonstration leave no number without a word."""

from hoctap.core.actor import system_job
from hoctap.home import demo_books
from hoctap.papers.books import numbering
from hoctap.places.models import Numbering
from tests.papers.test_paper_withdraw import notice
from tests.season import Season


def test_every_gap_of_an_own_book_is_noted_and_an_outside_one_is_left(met: Season):
    met.association.numbering = Numbering.OWN
    met.association.save()
    notice(met, 7)
    notice(met, 9)
    by = system_job("kiểm thử")
    assert [gap.in_words for gap in numbering.gaps_of(met.association, 2024)] == ["1–6", "8"]
    assert demo_books.explain_gaps(by) == 2
    assert numbering.gaps_of(met.association, 2024) == []
    assert numbering.next_number(met.association, "text_notice", 2024) == 10
    assert demo_books.explain_gaps(by) == 0
