from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items


class AuditConfig(AppConfig):
    name = "hoctap.audit"

    def ready(self) -> None:
        for table in ("audit_event", "audit_read", "audit_seal"):
            append_only_tables.register(table, table)
        nav_items.register("audit", NavItem("Nhật ký", "event_list", "audit.read", 90))
