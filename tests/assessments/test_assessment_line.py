"""One line: figures with their source, what records give beside what a person writes, evidence."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.models import Figure, Origin
from hoctap.core.refusals import Refused
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_figures_and_evidence_are_entered_on_one_page(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    here = reverse("assessment_line", args=[one.pk, "X5.2"])
    lan = sign_in(world.lan)
    page = shown(lan.get(here))
    assert "trình độ chuyên môn kỹ thuật" in page
    assert "≥ 50 %" in page
    assert "≥ 12 %" in page
    typed = {"do": "figure-X5.2.a", "X5.2.a-numerator": "1.450", "X5.2.a-denominator": "2.000"}
    refused = lan.post(here, typed)
    assert refused.status_code == 422
    assert "ghi nguồn số liệu" in shown(refused)
    lan.post(here, {**typed, "X5.2.a-source": hands.SOURCE})
    assert "1.450/2.000" in shown(lan.get(here))
    wrong = shown(lan.post(here, {**typed, "X5.2.a-numerator": "hai", "X5.2.a-source": hands.SOURCE}))
    assert "“hai” không phải số" in wrong
    lan.post(here, {"do": "piece", "text": "Báo cáo 12", "content": SimpleUploadedFile("a.pdf", hands.PDF)})
    assert "Báo cáo 12" in shown(lan.get(here))
    use = one.evidence.get()
    refused = lan.post(here, {"do": "detach", "use": use.pk, "why": " "})
    assert refused.status_code == 422
    lan.post(here, {"do": "detach", "use": use.pk, "why": "nhầm tệp"})
    assert not one.evidence.filter(detached_at=None).exists()
    lan.post(here, {"do": "reuse", "evidence": use.evidence_id})
    assert one.evidence.filter(detached_at=None).count() == 1
    assert sign_in(world.oanh).get(here).status_code == 404
    assert lan.get(reverse("assessment_line", args=[one.pk, "X9"])).status_code == 404


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("X5.1", FigureTyped(numerator=Decimal(3), denominator=Decimal(2), source="a"), "lớn hơn mẫu số"),
        ("X5.1", FigureTyped(value=Decimal(101), source="a"), "từ 0 đến 100"),
        ("X4.2", FigureTyped(value=Decimal(9), source="a"), "chọn một trong các mức"),
        ("X1.1", FigureTyped(is_met=True), "ghi nguồn số liệu"),
        ("X9.9", FigureTyped(is_met=True, source="a"), "Không có chỉ tiêu “X9.9”"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_the_line(
    world: World, key: str, typed: FigureTyped, words: str
):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    with pytest.raises(Refused, match=words):
        actions.record_figure(one, key, typed, by=bench.lan)
    assert not Figure.objects.filter(assessment=one, key=key).exclude(origin=Origin.MEASURED).exists()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """What records would say: a real measure needs a season of citizens, which test_measured walks."""
    from hoctap.assessments import measuring
    from hoctap.assessments.actions import assessing

    figures = {"learning_citizen.of_citizens": (700, 1000)}

    def told(assessment: object, condition: object) -> measuring.Measured | None:
        found = figures.get(condition.measure)  # type: ignore[attr-defined]
        return measuring.Measured(*found) if found else None

    monkeypatch.setattr(assessing, "measured", told)
    return figures


def test_another_figure_than_records_give_needs_its_reason_in_writing(
    world: World, counted: dict[str, tuple[int, int]]
):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    figure = one.figures.get(key="X5.1")
    assert (figure.origin, figure.numerator, figure.denominator) == (Origin.MEASURED, 700, 1000)
    other = FigureTyped(numerator=Decimal(650), denominator=Decimal(1000))
    with pytest.raises(Refused, match="Ghi số khác thì ghi lý do bằng văn bản"):
        actions.record_figure(one, "X5.1", other, by=bench.lan)
    actions.record_figure(
        one,
        "X5.1",
        FigureTyped(numerator=Decimal(650), denominator=Decimal(1000), why="Biên bản rà soát 03/BB"),
        by=bench.lan,
    )
    figure.refresh_from_db()
    assert (figure.origin, figure.measured_numerator) == (Origin.OVERRIDDEN, 700)


@pytest.mark.requirement("S3-13")
def test_a_change_below_marks_the_figure_above_stale_until_somebody_looks(
    world: World, counted: dict[str, tuple[int, int]]
):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    actions.record_figure(
        one,
        "X5.1",
        FigureTyped(numerator=Decimal(650), denominator=Decimal(1000), why="Biên bản rà soát"),
        by=bench.lan,
    )
    assert actions.refresh_figures(one, by=bench.lan) == 0
    counted["learning_citizen.of_citizens"] = (710, 1000)
    assert actions.refresh_figures(one, by=bench.lan) == 1
    figure = one.figures.get(key="X5.1")
    assert (figure.is_stale, figure.numerator, figure.measured_numerator) == (True, 650, 710)
    hands.met(bench, one)
    with pytest.raises(Refused, match=r"Dữ liệu bên dưới đã đổi sau khi tính: X5\.1"):
        actions.close_self_assessment(one, by=bench.lan)
    actions.record_figure(
        one,
        "X5.1",
        FigureTyped(numerator=Decimal(650), denominator=Decimal(1000), why="Đã xem lại, giữ"),
        by=bench.lan,
    )
    assert not one.figures.get(key="X5.1").is_stale


def test_a_figure_typed_before_there_were_records_is_not_lost(
    world: World, counted: dict[str, tuple[int, int]]
):
    bench = hands.district_of_2024(world)
    del counted["learning_citizen.of_citizens"]
    one = hands.opened(bench)
    actions.record_figure(one, "X5.1", FigureTyped(value=Decimal(61), source=hands.SOURCE), by=bench.lan)
    counted["learning_citizen.of_citizens"] = (700, 1000)
    actions.refresh_figures(one, by=bench.lan)
    figure = one.figures.get(key="X5.1")
    assert (figure.value, figure.is_stale, figure.measured_numerator) == (61, True, 700)
