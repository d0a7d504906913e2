"""What goes into the file of a matter, and what its list says is missing. Values in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import without_accents


@dataclass(frozen=True)
class PaperFacts:
    name: str
    is_signed: bool
    has_copy: bool


def missing_of(facts: PaperFacts) -> str:
    """Empty: the signed copy is there."""
    if not facts.is_signed:
        return f"{facts.name}: chưa ký"
    if not facts.has_copy:
        return f"{facts.name}: đã ghi nhận ký, chưa có bản chụp đã ký"
    return ""


MOST_ATTACHED = 300 * 1024 * 1024
"""Bytes of files beside the papers in one ZIP: what a job can hold and a person can upload."""
LARGE = 10 * 1024 * 1024
"""A file that is named as large. No text fixes what a portal takes."""


def asking_reasons(*, papers: int, attached: Sequence[tuple[str, int]] = ()) -> list[Reason]:
    """`attached`: (name, size) of the files beside the papers."""
    if not papers:
        return [Reason("Việc này chưa có văn bản nào để lập hồ sơ.")]
    whole = sum(size for _, size in attached)
    if whole > MOST_ATTACHED:
        name, size = max(attached, key=lambda one: one[1])
        return [
            Reason(
                f"Tệp minh chứng cộng lại {_megabytes(whole)}, quá {_megabytes(MOST_ATTACHED)} một bộ. Tệp lớn nhất là {name} "
                f"({_megabytes(size)}): gỡ ra, nén hoặc chụp lại nhẹ hơn rồi gắn lại."
            )
        ]
    return []


def attachment_name(folder: str, code: str, order: int, words: str, suffix: str) -> str:
    """'minh-chung/X1.1-02-KE-HOACH-SO-15.pdf': sorted by name the files lie in the order of the list."""
    plain = "".join(letter if letter.isalnum() else " " for letter in without_accents(words).upper())
    name = "-".join(plain.split())[:60].rstrip("-") or "TEP"
    safe = "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in code)
    return f"{folder}/{safe}-{order:02}-{name}{suffix}"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
