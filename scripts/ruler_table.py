"""Prints how well plans are read, by the field's own ruler: `python -m scripts.ruler_table`.

The ruler and the real plans are kept beside the repository (`../shared`, or under `HOCTAP_SHARED`); invented plans lie in
`tests/intake/plans`. Scans need Tesseract with Vietnamese.
"""

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hoctap.intake.extraction import extract
from hoctap.intake.reading.opening import read_file

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HOCTAP_SHARED", ROOT.parent / "shared"))
SEEDS = SHARED / "seeds"
INVENTED = ROOT / "tests" / "intake"
HEAD = f"{'document':40} {'meta':>5} {'bases':>5} {'targets':>7} {'tasks':>5} {'lead':>5} {'due':>5} {'made up':>7} {'to':>5}"


def documents() -> Iterator[tuple[Path, Path]]:
    """Each document with its gold."""
    for gold in sorted((SEEDS / "gold").glob("*.json")):
        for text in (SEEDS / f"{gold.stem}.txt", SEEDS / "restored" / f"{gold.stem}.txt"):
            if text.exists():
                yield text, gold
    for gold in sorted((SEEDS / "more").glob("*.json")):
        yield from ((file, gold) for file in sorted(gold.parent.glob(f"{gold.stem}*")) if file != gold)
    for gold in sorted((INVENTED / "plans").glob("*.json")):
        files = [*gold.parent.glob(f"{gold.stem}.[tm]*"), *(INVENTED / "files").glob(f"{gold.stem}.*")]
        yield from ((file, gold) for file in sorted(files))


def found_in(file: Path) -> dict[str, Any]:
    """What is read; without line numbers where the gold counts another file's."""
    found = extract(read_file(file.name, file.read_bytes()))
    if file.suffix not in (".txt", ".md") or file.name.endswith(".ocr.txt"):
        for entry in [*found["targets"], *found["tasks"]]:
            entry.pop("lines", None)
    return found


def main() -> int:
    ruler = SHARED / "tools" / "score_extraction.py"
    if not ruler.exists():
        print("The ruler (../shared/tools/score_extraction.py) is not here.", file=sys.stderr)
        return 1
    spec = importlib.util.spec_from_file_location("score_extraction", ruler)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    print(HEAD)
    for file, gold_file in documents():
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        score = tool.score_document(gold, found_in(file))
        meta, targets, tasks = score["metadata"], score["targets"], score["tasks"]
        name = f"{file.parent.name}/{file.name}" if file.parent.name == "restored" else file.name
        print(
            f"{name[:40]:40} {meta['accuracy']:5.2f} {meta['legal_bases']['f1']:5.2f} {targets['f1']:7.3f} {tasks['f1']:5.3f}"
            f" {tasks['lead']:5.2f} {tasks['deadline']:5.2f} {tasks['invented_deadlines']:7} {score['recipients']['f1']:5.2f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
