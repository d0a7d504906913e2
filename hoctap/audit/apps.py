from django.apps import AppConfig

from hoctap.core.registries import append_only_tables


class AuditConfig(AppConfig):
    name = "hoctap.audit"

    def ready(self) -> None:
        append_only_tables.register("audit_event", "audit_event")
