"""The quantities that hoctap knows from the start."""

from dataclasses import replace

from hoctap.criteria.models import Title
from hoctap.reports.quantities import association, centre_file, centre_reading, files, library, seasons
from hoctap.reports.quantities.parts import PARTS, label_of
from hoctap.reports.quantities.reading import read_households
from hoctap.reports.quantities.registry import Quantity, quantities, readers
from hoctap.reports.quantities.written import WRITTEN

_SEASONS = {"learning_family": ("hộ", "hộ"), "learning_citizen": ("công dân", "người")}
_FILES = {
    "learning_clan": ("dòng họ", "dòng họ"),
    "learning_community": ("ấp, khóm", "ấp, khóm"),
    "learning_unit": ("đơn vị thuộc xã", "đơn vị"),
    "learning_unit_district": ("đơn vị", "đơn vị"),
    "learning_community_commune": ("xã", "xã"),
}


def _of_season(title: str, who: str, unit: str) -> list[Quantity]:
    name = Title(title)

    def made(code: str, label: str) -> Quantity:
        return Quantity(
            code,
            label,
            unit,
            read=seasons.read_seasons,
            drill_url=lambda place, period: seasons.season_url(code, place, period),
            is_stock=True,
            group=name.label,
        )

    # How many citizens there are is told by `adults`: a total of those who could register is nobody's.
    parts = [part for part in PARTS if not (name.is_of_persons and part.name == "total")]
    return [made(f"{title}.{part.name}", label_of(part, name, who)) for part in parts]


def _of_people(code: str, label: str) -> Quantity:
    return Quantity(
        code,
        label,
        "người",
        read=seasons.read_people,
        drill_url=lambda place, period: seasons.people_url(code, place, period),
        is_stock=True,
        # Who works in a unit is counted where the unit is registered.
        in_hamlets="staff" not in code,
        group=Title("learning_citizen").label,
    )


def _of_files(title: str, who: str, unit: str) -> list[Quantity]:
    name = Title(title)

    def made(code: str, label: str) -> Quantity:
        return Quantity(
            code,
            label,
            unit,
            read=files.read_files,
            drill_url=lambda place, period: files.files_url(code, place, period),
            is_stock=True,
            in_hamlets=files.SUBJECT_OF[title] == files.HAMLET,
            group=name.label,
        )

    found = [made(f"{title}.{part.name}", label_of(part, name, who)) for part in PARTS]
    if title == "learning_community_commune":
        found += [made(f"{title}.level_{level}", f"Xã đạt {name.label}, mức độ {level}") for level in (1, 2)]
    return found


HOUSEHOLDS = Quantity(
    "household.listed", "Số hộ trong sổ", "hộ", read=read_households, is_stock=True, group="Sổ hộ"
)


def shipped() -> list[Quantity]:
    found = [HOUSEHOLDS]
    for title, (who, unit) in _SEASONS.items():
        found += _of_season(title, who, unit)
    found += [
        _of_people("learning_citizen.adults", "Số người lớn"),
        _of_people("learning_citizen.adults_recognised", "Người lớn đạt Công dân học tập"),
        _of_people(
            "learning_citizen.staff", "Cán bộ, công chức, viên chức, người lao động của đơn vị được công nhận"
        ),
        _of_people(
            "learning_citizen.staff_recognised",
            "Cán bộ, công chức, viên chức, người lao động đạt Công dân học tập",
        ),
    ]
    for title, (who, unit) in _FILES.items():
        found += _of_files(title, who, unit)
    return [*found, *association.QUANTITIES, *_with_records(), *centre_reading.NEW]


def _with_records() -> list[Quantity]:
    """Those that were written in reports: some open the records that give them by now."""
    drills = {
        **dict.fromkeys(centre_reading.codes(), centre_reading.drill_url),
        **{code: centre_file.opens(code) for code in centre_file.CODES},
        **dict.fromkeys(library.CODES, library.drill_url),
    }
    # The file is that of the commune's centre: no hamlet has some of it.
    return [
        replace(one, drill_url=drills.get(one.code), in_hamlets=one.code not in centre_file.CODES)
        for one in WRITTEN
    ]


def register() -> None:
    for quantity in shipped():
        quantities.register(quantity.code, quantity)
    for code in centre_reading.codes():
        readers.register(code, centre_reading.read_centres)
    for code in association.CODES:
        readers.register(code, association.read_association)
    for code in centre_file.CODES:
        readers.register(code, centre_file.read_files_of_centres)
    for code in library.CODES:
        readers.register(code, library.read_libraries)
