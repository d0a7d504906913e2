"""The file of a round before it is made: its list to date, what is missing, what must be noted."""

import pytest
from django.urls import reverse

from hoctap.accounts.duties import actions as duties
from hoctap.accounts.models import WaiverUse
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.papers.casefiles import actions
from hoctap.papers.casefiles.queries import case_page
from hoctap.papers.models import CaseFile
from hoctap.recognition import actions as recognition
from hoctap.recognition.case_files import ROUND
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season


def test_the_list_to_date_names_what_is_missing_and_takes_few_queries(decided: Season):
    lan = sign_in(decided.officer)
    address = reverse("round_case", args=[decided.round.pk])
    body = shown(lan.get(address))
    for told in ("07/QĐ-UBND", "Biên bản họp bình xét Ấp 2: chưa có", "chưa ký"):
        assert told in body
    assert queries_of(lan, address) <= 22
    assert address in shown(lan.get(reverse("round_detail", args=[decided.round.pk])))
    assert address not in shown(sign_in(decided.head).get(reverse("round_detail", args=[decided.round.pk])))


def test_a_round_without_papers_has_no_file_to_make(scored: Season):
    refused(
        sign_in(scored.officer).post(reverse("round_case", args=[scored.round.pk])),
        "chưa có văn bản nào để lập hồ sơ",
    )
    with pytest.raises(Refused, match="không còn trong hệ thống"):
        actions.ask_for_case(ROUND, "00000000-0000-0000-0000-000000000000", by=system_job("x"))
    recognition.close_round(scored.round, by=scored.by(scored.officer))
    assert not CaseFile.objects.exists()


def test_a_waiver_that_a_paper_rested_on_stands_in_the_list(drafted: Season):
    duties.waive_duty(
        drafted.commune,
        drafted.officer,
        "decision_not_signed_by_its_preparer",
        until=today(),
        why="Xã chỉ có một cán bộ",
        decision="Thông báo 12/TB-UBND",
        by=drafted.by(drafted.chair),
    )
    waiver = drafted.officer.duty_waivers.get()
    WaiverUse.objects.create(
        waiver=waiver, subject_kind="papers.paper", subject_id=str(drafted.decision.paper_id)
    )
    page = case_page(ROUND, str(drafted.round.pk), by=drafted.by(drafted.officer))
    assert page is not None
    (note,) = page.contents.notes
    assert "được phép kiêm việc" in note
    assert "Xã chỉ có một cán bộ" in note


def test_a_round_that_ends_without_a_preview_has_its_final_file_ordered(decided: Season):
    recognition.close_round(decided.round, by=decided.by(decided.officer))
    assert CaseFile.objects.get().is_final
    assert "lập khi kết thúc đợt" in shown(
        sign_in(decided.officer).get(reverse("round_case", args=[decided.round.pk]))
    )
