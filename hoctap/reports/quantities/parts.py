"""The block of columns that every learning title has in reports, and its words."""

from dataclasses import dataclass

from hoctap.criteria.models import Title


@dataclass(frozen=True)
class Part:
    name: str
    words: str
    """With {who} for those who are counted and {title} for what they are given."""
    drill: str
    """Which list it opens: 'denominator', 'registered', 'numerator' or 'late'."""


PARTS = (
    Part("total", "Tổng số {who}", "denominator"),
    Part("registered", "{Who} đăng ký {title}", "registered"),
    Part("registered_new", "{Who} đăng ký mới {title}", "registered"),
    Part("registered_again", "{Who} đăng ký lại {title}", "registered"),
    Part("recognised", "{Who} được công nhận {title}", "numerator"),
    Part("recognised_new", "{Who} công nhận mới {title}", "numerator"),
    Part("recognised_kept", "{Who} giữ vững {title}", "numerator"),
    Part("recognised_late", "{Who} được công nhận {title} trễ hạn", "late"),
)
BY_NAME = {part.name: part for part in PARTS}


def label_of(part: Part, title: Title, who: str) -> str:
    return part.words.format(who=who, Who=who[:1].upper() + who[1:], title=title.label)


def split(code: str) -> tuple[str, str]:
    """'learning_family.registered_new' → ('learning_family', 'registered_new')."""
    title, _, part = code.partition(".")
    return title, part
