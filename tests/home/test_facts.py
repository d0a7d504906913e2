"""What the drafts on data protection say of the installation is how it is set."""

from typing import Any

import pytest

from hoctap.accounts import facts as accounts
from hoctap.core.registries import protection_facts
from hoctap.home import facts
from hoctap.privacy.queries import EXPECTED_FACTS


def test_everything_that_is_expected_is_told():
    assert set(EXPECTED_FACTS) <= {name for name, _ in protection_facts.items()}


@pytest.mark.parametrize(
    ("policy", "ok"), [("everyone", True), ("required", True), ("offered", False), ("off", False)]
)
def test_the_second_factor_is_told_as_it_is_set(policy: str, ok: bool, settings: Any):
    settings.SECOND_FACTOR = policy
    assert accounts.second_factor().ok is ok


@pytest.mark.django_db
def test_without_a_place_and_a_good_backup_it_is_not_in_order(settings: Any):
    settings.BACKUP_DIR = ""
    told = facts.backup()
    assert told.ok is False
    assert "chưa đặt lịch" in told.value


def test_encryption_says_what_it_cannot_know(settings: Any):
    settings.SESSION_COOKIE_SECURE = True
    settings.BACKUP_RECIPIENT = "age1xxxx"
    assert facts.encryption().ok
    assert "ghi tay" in facts.encryption().note
    settings.SESSION_COOKIE_SECURE = False
    assert not facts.encryption().ok


@pytest.mark.parametrize(("where", "ok"), [("", False), ("/run/clamav/clamd.ctl", True)])
def test_the_scanner_is_told_as_it_is_set(where: str, ok: bool, settings: Any):
    settings.CLAMAV = where
    assert facts.antivirus().ok is ok
