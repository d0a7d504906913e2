from tests.conftest import as_app_role, own_files, world

__all__ = ["as_app_role", "own_files", "world"]
