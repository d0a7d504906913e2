"""Migrations in seconds: of the models that Django keeps beside the database only what a step changes is made again.

Django makes all models anew that hang together with the changed one, at each step; here everything hangs together through places and
people, so that nearly all the time of `hoctap migrate` went there. A step that only adds needs none of them. Before a step that does
anything else all models are made anew, as they are for `RunPython`.
"""

from types import MethodType
from typing import Any

from django.db import migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ADD_ONLY = (
    migrations.CreateModel,
    migrations.AddField,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.RunSQL,
    migrations.RunPython,
)


class QuickExecutor(MigrationExecutor):
    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if all(map(_only_adds, migration.operations)):
            state._find_reload_model = MethodType(_itself, state)  # type: ignore[attr-defined]
        else:
            vars(state).pop("_find_reload_model", None)
            state.clear_delayed_apps_cache()
        return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


def _only_adds(operation: Operation) -> bool:
    if type(operation) is migrations.AlterField:
        field = operation.field
        return not (field.is_relation or field.primary_key or field.unique)
    if type(operation) is migrations.RunSQL:
        return not operation.state_operations
    return type(operation) in ADD_ONLY


def _itself(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    """In place of `ProjectState._find_reload_model`. Those that were left as they are count as delayed: whoever reads rows gets all anew."""
    state.is_delayed = True
    return {(app_label, model_name)}
