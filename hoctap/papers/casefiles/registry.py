"""Matters whose papers can be put together: registered by the apps they belong to, in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from hoctap.core.registries import Registry
from hoctap.papers.models import Paper
from hoctap.places.models import Place


@dataclass(frozen=True)
class Attachment:
    """A kept file that goes along in the ZIP beside the papers, under a name that says its place."""

    name: str
    """'minh-chung/X1.1-01-KE-HOACH-15.pdf'."""
    label: str
    sha256: str
    size: int


@dataclass(frozen=True)
class CaseContents:
    """`papers` in the order of the file, signed or not. `missing` names what no paper exists for yet; `notes` what the list must say."""

    place: Place
    issuer_name: str
    """Whose file it is: the head of its list."""
    year: int
    title: str
    papers: list[Paper]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parent_name: str = ""
    sample_mark: str = ""
    attachments: tuple[Attachment, ...] = ()
    as_printed: frozenset[str] = frozenset()
    """Kinds of papers that go along as they are printed where nobody signs them: lists, tables."""


@dataclass(frozen=True)
class CaseKind:
    """`collect` takes the id of the matter; None when there is none."""

    label: str
    collect: Callable[[str], CaseContents | None]
    url: Callable[[str], str]


# By the label of the model that the matter is: "recognition.recognitionround".
case_kinds: Registry[CaseKind] = Registry()
