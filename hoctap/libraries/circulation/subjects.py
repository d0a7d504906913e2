"""What lending holds of a person: handed out on request, erased on request, one card a library after a merge."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_date, format_datetime
from hoctap.libraries.circulation.forgetting import forget
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.circulation.rows import asked_on
from hoctap.libraries.models import Borrower, Hold, Library, Loan
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart, PersonReference


def _of(person: Person) -> Q:
    """His, and of the rows of the register that turned out to be he."""
    return Q(borrower__person=person) | Q(borrower__person__merged_into=person)


def loans_of_person(person: Person) -> list[ExportPart]:
    cards = Borrower.objects.filter(Q(person=person) | Q(person__merged_into=person)).select_related(
        "library"
    )
    loans = (
        Loan.objects.filter(_of(person)).select_related("copy__title", "library").order_by("lent_on", "id")
    )
    holds = [*_holds_of(person), *_left_by_name(person, person.full_name)]
    parts = [
        ExportPart(
            "Thẻ bạn đọc",
            [
                {
                    "Thư viện": card.library.name,
                    "Số thẻ": card.card,
                    "Lớp, địa chỉ": card.details,
                    "Cấp ngày": format_date(card.since),
                    "Thôi dùng": format_date(card.ended_on) if card.ended_on else "",
                }
                for card in cards.order_by("since", "id")
            ],
        ),
        ExportPart(
            "Sách đã mượn",
            [
                {
                    "Sách": loan.copy.title.name,
                    "Mã bản sách": loan.copy.code,
                    "Thư viện": loan.library.name,
                    "Mượn ngày": format_date(loan.lent_on),
                    "Hạn trả": format_date(loan.due_on),
                    "Trả ngày": format_date(loan.returned_on) if loan.returned_on else "chưa trả",
                    "Người cho mượn": loan.lent_by,
                    "Ghi nhầm": loan.cancelled_why,
                }
                for loan in loans
            ],
        ),
        ExportPart(
            "Sách đặt trước (bằng thẻ, hoặc ghi cùng họ tên ở xã này)",
            [
                {
                    "Sách": hold.title.name,
                    "Thư viện": hold.library.name,
                    "Đặt lúc": format_datetime(hold.asked_at),
                    "Tình trạng": hold.get_state_display(),
                    "Tên, điện thoại, thẻ đã ghi": asked_as(hold),
                }
                for hold in holds
            ],
        ),
    ]
    return [part for part in parts if part.rows]


def _holds_of(person: Person) -> list[Hold]:
    """On his cards, and where a number of his was left from outside."""
    mine = _of(person)
    for card in Borrower.objects.filter(Q(person=person) | Q(person__merged_into=person)):
        mine |= asked_on(card)
    return list(Hold.objects.filter(mine).select_related("title", "library").order_by("id"))


def _left_by_name(person: Person, name: str) -> list[Hold]:
    """Not tied to the register: taken for his are those of his commune and hamlet that bear his name, not of what lies above."""
    wanted = without_accents(name)
    rows = Hold.objects.filter(library__place__path__overlap=list(person.place_path[-2:])).exclude(
        asker_name=""
    )
    found = rows.filter(borrower__isnull=True).select_related("title", "library").order_by("id")
    return [one for one in found if without_accents(one.asker_name) == wanted]


def asked_as(hold: Hold) -> str:
    told = (hold.asker_name, hold.asker_phone, hold.asker_card)
    return ", ".join(part for part in told if part)


def forget_person(erasure: Erasure) -> None:
    by = system_job("xóa dữ liệu theo yêu cầu")
    named = [one.pk for one in _left_by_name(erasure.person, erasure.name)]
    moving.forget_holds(Hold.objects.filter(pk__in=named), by)
    # Locks in the order of `rows`: who lends to him at this moment comes first, or finds his card ended.
    cards = Borrower.objects.filter(person=erasure.person)
    theirs = Library.objects.filter(pk__in=cards.values("library")).order_by("pk")
    list(theirs.select_for_update(of=("self",), no_key=True))
    rows = Borrower.objects.filter(person=erasure.person).select_for_update(of=("self",)).order_by("pk")
    for borrower in rows.select_related("library"):
        forget(borrower, today(), by)


STAYS = (
    "Ở thư viện, tủ sách: sách đang mượn còn giữ số thẻ, không còn tên, cho đến khi trả; các lượt đã trả chỉ còn ngày, sách, "
    "người lớn hay thiếu nhi để đếm. Thẻ của cả hộ và thẻ chỉ ghi tên bằng chữ (không gắn với sổ hộ) thì người giữ thư viện xóa ở trang thẻ."
)


def cards_that_move(rows: QuerySet[Borrower], kept: Person) -> QuerySet[Borrower]:
    """One card in use at a library: where both have one, that of the one dropped only takes books back (`rows.gone`)."""
    both = Borrower.objects.filter(library=OuterRef("library"), person=kept, ended_on__isnull=True)
    return rows.exclude(Exists(both), ended_on__isnull=True)


REFERENCES = (
    PersonReference(Borrower, "person", sealed=("person",), which=cards_that_move, words="thẻ bạn đọc"),
)
