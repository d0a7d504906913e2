"""What every command that names a place shares: its options, and refusals as one sentence on stderr."""

import datetime as dt
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError

from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.catalogue import AmbiguousCode, UnknownCode
from hoctap.places.models import Place
from hoctap.places.queries import resolve_code


def add_place_options(parser: ArgumentParser) -> None:
    parser.add_argument("--place", required=True, metavar="CODE", help="mã thống kê của địa bàn")
    parser.add_argument("--year", type=int, metavar="Y", help="năm mà mã được hiểu")
    parser.add_argument(
        "--on",
        type=dt.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="ngày mà mã được hiểu, khi năm chưa đủ rõ",
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def place_of(options: dict[str, Any]) -> Place:
    return resolve_code(options["place"], options["year"], options["on"])


@contextmanager
def one_sentence() -> Iterator[None]:
    """A refusal ends the command with its reasons on stderr and exit code 1."""
    try:
        yield
    except Refused as refusal:
        raise CommandError("\n".join(reason.text for reason in refusal.reasons)) from refusal
    except (Forbidden, AmbiguousCode, UnknownCode) as refusal:
        raise CommandError(str(refusal)) from refusal


def as_json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)
