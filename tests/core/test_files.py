"""Files are kept whole or not at all."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from hoctap.core import files
from hoctap.core.refusals import Refused

CONTENT = b"%PDF-1.7 " + b"hoc tap suot doi " * 1000


def _kept(settings: object) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]  # type: ignore[attr-defined]


def test_the_same_content_is_kept_once_and_readable_by_us_alone(settings: object):
    first, second = files.keep(CONTENT, files.PDF), files.keep(CONTENT, files.PDF)
    assert first == second
    (kept,) = _kept(settings)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert files.read(first.sha256) == CONTENT


def test_half_a_file_left_by_a_power_cut_is_written_again(settings: object):
    stored = files.keep(CONTENT, files.PDF)
    (kept,) = _kept(settings)
    kept.write_bytes(CONTENT[:100])
    files.keep(CONTENT, files.PDF)
    assert hashlib.sha256(files.read(stored.sha256)).hexdigest() == stored.sha256


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_refused_in_words_and_leaves_nothing(
    number: int, settings: object, monkeypatch: pytest.MonkeyPatch
):
    def full(_descriptor: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="hết chỗ lưu tệp"):
        files.keep(CONTENT, files.PDF)
    assert _kept(settings) == []


def test_another_failure_of_the_disk_is_not_called_full(monkeypatch: pytest.MonkeyPatch):
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        files.keep(CONTENT, files.PDF)


def test_a_name_appears_only_when_the_file_is_whole(settings: object, monkeypatch: pytest.MonkeyPatch):
    def killed(*_names: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        files.keep(CONTENT, files.PDF)
    assert _kept(settings) == []
