"""Which words an indicator has at a place on a day: those of the printed text where an officer entered it, else the edition's."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hoctap.criteria.models import CriteriaEdition, Criterion, Verification
from hoctap.criteria.printed.models import PrintedLabels
from hoctap.criteria.scoring import FrozenEdition
from hoctap.places.models import Place


@dataclass(frozen=True)
class Labels:
    printed: Mapping[str, Mapping[str, str]]

    def of(self, criterion: Criterion, form: str = "") -> str:
        """As the form of this person words it, else as the text has it for all forms, else as the edition has it."""
        return self._printed(criterion.code, form) or criterion.label

    def mark(self, criteria: Iterable[Criterion]) -> str:
        """Said while some words are still those of the draft; empty when none are."""
        criteria = list(criteria)
        drafts = [
            criterion.code
            for criterion in criteria
            if criterion.verification == Verification.DRAFT_LABEL and criterion.code not in self.printed
        ]
        if not drafts:
            return ""
        if len(drafts) == len(criteria):
            return "Tên các chỉ số theo bản dự thảo 2020, chưa nhập theo bản in của văn bản"
        return (
            f"Tên các chỉ số {', '.join(drafts)} còn theo bản dự thảo 2020, chưa nhập theo bản in của văn bản"
        )

    def frozen(self, edition: FrozenEdition, form: str = "") -> FrozenEdition:
        """The edition with these words, to be kept with a decided score."""
        return dataclasses.replace(
            edition,
            criteria=tuple(
                dataclasses.replace(
                    criterion,
                    label=self._printed(criterion.code, form),
                    verification=Verification.VERIFIED,
                )
                if self._printed(criterion.code, form)
                else criterion
                for criterion in edition.criteria
            ),
        )

    def _printed(self, code: str, form: str) -> str:
        words = self.printed.get(code, {})
        return words.get(form) or words.get("", "")


def labels_for(edition: CriteriaEdition, place: Place, on: dt.date) -> Labels:
    """The newest version of each place on the way down to this one, the nearest last, so that it wins. One query."""
    newest: dict[object, PrintedLabels] = {}
    for one in versions_at(edition, place):
        if one.valid_from <= on:
            newest.setdefault(one.place_id, one)
    printed: dict[str, Mapping[str, str]] = {}
    for pk in place.path:
        if pk in newest:
            printed |= newest[pk].labels
    return Labels(printed)


def versions_at(edition: CriteriaEdition, place: Place) -> list[PrintedLabels]:
    """Those of the place and above it, the newest first."""
    return list(
        PrintedLabels.objects.filter(edition=edition, place__in=place.path)
        .select_related("place")
        .order_by("-valid_from", "-version", "-id")
    )
