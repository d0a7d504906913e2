"""A family leaves a signed tờ trình before the decision: by a correcting tờ trình that names it with the reason."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper, PaperVersion
from hoctap.papers.queries import docx_of
from hoctap.papers.sheets import queries as sheet_queries
from hoctap.recognition import actions
from hoctap.recognition.case_files import papers_of
from hoctap.recognition.decision_queries import decision_signature_reasons
from hoctap.recognition.models import SubmissionCorrection, TakenOut
from hoctap.recognition.posting import actions as posting
from tests.recognition.hands import names, queries_of, refused, shown, sign, sign_in, states
from tests.season import Season

SIGNED_ON = dt.date(2024, 11, 7)


def address(season: Season) -> str:
    return reverse("submission_correct", args=[season.submission.pk])


def take_out(season: Season, number: int = 0, why: str = "chuyển đi nơi khác") -> SubmissionCorrection:
    done = actions.take_out_of_submission(
        season.submission, {season.dossiers[number].pk: why}, by=season.by(season.officer)
    )
    season.refresh()
    return done


def sign_correction(season: Season, correction: SubmissionCorrection, on: dt.date = SIGNED_ON) -> Paper:
    by = season.by(season.officer)
    papers.mark_printed(correction.paper, by=by)
    number = papers.queries.next_number(correction.paper.issuer, "submission", 2024)
    return papers.record_signature(
        correction.paper, number=number, dated_on=on, signer="Chủ tịch Hội", signed_copy=None, by=by
    )


def speak(season: Season, number: int = 0) -> None:
    posting.receive_objection(
        season.dossiers[number],
        content="Gia đình còn tranh chấp đất",
        received_on=today(),
        handler="Nguyễn Thị Lan",
        by=season.by(season.officer),
    )


def test_a_correcting_paper_names_the_family_and_the_decision_goes_on_without_it(submitted: Season):
    lan = sign_in(submitted.officer)
    assert address(submitted) in shown(lan.get(reverse("round_detail", args=[submitted.round.pk])))
    page = shown(lan.get(address(submitted)))
    assert all(name in page for name in names(submitted.dossiers))
    before = list(PaperVersion.objects.filter(paper=submitted.submission.paper).values())
    key = str(submitted.dossiers[0].pk)
    answer = lan.post(address(submitted), {"take_out": key, f"why-{key}": " chuyển đi nơi khác. "})
    correction = SubmissionCorrection.objects.get()
    assert answer.headers["Location"] == reverse("paper_detail", args=[correction.paper_id])
    assert states(submitted) == ["nominated", "proposed"]
    change = submitted.dossiers[0].state_changes.latest("id")
    assert change.why == "Đưa ra khỏi Tờ trình 03/TTr-HKH"
    version = correction.paper.versions.get()
    said = " ".join(version.content["body"])
    assert f"1. {names(submitted.dossiers)[0]}, Ấp 1. Lý do: chuyển đi nơi khác." in said
    assert names(submitted.dossiers)[1] not in said
    assert "cho 1 hộ gia đình còn lại" in version.content["closing"][0]
    assert check_layout(docx_of(version), "submission", sample_mark=submitted.world.edition.sample_mark) == []
    with pytest.raises(Refused, match="điều chỉnh của tờ trình này chưa ký"):
        actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))
    paper = sign_correction(submitted, correction)
    decision = actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))
    assert [line.dossier_id for line in decision.lines.all()] == [submitted.dossiers[1].pk]
    bases = " ".join(decision.paper.versions.get().content["legal_bases"])
    assert f"điều chỉnh bởi Tờ trình số {paper.full_number}" in bases
    early = decision_signature_reasons(decision.paper, SIGNED_ON - dt.timedelta(days=1))
    assert "của Tờ trình điều chỉnh" in early[0].text
    sign(submitted, decision.paper, 7, dt.date(2024, 11, 8))
    assert states(submitted) == ["nominated", "recognised"]
    assert list(PaperVersion.objects.filter(paper=submitted.submission.paper).values()) == before
    order = [one.pk for one in papers_of(submitted.round)]
    first = order.index(submitted.submission.paper_id)
    assert order[first : first + 3] == [submitted.submission.paper_id, paper.pk, decision.paper_id]


def test_it_is_looked_at_again_and_goes_into_a_later_submission_only(submitted: Season):
    sign_correction(submitted, take_out(submitted))
    by = submitted.by(submitted.officer)
    with pytest.raises(Refused, match="Chưa có hộ nào được xã đồng ý"):
        actions.prepare_submission(submitted.round, by=by)
    one = submitted.dossiers[0]
    actions.review_hamlet(
        submitted.round, submitted.hamlet, [actions.TypedVerdict(one.pk, one.version, True)], by=by
    )
    later = actions.prepare_submission(submitted.round, by=by)
    assert [dossier.pk for dossier in later.dossiers.all()] == [one.pk]
    decision = actions.prepare_decision(submitted.submission, by=by)
    assert [line.dossier_id for line in decision.lines.all()] == [submitted.dossiers[1].pk]


def test_the_signed_submission_is_still_what_it_was_when_its_scan_comes(submitted: Season):
    take_out(submitted)
    correction = SubmissionCorrection.objects.get()
    papers.mark_printed(correction.paper, by=submitted.by(submitted.officer))
    assert sheet_queries.sheet_of(correction.paper).facts.differences == ()


def test_what_was_spoken_since_holds_a_draft_until_it_is_answered_or_taken_out(drafted: Season):
    speak(drafted)
    page = shown(sign_in(drafted.officer).get(reverse("decision_detail", args=[drafted.decision.pk])))
    assert "1 hộ trong danh sách kèm theo có phản ánh, kiến nghị chưa trả lời" in page
    with pytest.raises(Refused, match="bỏ bản soạn này rồi soạn lại"):
        sign(drafted, drafted.decision.paper, 7, today())
    with pytest.raises(Refused, match="Bỏ bản soạn quyết định trước"):
        take_out(drafted)
    actions.drop_decision(drafted.decision, by=drafted.by(drafted.officer))
    assert "còn phản ánh chưa trả lời" in shown(sign_in(drafted.officer).get(address(drafted)))
    sign_correction(drafted, take_out(drafted, why="còn phản ánh phải xác minh"))
    again = actions.prepare_decision(drafted.submission, by=drafted.by(drafted.officer))
    sign(drafted, again.paper, 7, today())
    assert states(drafted) == ["nominated", "recognised"]


def test_taken_back_before_its_signature(submitted: Season):
    correction = take_out(submitted)
    lan = sign_in(submitted.officer)
    body = shown(lan.get(reverse("round_detail", args=[submitted.round.pk])))
    drop = reverse("submissioncorrection_drop", args=[correction.pk])
    assert drop in body
    assert "đưa ra 1" in body
    assert lan.post(drop).status_code == 302
    assert states(submitted) == ["proposed", "proposed"]
    assert drop not in shown(lan.get(reverse("round_detail", args=[submitted.round.pk])))
    decision = actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))
    assert decision.lines.count() == 2


def test_it_is_not_taken_back_once_signed_or_gone_on(submitted: Season):
    correction = take_out(submitted)
    one = submitted.dossiers[0]
    by = submitted.by(submitted.officer)
    back = [actions.TypedVerdict(one.pk, one.version, False, why="xác minh lại")]
    actions.review_hamlet(submitted.round, submitted.hamlet, back, by=by)
    drop = reverse("submissioncorrection_drop", args=[correction.pk])
    refused(sign_in(submitted.officer).post(drop), f"{names(submitted.dossiers)[0]}: hồ sơ đã đi bước khác")
    sign_correction(submitted, correction)
    with pytest.raises(Refused, match="đã ký"):
        actions.drop_correction(correction, by=by)
    with pytest.raises(Refused, match="không sửa được nữa"):
        actions.drop_correction(correction, by=by)


def test_everybody_may_be_taken_out(submitted: Season):
    both = {one.pk: "thẩm tra lại" for one in submitted.dossiers}
    correction = actions.take_out_of_submission(
        submitted.submission, both, by=submitted.by(submitted.officer)
    )
    assert "không còn hộ gia đình nào" in correction.paper.versions.get().content["closing"][0]
    sign_correction(submitted, correction)
    with pytest.raises(Refused, match="Không còn hộ nào trong tờ trình này"):
        actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))


def test_each_refusal_says_what_to_do(submitted: Season):
    lan = sign_in(submitted.officer)
    key = str(submitted.dossiers[0].pk)
    refused(lan.post(address(submitted), {}), "Chưa chọn hộ nào")
    refused(
        lan.post(address(submitted), {"take_out": key, f"why-{key}": " "}),
        f"{names(submitted.dossiers)[0]}: đưa ra khỏi tờ trình thì phải ghi lý do",
        " checked",
    )
    other = str(submitted.open_dossiers[0].pk)
    refused(
        lan.post(address(submitted), {"take_out": other, f"why-{other}": "x"}), "không thuộc tờ trình này"
    )
    correction = take_out(submitted)
    with pytest.raises(Refused, match="Ký hoặc bỏ tờ trình ấy trước"):
        take_out(submitted, 1)
    with pytest.raises(Refused, match="Ngày ký trước ngày"):
        sign_correction(submitted, correction, dt.date(2024, 1, 2))


def test_an_unsigned_submission_is_withdrawn_instead(accepted: Season):
    submission = actions.prepare_submission(accepted.round, by=accepted.by(accepted.officer))
    with pytest.raises(Refused, match="rút tờ trình rồi lập lại"):
        actions.take_out_of_submission(
            submission, {accepted.dossiers[0].pk: "x"}, by=accepted.by(accepted.officer)
        )


def test_after_the_decision_nobody_is_taken_out(decided: Season):
    with pytest.raises(Refused, match="không còn chờ quyết định"):
        take_out(decided)
    assert not TakenOut.objects.exists()


@pytest.mark.parametrize("person", ["head", "chair", "admin"])
def test_nobody_else_takes_out(submitted: Season, person: str):
    user = getattr(submitted, person)
    answer = sign_in(user).get(address(submitted))
    assert answer.status_code == 403
    assert names(submitted.dossiers)[0] not in shown(answer)
    with pytest.raises(Forbidden):
        actions.take_out_of_submission(submitted.submission, {}, by=submitted.by(user))


def test_the_officer_of_the_next_commune_finds_no_such_submission(submitted: Season):
    correction = take_out(submitted)
    oanh = sign_in(submitted.world.oanh)
    answer = oanh.get(address(submitted))
    assert answer.status_code == 404
    assert names(submitted.dossiers)[0] not in shown(answer)
    assert oanh.post(reverse("submissioncorrection_drop", args=[correction.pk])).status_code == 404


def test_a_family_is_found_by_its_name_without_accents(submitted: Season):
    first, second = names(submitted.dossiers)
    body = shown(sign_in(submitted.officer).get(address(submitted), {"q": first.split()[-1].lower()}))
    assert first in body
    assert second not in body


def test_the_page_takes_few_queries(submitted: Season):
    assert queries_of(sign_in(submitted.officer), address(submitted)) <= 14
