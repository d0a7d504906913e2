"""Doing what only the owner of the database may: changing the trail behind its back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from hoctap.audit import chain
from hoctap.core import cluster


@contextmanager
def as_owner() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            yield
        finally:
            cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')


def run(sql: str, *values: Any) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def problems(**kwargs: Any) -> list[chain.Problem]:
    return list(chain.Check(**kwargs).problems())


def kinds(**kwargs: Any) -> list[str]:
    return [problem.kind for problem in problems(**kwargs)]
