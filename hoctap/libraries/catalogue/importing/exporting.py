"""The catalogue for other programs: Excel, MARC21 and MARCXML, written piece by piece."""

import tempfile
from collections.abc import Iterator
from itertools import batched
from xml.etree.ElementTree import tostring

from django.db.models import Prefetch, Q, QuerySet
from pymarc import Field, Indicators, Record, Subfield
from pymarc.marcxml import MARC_XML_NS, record_to_xml_node

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.sheet_stream import LongSheet, SheetColumn, write_xlsx
from hoctap.core.vietnamese import format_date
from hoctap.libraries.models import Copy, Library, Title
from hoctap.places.models import Place

EXPORTS = {
    "xlsx": files.XLSX,
    "mrc": "application/marc",
    "xml": "application/marcxml+xml",
}
_AT_ONCE = 1_000
_COLUMNS = (
    SheetColumn("ISBN", width=16),
    SheetColumn("Nhan đề", width=44),
    SheetColumn("Tác giả", width=26),
    SheetColumn("Nhà xuất bản", width=22),
    SheetColumn("Năm xuất bản", width=9),
    SheetColumn("Lần xuất bản", width=14),
    SheetColumn("Số trang", width=12),
    SheetColumn("Ngôn ngữ", width=8),
    SheetColumn("Phân loại", width=12),
    SheetColumn("Chủ đề", width=30),
    SheetColumn("Tóm tắt", width=40),
    SheetColumn("Số bản", "count", 8),
    SheetColumn("Mã bản", width=24),
)


def exported(
    actor: Actor, form: str, *, library: Library | None = None, place: Place | None = None
) -> tuple[str, str, Iterator[bytes]]:
    """Media type, name and content: titles that the actor sees, with the copies that these libraries have."""
    libraries = Library.objects.visible_to(actor)
    titles = Title.objects.visible_to(actor)
    if library is not None:
        libraries = libraries.filter(pk=library.pk)
        titles = titles.filter(pk__in=Copy.objects.held().filter(library=library).order_by().values("title"))
    elif place is not None:
        libraries = libraries.filter(place__path__contains=[place.pk])
        titles = titles.filter(
            Q(place__path__contains=[place.pk]) | Q(copies__library__in=libraries)
        ).distinct()
    rows = _with_copies(titles, libraries)
    pieces = {"xlsx": _workbook, "mrc": _marc, "xml": _marcxml}[form](rows)
    return EXPORTS[form], f"muc-luc-{today().isoformat()}.{form}", pieces


def _with_copies(titles: QuerySet[Title], libraries: QuerySet[Library]) -> Iterator[Title]:
    held = Copy.objects.held().filter(library__in=libraries).select_related("library").order_by("code")
    ids = list(titles.order_by("sort_key", "id").values_list("pk", flat=True))
    for some in batched(ids, _AT_ONCE):
        rows = Title.objects.filter(pk__in=some).prefetch_related(Prefetch("copies", held, to_attr="held"))
        yield from rows.order_by("sort_key", "id")


def _workbook(titles: Iterator[Title]) -> Iterator[bytes]:
    rows = (
        (
            *(one.isbn, " : ".join(filter(None, (one.name, one.rest))), one.authors, one.publisher),
            *(str(one.year or ""), one.edition, one.pages, one.language, one.classification),
            *("; ".join(one.subjects), one.summary, len(one.held)),  # type: ignore[attr-defined]
            "; ".join(copy.code for copy in one.held),  # type: ignore[attr-defined]
        )
        for one in titles
    )
    notes = (f"Lấy ngày {format_date(today())}",)
    with tempfile.TemporaryFile() as out:
        write_xlsx(out, LongSheet("Mục lục", "Mục lục sách", _COLUMNS, rows, notes, dash=False))
        out.seek(0)
        while piece := out.read(64 * 1024):
            yield piece


def _marc(titles: Iterator[Title]) -> Iterator[bytes]:
    for one in titles:
        yield record_of(one, one.held).as_marc()  # type: ignore[attr-defined]


def _marcxml(titles: Iterator[Title]) -> Iterator[bytes]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{MARC_XML_NS}">\n'.encode()
    for one in titles:
        node = record_to_xml_node(record_of(one, one.held))  # type: ignore[attr-defined]
        yield tostring(node, encoding="unicode").encode() + b"\n"
    yield b"</collection>\n"


_LEADERS = {"serial": "as", "audiovisual": "gm", "electronic": "mm"}


def record_of(title: Title, copies: list[Copy]) -> Record:
    """With a 952 for each copy, as Koha reads them."""
    record = Record(force_utf8=True, leader=f"00000n{_LEADERS.get(title.kind, 'am')} a2200000   4500")
    fixed = f"{title.added_on:%y%m%d}s{title.year or '    '}    vm " + "|" * 17 + title.language + " d"
    record.add_field(Field("001", data=title.pk.hex), Field("008", data=fixed[:40].ljust(40)))
    _add(record, "020", "  ", a=title.isbn)
    _add(record, "041", "0 ", a=title.language)
    _add(record, "082", "04", a=title.classification)
    authors = [one.strip() for one in title.authors.split(";") if one.strip()]
    for at, author in enumerate(authors):
        _add(record, "700" if at else "100", "1 ", a=author)
    _add(record, "245", "10" if authors else "00", a=title.name, b=title.rest)
    _add(record, "250", "  ", a=title.edition)
    _add(record, "260", "  ", b=title.publisher, c=str(title.year or ""))
    _add(record, "300", "  ", a=title.pages)
    _add(record, "520", "  ", a=title.summary)
    for subject in title.subjects:
        _add(record, "653", "  ", a=subject)
    for copy in copies:
        _add(
            record,
            "952",
            "  ",
            a=copy.library.name,
            d=copy.acquired_on.isoformat(),
            g=str(copy.price or ""),
            p=copy.code,
            y="BK",
        )
    return record


def _add(record: Record, tag: str, indicators: str, **told: str) -> None:
    subfields = [Subfield(code, _one_line(value)) for code, value in told.items() if value]
    if subfields:
        record.add_field(Field(tag, Indicators(*indicators), subfields))


def _one_line(text: str) -> str:
    """Without the marks by which MARC parts its fields."""
    return "".join(" " if one in "\x1d\x1e\x1f\r\n\t\0" else one for one in text)
