"""Stored states and the table of moves between them."""

from django.db import models

from hoctap.core.refusals import Reason, Refused


def move_blockers(
    current: models.TextChoices,
    wanted: models.TextChoices,
    table: dict[models.TextChoices, set[models.TextChoices]],
) -> list[Reason]:
    """Empty when the table has the move."""
    if wanted in table.get(current, set()):
        return []
    return [Reason(f"Đang ở bước “{current.label}”, không chuyển sang “{wanted.label}” được.")]


def check_move(
    current: models.TextChoices,
    wanted: models.TextChoices,
    table: dict[models.TextChoices, set[models.TextChoices]],
) -> None:
    if blockers := move_blockers(current, wanted, table):
        raise Refused(blockers)
