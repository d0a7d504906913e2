"""Words for codes that stand in rows read past the models."""

from collections.abc import Iterable

from django import template

from hoctap.materials.models import MaterialKind, PartKind, VersionState

register = template.Library()
_KINDS, _STATES, _PARTS = dict(MaterialKind.choices), dict(VersionState.choices), dict(PartKind.choices)


@register.filter
def kind_label(code: str) -> str:
    return str(_KINDS.get(code, code))


@register.filter
def state_label(code: str) -> str:
    return str(_STATES.get(code, code))


@register.filter
def part_labels(codes: Iterable[str]) -> str:
    """'PDF, âm thanh'."""
    return ", ".join(str(_PARTS.get(code, code)) for code in codes)
