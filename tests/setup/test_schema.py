"""Commands find the database's structure up to date, or bring it there, or say who must."""

from __future__ import annotations

import pytest
from django.core.management.base import CommandError

from hoctap.core import schema


@pytest.mark.django_db
def test_nothing_waits_after_a_migration() -> None:
    assert schema.pending() == []


def test_the_application_alone_may_not_change_the_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "pending", lambda: ["people.0002_more"])
    monkeypatch.setenv("DATABASE_URL", "postgres://app@db.example/hoctap")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with pytest.raises(CommandError, match="hoctap migrate") as refusal:
        schema.bring_up_to_date()
    assert "people.0002_more" in str(refusal.value)
