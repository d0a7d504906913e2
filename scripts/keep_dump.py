"""Keeps what an upgrade starts from: the demonstration as this version stores it, and the figures it shows.

    python -m scripts.keep_dump ISSUE     writes tests/upgrade/ISSUE.dump and ISSUE.json, at the close of an issue

The demonstration is built in a cluster of its own (`HOCTAP_CLUSTER=-keep`), which is stopped and removed afterwards. The dump is
made by the oldest PostgreSQL at hand, so that every later one can read it. A written dump is never written again: what
it proves is that today's program opens yesterday's data.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hoctap.core import cluster
from hoctap.core.postgres_programs import ClusterError, Programs, find_programs

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "upgrade"
MOST_BYTES = 2_500_000
# Places and years whose figures are kept: a district of 2024 and one of its communes, two communes of today.
FIGURES = (("872", 2024), ("30043", 2024), ("30043", 2026), ("30037", 2026))


def keep(issue: str) -> None:
    target = FOLDER / f"{issue}.dump"
    if target.exists():
        raise SystemExit(f"{target} is kept already; a dump is written once.")
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"HOCTAP_CLUSTER": "-keep", "HOCTAP_DATA": data}
        try:
            info = cluster.ensure_running()
            programs = find_programs(info.folder, info.major)
            own = os.environ | {"HOCTAP_DB_ROLE": "owner"}
            subprocess.run([sys.executable, "-m", "hoctap", "migrate", "-v0"], env=own, check=True)
            subprocess.run(
                [sys.executable, "-m", "hoctap", "demo", "--json"], check=True, capture_output=True
            )
            figures = {f"{code}/{year}": results(code, year, os.environ) for code, year in FIGURES}
            dump(programs, info.owner_url, target)
        finally:
            folder = cluster.cluster_folder()
            cluster.stop()
            shutil.rmtree(folder, ignore_errors=True)
    if target.stat().st_size > MOST_BYTES:
        target.unlink()
        raise SystemExit(f"The dump is larger than {MOST_BYTES:,} bytes: make the demonstration smaller.")
    text = json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True)
    target.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def results(code: str, year: int, environment: Any) -> Any:
    """What `hoctap results` tells of a place in a year."""
    command = [sys.executable, "-m", "hoctap", "results", "--place", code, "--year", str(year), "--json"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if told.returncode:
        raise ClusterError(told.stderr.strip())
    return json.loads(told.stdout)


def dump(programs: Programs, url: str, target: Path) -> None:
    """Without owners and rights: the next `hoctap migrate` grants them."""
    command = [programs.folder / "pg_dump", "-Fc", "-Z9", "--no-owner", "--no-privileges", "-f", target, url]
    subprocess.run([str(word) for word in command], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        raise SystemExit(__doc__)
    keep(sys.argv[1])
