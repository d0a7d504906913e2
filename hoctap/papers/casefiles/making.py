"""The files themselves: the list as a paper, then every paper behind it, as one PDF and as a ZIP of them."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from hoctap.core import files
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_date
from hoctap.papers.casefiles.queries import CasePage, Entry
from hoctap.papers.casefiles.registry import Attachment
from hoctap.papers.content import CaseIndexContent, CaseRow, Letterhead, Signer
from hoctap.papers.pdf import docx_to_pdf
from hoctap.papers.rendering import render
from hoctap.papers.sheets.reading import one_pdf, page_counts

# Of the same hour whenever it is made: equal papers give an equal file.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class MadeCase:
    zipped: bytes
    pdf: bytes
    pages: int
    missing: int


def make_case(page: CasePage, *, made_by: str, progress: Callable[[int], None]) -> MadeCase:
    """`progress` hears how many papers are read."""
    contents: list[bytes] = []
    for place, entry in enumerate(page.inside, start=1):
        contents.append(_pdf_of(entry))
        progress(place)
    counts = page_counts((str(place), content) for place, content in enumerate(contents)) if contents else {}
    pages = [counts[str(place)] for place in range(len(contents))]
    unopened = [
        f"{entry.label} {entry.paper.full_number}".strip()
        + ": tệp bản đã ký không mở được, chỉ có trong tệp nén"
        for entry, count in zip(page.inside, pages, strict=True)
        if not count
    ]
    attached = [one for one in page.contents.attachments if files.size_of(one.sha256)]
    unopened += [f"{one.name}: không còn tệp" for one in page.contents.attachments if one not in attached]
    index = docx_to_pdf(render(_index(page, pages, unopened, attached, made_by=made_by)))
    names = [f"{place:02}-{_name(entry)}.pdf" for place, entry in enumerate(page.inside, start=1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in zip(["00-MUC-LUC.pdf", *names], [index, *contents], strict=True):
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content)
        for one in attached:
            # Read one at a time; what is compressed already is stored as it is.
            packed.writestr(zipfile.ZipInfo(one.name, _EPOCH), files.read(one.sha256), zipfile.ZIP_STORED)
    readable = [content for content, count in zip(contents, pages, strict=True) if count]
    return MadeCase(
        out.getvalue(), one_pdf([index, *readable]), sum(pages), len(page.missing) + len(unopened)
    )


def _pdf_of(entry: Entry) -> bytes:
    """The signed copy; where none was brought, the last print, which its line in the list says."""
    paper = entry.paper
    if paper.signed_sha256:
        copy = files.read(paper.signed_sha256)
        return copy if paper.signed_media_type == files.PDF else one_pdf([copy])
    last = paper.versions.select_related("pdf").order_by("-version")[0]
    made = getattr(last, "pdf", None)
    return (
        files.read(made.sha256)
        if made is not None and made.is_ready
        else docx_to_pdf(files.read(last.sha256))
    )


def _index(
    page: CasePage, pages: list[int], unopened: list[str], attached: list[Attachment], *, made_by: str
) -> CaseIndexContent:
    contents = page.contents
    rows = []
    first = 1
    for order, (entry, count) in enumerate(zip(page.inside, pages, strict=True), start=1):
        rows.append(
            CaseRow(
                order=order,
                number=entry.paper.full_number,
                dated_on=format_date(entry.paper.dated_on),
                abstract=f"{entry.label}: {entry.paper.title}",
                author=entry.paper.issuer.name,
                pages=_from_to(first, count),
                note=entry.note,
            )
        )
        first += count
    for order, one in enumerate(attached, start=len(rows) + 1):
        rows.append(
            CaseRow(
                order=order,
                number="",
                dated_on="",
                abstract=one.label,
                author="",
                pages="—",
                note=f"Tệp {one.name}",
            )
        )
    return CaseIndexContent(
        letterhead=Letterhead(
            issuer_name=contents.issuer_name,
            parent_name=contents.parent_name,
            place_name=contents.place.name,
            year=contents.year,
        ),
        summary=contents.title,
        rows=tuple(rows),
        notes=contents.notes,
        missing=(*page.missing, *unopened),
        page_count=sum(pages),
        signer=Signer("Người lập hồ sơ", made_by),
        sample_mark=contents.sample_mark,
    )


def _from_to(first: int, count: int) -> str:
    if not count:
        return "—"
    return str(first) if count == 1 else f"{first}–{first + count - 1}"


def _name(entry: Entry) -> str:
    words = entry.paper.full_number or f"{entry.label} {entry.paper.place.name}"
    plain = "".join(letter if letter.isalnum() else " " for letter in without_accents(words).upper())
    return "-".join(plain.split())[:60] or "VAN-BAN"
