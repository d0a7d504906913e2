"""Which organisation a document means by a name: as bodies were called on the document's date, by name, other name or abbreviation."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from hoctap.core.text import clean
from hoctap.intake.extraction.bodies import expand
from hoctap.places.models import Level, Organisation, OrganisationAlias, OrganisationKind, Place

_LEVEL_WORDS = {
    "tinh": Level.PROVINCE,
    "thanh pho": Level.PROVINCE,
    "huyen": Level.DISTRICT,
    "thi xa": Level.DISTRICT,
    "quan": Level.DISTRICT,
    "xa": Level.COMMUNE,
    "phuong": Level.COMMUNE,
    "thi tran": Level.COMMUNE,
}


@dataclass
class BodyIndex:
    """The organisations of a place, of the places above it and of those below, as they stood on a day. Three queries."""

    place: Place
    on: dt.date
    by_id: dict[UUID, Organisation] = field(default_factory=dict)
    _names: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    _loose: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        standing = Q(valid_to__isnull=True) | Q(valid_to__gt=self.on)
        near = Q(place__path__overlap=[self.place.pk]) | Q(place_id__in=self.place.path)
        for one in Organisation.objects.filter(standing, near, valid_from__lte=self.on).select_related(
            "place"
        ):
            self.by_id[one.pk] = one
            for name in filter(None, (one.name, one.symbol)):
                self._names[expand(name)].add(one.pk)
            # "Phòng Giáo dục và Đào tạo" is that of the place, without saying of which.
            own = expand(one.place.full_name)
            bare = expand(one.name)
            if bare.endswith(own) and bare != own:
                self._loose[bare.removesuffix(own).strip(" -")].add(one.pk)
                self._loose[f"{bare.removesuffix(own).strip(' -')} {expand(one.place.kind)}"].add(one.pk)
        aliases = OrganisationAlias.objects.filter(organisation__in=list(self.by_id))
        for alias in aliases:
            is_borne = (alias.from_day is None or alias.from_day <= self.on) and (
                alias.to_day is None or self.on < alias.to_day
            )
            if is_borne:
                self._names[expand(alias.name)].add(alias.organisation_id)

    def named(self, name: str) -> list[Organisation]:
        """Those so called, nearest place first; several where the document does not say which."""
        wanted = expand(name)
        if not wanted:
            return []
        found = self._names.get(wanted) or self._loose.get(wanted) or self._committee(wanted)
        return sorted(
            (self.by_id[one] for one in found),
            key=lambda one: (abs(len(one.place.path) - len(self.place.path)), one.place.sort_key, one.name),
        )

    def one(self, name: str) -> Organisation | None:
        """The only one so called at the place itself or, where it has none, anywhere."""
        found = self.named(name)
        here = [one for one in found if one.place_id == self.place.pk]
        if len(here) == 1:
            return here[0]
        return found[0] if len(found) == 1 else None

    def _committee(self, wanted: str) -> set[UUID]:
        """ "UBND tỉnh", "UBND huyện": the committee of the place of that level above the plan's place, or of the place itself."""
        head = expand("UBND")
        if not wanted.startswith(head):
            return set()
        level = _LEVEL_WORDS.get(wanted.removeprefix(head).strip())
        return {
            one.pk
            for one in self.by_id.values()
            if one.kind == OrganisationKind.PEOPLES_COMMITTEE
            and one.place_id in self.place.path
            and one.place.level == level
        }


_MANY = re.compile(r"^uy ban nhan (?:dan)\s+(?:(?:cap xa)|(?:cac|tung)\s+(?:xa|phuong|thi tran).*)$")


def is_each_commune(name: str) -> bool:
    """ "UBND các xã, thị trấn": one body in each commune."""
    return _MANY.match(expand(name)) is not None


def distinct(names: Iterable[str]) -> list[str]:
    """Each name once, in the order of the document."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(clean(name).lower(), clean(name))
    return list(seen.values())


def body_finder(place: Place, on: dt.date, said: Mapping[str, str]) -> Callable[[str], UUID | None]:
    """From a name to the id of the organisation: what a person said first, then what it was called on that day."""
    index = BodyIndex(place, on)

    def body_of(name: str) -> UUID | None:
        if name in said:
            return UUID(said[name]) if said[name] else None
        found = index.one(name) if name else None
        return found.pk if found else None

    return body_of
