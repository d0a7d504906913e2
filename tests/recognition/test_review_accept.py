"""Many accepted at once: after a last look, and what may not be accepted is skipped with its reason."""

from typing import Any

import pytest
from django.urls import reverse

from hoctap.accounts.models import RoleAssignment
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.models import Dossier
from tests.figures import make_dossier
from tests.recognition.hands import meet, names, nominate, queries_of, refused, score, shown, sign_in, states
from tests.season import Season
from tests.world import make_household


def address(season: Season) -> str:
    return reverse("review_accept", args=[season.round.pk])


def write(dossier: Dossier, **columns: Any) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(**columns)
    dossier.refresh_from_db()
    return dossier


def finish_sample(season: Season, wrong: int = 0) -> None:
    by = season.by(season.officer)
    sample = actions.draw_sample(season.round, season.hamlet, by=by)
    for number, drawn in enumerate(sample.drawn.all()):
        is_wrong = number < wrong
        actions.record_check(
            drawn,
            result="wrong" if is_wrong else "right",
            found="khác phiếu" if is_wrong else "",
            visited_by="Bà Tư",
            visited_on=today(),
            by=by,
        )
    season.refresh()


def accept(season: Season, *dossiers: Dossier) -> Any:
    for dossier in dossiers:
        dossier.refresh_from_db()
    done = actions.accept_many(
        season.round, {one.pk: one.version for one in dossiers}, by=season.by(season.officer)
    )
    season.refresh()
    return done


def test_the_filtered_list_is_accepted_after_a_last_look(nominated: Season):
    finish_sample(nominated)
    lan = sign_in(nominated.officer)
    here = address(nominated)
    page = lan.get(here)
    assert "đồng ý được <strong>2</strong>" in shown(page)
    done = lan.post(here, {"seal": page.context["seal"]}, follow=True)
    assert "Đã đồng ý 2 hộ." in shown(done)
    assert states(nominated) == ["accepted", "accepted"]
    change = nominated.dossiers[0].state_changes.latest("id")
    assert (change.from_state, change.to_state) == ("nominated", "accepted")


def test_a_list_that_changed_since_the_look_is_looked_at_again(nominated: Season):
    finish_sample(nominated)
    lan = sign_in(nominated.officer)
    here = address(nominated)
    seal = lan.get(here).context["seal"]
    write(nominated.dossiers[0], version=9)
    refused(lan.post(here, {"seal": seal}), "Danh sách đã đổi")
    assert states(nominated) == ["nominated", "nominated"]


def test_without_a_sample_nobody_is_accepted_in_bulk(nominated: Season):
    done = accept(nominated, *nominated.dossiers)
    assert (done.accepted, {one.why for one in done.skipped}) == (
        0,
        {f"{nominated.hamlet.title}: chưa rút mẫu phúc tra"},
    )
    assert (
        "chưa rút mẫu phúc tra"
        in shown(
            sign_in(nominated.officer).get(address(nominated)),
        ).lower()
    )


def test_what_may_not_be_accepted_is_skipped_each_with_its_reason(nominated: Season):
    good, below = nominated.dossiers
    finish_sample(nominated)
    write(below, commune_total=70)
    late = make_dossier(nominated.round, make_household(nominated.hamlet, "Đến Sau"), "registered")
    write(late, state="nominated", hamlet_total=90)
    scored = nominated.open_dossiers[0]
    done = accept(nominated, good, below, late, scored)
    assert done.accepted == 1
    assert {one.dossier.pk: one.why for one in done.skipped} == {
        below.pk: "dưới mức đạt",
        late.pk: "ấp đề nghị sau khi rút mẫu: rút mẫu cho phần này",
        scored.pk: "đang ở bước “Tổ, ấp đã chấm”",
    }
    assert states(nominated) == ["accepted", "nominated"]


def test_one_that_the_sample_found_wrong_is_not_accepted_in_bulk(nominated: Season):
    finish_sample(nominated, wrong=1)
    done = accept(nominated, *nominated.dossiers)
    assert (done.accepted, [one.why for one in done.skipped]) == (
        1,
        ["phúc tra thấy sai: xét riêng hoặc trả lại"],
    )


def test_who_changed_meanwhile_and_who_is_family_is_skipped(nominated: Season):
    one, other = nominated.dossiers
    finish_sample(nominated)
    officer = nominated.officer
    type(officer).objects.filter(pk=officer.pk).update(full_name=names([one])[0])
    stale = {one.pk: one.version, other.pk: other.version + 1}
    done = actions.accept_many(nominated.round, stale, by=nominated.by(officer))
    assert {skipped.dossier.pk: skipped.why for skipped in done.skipped} == {
        one.pk: "có người trùng tên với ông/bà: xét riêng",
        other.pk: "người khác vừa sửa",
    }


def test_who_scored_for_the_hamlet_accepts_none_of_it_in_bulk(scored: Season):
    """The officer stands for the hamlet too; what he scored there he does not accept here."""
    dossier = scored.dossiers[0]
    capacity = scored.officer.capacities.get()
    RoleAssignment.objects.create(capacity=capacity, role=Role.HAMLET_HEAD.value, place=scored.hamlet)
    score(scored, dossier)
    actions.attach_evidence(dossier, "A2", kind="note", text="giấy khen", by=scored.by(scored.head))
    nominate(scored, meet(scored))
    finish_sample(scored)
    done = accept(scored, *scored.dossiers)
    assert {one.dossier.pk: one.why for one in done.skipped} == {
        dossier.pk: "ông/bà đã chấm điểm cho hồ sơ này ở ấp"
    }


def test_only_who_reviews_the_commune_accepts_in_bulk(nominated: Season):
    for user in (nominated.head, nominated.chair, nominated.admin):
        with pytest.raises(Forbidden):
            actions.accept_many(nominated.round, {}, by=nominated.by(user))
        assert sign_in(user).get(address(nominated)).status_code == 403
    assert sign_in(nominated.world.oanh).get(address(nominated)).status_code == 404


def test_a_dossier_of_another_round_is_refused(nominated: Season):
    with pytest.raises(Refused, match="không thuộc đợt này"):
        actions.accept_many(nominated.round, {nominated.round.pk: 1}, by=nominated.by(nominated.officer))


def test_the_last_look_takes_the_same_queries_for_2_and_for_12(nominated: Season):
    finish_sample(nominated)
    lan = sign_in(nominated.officer)
    few = queries_of(lan, address(nominated))
    for number in range(10):
        household = make_household(nominated.hamlet, f"Trần Văn {number:03d}")
        write(make_dossier(nominated.round, household, "registered"), state="nominated", hamlet_total=88)
    assert queries_of(lan, address(nominated)) == few <= 22
