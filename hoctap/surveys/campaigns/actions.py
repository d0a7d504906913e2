"""A campaign is prepared, opened, goes on with another version of its form, is closed; closing makes needs of what was said."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.core.tokens import new_token
from hoctap.places.models import Organisation
from hoctap.places.queries import hamlets_of
from hoctap.surveys.campaigns import rules
from hoctap.surveys.campaigns.models import (
    TRANSITIONS,
    Campaign,
    CampaignLink,
    CampaignPartner,
    CampaignState,
)
from hoctap.surveys.campaigns.needs import needs_of
from hoctap.surveys.campaigns.rules import CampaignDetails
from hoctap.surveys.design.models import FormVersion, SurveyForm, VersionState
from hoctap.surveys.models import Need


@transaction.atomic
def make_campaign(
    centre: Centre, details: CampaignDetails, *, form: SurveyForm | None = None, by: Actor
) -> Campaign:
    by.must(Permission.SURVEY_RUN, at=centre)
    Centre.objects.select_for_update(of=("self",), no_key=True).get(pk=centre.pk)
    row = Campaign(centre=centre, commune=centre.place, made_by=by.described[:300])
    _fill(row, details, form)
    row.save()
    _name_partners(row, details.partners)
    audit.record(by, "surveys.campaign.made", row)
    return row


@transaction.atomic
def change_campaign(
    campaign: Campaign, details: CampaignDetails, *, form: SurveyForm | None = None, by: Actor
) -> None:
    """All of it before it is opened; afterwards its days, its ways and more partners: what was asked stays."""
    row = _locked(campaign, by)
    if row.state == CampaignState.CLOSED:
        raise Refused(f"Đợt “{row.title}” đã kết thúc, không sửa nữa.")
    if row.state == CampaignState.OPEN:
        if form != row.form and row.form is not None:
            raise Refused(
                [
                    Reason(
                        "Đợt đang thu phiếu, không đổi mẫu được. Bản mới của mẫu thì dùng được.", field="form"
                    )
                ]
            )
        if details.year != row.year:
            raise Refused([Reason("Đợt đang thu phiếu, không đổi năm được.", field="year")])
    _fill(row, details, form)
    row.save()
    _name_partners(row, details.partners)
    audit.record(by, "surveys.campaign.changed", row)


@transaction.atomic
def open_campaign(campaign: Campaign, *, by: Actor) -> None:
    row = _locked(campaign, by)
    check_move(CampaignState(row.state), CampaignState.OPEN, TRANSITIONS)
    reasons = rules.opening_blockers(
        closes_on=row.closes_on, today=today(), hamlets=len(hamlets_of(row.commune))
    )
    if reasons:
        raise Refused(reasons)
    row.state, row.opened_at, row.opened_by = CampaignState.OPEN, timezone.now(), by.described[:300]
    row.save(update_fields=["state", "opened_at", "opened_by"])
    CampaignLink.objects.create(campaign=row, token=new_token())
    _link_partners(row)
    audit.record(by, "surveys.campaign.opened", row)


@transaction.atomic
def renew_version(campaign: Campaign, *, by: Actor) -> FormVersion:
    """From now on by the last published version of its form. Answers given before keep theirs."""
    row = _locked(campaign, by)
    if row.state == CampaignState.CLOSED or row.form is None:
        raise Refused(f"Đợt “{row.title}” không dùng bản mới của mẫu được: đã kết thúc hoặc không có mẫu.")
    last = _last_published(row.form)
    if last is None or last.pk == row.version_id:
        raise Refused("Đợt đang dùng bản mới nhất của mẫu.")
    row.version = last
    row.save(update_fields=["version"])
    audit.record(by, "surveys.campaign.version_renewed", row, count=last.number)
    return last


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: Actor) -> list[Need]:
    """What was asked for becomes needs of the year, by ấp, topic and who said it."""
    row = _locked(campaign, by)
    check_move(CampaignState(row.state), CampaignState.CLOSED, TRANSITIONS)
    responses = row.responses.filter(removed_at__isnull=True).count()
    tallies = row.tallies.filter(removed_at__isnull=True).count()
    if reasons := rules.closing_blockers(responses=responses, tallies=tallies):
        raise Refused(reasons)
    row.state, row.closed_at, row.closed_by = CampaignState.CLOSED, timezone.now(), by.described[:300]
    row.save(update_fields=["state", "closed_at", "closed_by"])
    row.links.filter(stopped_at__isnull=True).update(stopped_at=row.closed_at)
    needs = Need.objects.bulk_create(needs_of(row, recorded_by=by.described[:300]), batch_size=500)
    audit.record(by, "surveys.campaign.closed", row, count=max(len(needs), 1))
    return needs


def _fill(row: Campaign, details: CampaignDetails, form: SurveyForm | None) -> None:
    details = replace(details, title=clean(details.title)[:150], organiser=clean(details.organiser)[:200])
    others = Campaign.objects.filter(centre=row.centre_id, year=details.year).exclude(pk=row.pk)
    reasons = rules.campaign_blockers(
        details, has_form=form is not None, taken=set(others.values_list("title", flat=True))
    )
    version = None
    if form is not None and rules.asks_by_form(details.channels):
        version = _last_published(form)
        if form.place_id not in row.commune.path:
            reasons.append(
                Reason("Mẫu này của nơi khác. Hãy chọn mẫu của xã hoặc của cấp trên.", field="form")
            )
        elif version is None:
            reasons.append(
                Reason(f"Mẫu “{form.title}” chưa ban hành bản nào. Hãy ban hành mẫu rồi chọn.", field="form")
            )
    if reasons:
        raise Refused(reasons)
    row.title, row.year, row.organiser = details.title, details.year, details.organiser
    row.opens_on, row.closes_on = details.opens_on, details.closes_on
    row.channels, row.rate_of = list(details.channels), details.rate_of
    if version is None:
        row.form = row.version = None
    elif form != row.form:
        row.form, row.version = form, version


def _name_partners(row: Campaign, names: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(clean(name)[:200] for name in names if clean(name)))
    present = {one.name: one for one in row.partners.all()}
    gone = [one for name, one in present.items() if name not in wanted]
    if gone and row.state != CampaignState.DRAFT:
        raise Refused(
            [Reason(f"Đợt đang thu phiếu, không bỏ được {gone[0].name}. Chỉ thêm đơn vị.", field="partners")]
        )
    row.partners.filter(pk__in=[one.pk for one in gone]).delete()
    bodies = {one.name: one for one in Organisation.objects.filter(place=row.commune, valid_to__isnull=True)}
    CampaignPartner.objects.bulk_create(
        CampaignPartner(campaign=row, name=name, organisation=bodies.get(name))
        for name in wanted
        if name not in present
    )
    if row.state == CampaignState.OPEN:
        _link_partners(row)


def _link_partners(row: Campaign) -> None:
    CampaignLink.objects.bulk_create(
        CampaignLink(campaign=row, partner=one, token=new_token())
        for one in row.partners.filter(links__isnull=True)
    )


def _last_published(form: SurveyForm) -> FormVersion | None:
    return form.versions.filter(state=VersionState.PUBLISHED).order_by("-number").first()


def _locked(campaign: Campaign, by: Actor) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related(
        "centre", "commune", "form", "version"
    )
    row = rows.get(pk=campaign.pk)
    by.must(Permission.SURVEY_RUN, at=row)
    return row
