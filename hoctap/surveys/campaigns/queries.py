"""What the screens of campaigns show, and who may enter answers where."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.places.models import Level, Place, PlaceQuerySet
from hoctap.places.queries import hamlets_of
from hoctap.surveys.analysis.queries import Rate, rates_of
from hoctap.surveys.campaigns.models import Campaign, CampaignLink, CampaignPartner, CampaignState
from hoctap.surveys.design.models import VersionState
from hoctap.surveys.tallies.models import Tally


@dataclass(frozen=True)
class ListedCampaign:
    campaign: Campaign
    responses: int
    tallies: int
    hamlets: int
    """Of the commune at the end of the campaign's year, and in how many of them hands were counted."""
    counted: int


def campaigns_for(actor: Actor, *, centre: Centre | None = None) -> list[ListedCampaign]:
    """Three queries, however many."""
    rows = Campaign.objects.visible_to(actor).select_related("centre__organisation", "commune")
    hamlets = _hamlets()
    hands = Tally.objects.standing().filter(
        campaign=OuterRef(OuterRef("pk")), hamlet=OuterRef("pk"), partner__isnull=True
    )
    rows = rows.annotate(hamlets=_number_of(hamlets), counted=_number_of(hamlets.filter(Exists(hands))))
    if centre is not None:
        rows = rows.filter(centre=centre)
    found = list(rows[:200])
    ids = [one.pk for one in found]
    responses, tallies = _counted(ids, "responses"), _counted(ids, "tallies")
    return [
        ListedCampaign(one, responses.get(one.pk, 0), tallies.get(one.pk, 0), one.hamlets, one.counted)
        for one in found
    ]


def _hamlets() -> PlaceQuerySet:
    """Of the campaign around it, as `hamlets_at_end_of` tells them."""
    standing = (
        Q(valid_to__isnull=True)
        | Q(valid_to__year__gt=OuterRef("year"))
        | Q(valid_to=OuterRef("commune__valid_to"))
    )
    return Place.objects.filter(
        standing, parent=OuterRef("commune"), level=Level.HAMLET, valid_from__year__lte=OuterRef("year")
    )


def _number_of(hamlets: PlaceQuerySet) -> Coalesce:
    rows = hamlets.order_by().values("parent").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(rows), 0)


def _counted(ids: Sequence[UUID], name: str) -> dict[UUID, int]:
    rows = Campaign.objects.filter(pk__in=ids).order_by()
    standing = Q(**{f"{name}__removed_at__isnull": True})
    return dict(rows.values_list("pk").annotate(n=Count(name, filter=standing)))


def centres_with(actor: Actor, permission: Permission) -> list[Centre]:
    """Where the actor has the right, not only those he sees."""
    rows = Centre.objects.filter(organisation__place__path__overlap=actor.places_with(permission))
    return list(rows.select_related("organisation__place").order_by("organisation__place__sort_key", "id"))


def hamlets_to_enter(campaign: Campaign, actor: Actor) -> list[Place]:
    """The ấp of the commune for which the actor may enter."""
    return [one for one in hamlets_of(campaign.commune) if actor.may(Permission.NEED_ENTER, at=one)]


@dataclass(frozen=True)
class CampaignPage:
    campaign: Campaign
    rates: list[Rate]
    links: list[CampaignLink]
    partners: list[CampaignPartner]
    may_run: bool
    may_enter: bool
    newer_version: int
    """Number of a published version after the one that is used; 0: none."""
    is_over: bool
    """Its last day has gone by and nobody closed it."""

    @property
    def answers(self) -> int:
        return sum(rate.answers for rate in self.rates)

    @property
    def counted(self) -> int:
        """Ấp in which hands were counted."""
        return sum(1 for rate in self.rates if rate.present)


def page_of(campaign: Campaign, actor: Actor) -> CampaignPage:
    newer = 0
    if campaign.form is not None and campaign.version is not None and campaign.state != CampaignState.CLOSED:
        last = campaign.form.versions.filter(state=VersionState.PUBLISHED).order_by("-number").first()
        newer = last.number if last and last.number > campaign.version.number else 0
    return CampaignPage(
        campaign=campaign,
        rates=rates_of(campaign),
        links=list(campaign.links.select_related("partner")),
        partners=list(campaign.partners.all()),
        may_run=actor.may(Permission.SURVEY_RUN, at=campaign),
        may_enter=campaign.state == CampaignState.OPEN and bool(hamlets_to_enter(campaign, actor)),
        newer_version=newer,
        is_over=campaign.state == CampaignState.OPEN and campaign.closes_on < today(),
    )
