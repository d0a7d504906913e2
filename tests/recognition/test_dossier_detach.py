"""Taking a piece of evidence off one criterion; and a round that asks for the original to be seen."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence import actions as evidence_actions
from hoctap.evidence.models import Evidence
from hoctap.recognition import actions
from hoctap.recognition.models import EvidenceUse
from tests.recognition.hands import (
    enter,
    meet,
    names,
    nominate,
    queries_of,
    refused,
    review,
    row,
    score,
    shown,
    sign_in,
    verdict,
)
from tests.season import SCAN, Season


@pytest.fixture
def used(opened: Season) -> Season:
    """A scan that serves A1 and A2."""
    enter(opened, *[row(dossier, "", "") for dossier in opened.dossiers])
    dossier = opened.dossiers[0]
    by = opened.by(opened.head)
    evidence = actions.attach_evidence(dossier, "A2", kind="file", text="Giấy khen", content=SCAN, by=by)
    actions.reuse_evidence(dossier, [evidence], ["A1"], by=by)
    return opened


def use(criterion: str = "A1") -> EvidenceUse:
    return EvidenceUse.objects.get(criterion=criterion)


def address(one: EvidenceUse) -> str:
    return reverse("dossier_detach", args=[one.pk])


def test_it_leaves_one_criterion_serves_the_other_and_the_history_says_why(used: Season):
    hung = sign_in(used.head)
    dossier_url = reverse("dossier_detail", args=[used.dossiers[0].pk])
    assert address(use()) in shown(hung.get(dossier_url))
    assert "Giấy khen" in shown(hung.get(address(use())))
    refused(hung.post(address(use()), {"why": " "}), "Hãy ghi lý do gỡ")
    assert hung.post(address(use()), {"why": "chọn nhầm tiêu chí"})["Location"] == dossier_url
    body = shown(hung.get(dossier_url))
    assert 'id="evidence-A1"' not in body
    assert 'id="evidence-A2"' in body
    assert "Gỡ minh chứng khỏi tiêu chí A1" in body
    assert "chọn nhầm tiêu chí" in body
    used.dossiers[0].refresh_from_db()
    assert used.dossiers[0].answers["A1"]["evidence"] == []
    assert hung.get(address(use())).status_code == 404
    with pytest.raises(Refused, match="đã gỡ"):
        actions.detach_evidence(use(), "lần nữa", by=used.by(used.head))
    own = reverse("evidence_list", args=["household", used.dossiers[0].household_id])
    assert "đã gỡ: chọn nhầm tiêu chí" in shown(hung.get(own))


def test_what_was_withdrawn_stands_in_the_history_with_who_and_why(used: Season):
    evidence_actions.withdraw_evidence(Evidence.objects.get(), "ảnh của nhà bên", by=used.by(used.officer))
    body = shown(sign_in(used.head).get(reverse("dossier_detail", args=[used.dossiers[0].pk])))
    assert "Rút minh chứng của tiêu chí A2, A1" in body
    assert "ảnh của nhà bên" in body
    assert used.by(used.officer).described in body
    assert "Giấy khen" not in body


def test_outsiders_find_nothing_and_who_only_signs_may_not(used: Season):
    oanh = sign_in(used.world.oanh)
    for answer in (oanh.get(address(use())), oanh.post(address(use()), {"why": "x"})):
        assert answer.status_code == 404
        assert names(used.dossiers)[0] not in shown(answer)
    assert sign_in(used.chair).post(address(use()), {"why": "x"}).status_code == 403
    with pytest.raises(Forbidden):
        actions.detach_evidence(use(), "x", by=used.by(used.chair))
    assert use().detached_at is None


def test_after_the_decision_it_stays(decided: Season):
    dossier = decided.dossiers[0]
    evidence = Evidence.objects.get()
    Evidence.objects.update(subject_id=str(dossier.household_id), added_by=decided.head)
    one = EvidenceUse.objects.create(evidence=evidence, dossier=dossier, criterion="A1", attached_by="Hùng")
    with pytest.raises(Refused, match="chỉ thay đổi bằng một quyết định"):
        actions.detach_evidence(one, "nhầm", by=decided.by(decided.officer))
    with pytest.raises(Refused, match="đã có quyết định dựa trên minh chứng này"):
        evidence_actions.withdraw_evidence(evidence, "nhầm", by=decided.by(decided.officer))
    evidence_actions.verify_evidence(evidence, by=decided.by(decided.officer))
    with pytest.raises(Refused, match="đã có quyết định dựa trên minh chứng này"):
        evidence_actions.unverify_evidence(evidence, by=decided.by(decided.officer))


def test_the_page_takes_few_queries(used: Season):
    assert queries_of(sign_in(used.head), address(use())) <= 10


# ---------------------------------------------------------------- a round that asks for the original


@pytest.fixture
def strict(used: Season) -> Season:
    """Nominated, with the scan for A2; the round asks that a second person saw the original."""
    used.round.needs_verified_evidence = True
    used.round.save()
    score(used, used.dossiers[0])
    nominate(used, meet(used))
    return used


@pytest.mark.requirement("S3-25")
def test_the_commune_agrees_only_once_a_second_person_saw_the_original(strict: Season):
    dossier = strict.dossiers[0]
    words = f"{names([dossier])[0]}: minh chứng của tiêu chí A2 chưa có người thứ hai đối chiếu"
    with pytest.raises(Refused, match=words):
        review(strict, verdict(dossier))
    body = shown(sign_in(strict.officer).get(reverse("dossier_detail", args=[dossier.pk])))
    assert "phải có người thứ hai đối chiếu bản gốc" in body
    evidence_actions.verify_evidence(Evidence.objects.get(), by=strict.by(strict.officer))
    review(strict, verdict(dossier))
    assert strict.dossiers[0].state == "accepted"


def test_returning_asks_for_nothing_and_a_row_from_paper_stands_on_its_paper(strict: Season):
    review(strict, verdict(strict.dossiers[0], False, why="thiếu minh chứng"))
    assert strict.dossiers[0].state == "returned"


def test_a_record_of_this_system_needs_no_original(strict: Season):
    dossier = strict.dossiers[0]
    by = strict.by(strict.officer)
    actions.attach_record(dossier, "work", str(strict.colleague.pk), ["A2"], by=by)
    review(strict, verdict(dossier))
    assert strict.dossiers[0].state == "accepted"


def test_a_round_that_does_not_ask_takes_it_as_it_is(used: Season):
    score(used, used.dossiers[0])
    nominate(used, meet(used))
    review(used, verdict(used.dossiers[0]))
    assert used.dossiers[0].state == "accepted"
