"""“Dùng lại minh chứng đã có”: one piece for several criteria, titles and years, and records of this system."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.models import Title
from hoctap.evidence import actions as evidence_actions
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence
from hoctap.people.models import Person
from hoctap.recognition import actions
from hoctap.recognition.evidence_uses import standing_evidence
from hoctap.recognition.models import Dossier, EvidenceUse
from tests.recognition.hands import enter, names, queries_of, refused, row, shown, sign_in
from tests.season import SCAN, Season


def address(dossier: Dossier) -> str:
    return reverse("dossier_reuse", args=[dossier.pk])


def codes_of(dossier: Dossier) -> dict[str, list[str]]:
    found = standing_evidence([dossier])[dossier.pk]
    return {code: [one.text for one in items] for code, items in found.items()}


@pytest.fixture
def registered(opened: Season) -> Season:
    enter(opened, *[row(dossier, "", "") for dossier in opened.dossiers])
    return opened


@pytest.fixture
def next_year(decided: Season) -> Season:
    """The season of the year after; what was handed in before the decision is still there."""
    decided.round = actions.open_round(
        decided.commune,
        year=decided.round.year + 1,
        title=Title.LEARNING_FAMILY,
        edition=decided.world.edition,
        before_on=None,
        by=decided.by(decided.officer),
    )
    decided.dossiers = list(decided.round.dossiers.filter(hamlet=decided.hamlet))
    return decided


def note(season: Season, dossier: Dossier, text: str = "Giấy khen") -> Evidence:
    return actions.attach_evidence(dossier, "A1", kind="note", text=text, by=season.by(season.head))


def of_person(season: Season, dossier: Dossier, text: str) -> Evidence:
    return evidence_actions.add_evidence(
        kind="note",
        place=season.hamlet,
        subject_kind=PERSON,
        subject_id=str(dossier.household.head_id),
        text=text,
        by=season.by(season.head),
    )


@pytest.mark.requirement("S3-25")
def test_one_piece_serves_several_criteria_and_is_kept_once(registered: Season):
    dossier = registered.dossiers[0]
    evidence = note(registered, dossier)
    hung = sign_in(registered.head)
    body = shown(hung.get(address(dossier)))
    assert "Giấy khen" in body
    assert "Đang dùng cho A1" in body
    form = {"evidence": [str(evidence.pk)], "criterion": ["A1", "A2", "B1"]}
    answer = hung.post(address(dossier), form, follow=True)
    assert "Đã dùng minh chứng" in shown(answer)
    assert codes_of(dossier) == {"A1": ["Giấy khen"], "A2": ["Giấy khen"], "B1": ["Giấy khen"]}
    assert Evidence.objects.count() == 1
    assert EvidenceUse.objects.count() == 3, "A1 had it already"


@pytest.mark.requirement("S3-25")
def test_what_was_handed_in_last_year_serves_this_year(next_year: Season):
    dossier = next_year.dossiers[0]
    old = evidence_actions.add_evidence(
        kind="file",
        place=next_year.hamlet,
        subject_kind=HOUSEHOLD,
        subject_id=str(dossier.household_id),
        text="Ảnh góc học tập",
        content=SCAN,
        by=next_year.by(next_year.head),
    )
    Evidence.objects.filter(pk=old.pk).update(added_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
    form = {"evidence": [str(old.pk)], "criterion": ["A2"]}
    sign_in(next_year.head).post(address(dossier), form)
    assert codes_of(dossier) == {"A2": ["Ảnh góc học tập"]}
    page = shown(
        sign_in(next_year.head).get(reverse("evidence_list", args=["household", dossier.household_id]))
    )
    assert "Gia đình học tập năm 2025, tiêu chí A2" in page


@pytest.mark.requirement("S1-20")
def test_records_of_the_system_are_evidence_with_date_and_link(next_year: Season):
    """Last year's title, a signed paper, and the school where the head of the family works."""
    dossier = next_year.dossiers[0]
    officer = sign_in(next_year.officer)
    body = shown(officer.get(address(dossier)))
    for words in (
        "Đạt Gia đình học tập năm 2024",
        "công nhận ngày 08/11/2024",
        "07/QĐ-UBND",
        f"Hiệu trưởng {next_year.commune.name}",
        "từ năm 2021",
    ):
        assert words in body, words
    keys = [
        line.partition('"')[0]
        for line in body.split('name="evidence"')[1:]
        for line in [line.partition('value="')[2]]
    ]
    answer = officer.post(address(dossier), {"evidence": keys, "criterion": ["A2"]}, follow=True)
    body = shown(answer)
    assert Evidence.objects.filter(kind="record").count() == len(keys) >= 3
    assert "Xem trong phần mềm" in body
    last = Dossier.objects.get(household=dossier.household, year=2024)
    assert reverse("dossier_detail", args=[last.pk]) in body
    again = shown(officer.get(address(dossier)))
    assert "Danh hiệu đã được công nhận" not in again, "what is taken is offered as a piece that is there"


def test_a_title_that_was_revoked_is_no_record(next_year: Season):
    dossier = next_year.dossiers[0]
    last = Dossier.objects.get(household=dossier.household, year=2024)
    Dossier.objects.filter(pk=last.pk).update(state="revoked")
    body = shown(sign_in(next_year.officer).get(address(dossier)))
    assert "Đạt Gia đình học tập năm 2024" not in body
    with pytest.raises(Refused, match="không còn"):
        actions.attach_record(dossier, "title", str(last.pk), ["A2"], by=next_year.by(next_year.officer))


def test_a_member_of_the_familys_own_evidence_serves_too(registered: Season):
    dossier = registered.dossiers[0]
    certificate = of_person(registered, dossier, "Chứng chỉ tin học")
    by = registered.by(registered.head)
    assert actions.reuse_evidence(dossier, [certificate], ["A2"], by=by) == 1
    assert actions.reuse_evidence(dossier, [certificate], ["A2"], by=by) == 0, "a second time changes nothing"


def test_what_was_kept_under_a_double_that_was_merged_serves_too(registered: Season):
    dossier = registered.dossiers[0]
    double = Person.objects.create(full_name="Tên Ghi Hai Lần", merged_into=dossier.household.head)
    certificate = of_person(registered, dossier, "Chứng chỉ ghi ở tên cũ")
    Evidence.objects.filter(pk=certificate.pk).update(subject_id=str(double.pk))
    assert "Chứng chỉ ghi ở tên cũ" in shown(sign_in(registered.head).get(address(dossier)))
    certificate.refresh_from_db()
    assert actions.reuse_evidence(dossier, [certificate], ["A2"], by=registered.by(registered.head)) == 1


def test_what_is_not_the_familys_is_refused_and_nothing_is_half_done(registered: Season):
    mine, theirs = registered.dossiers
    own, foreign = note(registered, mine), note(registered, theirs, "Của nhà khác")
    by = registered.by(registered.head)
    with pytest.raises(Refused, match="không phải của hộ này"):
        actions.reuse_evidence(mine, [own, foreign], ["A2"], by=by)
    assert codes_of(mine) == {"A1": ["Giấy khen"]}
    posted = sign_in(registered.head).post(
        address(mine), {"evidence": [str(foreign.pk), "work:nobody"], "criterion": ["A2"]}
    )
    refused(posted, "Hãy chọn ít nhất một minh chứng")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"criterion": ["A2"]}, "Hãy chọn ít nhất một minh chứng"),
        ({"evidence": ["own"]}, "Hãy chọn tiêu chí"),
        ({"evidence": ["own"], "criterion": ["Z9"]}, "không có trong bộ tiêu chí"),
    ],
)
def test_nothing_chosen_is_said(registered: Season, form: dict[str, list[str]], said: str):
    dossier = registered.dossiers[0]
    own = str(note(registered, dossier).pk)
    posted = {name: [own if one == "own" else one for one in values] for name, values in form.items()}
    refused(sign_in(registered.head).post(address(dossier), posted), said)


@pytest.mark.parametrize("gone", ["withdrawn", "erased"])
def test_withdrawn_or_erased_evidence_is_neither_offered_nor_taken(registered: Season, gone: str):
    dossier = registered.dossiers[0]
    evidence = note(registered, dossier)
    by = registered.by(registered.head)
    if gone == "withdrawn":
        evidence_actions.withdraw_evidence(evidence, "nhầm hộ", by=by)
    else:
        Evidence.objects.update(erased_on=dt.date(2024, 1, 1))
    assert "Giấy khen" not in shown(sign_in(registered.head).get(address(dossier)))
    with pytest.raises(Refused, match="đã rút hoặc đã xóa"):
        actions.reuse_evidence(dossier, [evidence], ["A2"], by=by)


@pytest.mark.parametrize("step", ["accepted", "decided"])
def test_nothing_is_used_again_once_the_commune_agreed(step: str, request: pytest.FixtureRequest):
    season: Season = request.getfixturevalue(step)
    dossier = season.dossiers[0]
    by = season.by(season.officer)
    evidence = of_person(season, dossier, "Chứng chỉ")
    for act in (
        lambda: actions.reuse_evidence(dossier, [evidence], ["A2"], by=by),
        lambda: actions.attach_record(dossier, "work", str(season.colleague.pk), ["A2"], by=by),
    ):
        with pytest.raises(Refused, match=r"không sửa được|chỉ thay đổi bằng một quyết định"):
            act()
    assert "không còn ở bước thêm minh chứng" in shown(sign_in(season.officer).get(address(dossier)))


def test_an_answer_after_the_rounds_closing_is_refused_and_nothing_is_kept(registered: Season):
    dossier = registered.dossiers[0]
    evidence = note(registered, dossier)
    actions.close_round(registered.round, by=registered.by(registered.officer))
    answer = sign_in(registered.head).post(
        address(dossier), {"evidence": [str(evidence.pk)], "criterion": ["A2"]}
    )
    refused(answer, "đã kết thúc")
    assert EvidenceUse.objects.count() == 1


def test_outsiders_and_who_only_signs_cannot(registered: Season):
    dossier = registered.dossiers[0]
    evidence = note(registered, dossier)
    form = {"evidence": [str(evidence.pk)], "criterion": ["A2"]}
    oanh = sign_in(registered.world.oanh)
    for answer in (oanh.get(address(dossier)), oanh.post(address(dossier), form)):
        assert answer.status_code == 404
        assert names([dossier])[0] not in shown(answer)
    assert sign_in(registered.chair).post(address(dossier), form).status_code == 403
    with pytest.raises(Forbidden):
        actions.reuse_evidence(dossier, [evidence], ["A2"], by=registered.by(registered.world.oanh))


def test_a_photo_of_another_hamlet_is_named_and_not_opened(registered: Season):
    """The family moved: the commune may use its old evidence again, the new hamlet sees that it is there."""
    dossier = registered.dossiers[0]
    evidence = note(registered, dossier)
    Evidence.objects.update(place=registered.open_hamlet)
    assert "Giấy khen" not in shown(sign_in(registered.head).get(address(dossier)))
    by = registered.by(registered.officer)
    assert actions.reuse_evidence(dossier, [evidence], ["A2"], by=by) == 1
    page = shown(sign_in(registered.head).get(reverse("dossier_detail", args=[dossier.pk])))
    assert "ông/bà không mở được" in page


def test_the_page_takes_the_same_queries_however_much_there_is(registered: Season):
    dossier = registered.dossiers[0]
    note(registered, dossier)
    hung = sign_in(registered.head)
    few = queries_of(hung, address(dossier))
    for number in range(5):
        note(registered, dossier, f"Giấy khen {number}")
    assert queries_of(hung, address(dossier)) == few <= 20
    with CaptureQueriesContext(connection) as one:
        standing_evidence(registered.dossiers)
    assert len(one) == 1


def test_ids_kept_with_the_answers_before_become_uses(registered: Season):
    dossier = registered.dossiers[0]
    evidence = note(registered, dossier)
    dossier.refresh_from_db()
    assert dossier.answers["A1"]["evidence"] == [str(evidence.pk)], "yesterday's program reads it here"
    EvidenceUse.objects.all().delete()
    copy = import_module("hoctap.recognition.migrations.0010_evidence_from_answers").COPY
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute(copy)
    use = EvidenceUse.objects.get()
    assert (use.evidence, use.dossier, use.criterion) == (evidence, dossier, "A1")
    assert (use.attached_by, use.attached_at) == (evidence.added_by_label, evidence.added_at)


def test_the_commune_of_old_evidence_is_found(registered: Season):
    note(registered, registered.dossiers[0])
    Evidence.objects.update(commune=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("hoctap.evidence.migrations.0004_commune_of_evidence").FILL)
    assert Evidence.objects.get().commune == registered.commune
