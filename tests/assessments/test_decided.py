"""A decided file stays as it was decided, whatever becomes of its edition, its place, its unit and the people in it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from hoctap.assessments.models import Assessment, Figure
from hoctap.criteria.models import CriteriaEdition
from hoctap.people.models import UnitStaffCount
from hoctap.places.models import Place
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def as_kept(one: Assessment) -> tuple[object, ...]:
    return (
        Assessment.objects.filter(pk=one.pk).values().get(),
        list(Figure.objects.filter(assessment=one).order_by("key").values()),
    )


def lines_shown(user, one: Assessment) -> str:
    page = shown(sign_in(user).get(reverse("assessment_detail", args=[one.pk])))
    return page[page.index("X1.1") : page.index("X5.2")]


def test_nothing_that_comes_later_changes_it(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    before, page = as_kept(one), lines_shown(world.lan, one)
    # The edition ends, another holds from then on, in which the same lines ask for more.
    old = one.edition
    CriteriaEdition.objects.filter(pk=old.pk).update(valid_to=dt.date(2025, 6, 1))
    newer = CriteriaEdition.objects.get(pk=old.pk)
    lines = list(newer.criteria.all())
    newer.pk, newer.code, newer.valid_from, newer.valid_to = None, "bo-moi", dt.date(2025, 6, 1), None
    newer.published_at, newer.verification = None, "sample"
    newer.save(force_insert=True)
    for line in lines:
        line.pk, line.edition = None, newer
        line.label = f"Khác: {line.label}"[:300]
        line.save(force_insert=True)
    CriteriaEdition.objects.filter(pk=newer.pk).update(published_at=dt.datetime(2025, 6, 1, tzinfo=dt.UTC))
    # The district ends, the commune is renamed and goes to another parent.
    Place.objects.filter(pk=world.district.pk).update(valid_to=dt.date(2025, 7, 1))
    Place.objects.filter(pk=world.commune.pk).update(name="Tân Kiều Mới", parent=world.province)
    assert as_kept(one) == before
    assert lines_shown(world.lan, one) == page
    again = Assessment.objects.get(pk=one.pk)
    assert again.decision_by == "Phòng Giáo dục và Đào tạo huyện Tháp Mười"
    assert again.holds_on(dt.date(2026, 1, 1))


def test_people_who_come_and_go_do_not_change_a_unit_s_decision(world: World):
    bench = hands.district_of_2024(world)
    unit = hands.school_of(bench)
    one = Assessment.objects.create(
        title="learning_unit_district",
        year=2024,
        edition=hands.edition("don-vi-hoc-tap-huyen-tt24"),
        level="1",
        place=world.commune,
        unit=unit,
        state="sent",
        decides="Trưởng phòng",
        opened_by="kiểm thử",
    )
    Figure.objects.create(
        assessment=one,
        key="Đ3.1.a",
        numerator=Decimal(9),
        denominator=Decimal(10),
        entered_by="kiểm thử",
        source=hands.SOURCE,
    )
    Assessment.objects.filter(pk=one.pk).update(
        state="recognised", frozen={"lines": []}, decided_on=dt.date(2025, 2, 1), decision_number="1/QĐ"
    )
    before = as_kept(one)
    UnitStaffCount.objects.create(unit=unit, year=2024, count=100, source="kiểm thử")
    assert as_kept(one) == before


@pytest.mark.parametrize(
    "change",
    [
        {"frozen": {}},
        {"decided_on": dt.date(2024, 1, 1)},
        {"decision_number": "khác"},
        {"level": "2"},
        {"valid_until": None},
        {"state": "draft", "decided_on": None, "frozen": None},
        {"state": "refused"},
    ],
    ids=lambda change: "-".join(change),
)
def test_postgresql_itself_refuses_a_change(world: World, change: dict[str, object]):
    one = decided(world)
    with pytest.raises(DatabaseError, match="is decided"), transaction.atomic():
        Assessment.objects.filter(pk=one.pk).update(**change)


def test_neither_is_it_deleted_nor_are_its_figures_touched(world: World):
    one = decided(world)
    for act in (
        lambda: Assessment.objects.filter(pk=one.pk).delete(),
        lambda: Figure.objects.filter(assessment=one).update(value=Decimal(100)),
        lambda: Figure.objects.filter(assessment=one).delete(),
        lambda: Figure.objects.create(assessment=one, key="X4.2", value=Decimal(3), entered_by="ai đó"),
    ):
        with pytest.raises(DatabaseError, match="is decided"), transaction.atomic():
            act()


def test_only_a_decision_takes_it_back(world: World):
    one = decided(world)
    Assessment.objects.filter(pk=one.pk).update(
        state="revoked", revoked_on=dt.date(2025, 9, 1), revoked_why="Kê khai sai"
    )
    one.refresh_from_db()
    assert one.state == "revoked"
    with pytest.raises(DatabaseError, match="is decided"), transaction.atomic():
        Assessment.objects.filter(pk=one.pk).update(state="recognised")


def decided(world: World) -> Assessment:
    one = Assessment.objects.create(
        title=hands.COMMUNE,
        year=2024,
        edition=hands.edition("cong-dong-hoc-tap-xa-tt25"),
        level="1",
        place=world.commune,
        state="sent",
        decides="Trưởng phòng",
        opened_by="kiểm thử",
    )
    Figure.objects.create(assessment=one, key="X5.1", value=Decimal(60), entered_by="ai đó")
    Assessment.objects.filter(pk=one.pk).update(
        state="recognised",
        frozen={"lines": []},
        decided_on=dt.date(2025, 3, 20),
        decision_number="77/QĐ-GDĐT",
        valid_until=dt.date(2028, 12, 31),
    )
    one.refresh_from_db()
    return one
