"""What becomes of a page that was handed in, and when a signed sheet can be filed. Values in, reasons out."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.papers.comparing import Difference

NOT_YOURS = "Mã trên trang này không thuộc văn bản nào ông/bà được nộp, nên không giữ lại trang."
SEVERAL = "Trên trang này có mã của nhiều văn bản. Hãy chụp riêng từng tờ rồi nộp lại."
TWICE = "Trang này đã nộp rồi, không giữ thêm lần nữa."
MOST_FILES = 20


@dataclass(frozen=True)
class PageFacts:
    """`leads_to_paper` and what follows only where the sender has the right to file that paper."""

    codes: int
    leads_to_paper: bool = False
    signed_as: str = ""
    is_void: bool = False
    is_handed_in_already: bool = False


def page_reason(facts: PageFacts) -> str:
    """Why the page is not taken; empty: it waits, for its paper or for a person who says which it is."""
    if facts.is_handed_in_already:
        return TWICE
    if facts.codes == 0:
        return ""
    if facts.codes > 1:
        return SEVERAL
    if not facts.leads_to_paper:
        return NOT_YOURS
    if facts.is_void:
        return "Văn bản của trang này đã bỏ, không dùng nữa."
    if facts.signed_as:
        return f"Văn bản của trang này đã ghi nhận bản đã ký ({facts.signed_as})."
    return ""


@dataclass(frozen=True)
class SheetFacts:
    """The pages that wait for one paper, and how what they say stands to the records."""

    pages: int
    printed_versions: int
    """How many different versions the codes on its pages name."""
    is_latest: bool = True
    is_compared: bool = False
    differences: Sequence[Difference] = ()
    printed_version: int = 0
    latest_version: int = 0


def filing_reasons(facts: SheetFacts) -> list[Reason]:
    if not facts.pages:
        return [Reason("Chưa nộp trang nào của văn bản này.")]
    if facts.printed_versions > 1:
        return [
            Reason(
                "Các trang đã nộp thuộc nhiều bản in khác nhau của văn bản này. Bỏ các trang của bản in cũ rồi ghi lại."
            )
        ]
    holding = [one for one in facts.differences if one.holds]
    if holding:
        return [
            Reason(
                f"Tờ đã ký khác sổ ở {len(holding)} chỗ nên chưa ghi nhận. Sửa sổ cho đúng tờ đã ký, hoặc in và ký tờ mới."
            )
        ]
    if not facts.is_latest and not facts.is_compared:
        return [
            Reason(
                f"Tờ đã ký là bản in {facts.printed_version}, văn bản nay đã có bản {facts.latest_version} và không so được "
                "hai bản. Hãy in và ký bản mới."
            )
        ]
    return []
