"""What a typed name is: the body, school, clan or hamlet on record at a place, else only a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.movements.campaigns.models import JoiningKind
from hoctap.movements.campaigns.rules import name_key
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Level, Organisation, Place

ALL_HOUSEHOLDS = "Các hộ gia đình"


@dataclass(frozen=True)
class Joining:
    name: str
    place: Place
    organisation: Organisation | None = None
    work_unit: WorkUnit | None = None
    clan: Clan | None = None


def joinings(place: Place, kind: JoiningKind, names: Sequence[str]) -> tuple[list[Joining], list[Reason]]:
    """Each name as what it is; a hamlet that is not there is told by its line. One query."""
    if kind == JoiningKind.HAMLET:
        return _hamlets(place, names)
    if kind == JoiningKind.HOUSEHOLDS:
        return [Joining(one, place) for one in (names or [ALL_HOUSEHOLDS])], []
    known = _known(place, kind)
    return [known.get(name_key(one), Joining(one, place)) for one in names], []


def _known(place: Place, kind: JoiningKind) -> dict[str, Joining]:
    if kind == JoiningKind.ORGANISATION:
        bodies = Organisation.objects.filter(place=place, valid_to__isnull=True)
        return {name_key(one.name): Joining(one.name, place, organisation=one) for one in bodies}
    if kind == JoiningKind.SCHOOL:
        units = WorkUnit.objects.filter(place=place, to_year__isnull=True)
        return {name_key(one.name): Joining(one.name, place, work_unit=one) for one in units}
    if kind == JoiningKind.CLAN:
        clans = Clan.objects.filter(place=place, to_year__isnull=True)
        return {name_key(one.name): Joining(one.name, place, clan=one) for one in clans}
    return {}


def _hamlets(place: Place, names: Sequence[str]) -> tuple[list[Joining], list[Reason]]:
    if place.level == Level.HAMLET and not names:
        return [Joining(place.full_name, place)], []
    rows = Place.objects.filter(path__contains=[place.pk], level=Level.HAMLET, valid_to__isnull=True)
    known: dict[str, list[Place]] = {}
    for hamlet in rows:
        for word in {name_key(hamlet.name), name_key(hamlet.full_name)}:
            known.setdefault(word, []).append(hamlet)
    found, reasons = [], []
    for row, name in enumerate(names, start=1):
        ones = known.get(name_key(name), [])
        if len(ones) == 1:
            found.append(Joining(ones[0].full_name, ones[0]))
        elif ones:
            reasons.append(
                Reason(f"Dòng {row}: có nhiều nơi tên {name}. Chọn xã của ấp, khóm ấy rồi ghi lại.", "names")
            )
        else:
            reasons.append(
                Reason(
                    f"Dòng {row}: không có ấp, khóm “{name}” ở {place.title}. Ghi đúng như danh sách ấp, khóm.",
                    "names",
                )
            )
    return found, reasons
