"""What holds of every dossier's points, whatever they are: the pure parts, without a table."""

from decimal import Decimal

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from hoctap.core.actor import system_job
from hoctap.criteria.models import Criterion
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition, score
from hoctap.recognition import rules
from hoctap.recognition.answers import passes
from hoctap.recognition.computing import Counted, proposal
from hoctap.recognition.models import Dossier
from hoctap.recognition.points import total_column, write_points

BY = system_job("kiểm thử")


def _criterion(number: int, needs: bool) -> FrozenCriterion:
    return FrozenCriterion(f"C{number}", "Nhóm", f"Mục {number}", "", Decimal(10), needs, "sample")


EDITION = FrozenEdition(
    "thu", Decimal(40), True, tuple(_criterion(n, n % 2 == 0) for n in range(5)), least_each=Decimal(5)
)
CODES = [criterion.code for criterion in EDITION.criteria]

points = st.integers(0, 100).map(lambda tenths: Decimal(tenths) / 10)
entries = st.lists(
    st.tuples(st.sampled_from(["self", "hamlet", "commune"]), st.sampled_from(CODES), points),
    min_size=1,
    max_size=12,
    unique_by=lambda entry: entry[:2],
)


def dossier() -> Dossier:
    return Dossier(registered_on=timezone.now().date())


def enter(entered: list[tuple[str, str, Decimal]]) -> Dossier:
    one = dossier()
    for column, code, value in entered:
        write_points(one, column, {code: value}, by=BY)
        total_column(one, EDITION, column)
        if column == "hamlet" and any("commune" in answer for answer in one.answers.values()):
            total_column(one, EDITION, "commune")
    return one


def result(one: Dossier) -> tuple[object, ...]:
    return one.self_total, one.hamlet_total, one.commune_total, passes(EDITION, one)


@settings(max_examples=500, deadline=None)
@given(entered=entries, data=st.data())
def test_points_entered_in_any_order_give_the_same_totals(
    entered: list[tuple[str, str, Decimal]], data: st.DataObject
):
    assert result(enter(data.draw(st.permutations(entered)))) == result(enter(entered))


@settings(max_examples=500, deadline=None)
@given(entered=entries)
def test_points_entered_twice_count_once(entered: list[tuple[str, str, Decimal]]):
    assert result(enter(entered + entered)) == result(enter(entered))


@settings(max_examples=500, deadline=None)
@given(given_points=st.dictionaries(st.sampled_from(CODES), points), code=st.sampled_from(CODES), more=points)
def test_a_point_more_never_lowers_a_score(given_points: dict[str, Decimal], code: str, more: Decimal):
    """Also the first point of a criterion that had none."""
    before = score(EDITION, given_points)
    after = score(
        EDITION, {**given_points, code: min(Decimal(10), given_points.get(code, Decimal(0)) + more)}
    )
    assert after.total >= before.total
    assert set(after.missing) <= set(before.missing)
    assert after.reaches or not before.reaches


kept = st.dictionaries(st.sampled_from(CODES), st.lists(st.booleans(), max_size=3))


@settings(max_examples=500, deadline=None)
@given(entered=entries, evidence=kept, code=st.sampled_from(CODES), stands_by_itself=st.booleans())
def test_evidence_more_never_lowers_a_score_and_never_keeps_a_dossier_out(
    entered: list[tuple[str, str, Decimal]],
    evidence: dict[str, list[bool]],
    code: str,
    stands_by_itself: bool,
):
    one = enter(entered)
    before = result(one)
    more = {**evidence, code: [*evidence.get(code, []), stands_by_itself]}
    for number, at in enumerate(more):  # as rows of before the evidence had its own table hold it
        one.answers.setdefault(at, {})["evidence"] = [f"khóa {number}"]
    for column in ("self", "hamlet", "commune"):
        if any(column in answer for answer in one.answers.values()):
            total_column(one, EDITION, column)
    assert result(one) == before
    for reasons in (rules.missing_evidence, rules.unverified_evidence):
        assert set(reasons(EDITION, more, "Hộ")) <= set(reasons(EDITION, evidence, "Hộ"))


@settings(max_examples=500, deadline=None)
@given(adults=st.integers(1, 30), data=st.data())
def test_another_holder_in_the_house_never_lowers_what_the_records_propose(adults: int, data: st.DataObject):
    holders = data.draw(st.integers(0, adults - 1))
    criterion = Criterion(code="A1", max_points=Decimal("10.00"))
    before, after = (
        proposal(criterion, Counted(number, adults, "người lớn")).points for number in (holders, holders + 1)
    )
    assert Decimal(0) <= before <= after <= criterion.max_points


@settings(max_examples=500, deadline=None)
@given(given_points=st.dictionaries(st.sampled_from([*CODES, "Z"]), points))
def test_the_trace_tells_the_whole_arithmetic(given_points: dict[str, Decimal]):
    counted = score(EDITION, given_points)
    assert [line.code for line in counted.lines] == CODES
    assert sum((line.points or Decimal(0) for line in counted.lines), Decimal(0)) == counted.total
    assert [line.code for line in counted.lines if line.points is None] == list(counted.missing)
    assert [line.code for line in counted.lines if line.is_too_low] == list(counted.too_low)
    assert all((line.most, line.least) == (Decimal(10), Decimal(5)) for line in counted.lines)
    said = counted.decided_by.name
    if counted.missing:
        assert said == "MISSING"
    elif counted.too_low:
        assert said == "TOO_LOW"
    else:
        assert said == ("REACHED" if counted.total >= counted.threshold == EDITION.threshold else "BELOW")
    assert counted.reaches == (said == "REACHED")
