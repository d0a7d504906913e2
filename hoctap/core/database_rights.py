"""What the app's database role may do: everything that the app needs, and no change to what is append-only.

Run by the owner role after every migration, so that a new table never waits for somebody to remember it.
"""

from typing import Any

from django.db import connections

from hoctap.core import cluster
from hoctap.core.registries import append_only_tables


def grant_app_rights(using: str = "default", **_kwargs: Any) -> None:
    """Grant the app role its rights; a no-op when the app role itself (or one that owns nothing) is connected."""
    app_role = cluster.app_role_name()
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [app_role])
        current, exists = cursor.fetchone()
        if not exists or current == app_role:
            return
        role = connections[using].ops.quote_name(app_role)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}")
        present = set(connections[using].introspection.table_names(cursor))
        for table in append_only_tables:
            if table in present:
                cursor.execute(
                    f"REVOKE UPDATE, DELETE, TRUNCATE ON {connections[using].ops.quote_name(table)} FROM {role}"
                )
