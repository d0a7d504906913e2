"""Addresses and actions of partners with their objects and owners."""

import datetime as dt
from typing import Any

from hoctap.partners import actions
from hoctap.partners.models import Advice, Agreement, Commitment, Partner
from hoctap.partners.rules import AgreementTyped
from tests.assessments.hands import PDF
from tests.centres.hands import topic
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season

ON = dt.date(2024, 5, 1)
TITLE = "Phối hợp xây dựng xã hội học tập"


def _partner(season: Season, name: str = "Hội Nông dân") -> Partner:
    full = f"{name} {season.commune.name}"
    found = Partner.objects.filter(place=season.commune, name=full, ended_on=None).first()
    return found or actions.add_partners(season.commune, [full], by=season.by(season.director))[0]


def _agreement(season: Season) -> Agreement:
    title = f"{TITLE} {season.commune.name}"
    found = Agreement.objects.filter(place=season.commune, title=title, ended_on=None).first()
    return found or actions.add_agreement(
        season.commune,
        AgreementTyped("programme", title, ON, ON, content="Mỗi quý một chuyên đề"),
        [_partner(season)],
        copy=PDF,
        by=season.by(season.director),
    )


def _commitment(season: Season) -> Commitment:
    partner = _partner(season)
    found = Commitment.objects.filter(partner=partner, year=2024).first()
    if found is None:
        actions.record_commitments(
            season.commune,
            2024,
            [actions.Promise(1, partner, topic(), 2)],
            by=season.by(season.director),
        )
        found = Commitment.objects.get(partner=partner, year=2024)
    return found


def _advice(season: Season) -> Advice:
    title = f"Bố trí phòng học cho {season.commune.name}"
    found = Advice.objects.filter(place=season.commune, title=title, outcome="waiting").first()
    return found or actions.add_advice(
        season.commune, title=title, to_body="Đảng ủy xã", sent_on=ON, by=season.by(season.director)
    )


def _own(season: Season, **values: Any) -> dict[str, Any]:
    return {"place": str(season.commune.pk), **values}


@url_example("partner_list")
def _(season: Season) -> Visit:
    _partner(season)
    return Visit(owner=season.director, own_page=True)


@url_example("partner_new")
def _(season: Season) -> list[Visit]:
    typed = _own(season, names=f"Trạm Y tế {season.commune.name}", kind="", above="")
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("partner_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _partner(season).pk})


@url_example("partner_end")
def _(season: Season) -> list[Visit]:
    own = {"pk": _partner(season, "Hội Cựu chiến binh").pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={"on": "2024-06-01", "why": "Sáp nhập"}),
    ]


@url_example("retraining_new")
def _(season: Season) -> list[Visit]:
    own = {"pk": _partner(season, "Công ty Sen").pk}
    typed = {"year": "2024", "model": "Đào tạo tại xưởng", "workers": "40", "source": "Báo cáo"}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post=typed),
    ]


@url_example("agreement_list")
def _(season: Season) -> Visit:
    _agreement(season)
    return Visit(owner=season.director, own_page=True)


@url_example("agreement_new")
def _(season: Season) -> list[Visit]:
    typed = _own(
        season,
        kind="programme",
        title=f"Khuyến nông {season.commune.name}",
        number="1/CT",
        signed_on="2024-01-10",
        from_on="2024-01-10",
        to_on="",
        parties=[str(_partner(season).pk)],
        content="Mỗi quý một buổi",
        shared_tasks="",
    )
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("agreement_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _agreement(season).pk})


@url_example("agreement_copy")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _agreement(season).pk})


@url_example("agreement_end")
def _(season: Season) -> list[Visit]:
    own = {"pk": _agreement(season).pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={"on": "2024-12-31", "why": "Hết hạn"}),
    ]


@url_example("commitment_table")
def _(season: Season) -> list[Visit]:
    typed = _own(season, year="2023") | {
        "partner-1": str(_partner(season).pk),
        "topic-1": str(topic().pk),
        "times-1": "2",
        "people-1": "50",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("commitment_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _commitment(season).pk})


@url_example("delivery_list")
def _(season: Season) -> Visit:
    _commitment(season)
    return Visit(owner=season.director, query={"year": "2024"}, own_page=True)


@url_example("exchange_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, own_page=True)


@url_example("exchange_new")
def _(season: Season) -> list[Visit]:
    typed = _own(
        season,
        kind="funding",
        partner_name="JICA",
        country="Nhật Bản",
        topic="Thư viện lưu động",
        role="",
        from_on="2024-03-01",
        to_on="2024-03-02",
        people="5",
        amount="5.000",
        currency="USD",
        lessons="Đi về các ấp",
    )
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("advice_list")
def _(season: Season) -> Visit:
    _advice(season)
    return Visit(owner=season.director, own_page=True)


@url_example("advice_new")
def _(season: Season) -> list[Visit]:
    typed = _own(
        season,
        title=f"Thêm kinh phí cho {season.commune.name}",
        to_body="UBND xã",
        number="2/TTr",
        sent_on="2024-02-01",
        partners=[str(_partner(season).pk)],
    )
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("advice_answer")
def _(season: Season) -> list[Visit]:
    own = {"pk": _advice(season).pk}
    typed = {"outcome": "accepted", "outcome_on": "2024-06-01", "outcome_words": "Thông báo 5"}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post=typed),
    ]


@action_example("partners.add_partners")
def _(season: Season) -> Call:
    return Call(season.commune, ["Hội Phụ nữ"], owner=season.director)


@action_example("partners.end_partner")
def _(season: Season) -> Call:
    return Call(_partner(season), kwargs={"on": ON, "why": "Sáp nhập"}, owner=season.director)


@action_example("partners.add_agreement")
def _(season: Season) -> Call:
    typed = AgreementTyped("school", "Phối hợp với trường", ON, ON, content="Chuyên môn")
    return Call(season.commune, typed, [_partner(season)], owner=season.director)


@action_example("partners.end_agreement")
def _(season: Season) -> Call:
    return Call(
        _agreement(season), kwargs={"on": dt.date(2024, 12, 31), "why": "Hết hạn"}, owner=season.director
    )


@action_example("partners.record_commitments")
def _(season: Season) -> Call:
    promises = [actions.Promise(1, _partner(season), topic(), 2)]
    return Call(season.commune, 2022, promises, owner=season.director)


@action_example("partners.add_training")
def _(season: Season) -> Call:
    typed = {"year": 2024, "model": "Tại xưởng", "workers": 40, "source": "Báo cáo"}
    return Call(_partner(season, "Công ty Sen"), kwargs=typed, owner=season.director)


@action_example("partners.add_exchange")
def _(season: Season) -> Call:
    typed = {
        "kind": "exchange",
        "partner_name": "Đoàn Lào",
        "country": "Lào",
        "topic": "Làng học tập",
        "from_on": ON,
    }
    return Call(season.commune, kwargs=typed, owner=season.director)


@action_example("partners.add_advice")
def _(season: Season) -> Call:
    typed = {"title": "Thêm kinh phí", "to_body": "UBND xã", "sent_on": ON}
    return Call(season.commune, kwargs=typed, owner=season.director)


@action_example("partners.answer_advice")
def _(season: Season) -> Call:
    typed = {"outcome": "refused", "outcome_on": dt.date(2024, 6, 1), "outcome_words": "Chưa có nguồn"}
    return Call(_advice(season), kwargs=typed, owner=season.director)
