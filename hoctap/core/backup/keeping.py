"""Letting old backups go, by the rule."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from hoctap.core.backup.errors import disk_in_words
from hoctap.core.backup.keeping_rules import Keep, to_delete
from hoctap.core.backup.manifest import NAME, heads_in
from hoctap.core.backup.objects import sweep
from hoctap.core.dates import VIETNAM


def let_old_ones_go(target: Path, installation: str, keep: Keep) -> list[str]:
    """Names of the backups of this installation that went, with the objects nobody needs any more.

    A backup whose head cannot be read is left alone, and so are the objects as long as one is there: they may be its.
    """
    gone = []
    with (target / ".lock").open("a") as lock, disk_in_words(target):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return []
        heads = heads_in(target)
        mine = {
            head.started_at.astimezone(VIETNAM): head for head in heads if head.installation == installation
        }
        for moment in to_delete(mine, keep):
            # First out of sight: half a backup must not keep its name.
            going = target / f".unfinished-{mine[moment].name}"
            (target / mine[moment].name).rename(going)
            shutil.rmtree(going)
            gone.append(mine[moment].name)
        known = {head.name for head in heads} - set(gone)
        unread = [
            path for path in target.glob("hoctap-*") if NAME.fullmatch(path.name) and path.name not in known
        ]
        if gone and not unread:
            for pool in {head.pool for head in heads}:
                lists = [
                    target / head.name / "objects.txt"
                    for head in heads
                    if head.name in known and head.pool == pool
                ]
                sweep(target / pool, lists)
    return sorted(gone)
