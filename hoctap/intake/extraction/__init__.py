"""From the lines of an official plan to what it says: metadata, targets, tasks, recipients, signer.

General rules of the field only; what the document does not say stays empty. The result is proposed to a person, never stored as fact.
"""

from typing import Any

from hoctap.intake.lines import SourceText


def extract(source: SourceText) -> dict[str, Any]:
    """What the document says, as JSON-able values: `metadata`, `targets`, `baselines`, `tasks`, `funding_sources`, `escalation`,
    `recipients`, `signer`; every entry with its `lines` (first and last line number) or `line`.
    """
    return {
        "metadata": {},
        "targets": [],
        "baselines": [],
        "tasks": [],
        "funding_sources": [],
        "escalation": None,
        "recipients": [],
        "signer": None,
    }
