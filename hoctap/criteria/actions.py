"""Loading the editions that are shipped as files. A published edition is never touched again."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden
from hoctap.criteria.models import CriteriaEdition, Criterion, Scoring

SHIPPED = Path(__file__).parent / "editions"


@transaction.atomic
def load_shipped_editions(*, by: Actor) -> list[CriteriaEdition]:
    """Load the TOML files that are not loaded yet and publish them. Only the system itself does this."""
    if not by.system_job:
        raise Forbidden("Chỉ hệ thống nạp bộ tiêu chí có sẵn.")
    loaded = []
    for file in sorted(SHIPPED.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        if not CriteriaEdition.objects.filter(code=data["code"]).exists():
            loaded.append(_load(data, by=by))
    return loaded


def _load(data: dict[str, Any], *, by: Actor) -> CriteriaEdition:
    edition = CriteriaEdition.objects.create(
        code=data["code"],
        title=data["title"],
        name=data["name"],
        instrument=data["instrument"],
        verification=data["verification"],
        verification_note=data["verification_note"],
        valid_from=data["valid_from"],
        valid_to=data.get("valid_to"),
        scoring=data.get("scoring", Scoring.POINTS),
        threshold=Decimal(str(data.get("threshold", 0))),
        least_each=Decimal(str(data["least_each"])) if "least_each" in data else None,
        forms=data.get("forms", []),
        groups=data.get("groups", []),
        grades=data.get("grades", []),
        levels=data.get("levels", []),
        kinds=data.get("kinds", []),
        variants=data.get("variants", []),
        valid_months=data.get("valid_months"),
        next_level_months=data.get("next_level_months"),
        is_frame=data.get("is_frame", False),
    )
    Criterion.objects.bulk_create(
        Criterion(
            edition=edition,
            position=position,
            code=row["code"],
            group=row["group"],
            label=row["label"],
            clause=row["clause"],
            max_points=Decimal(str(row.get("max_points", 0))),
            needs_evidence=row.get("needs_evidence", False),
            verification=row["verification"],
            help=row.get("help", ""),
            conditions=row.get("conditions", []),
            scope=row.get("scope", {}),
            auto=row.get("auto", {}),
        )
        for position, row in enumerate(data.get("criteria", []))
    )
    if edition.is_frame:
        # Shown for what is known of it; nobody is scored with it, so it is not published.
        return edition
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    audit.record(by, "criteria.edition.published", edition)
    return edition
