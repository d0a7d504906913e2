"""A file as it is read on a page: pictures of its pages, or its words, so many at a time that a slow line carries them."""

from dataclasses import dataclass
from typing import Any

from hoctap.materials.models import MaterialPart, PagePicture

PICTURES = 8
LETTERS = 12_000


@dataclass(frozen=True)
class ReadPage:
    number: int
    of: int
    pictures: list[PagePicture]
    blocks: list[dict[str, Any]]

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def following(self) -> int:
        return self.number + 1 if self.number < self.of else 0


def read_page(part: MaterialPart, number: int, *, as_words: bool) -> ReadPage:
    """One query: the pictures, or what the file says."""
    if as_words:
        pages = _in_pages(part.content)
        number = max(1, min(number, len(pages)))
        return ReadPage(number, len(pages), [], pages[number - 1])
    pictures = list(part.pictures.all())
    of = max(1, -(-len(pictures) // PICTURES))
    number = max(1, min(number, of))
    return ReadPage(number, of, pictures[(number - 1) * PICTURES : number * PICTURES], [])


def _in_pages(blocks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Lists of a page's blocks: lines of a list lie in `items_of` of one block, rows of a table in `rows`."""
    pages: list[list[dict[str, Any]]] = [[]]
    letters = 0
    for block in blocks:
        if letters > LETTERS:
            pages.append([])
            letters = 0
        page, kind = pages[-1], block["k"]
        letters += len(block.get("t", ""))
        if kind == "li":
            if not page or page[-1]["k"] != "list":
                page.append({"k": "list", "items_of": []})
            page[-1]["items_of"].append(block["t"])
        elif kind == "row":
            if not page or page[-1]["k"] != "table":
                page.append({"k": "table", "rows": []})
            page[-1]["rows"].append(block["t"].split(" | "))
        else:
            page.append(block)
    return pages
