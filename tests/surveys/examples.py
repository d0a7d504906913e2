"""Each address and action of surveys with its object and owner."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.core.dates import today
from hoctap.surveys.answering import actions as answering
from hoctap.surveys.answering.models import PaperBatch, Response
from hoctap.surveys.answering.rules import Sending
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.campaigns.rules import CampaignDetails
from hoctap.surveys.design.models import FormVersion
from hoctap.surveys.design.rules import Item
from hoctap.surveys.models import Need
from hoctap.surveys.needs import actions as needs
from hoctap.surveys.requests import actions as requests
from hoctap.surveys.requests.models import Wish, WishBox
from hoctap.surveys.requests.rules import WishDetails
from hoctap.surveys.tallies.models import Tally
from hoctap.surveys.tallies.rules import Line, TallyDetails
from hoctap.surveys.xlsform.files import write_file
from tests.centres.hands import centre_at, topic
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season
from tests.surveys import hands

CALM = Sending(seconds=60, trap="", within_a_minute=0)


def _campaign(season: Season, *, is_open: bool = True) -> Campaign:
    """Each made once: an example may be asked for again in the same state."""
    title = f"Đợt {'mở' if is_open else 'chờ'} {season.commune.name}"
    present = Campaign.objects.filter(title=title, commune=season.commune)
    found = present.select_related("commune", "centre__organisation__place", "version__form", "form").first()
    return found or hands.campaign_at(
        season.commune, season.by(season.director), title=title, is_open=is_open
    )


def _draft(season: Season) -> FormVersion:
    title = f"Nháp {season.commune.name}"
    found = FormVersion.objects.filter(form__title=title, form__place=season.commune, state="draft").first()
    by = season.by(season.director)
    return (
        found or hands.form_at(season.commune, by, title=title, content=hands.small_design()).versions.get()
    )


def _published(season: Season) -> FormVersion:
    title = f"Đã ban hành {season.commune.name}"
    found = FormVersion.objects.filter(form__title=title, form__place=season.commune).first()
    return found or hands.published(season.commune, season.by(season.director), title=title)


def _tally(season: Season) -> Tally:
    campaign = _campaign(season)
    return campaign.tallies.first() or hands.tally(campaign, season.hamlet, season.by(season.director))


def _response(season: Season) -> Response:
    words = [f"Điều riêng của {season.commune.name}"]
    response: Response = hands.at_the_door(
        _campaign(season), season.hamlet, season.by(season.director), chu_de=["khac"], dieu_khac=words
    )
    return response


def _batch(season: Season) -> PaperBatch:
    label, campaign = f"Tập phiếu {season.commune.name}", _campaign(season)
    found = campaign.batches.filter(label=label).first()
    return found or answering.begin_batch(campaign, season.hamlet, label, by=season.by(season.director))


def _box(season: Season) -> WishBox:
    centre = centre_at(season.commune)
    found = WishBox.objects.filter(centre=centre, is_open=True).first()
    return found or requests.open_wish_box(centre, by=season.by(season.director))


def _wish(season: Season) -> Wish:
    details = WishDetails(
        f"Nuôi ong ở {season.commune.name}", 2, f"Bà Út {season.commune.name}", "0912345678"
    )
    return requests.record_wish(
        centre_at(season.commune), details, hamlet=season.hamlet, by=season.by(season.director)
    )


def _need(season: Season) -> Need:
    return needs.record_need(
        season.hamlet,
        year=today().year,
        topic=topic(),
        text=f"Ghép cam ở {season.commune.name}",
        people=12,
        named_by=f"Hội Nông dân {season.commune.name}",
        by=season.by(season.director),
    )


def _details(season: Season, channels: tuple[str, ...] = ("tally",)) -> CampaignDetails:
    return CampaignDetails(f"Đợt thử {season.commune.name}", today().year, today(), today(), channels)


def _typed_campaign(season: Season) -> dict[str, Any]:
    day = today().isoformat()
    return {
        "title": f"Đợt gõ tay {season.commune.name}",
        "year": str(today().year),
        "opens_on": day,
        "closes_on": day,
        "channels": ["tally"],
        "rate_of": "households",
    }


# ---------------------------------------------------------------- forms


@url_example("survey_form_list")
def _(season: Season) -> Visit:
    _draft(season)
    return Visit(owner=season.director, own_page=True)


@url_example("survey_form_new")
def _(season: Season) -> list[Visit]:
    topic()
    typed = {"place": str(season.commune.pk), "title": f"Mẫu mới {season.commune.name}", "begin": "first"}
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("survey_form_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _draft(season).form_id})


@url_example("survey_form_publish")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _draft(season).pk}, post={})


@url_example("survey_form_draft")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _published(season).form_id}, post={})


@url_example("survey_form_upload")
def _(season: Season) -> list[Visit]:
    version = _draft(season)
    content = write_file(version.design, title="Mẫu", form_id="mau", version=1)
    file = SimpleUploadedFile("mau.xlsx", content)
    return [
        Visit(owner=season.director, kwargs={"pk": version.pk}),
        Visit(owner=season.director, kwargs={"pk": version.pk}, post={"file": file}),
    ]


@url_example("survey_form_export")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _draft(season).pk})


@url_example("survey_form_paper")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _draft(season).pk})


@url_example("question_new")
def _(season: Season) -> list[Visit]:
    version = _draft(season)
    typed = {"kind": "text", "label": "Câu thêm"}
    return [
        Visit(owner=season.director, kwargs={"pk": version.pk}),
        Visit(owner=season.director, kwargs={"pk": version.pk}, post=typed),
    ]


@url_example("question_edit")
def _(season: Season) -> list[Visit]:
    version = _draft(season)
    typed = {"kind": "integer", "label": "Ông/bà bao nhiêu tuổi?", "name": "tuoi", "seen": "tuoi"}
    return [
        Visit(owner=season.director, kwargs={"pk": version.pk, "at": 5}),
        Visit(owner=season.director, kwargs={"pk": version.pk, "at": 5}, post=typed),
    ]


@url_example("question_move")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.director,
        kwargs={"pk": _draft(season).pk, "at": 2},
        post={"seen": "dieu_khac", "step": "up"},
    )


@url_example("question_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _draft(season).pk, "at": 2}, post={"seen": "dieu_khac"})


@action_example("surveys.make_survey_form")
def _(season: Season) -> Call:
    return Call(season.commune, "Mẫu khác", hands.small_design(), owner=season.director)


@action_example("surveys.add_question")
def _(season: Season) -> Call:
    return Call(_draft(season), Item("text", "them", "Thêm"), owner=season.director)


@action_example("surveys.change_question")
def _(season: Season) -> Call:
    return Call(
        _draft(season), 5, Item("integer", "tuoi", "Tuổi"), kwargs={"seen": "tuoi"}, owner=season.director
    )


@action_example("surveys.move_question")
def _(season: Season) -> Call:
    return Call(_draft(season), 2, 1, kwargs={"seen": "dieu_khac"}, owner=season.director)


@action_example("surveys.drop_question")
def _(season: Season) -> Call:
    return Call(_draft(season), 2, kwargs={"seen": "dieu_khac"}, owner=season.director)


@action_example("surveys.replace_questions")
def _(season: Season) -> Call:
    return Call(_draft(season), hands.small_design(), owner=season.director)


@action_example("surveys.publish_form")
def _(season: Season) -> Call:
    return Call(_draft(season), owner=season.director)


@action_example("surveys.draft_form")
def _(season: Season) -> Call:
    return Call(_published(season).form, owner=season.director)


# ---------------------------------------------------------------- campaigns


@url_example("campaign_list")
def _(season: Season) -> Visit:
    _campaign(season)
    return Visit(owner=season.director, own_page=True)


@url_example("campaign_new")
def _(season: Season) -> list[Visit]:
    centre_at(season.commune)
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=_typed_campaign(season), own_page=True),
    ]


@url_example("campaign_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _campaign(season).pk})


@url_example("campaign_edit")
def _(season: Season) -> list[Visit]:
    campaign = _campaign(season, is_open=False)
    return [
        Visit(owner=season.director, kwargs={"pk": campaign.pk}),
        Visit(owner=season.director, kwargs={"pk": campaign.pk}, post=_typed_campaign(season)),
    ]


@url_example("campaign_open")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _campaign(season, is_open=False).pk}, post={})


@url_example("campaign_renew")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _campaign(season).pk}, post={})


@url_example("campaign_close")
def _(season: Season) -> list[Visit]:
    campaign = _tally(season).campaign
    return [
        Visit(owner=season.director, kwargs={"pk": campaign.pk}),
        Visit(owner=season.director, kwargs={"pk": campaign.pk}, post={}),
    ]


@url_example("campaign_poster")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _campaign(season).pk})


@url_example("campaign_analysis")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _response(season).campaign_id}, query={"by": "hamlet"})


@url_example("campaign_analysis_sheet")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _response(season).campaign_id}, query={"by": "hamlet"})


@action_example("surveys.make_campaign")
def _(season: Season) -> Call:
    return Call(centre_at(season.commune), _details(season), owner=season.director)


@action_example("surveys.change_campaign")
def _(season: Season) -> Call:
    return Call(_campaign(season, is_open=False), _details(season), owner=season.director)


@action_example("surveys.open_campaign")
def _(season: Season) -> Call:
    return Call(_campaign(season, is_open=False), owner=season.director)


@action_example("surveys.renew_version")
def _(season: Season) -> Call:
    return Call(_campaign(season), owner=season.director)


@action_example("surveys.close_campaign")
def _(season: Season) -> Call:
    return Call(_tally(season).campaign, owner=season.director)


# ---------------------------------------------------------------- meetings


@url_example("tally_new")
def _(season: Season) -> list[Visit]:
    campaign = _campaign(season)
    typed = {
        "hamlet": str(season.hamlet.pk),
        "held_on": today().isoformat(),
        "present": "2",
        f"topic-{topic().pk}": "2",
    }
    return [
        Visit(owner=season.director, kwargs={"pk": campaign.pk}),
        Visit(owner=season.director, kwargs={"pk": campaign.pk}, post=typed),
    ]


@url_example("tally_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _tally(season).pk})


@url_example("tally_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _tally(season).pk}, post={"why": "đếm nhầm"})


@url_example("tally_sheet")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _campaign(season).pk})


@action_example("surveys.record_tally")
def _(season: Season) -> Call:
    details = TallyDetails(today(), 2, None, "", [Line(str(topic().pk), "", 2)])
    return Call(_campaign(season), season.hamlet, details, owner=season.director)


@action_example("surveys.withdraw_tally")
def _(season: Season) -> Call:
    return Call(_tally(season), kwargs={"why": "đếm nhầm"}, owner=season.director)


# ---------------------------------------------------------------- answers


@url_example("answer_open")
def _(season: Season) -> list[Visit]:
    campaign = _campaign(season)
    token = hands.token_of(campaign)
    return [
        Visit(owner=None, kwargs={"token": token}),
        Visit(owner=None, kwargs={"token": token}, post=hands.last_page(campaign)),
    ]


@url_example("answer_thanks")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": hands.token_of(_campaign(season))})


@url_example("door_entry")
def _(season: Season) -> list[Visit]:
    campaign = _campaign(season)
    typed = {"hamlet": str(season.hamlet.pk), "q-chu_de": ["crops"], "shown": ["chu_de", "tuoi"]}
    return [
        Visit(owner=season.director, kwargs={"pk": campaign.pk}),
        Visit(owner=season.director, kwargs={"pk": campaign.pk}, post=typed),
    ]


@url_example("batch_new")
def _(season: Season) -> list[Visit]:
    campaign = _campaign(season)
    typed = {"hamlet": str(season.hamlet.pk), "label": f"Tập một {season.commune.name}"}
    return [
        Visit(owner=season.director, kwargs={"pk": campaign.pk}),
        Visit(owner=season.director, kwargs={"pk": campaign.pk}, post=typed),
    ]


@url_example("batch_detail")
def _(season: Season) -> list[Visit]:
    batch = _batch(season)
    return [
        Visit(owner=season.director, kwargs={"pk": batch.pk}),
        Visit(owner=season.director, kwargs={"pk": batch.pk}, post={"row-0-chu_de": "1 2"}),
    ]


@url_example("response_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _response(season).campaign_id})


@url_example("response_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _response(season).pk}, post={"why": "nhập hai lần"})


# Only who holds the address: nobody's account has that right.
@action_example("surveys.take_answers")
def _(season: Season) -> Call:
    campaign = _campaign(season)
    link = campaign.links.get(partner__isnull=True)
    values = {"hamlet": None, "sending": CALM}
    return Call(
        link, campaign.version, lambda name: ["crops"] if name == "chu_de" else [], kwargs=values, owner=None
    )


@action_example("surveys.take_at_the_door")
def _(season: Season) -> Call:
    campaign = _campaign(season)
    return Call(
        campaign,
        campaign.version,
        lambda name: ["crops"] if name == "chu_de" else [],
        kwargs={"hamlet": season.hamlet},
        owner=season.director,
    )


@action_example("surveys.begin_batch")
def _(season: Season) -> Call:
    return Call(_campaign(season), season.hamlet, "Tập 1", owner=season.director)


@action_example("surveys.enter_sheets")
def _(season: Season) -> Call:
    batch = _batch(season)
    return Call(batch, batch.campaign.version, [{"chu_de": "1"}], owner=season.director)


@action_example("surveys.withdraw_response")
def _(season: Season) -> Call:
    return Call(_response(season), kwargs={"why": "nhập hai lần"}, owner=season.director)


# ---------------------------------------------------------------- requests


@url_example("wish_ask")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": _box(season).token})


@url_example("wish_thanks")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": _box(season).token})


@url_example("wish_list")
def _(season: Season) -> Visit:
    _wish(season)
    return Visit(owner=season.director, own_page=True)


@url_example("wish_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "centre": str(centre_at(season.commune).pk),
        "text": f"May áo ở {season.commune.name}",
        "people": "1",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("wish_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _wish(season).pk})


@url_example("wish_sort")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _wish(season).pk}, post={"topic": str(topic().pk)})


@url_example("wish_answer")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _wish(season).pk}, post={"answer": "Mở lớp tháng sau"})


@url_example("wish_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _wish(season).pk}, post={})


@url_example("wish_forget")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _wish(season).pk}, post={})


@url_example("wish_open")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": centre_at(season.commune).pk}, post={})


@url_example("wish_close")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _box(season).centre_id}, post={})


@action_example("surveys.open_wish_box")
def _(season: Season) -> Call:
    return Call(centre_at(season.commune), owner=season.director)


@action_example("surveys.close_wish_box")
def _(season: Season) -> Call:
    return Call(_box(season), owner=season.director)


# Only who holds the address: nobody's account has that right.
@action_example("surveys.leave_wish")
def _(season: Season) -> Call:
    return Call(_box(season), WishDetails("Đan lát"), kwargs={"hamlet": None, "sending": CALM}, owner=None)


@action_example("surveys.record_wish")
def _(season: Season) -> Call:
    return Call(
        centre_at(season.commune), WishDetails("Đan lát"), kwargs={"hamlet": None}, owner=season.director
    )


@action_example("surveys.sort_wish")
def _(season: Season) -> Call:
    return Call(_wish(season), kwargs={"topic": topic(), "text": ""}, owner=season.director)


@action_example("surveys.answer_wish")
def _(season: Season) -> Call:
    return Call(_wish(season), kwargs={"answer": "Mở lớp tháng sau"}, owner=season.director)


@action_example("surveys.drop_wish")
def _(season: Season) -> Call:
    return Call(_wish(season), owner=season.director)


@action_example("surveys.forget_wisher")
def _(season: Season) -> Call:
    return Call(_wish(season), owner=season.director)


# ---------------------------------------------------------------- needs


@url_example("need_list")
def _(season: Season) -> Visit:
    _need(season)
    return Visit(owner=season.director, own_page=True)


@url_example("need_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.hamlet.pk),
        "year": str(today().year),
        "named_by": f"Hội Phụ nữ {season.commune.name}",
        "text": f"Làm bánh ở {season.commune.name}",
        "people": "9",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("need_answer")
def _(season: Season) -> list[Visit]:
    need = _need(season)
    return [
        Visit(owner=season.director, kwargs={"pk": need.pk}),
        Visit(owner=season.director, kwargs={"pk": need.pk}, post={"is_met": "yes", "answer": "Đã mở lớp"}),
    ]


@url_example("need_reopen")
def _(season: Season) -> Visit:
    need = _need(season)
    needs.answer_need(need, answer="Đã mở lớp", is_met=True, by=season.by(season.director))
    return Visit(owner=season.director, kwargs={"pk": need.pk}, post={})


@action_example("surveys.record_need")
def _(season: Season) -> Call:
    values = {
        "year": today().year,
        "topic": None,
        "text": "Làm bánh",
        "people": 9,
        "named_by": "Hội Phụ nữ xã",
    }
    return Call(season.hamlet, kwargs=values, owner=season.director)


@action_example("surveys.answer_need")
def _(season: Season) -> Call:
    return Call(_need(season), kwargs={"answer": "Đã mở lớp", "is_met": True}, owner=season.director)


@action_example("surveys.reopen_need")
def _(season: Season) -> Call:
    return Call(_need(season), owner=season.director)
