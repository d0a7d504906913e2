"""Which doors are open, and what an officer sees of his."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.text import slugify

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.libraries.models import Library
from hoctap.people.models import PrivacyNotice
from hoctap.places.models import Level, LineageEdge, Place
from hoctap.portal.models import Door
from hoctap.portal.registry import DoorSection, door_sections
from hoctap.reports.models import PublicPlace
from hoctap.surveys.models import Campaign, CampaignLink, WishBox

DOOR_LEVELS = (Level.PROVINCE, Level.COMMUNE)


def _plain(asked: str) -> str:
    return asked if asked.isascii() and len(asked) <= 60 else ""


def door_at(asked: str) -> Door | None:
    """By its address or the code of its place. One query, with what the head of each page needs to know."""
    figures = PublicPlace.objects.filter(place=OuterRef("place"), off_at__isnull=True)
    boxes = WishBox.objects.filter(centre__organisation__place=OuterRef("place"), is_open=True)
    found = Door.objects.standing().filter(
        Q(slug=_plain(asked)) | Q(place__code=_plain(asked), place__code__gt="")
    )
    rows = found.select_related("place").annotate(
        has_figures=Exists(figures), wish_token=Subquery(boxes.order_by("id").values("token")[:1])
    )
    return rows.first()


def successor_of(asked: str) -> str:
    """The address of the one open door to which the place of this one went."""
    ended = Door.objects.filter(Q(slug=_plain(asked)), is_open=True, place__valid_to__isnull=False).first()
    if ended is None:
        return ""
    went = LineageEdge.objects.filter(predecessor=ended.place_id).values("successor")
    heirs = list(Door.objects.standing().filter(place__in=went).values_list("slug", flat=True)[:2])
    return heirs[0] if len(heirs) == 1 else ""


def open_doors() -> list[Door]:
    rows = Door.objects.standing().select_related("place__parent__parent")
    return sorted(rows, key=lambda door: (len(door.place.path), door.place.sort_key))


def doors_below(place: Place) -> list[Door]:
    rows = Door.objects.standing().filter(place__path__contains=[place.pk]).exclude(place=place)
    return list(rows.select_related("place").order_by("place__sort_key", "id"))


@dataclass(frozen=True)
class OpenSurvey:
    title: str
    token: str
    closes_on: object


def open_surveys(place: Place) -> list[OpenSurvey]:
    """Those that everybody may answer. One query."""
    day = today()
    campaigns = Campaign.objects.filter(
        commune=place, state="open", opens_on__lte=day, closes_on__gte=day, channels__contains=["web"]
    )
    links = CampaignLink.objects.filter(campaign__in=campaigns, partner__isnull=True, stopped_at__isnull=True)
    return [
        OpenSurvey(one.campaign.title, one.token, one.campaign.closes_on)
        for one in links.select_related("campaign").order_by("campaign__closes_on", "id")
    ]


def sections_of(door: Door) -> list[DoorSection]:
    found = [
        section
        for name, entry in door_sections.items()
        if door.shows(name.partition(".")[0]) and (section := entry(door.place))
    ]
    return sorted(found, key=lambda section: section.order)


def notice_of(place: Place) -> PrivacyNotice | None:
    return PrivacyNotice.objects.in_force(place, today())


# ---------------------------------------------------------------- what the officer sees


def places_to_keep(actor: Actor) -> QuerySet[Place]:
    rows = Place.objects.reached_by(actor, Permission.PORTAL_KEEP)
    return rows.filter(level__in=DOOR_LEVELS, valid_to__isnull=True).order_by("sort_key", "id")


def libraries_at(place: Place) -> QuerySet[Library]:
    return Library.objects.standing_on(today()).lending().filter(place__path__contains=[place.pk])


def free_slug(place: Place) -> str:
    """'xa-hung-thanh'; where another has it, with the code."""
    slug = slugify(without_accents(place.full_name))[:50] or "cong"
    taken = Door.objects.filter(slug=slug).exclude(place=place).exists()
    return f"{slug}-{place.code or place.pk.hex[-4:]}" if taken or slug.isdigit() else slug


def is_slug_free(slug: str, place_id: UUID) -> bool:
    return not Door.objects.filter(slug=slug).exclude(place=place_id).exists()


@dataclass(frozen=True)
class DoorSetting:
    place: Place
    door: Door | None
    libraries: list[Library]
    has_notice: bool

    @property
    def is_open(self) -> bool:
        return self.door is not None and self.door.is_open


def setting_of(place: Place) -> DoorSetting:
    door = Door.objects.filter(place=place).prefetch_related("libraries").first()
    return DoorSetting(place, door, list(libraries_at(place)), notice_of(place) is not None)
