"""The log: one JSON object a line, without personal data.

A message of the database names values ("Key (phone)=(09…) already exists"), a traceback quotes them, an address may hold a name that
was searched for. So of an exception only its class, its place in the code and the database's own code are written, and of
a request its route. `HOCTAP_DEBUG=1` shows everything, on a machine where no real data is.
"""

import logging
import os
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg
from pythonjsonlogger.json import JsonFormatter

from hoctap.core.request_context import current

ROOT = Path(__file__).resolve().parents[2]
FRAMES = 12
# What a library logs of a request names the address; the route is told apart.
_NAMES_ADDRESS = ("django.request", "django.security", "django.server")


class PrivateFormatter(JsonFormatter):
    """{"time", "level", "logger", "message", "request", "route", "user", …, "error", "where"}"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        fields = ["asctime", "levelname", "name", "message"]
        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        super().__init__(
            " ".join(f"%({one})s" for one in fields), rename_fields=names, json_ensure_ascii=False, **kwargs
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        for key in ("exc_info", "exc_text", "stack_info", "request", "color_message"):
            if not isinstance(log_data.get(key), str) or key != "request":
                log_data.pop(key, None)
        return log_data

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_without_values(record))


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    """A copy that says what happened and where, not to whom."""
    kept = logging.makeLogRecord(record.__dict__)
    context = current.get() or getattr(getattr(kept, "request", None), "hoctap_context", None)
    if context is not None:
        for key, value in context.told().items():
            if not isinstance(getattr(kept, key, None), str):
                setattr(kept, key, value)
    elif not isinstance(getattr(kept, "request", ""), str):
        delattr(kept, "request")
    if kept.name.startswith(_NAMES_ADDRESS):
        kept.msg, kept.args = _phrase(kept), None
    if kept.exc_info and isinstance(kept.exc_info[1], BaseException):
        kept.error, kept.where = described(kept.exc_info[1]), places(kept.exc_info[2])
        kept.exc_info, kept.exc_text = None, None
    return kept


def _phrase(record: logging.LogRecord) -> str:
    """ "Not Found" of "Not Found: /households/?q=…": what the library says, without the address it says it of."""
    first = record.args[0] if isinstance(record.args, tuple) and record.args else ""
    text = str(record.msg)
    if text.startswith("%s") and isinstance(first, str):
        return first
    return text.split(":")[0].split("%")[0].strip()


def described(error: BaseException) -> str:
    """ "IntegrityError < UniqueViolation 23505 accounts_user user_phone_once": classes and the database's names, no values."""
    words: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(words) < 5:
        words.append(_one(seen))
        seen = seen.__cause__ or seen.__context__
    return " < ".join(words)


def _one(error: BaseException) -> str:
    if isinstance(error, psycopg.Error):
        found = [error.sqlstate, error.diag.table_name, error.diag.constraint_name or error.diag.column_name]
        return " ".join([type(error).__name__, *(word for word in found if word)])
    return type(error).__name__


def places(where: TracebackType | None) -> list[str]:
    """The last frames as file:line function, the innermost last."""
    frames = traceback.extract_tb(where)[-FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-3:])


def configuration(*, debug: bool, access: bool) -> dict[str, Any]:
    """Django's LOGGING. `HOCTAP_LOG_FORMAT=text` writes plain lines, still without values unless `debug`."""
    plain = os.environ.get("HOCTAP_LOG_FORMAT") == "text"
    formatter: dict[str, Any] = {"()": "hoctap.core.logs.PrivateFormatter"}
    if plain:
        formatter = {"()": "hoctap.core.logs.PlainFormatter"}
    if debug:
        formatter = {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"private": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "private"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # Django's own handlers would write the address and the whole traceback beside ours.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "hoctap": {"level": "INFO"},
            "hoctap.access": {"level": "INFO" if access else "WARNING"},
        },
    }


class PlainFormatter(logging.Formatter):
    """The same facts in a line for a person's eyes."""

    def format(self, record: logging.LogRecord) -> str:
        kept = _without_values(record)
        context = current.get()
        told = " ".join(f"{key}={value}" for key, value in (context.told() if context else {}).items())
        line = f"{self.formatTime(kept)} {kept.levelname} {kept.name} {kept.getMessage()} {told}".rstrip()
        if hasattr(kept, "error"):
            line += f"\n  {kept.error}\n  " + "\n  ".join(getattr(kept, "where", []))
        return line
