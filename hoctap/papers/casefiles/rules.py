"""What goes into the file of a matter, and what its list says is missing. Values in, words out."""

from dataclasses import dataclass

from hoctap.core.refusals import Reason


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


def asking_reasons(*, papers: int) -> list[Reason]:
    if not papers:
        return [Reason("Việc này chưa có văn bản nào để lập hồ sơ.")]
    return []
