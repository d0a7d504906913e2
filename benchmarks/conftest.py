from tests.conftest import as_app_role, files_folder, footing, own_files, world

__all__ = ["as_app_role", "files_folder", "footing", "own_files", "world"]
