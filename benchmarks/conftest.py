from tests.conftest import (
    _django_db_helper,
    as_app_role,
    django_db_modify_db_settings,
    files_folder,
    footing,
    migrated,
    own_files,
    shared_folder,
    stands,
    world,
)

__all__ = [
    "_django_db_helper",
    "as_app_role",
    "django_db_modify_db_settings",
    "files_folder",
    "footing",
    "migrated",
    "own_files",
    "shared_folder",
    "stands",
    "world",
]
