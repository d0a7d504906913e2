"""From the lines of an official plan to what it says: metadata, targets, tasks, recipients, signer.

General rules of the field only; what the document does not say stays empty. The result is proposed to a person, never stored as fact.
"""

from typing import Any

from hoctap.intake.extraction.closing import read_escalation, read_recipients, read_signer
from hoctap.intake.extraction.metadata import read_metadata, title_text
from hoctap.intake.extraction.money import read_funding
from hoctap.intake.extraction.outline import outline
from hoctap.intake.extraction.targets import read_targets
from hoctap.intake.extraction.tasks import read_tasks
from hoctap.intake.lines import SourceText


def extract(source: SourceText) -> dict[str, Any]:
    """What the document says, as JSON-able values: `metadata`, `targets`, `baselines`, `tasks`, `funding_sources`, `escalation`,
    `recipients`, `signer`; every entry with its `lines` (first and last line number) or `line`.
    """
    doc = outline(source)
    metadata = read_metadata(doc, title_text(doc))
    period = metadata["period"] or {}
    last_year = _year(period.get("end"))
    first_year = _year(period.get("start"))
    only_year = last_year if last_year and last_year == first_year else None
    targets, baselines = read_targets(
        doc.blocks, first_year=first_year, last_year=last_year, level=metadata["issuer_level"]
    )
    return {
        "metadata": metadata,
        "targets": targets,
        "baselines": baselines,
        "tasks": read_tasks(doc.blocks, issuer=metadata["issuer"], only_year=only_year),
        "funding_sources": read_funding(doc.blocks),
        "escalation": read_escalation(doc),
        "recipients": read_recipients(doc),
        "signer": read_signer(doc),
        "damaged": doc.mended,
    }


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value else None
