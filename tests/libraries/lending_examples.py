"""Each address and action of lending with its object and owner: who directs the learning centre lends its books."""

import datetime as dt

from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.circulation.tallies.actions import keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of
from hoctap.libraries.models import Borrower, Copy, Hold, Library, Loan, LoanTally
from tests.examples import Call, Visit, action_example, url_example
from tests.libraries.lending_hands import copy_at, days_ago, lent, library_at
from tests.season import Season

MARCH = month_of(dt.date(2026, 3, 1))


def _shelf(season: Season) -> Library:
    return library_at(season.commune, f"Thư viện mượn sách {season.commune.name}")


def _copy(season: Season, number: int = 1) -> Copy:
    code = f"{season.commune.code}-{number:04d}"
    found = Copy.objects.filter(code=code).first()
    return found or copy_at(_shelf(season), code, f"Sách về {season.commune.name} {number}")


def _reader(season: Season, number: int = 1) -> Borrower:
    name = f"Bạn Đọc {season.commune.name}"
    found = Borrower.objects.filter(library=_shelf(season), name=name, details=f"lớp {number}").first()
    return found or give_card(
        _shelf(season), CardTyped(name, f"lớp {number}", True), by=season.by(season.director)
    )


def _loan(season: Season, number: int = 1, on: dt.date | None = None) -> Loan:
    found = Loan.objects.open().filter(copy=_copy(season, number)).first()
    # Who has a book overdue gets no other without a word.
    reader = _reader(season, 9 if on else 1)
    return found or lent(_copy(season, number), reader, season.by(season.director), on=on)


def _hold(season: Season, number: int = 5) -> Hold:
    return reserve(
        _shelf(season), _copy(season, number).title, borrower=_reader(season), by=season.by(season.director)
    )


def _tally(season: Season) -> LoanTally:
    found = LoanTally.objects.standing().filter(library=_shelf(season)).first()
    return found or keep_tally(
        _shelf(season), TallyTyped(*MARCH, taken_home=41), by=season.by(season.director)
    )


@url_example("loan_desk")
def _(season: Season) -> list[Visit]:
    reader, copy = _reader(season), _copy(season)
    return [
        Visit(owner=season.director, own_page=True),
        Visit(
            owner=season.director,
            post={"code": copy.code, "borrower": str(reader.pk), "over_why": "", "on": ""},
            own_page=True,
        ),
    ]


@url_example("loan_overdue")
def _(season: Season) -> Visit:
    _loan(season, 2, on=days_ago(40))
    return Visit(owner=season.director, own_page=True)


@url_example("loan_renew")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _loan(season).pk}, post={})


@url_example("loan_cancel")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _loan(season).pk}
    return [
        Visit(owner=season.director, kwargs=pk),
        Visit(owner=season.director, kwargs=pk, post={"why": "Quét nhầm thẻ"}),
    ]


@url_example("copy_loans")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _loan(season).copy_id})


@url_example("borrower_list")
def _(season: Season) -> Visit:
    _reader(season)
    return Visit(owner=season.director, own_page=True)


@url_example("borrower_new")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _shelf(season).pk}
    typed = {
        "who": "",
        "name": f"Bạn Mới {season.commune.name}",
        "details": "lớp 5",
        "is_child": "on",
        "card": "",
        "since": "",
    }
    return [Visit(owner=season.director, kwargs=pk), Visit(owner=season.director, kwargs=pk, post=typed)]


@url_example("borrower_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _loan(season).borrower_id})


@url_example("borrower_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _reader(season, 2).pk}, post={})


@url_example("borrower_erase")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _reader(season, 3).pk}
    return [Visit(owner=season.director, kwargs=pk), Visit(owner=season.director, kwargs=pk, post={})]


@url_example("borrower_cards")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _reader(season).library_id})


@url_example("hold_list")
def _(season: Season) -> Visit:
    _shelf(season)
    return Visit(owner=season.director, own_page=True)


@url_example("hold_new")
def _(season: Season) -> list[Visit]:
    copy = _copy(season)
    pk = {"pk": _shelf(season).pk}
    typed = {
        "title": str(copy.title_id),
        "card": "",
        "name": f"Bạn Đọc {season.commune.name}",
        "phone": "0912345678",
    }
    return [
        Visit(owner=season.director, kwargs=pk, query={"q": "sach ve"}),
        Visit(owner=season.director, kwargs=pk, query={"q": "sach ve"}, post=typed),
    ]


def _left(season: Season, number: int) -> Hold:
    told = {"name": f"Người Để Tên {season.commune.name}", "phone": f"09123450{number}"}
    return reserve(_shelf(season), _copy(season, number).title, **told, by=season.by(season.director))


@url_example("hold_card")
def _(season: Season) -> list[Visit]:
    pk, reader = {"pk": _left(season, 11).pk}, _reader(season)
    return [
        Visit(owner=season.director, kwargs=pk),
        Visit(owner=season.director, kwargs=pk, post={"card": reader.card}),
    ]


@url_example("hold_drop")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _hold(season).pk}
    return [
        Visit(owner=season.director, kwargs=pk),
        Visit(owner=season.director, kwargs=pk, post={"why": "Không cần nữa"}),
    ]


@url_example("loantally_list")
def _(season: Season) -> Visit:
    _tally(season)
    return Visit(owner=season.director, own_page=True)


@url_example("loantally_new")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _shelf(season).pk}
    typed = {
        "period": "day",
        "on": "2026-02-03",
        "taken_home": "4",
        "read_here": "9",
        "readers": "",
        "group": "",
    }
    return [Visit(owner=season.director, kwargs=pk), Visit(owner=season.director, kwargs=pk, post=typed)]


@url_example("loantally_drop")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _tally(season).pk}
    return [
        Visit(owner=season.director, kwargs=pk),
        Visit(owner=season.director, kwargs=pk, post={"why": "Đếm sai"}),
    ]


@action_example("libraries.lend")
def _(season: Season) -> Call:
    return Call(_shelf(season), _copy(season, 6), _reader(season), owner=season.director)


@action_example("libraries.take_back")
def _(season: Season) -> Call:
    return Call(_loan(season), owner=season.director)


@action_example("libraries.renew")
def _(season: Season) -> Call:
    return Call(_loan(season), owner=season.director)


@action_example("libraries.cancel_loan")
def _(season: Season) -> Call:
    return Call(_loan(season), "Quét nhầm thẻ", owner=season.director)


@action_example("libraries.give_card")
def _(season: Season) -> Call:
    return Call(_shelf(season), CardTyped("Bạn Khác"), owner=season.director)


@action_example("libraries.end_card")
def _(season: Season) -> Call:
    return Call(_reader(season, 4), owner=season.director)


@action_example("libraries.erase_borrower")
def _(season: Season) -> Call:
    return Call(_reader(season, 4), owner=season.director)


@action_example("libraries.reserve")
def _(season: Season) -> Call:
    return Call(
        _shelf(season), _copy(season, 7).title, kwargs={"borrower": _reader(season)}, owner=season.director
    )


@action_example("libraries.reserve_from_outside")
def _(season: Season) -> Call:
    told = {"name": "Mai Thị Gọi", "phone": "0912345678"}
    return Call(_shelf(season), _copy(season, 8).title, kwargs=told, owner=None)


@action_example("libraries.cancel_from_outside")
def _(season: Season) -> Call:
    return Call(_left(season, 12), owner=None)


@action_example("libraries.put_on_card")
def _(season: Season) -> Call:
    return Call(_left(season, 13), _reader(season), owner=season.director)


@action_example("libraries.drop_hold")
def _(season: Season) -> Call:
    return Call(_hold(season), "Không cần nữa", owner=season.director)


@action_example("libraries.expire_holds")
def _(season: Season) -> Call:
    return Call(_shelf(season), owner=season.director)


@action_example("libraries.keep_tally")
def _(season: Season) -> Call:
    return Call(
        _shelf(season), TallyTyped(*month_of(dt.date(2026, 2, 1)), taken_home=12), owner=season.director
    )


@action_example("libraries.drop_tally")
def _(season: Season) -> Call:
    return Call(_tally(season), "Đếm sai", owner=season.director)
