"""Which words of the public pages are put through gettext."""

import ast
import re
from pathlib import Path

PORTAL = Path(__file__).resolve().parents[2] / "hoctap" / "portal"
PO = PORTAL / "locale" / "en" / "LC_MESSAGES" / "django.po"
_TAG = re.compile(r'{%\s*translate\s+"([^"]+)"')
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
NAMES = {"_", "gettext", "gettext_lazy"}


def public_templates() -> list[Path]:
    folder = PORTAL / "templates" / "portal"
    officers = {"door_setting.html"}
    pages = [file for file in sorted(folder.glob("door_*.html")) if file.name not in officers]
    return [*pages, *sorted(folder.glob("_*.html"))]


def of_templates() -> set[str]:
    found = set()
    for file in public_templates():
        text = file.read_text(encoding="utf-8")
        found |= set(_TAG.findall(text))
        found |= {re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", block) for block in _BLOCK.findall(text)}
    return found


def of_code() -> set[str]:
    found = set()
    for file in PORTAL.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
                argument = node.args[0]
                assert isinstance(argument, ast.Constant), file
                found.add(str(argument.value))
    return found
