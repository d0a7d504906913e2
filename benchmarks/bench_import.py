"""A list of persons enters the register with all checks, against the floor and against the usual package, in the same run.

The floor is reading the same file with calamine and COPYing the same people, households, memberships and residences into the same
indexed tables. The usual package is django-import-export doing the same checks row by row. Claimed are ratios, not seconds.
HOCTAP_BENCH_ROWS sets the number of persons (default small: then only the correctness counts).
"""

import contextlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from import_export import fields, resources
from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from tablib import Dataset

from hoctap.core.actor import system_job
from hoctap.people import actions
from hoctap.people.importing.planning import Choices
from hoctap.people.importing.writing import copy_rows
from hoctap.people.models import Household, HouseholdMember, Person, Residence
from hoctap.people.reading import values
from hoctap.people.rules import MOST_MEMBERS
from hoctap.places.models import Place
from hoctap.places.rules import hamlet_key
from tests.world import World, make_place

ROWS = int(os.environ.get("HOCTAP_BENCH_ROWS", "600"))
YEAR = 2026
HEADERS = [
    "STT",
    "Số hộ",
    "Họ và tên",
    "Năm sinh",
    "Giới tính",
    "Quan hệ với chủ hộ",
    "Ấp",
    "Tổ",
    "Địa chỉ",
    "Điện thoại",
    "Số CCCD",
]
_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]
_MIDDLE = [
    "Văn",
    "Thị",
    "Hữu",
    "Ngọc",
    "Minh",
    "Thanh",
    "Quốc",
    "Kim",
    "Hoàng",
    "Xuân",
    "Đức",
    "Tấn",
    "Mỹ",
    "Bảo",
]
_GIVEN = [
    "An", "Bình", "Chi", "Dũng", "Em", "Phúc", "Giang", "Hạnh", "Khải", "Lan", "Mai", "Nam", "Oanh", "Phương", "Quân", "Sương", "Tâm",
    "Uyên", "Vinh", "Xuyến", "Yến", "Đạt", "Hòa", "Nhân", "Ngân", "Trúc", "Tuấn", "Thảo", "Thủy", "Tuyết",
]  # fmt: skip
_RELATIONS = ["Chủ hộ", "Vợ", "Con", "Con"]
HAMLETS = 20


def list_of(rows: int) -> bytes:
    """Households of four, in twenty hamlets, a few rows of which are repeated or faulty."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Danh sách")
    page.append(["DANH SÁCH NHÂN KHẨU"])
    page.append(HEADERS)
    for number in range(rows):
        home, place = divmod(number, 4)
        family = _FAMILY[home % len(_FAMILY)]
        name = f"{family} {_MIDDLE[(home // 13 + place * 5) % len(_MIDDLE)]} {_GIVEN[(home // 182 + home + place * 7) % len(_GIVEN)]}"
        born = 1950 + (home * 7 + place) % 20 if place < 2 else 1985 + (home + place * 11) % 35
        page.append(
            [number + 1, home + 1, name, born, "Nam" if place % 2 == 0 else "Nữ", _RELATIONS[place], f"Ấp {1 + home * HAMLETS // -(-rows // 4)}",
             f"Tổ {home % 12}", f"{home} đường số {home % 40}", f"09{number:08d}", f"0870{number:08d}"]
        )  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def commune(world: World) -> Place:
    for number in range(3, HAMLETS + 1):
        make_place("hamlet", "ấp", f"Ấp {number}", world.commune)
    return world.commune


def enter(commune: Place, content: bytes) -> int:
    done = actions.import_at_once(
        commune, YEAR, "nhan khau.xlsx", content, by=system_job("đo"), choices=Choices(leave_faulty=True)
    )
    assert done.written is not None
    check_constraints()
    return done.written.persons


def check_constraints() -> None:
    """What COMMIT would do: the test's own transaction never comes to it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_small_case_enters_everybody_once(commune: Place):
    content = list_of(ROWS if ROWS <= 2_000 else 600)
    rows = ROWS if ROWS <= 2_000 else 600
    assert enter(commune, content) == Person.objects.count() == HouseholdMember.objects.count() == rows
    assert Household.objects.count() == Residence.objects.count() == rows // 4
    assert enter(commune, content) == 0
    people = list(
        Person.objects.order_by("sort_key", "birth_year").values_list(
            "full_name", "birth_year", "sex", "phone"
        )
    )
    empty_register()
    by_package(commune, content)
    again = list(
        Person.objects.order_by("sort_key", "birth_year").values_list(
            "full_name", "birth_year", "sex", "phone"
        )
    )
    assert again == people


@pytest.mark.measured
def test_a_list_against_the_floor_and_the_usual_package(commune: Place, capsys: pytest.CaptureFixture[str]):
    content = list_of(ROWS)
    ours = timed(lambda: enter(commune, content))
    copied = dump()
    assert len(copied[Person]) == len(copied[HouseholdMember]) == 4 * len(copied[Household]) == ROWS
    empty_register()
    floor = timed(lambda: by_floor(content, copied))
    assert Person.objects.count() == len(copied[Person])
    empty_register()
    few = list_of(min(ROWS, 5_000))
    package = timed(lambda: by_package(commune, few)) * ROWS / min(ROWS, 5_000)
    with capsys.disabled():
        print(
            f"\nimport of {ROWS:,} persons with all checks: {ours:.1f} s; floor {floor:.1f} s ({ours / floor:.1f} times the floor); "
            f"django-import-export, same checks, {package:.1f} s ({package / ours:.1f} times as long)"
        )


@pytest.mark.measured
@pytest.mark.django_db(transaction=True)
def test_memory_of_an_import_is_one_figure_of_both_processes(
    transactional_db: None, commune: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Into an empty register, and once more, when every row is compared with a register as large."""
    file = tmp_path / "list.xlsx"
    file.write_bytes(list_of(ROWS))
    first, again = entered_alone(commune, file), entered_alone(commune, file)
    assert (first.persons, again.persons) == (ROWS, 0)
    assert Person.objects.count() == ROWS
    with capsys.disabled():
        print()
        for what, one in (("new list", first), ("same list again", again)):
            print(
                f"import of {ROWS:,} persons, {what}: peak of both processes at one moment {one.peak:.0f} MB (RSS), "
                f"{one.shared_once:.0f} MB (PSS), {one.idle:.0f} MB of it before the work begins; each at its own peak "
                f"{one.parent:.0f} MB and {one.child:.0f} MB; goal 300 MB: {'kept' if one.peak <= 300 else 'NOT kept'}"
            )


@dataclass
class Alone:
    """MB. RSS counts twice what both processes share; PSS, read whenever RSS has grown, counts it once."""

    idle: float
    persons: int = 0
    peak: float = 0.0
    shared_once: float = 0.0
    parent: float = 0.0
    child: float = 0.0


def entered_alone(commune: Place, file: Path) -> Alone:
    """A process of its own enters the list; it and the child that reads the file are looked at together, from outside."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.import_alone", str(commune.pk), str(YEAR), str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        seen = Alone(idle=memory(process.pid, "Rss"))
        process.stdin.write("go\n")
        process.stdin.flush()
        while process.poll() is None:
            parent, *children = [memory(pid, "Rss") for pid in family(process.pid)]
            seen.parent, seen.child = max(seen.parent, parent), max(seen.child, sum(children))
            if parent + sum(children) > seen.peak:
                seen.peak = parent + sum(children)
                seen.shared_once = max(
                    seen.shared_once, sum(memory(pid, "Pss") for pid in family(process.pid))
                )
            time.sleep(0.01)
        seen.persons = int(process.stdout.read())
    return seen


def database_url() -> str:
    """The application's own way into the test database."""
    info = connection.settings_dict
    return f"postgresql://{info['USER']}:{info['PASSWORD']}@{info['HOST']}:{info['PORT']}/{info['NAME']}"


def family(pid: int) -> list[int]:
    """The process and those it started; the parent first."""
    found = [pid]
    for one in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


def memory(pid: int, kind: str) -> float:
    """MB; 0 for a process that has just ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(f"{kind}:"):
                return int(line.split()[1]) / 1024
    return 0.0


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


TABLES = (Person, Household, HouseholdMember, Residence)


def dump() -> dict[type, list[tuple[object, ...]]]:
    """The rows as the quickest program would have them: ids are texts."""
    return {
        model: [
            tuple(str(value) if isinstance(value, UUID) else value for value in row)
            for row in model.objects.order_by("pk").values_list(*columns(model))
        ]
        for model in TABLES
    }


def columns(model: type) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # type: ignore[attr-defined]


def empty_register() -> None:
    for model in reversed(TABLES):
        model.objects.all().delete() if model is not Person else None
    Person.objects.all().delete()


def by_floor(content: bytes, copied: dict[type, list[tuple[object, ...]]]) -> None:
    CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    for model in TABLES:
        copy_rows(model, columns(model), copied[model])
    check_constraints()


# ---------------------------------------------------------------- the usual package


class PersonResource(resources.ModelResource):
    """Name, year, sex, phone, relation and hamlet checked; repeated persons skipped; households by their number."""

    full_name = fields.Field(attribute="full_name", column_name="Họ và tên")
    birth_year = fields.Field(attribute="birth_year", column_name="Năm sinh")
    sex = fields.Field(attribute="sex", column_name="Giới tính")
    phone = fields.Field(attribute="phone", column_name="Điện thoại")

    class Meta:
        model = Person
        fields = ("full_name", "birth_year", "sex", "phone")
        import_id_fields = ()
        force_init_instance = True
        use_transactions = True

    def __init__(self, commune: Place):
        super().__init__()
        self.hamlets = {hamlet_key(one.name): one for one in commune.children.filter(level="hamlet")}
        self.homes: dict[str, Household] = {}
        self.seen: set[tuple[object, ...]] = set()

    def before_import_row(self, row: dict[str, object], **kwargs: object) -> None:
        name, fault = values.person_name(str(row["Họ và tên"]))
        born, no_year = values.birth_year(str(row["Năm sinh"]), YEAR)
        sex, no_sex = values.sex(str(row["Giới tính"]))
        phone, no_phone = values.phone(str(row["Điện thoại"]))
        row["relation"], _ = values.relation(str(row["Quan hệ với chủ hộ"]))
        hamlet = self.hamlets.get(hamlet_key(str(row["Ấp"])))
        if fault or no_year or no_sex or no_phone or hamlet is None:
            raise ValueError(fault or no_year or no_sex or no_phone or "ấp")
        row |= {
            "Họ và tên": name,
            "Năm sinh": born,
            "Giới tính": sex or "",
            "Điện thoại": phone,
            "hamlet": hamlet,
        }

    def skip_row(
        self,
        instance: Person,
        original: Person,
        row: dict[str, object],
        import_validation_errors: object = None,
    ) -> bool:
        key = (row["hamlet"], instance.full_name, instance.birth_year, row["Số hộ"])
        twice = key in self.seen or HouseholdMember.objects.filter(
            person__full_name=instance.full_name, person__birth_year=instance.birth_year, household__hamlet=row["hamlet"],
            household__number=str(row["Số hộ"]), left_year__isnull=True,
        ).exists()  # fmt: skip
        self.seen.add(key)
        return twice

    def after_save_instance(self, instance: Person, row: dict[str, object], **kwargs: object) -> None:
        number = str(row["Số hộ"])
        home = self.homes.get(number)
        is_head = row["relation"] == "head"
        if home is None:
            hamlet = row["hamlet"]
            assert isinstance(hamlet, Place)
            home = Household(hamlet=hamlet, head=instance, number=number, listed_year=YEAR, members_count=min(4, MOST_MEMBERS),
                             group_name=str(row["Tổ"]), address=str(row["Địa chỉ"]))  # fmt: skip
            home.set_keys(instance.full_name)
            home.save()
            Residence.objects.create(household=home, hamlet=hamlet, from_year=YEAR, sort_key=home.sort_key)
            self.homes[number] = home
        HouseholdMember.objects.create(
            household=home,
            person=instance,
            is_head=is_head,
            relation=str(row["relation"] or ""),
            joined_year=YEAR,
        )


def by_package(commune: Place, content: bytes) -> None:
    table = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    data = Dataset(
        *(tuple(_plain(cell) for cell in row) for row in table[2:]), headers=[str(cell) for cell in table[1]]
    )
    result = PersonResource(commune).import_data(data, dry_run=False, raise_errors=True)
    assert not result.has_errors()


def _plain(cell: object) -> object:
    return str(int(cell)) if isinstance(cell, float) else cell
