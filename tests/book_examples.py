"""Examples of the addresses and actions of the books: see tests/examples.py."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.core.dates import today
from hoctap.papers import actions as papers
from hoctap.papers.books import actions as books
from hoctap.papers.books.actions import IncomingDetails
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.drafting import actions as drafting
from hoctap.papers.drafting.rules import Typed, TypedSection
from hoctap.papers.models import Delivery, FreeNumbers, Incoming, Paper, PaperRecipient
from hoctap.places.models import Numbering
from tests.season import SCAN, Season

CAME = dt.date(2024, 11, 20)


def paper(season: Season) -> Paper:
    found: Paper = season.decision.paper
    return found


def draft(season: Season) -> Paper:
    """A printed notice that goes to somebody whom its print does not name."""
    found = Paper.objects.filter(kind="text_notice", state="printed").first()
    if found:
        return found
    by = season.by(season.officer)
    made = drafting.draft_paper(
        season.association, "notice", Typed("Mở lớp", (TypedSection("", "Một."),)), by=by
    )
    papers.mark_printed(made, by=by)
    books.set_recipients(made, [RecipientLine(words="Các thành viên tổ xét")], by=by)
    return made


def line(season: Season) -> PaperRecipient:
    """A line of words on the signed decision."""
    return _lines(season).get(organisation__isnull=True)


def delivery(season: Season) -> Delivery:
    """The decision lies with the association."""
    return Delivery.objects.get(recipient__in=_lines(season), organisation=season.association)


def _lines(season: Season) -> Any:
    if not paper(season).recipients.exists():
        wanted = [
            RecipientLine(season.association, purpose="carry_out"),
            RecipientLine(words="Các thành viên tổ xét", purpose="know"),
        ]
        books.set_recipients(paper(season), wanted, by=season.by(season.officer))
    return paper(season).recipients.all()


def free(season: Season) -> FreeNumbers:
    found = FreeNumbers.objects.filter(issuer=season.association).first()
    if found:
        return found
    season.association.numbering = Numbering.OWN
    season.association.save()
    return books.leave_numbers_free(
        season.association,
        year=2024,
        series="TTr",
        first=1,
        last=2,
        reason="Đã cấp trên sổ giấy",
        by=season.by(season.officer),
    )


def came() -> IncomingDetails:
    return IncomingDetails(
        issuer_name="Ủy ban nhân dân tỉnh Đồng Tháp",
        title="Tăng cường công tác khuyến học",
        number="88/KH-UBND",
        kind="Kế hoạch",
        dated_on=dt.date(2024, 11, 15),
        received_on=CAME,
    )


def incoming(season: Season) -> Incoming:
    """Entered with its scan, handed to the officer."""
    found = Incoming.objects.filter(organisation=season.association, delivery__isnull=True).first()
    if found:
        return found
    by = season.by(season.officer)
    row = books.enter_incoming(season.association, came(), scan=SCAN, by=by)
    return books.hand_to(row, handler=season.officer, due_on=dt.date(2024, 12, 1), by=by)


def _scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("den.pdf", SCAN, content_type="application/pdf")


def register(
    url_example: Callable[[str], Any], action_example: Callable[[str], Any], visit: Any, call: Any
) -> None:
    def page(name: str, key: Callable[[Season], Any], **other: Any) -> None:
        url_example(name)(lambda season: visit(owner=season.officer, kwargs={"pk": key(season).pk}, **other))

    def association(season: Season) -> Any:
        return season.association

    page("paper_recipients", paper)
    page("paper_recipient_add", paper, post={"words": "Công an xã", "purpose": "know"})
    page("paper_recipients_printed", paper, post={})
    page("paper_recipients_print", draft, post={})
    page("paper_group", paper, post={"group": "each:hamlet_board", "members": ["0"], "purpose": "carry_out"})
    page("paperrecipient_drop", line, post={})
    sent = {"sent_on": "2024-11-09", "sent_by": "hand", "signed_for": "Ông Ba"}
    page("paperrecipient_sent", line, post=sent)
    page("paper_dispatch", paper, post={"copies": "3", "kept_by": "Văn thư", "handed_on": "2024-11-09"})
    url_example("book_list")(lambda season: visit(owner=season.officer, own_page=True))
    for name in ("book_out", "book_in", "book_follow"):
        page(name, association)
    page("book_settings", association, post={"numbering": "own", "series": "all"})
    noted = {"series": "TTr", "year": "2024", "first": "1", "last": "1", "reason": "Cấp trên sổ giấy"}

    @url_example("book_free")
    def _(season: Season) -> Any:
        season.association.numbering = Numbering.OWN
        season.association.save()
        return visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=noted)

    @url_example("book_file")
    def _(season: Season) -> Any:
        keys = {"pk": season.association.pk, "which": "out"}
        return [visit(owner=season.officer, kwargs=keys | {"form": form}) for form in ("docx", "xlsx")]

    page("freenumbers_drop", free, post={})
    typed = {
        "issuer_name": "Ủy ban nhân dân tỉnh Đồng Tháp",
        "kind": "Công văn",
        "number": "12/UBND-VX",
        "dated_on": "2024-11-15",
        "title": "Báo cáo số liệu",
        "received_on": "2024-11-18",
        "urgency": "usual",
        "due_on": "2024-12-01",
        "note": "Bản giấy",
    }

    @url_example("incoming_new")
    def _(season: Season) -> Any:
        post = typed | {"file": _scan()}
        return visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=post)

    @url_example("incoming_edit")
    def _(season: Season) -> Any:
        post = typed | {"file": _scan()}
        return visit(owner=season.officer, kwargs={"pk": incoming(season).pk}, post=post)

    page("incoming_detail", incoming)
    hand = {"unit": "Ban Chấp hành", "due_on": "2024-12-05", "handed_on": "2024-11-21", "signed_for": "Lan"}

    @url_example("incoming_hand")
    def _(season: Season) -> Any:
        post = hand | {"handler": str(season.officer.pk)}
        return visit(owner=season.officer, kwargs={"pk": incoming(season).pk}, post=post)

    page("incoming_progress", incoming, post={"progress": "Đang soạn"})
    finished = {"progress": "Đã báo cáo", "done_on": today().isoformat(), "reply_number": "05/BC-HKH"}
    page("incoming_done", incoming, post=finished)
    page("incoming_scan", incoming)
    url_example("incoming_link")(
        lambda season: visit(
            owner=season.officer,
            kwargs={"pk": incoming(season).pk},
            post={"about": f"papers.paper:{season.submission.paper_id}"},
        )
    )
    page("delivery_receive", delivery, post={})
    page("delivery_file", delivery)

    def act(
        key: str, of: Callable[[Season], Any], who: Callable[[Season], Any] | None = None, **kwargs: Any
    ) -> None:
        action_example(key)(
            lambda season: call(of(season), kwargs=kwargs, owner=who(season) if who else season.officer)
        )

    @action_example("papers.set_recipients")
    def _(season: Season) -> Any:
        return call(paper(season), [RecipientLine(words="VT", purpose="keep")], owner=season.officer)

    act("papers.print_recipients", draft)
    act("papers.deliver", paper, lambda season: season.chair)
    act("papers.note_sent", line, sent_on=dt.date(2024, 11, 9), sent_by="post")
    act("papers.record_dispatch", paper, copies=2)
    act("papers.set_series", association, numbering_by="own", is_one_for_all=True)

    @action_example("papers.leave_numbers_free")
    def _(season: Season) -> Any:
        season.association.numbering = Numbering.OWN
        season.association.save()
        kwargs = {"year": 2024, "series": "TTr", "first": 1, "reason": "Cấp trên sổ giấy"}
        return call(season.association, kwargs=kwargs, owner=season.officer)

    act("papers.take_numbers_back", free)

    @action_example("papers.enter_incoming")
    def _(season: Season) -> Any:
        return call(season.association, came(), owner=season.officer)

    @action_example("papers.correct_incoming")
    def _(season: Season) -> Any:
        return call(incoming(season), came(), owner=season.officer)

    act("papers.receive", delivery)

    @action_example("papers.hand_to")
    def _(season: Season) -> Any:
        return call(incoming(season), kwargs={"handler": season.officer}, owner=season.officer)

    act("papers.note_progress", incoming, progress="Đang soạn")
    act("papers.finish_incoming", incoming, progress="Đã báo cáo", done_on=today())
    act("papers.link_incoming", incoming, about_kind="", about_id="")
