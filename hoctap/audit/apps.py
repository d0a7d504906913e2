from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items


class AuditConfig(AppConfig):
    name = "hoctap.audit"

    def ready(self) -> None:
        append_only_tables.register("audit_event", "audit_event")
        nav_items.register("audit", NavItem("Nhật ký", "event_list", "audit.read", 90))
