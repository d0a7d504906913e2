from hoctap.reports.quantities.checking import stocks_of, within_of
from hoctap.reports.quantities.parts import PARTS

FAMILY = [f"learning_family.{part.name}" for part in PARTS]


def test_what_can_be_no_more_than_what():
    assert [(one.part, one.whole) for one in within_of(FAMILY[:2])] == [
        ("learning_family.registered", "learning_family.total")
    ]
    assert within_of(["centre.count", "centre.seal"])[0].part == "centre.seal"
    assert within_of(["fund.closing"]) == ()


def test_a_fund_follows_from_what_came_and_went():
    assert stocks_of(["fund.opening", "fund.closing"])[0].closing == "fund.closing"
    assert stocks_of(["fund.opening"]) == ()
