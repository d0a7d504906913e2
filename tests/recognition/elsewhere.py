"""A round of citizens of today's year and lists of results as the association's software gives them."""

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from hoctap.core.dates import today
from hoctap.people.models import Person
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.models import CitizenWay, Dossier, ElsewhereResult, RecognitionRound, ResultList
from hoctap.recognition.result_lists import actions as lists
from hoctap.recognition.results import actions as results
from hoctap.recognition.results.rules import Told
from tests.recognition.test_citizens import add_person, open_round
from tests.world import World, make_household

HEADERS = (
    "STT", "Họ và tên", "Năm sinh", "Số CCCD", "Dân tộc", "Tôn giáo", "Ấp", "Tổng điểm", "Kết quả", "Ngày xác nhận", "Người xác nhận",
)  # fmt: skip
WHO = "Nguyễn Thị Lan, Chủ tịch Hội Khuyến học xã"


def day(back: int = 0) -> dt.date:
    return today() - dt.timedelta(days=back)


def told(total: str = "85", passed: bool = True, on: dt.date | None = None, by: str = WHO) -> Told:
    return Told(Decimal(total), passed, on or day(), by)


def row(
    name: str,
    born: object = 1972,
    hamlet: str = "Ấp 1",
    total: object = 85,
    passed: str = "Đạt",
    **other: Any,
) -> list[object]:
    on, who = other.get("on", f"{day():%d/%m/%Y}"), other.get("who", WHO)
    return [1, name, born, "079072001234", "Kinh", "Không", hamlet, total, passed, on, who]


def workbook(rows: Sequence[Sequence[object]], headers: Sequence[object] = HEADERS) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(headers))
    for one in rows:
        page.append(list(one))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class CitizensRound:
    """In Ấp 1: Lê Văn Chủ (1970) and his wife Lê Thị Vợ (1972); in Ấp 2: Trần Thị Xa (1972)."""

    def __init__(self, world: World, *, results_only: bool = False) -> None:
        self.world = world
        self.household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970)
        self.wife: Person = add_person(self.household, "Lê Thị Vợ", 1972)
        self.far = make_household(world.hamlet_2, "Trần Thị Xa", birth_year=1972)
        self.season: RecognitionRound = open_round(
            world,
            year=today().year,
            before_on=None,
            citizen_way=CitizenWay.RESULTS_ONLY if results_only else CitizenWay.HERE,
        )

    @property
    def officer(self) -> Any:
        return self.world.actor(self.world.lan)

    @property
    def head(self) -> Any:
        return self.world.actor(self.world.hung)

    def dossier(self, person: Person) -> Dossier:
        return self.season.dossiers.select_related("round__edition", "hamlet").get(person=person)

    @property
    def his(self) -> Dossier:
        return self.dossier(self.household.head)

    @property
    def hers(self) -> Dossier:
        return self.dossier(self.wife)

    def type_total(self, dossier: Dossier, total: str, own: str = "") -> None:
        typed = TypedRow(dossier.pk, dossier.version, True, own or total, total, none_too_low=True)
        actions.save_list(self.season, dossier.hamlet, [typed], by=self.officer)

    def record(self, dossier: Dossier, *args: Any, **other: Any) -> ElsewhereResult:
        return results.record_result(dossier, told(*args, **other), by=self.officer)

    def hand_in(self, rows: Sequence[Sequence[object]], **other: Any) -> ResultList:
        headers = other.pop("headers", HEADERS)
        return lists.hand_in_results(
            self.season, "ket-qua.xlsx", workbook(rows, headers), by=self.officer, **other
        )

    def write(self, result_list: ResultList) -> ResultList:
        lists.order_results(result_list, by=self.officer)
        result_list.refresh_from_db()
        return result_list
