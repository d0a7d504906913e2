"""Content of a paper to JSON and back: what was rendered is kept beside the rendering, field by field."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

from hoctap.papers import content as contents
from hoctap.papers.content import (
    DecisionContent,
    PaperContent,
    ResultsReportContent,
    SubmissionContent,
    TextContent,
)

_CLASSES = {
    name: value
    for name, value in vars(contents).items()
    if isinstance(value, type) and dataclasses.is_dataclass(value)
}


def to_json(value: Any) -> Any:
    """Dataclasses become {"~": class name, fields …}; dates and decimals are tagged; tuples become lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"~": type(value).__name__, **fields}
    if isinstance(value, dt.datetime):
        return {"~": "datetime", "value": value.isoformat()}
    if isinstance(value, dt.date):
        return {"~": "date", "value": value.isoformat()}
    if isinstance(value, Decimal):
        return {"~": "decimal", "value": str(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(from_json(item) for item in value)
    if not isinstance(value, dict):
        return value
    tag = value["~"]
    if tag == "datetime":
        return dt.datetime.fromisoformat(value["value"])
    if tag == "date":
        return dt.date.fromisoformat(value["value"])
    if tag == "decimal":
        return Decimal(value["value"])
    return _CLASSES[tag](**{name: from_json(item) for name, item in value.items() if name != "~"})


def signed(content: PaperContent, *, number: int | None, dated_on: dt.date, signer: str = "") -> PaperContent:
    """The same content with the number and the date that came after the signature, and the signer's name where it was open."""
    text = str(number) if number is not None else None
    letterhead = dataclasses.replace(content.letterhead, number=text, dated_on=dated_on)
    content = dataclasses.replace(content, letterhead=letterhead)
    if (
        isinstance(content, SubmissionContent | DecisionContent | ResultsReportContent | TextContent)
        and not content.signer.name
    ):
        content = dataclasses.replace(content, signer=dataclasses.replace(content.signer, name=signer))
    return content
