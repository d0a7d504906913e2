from django.apps import AppConfig

from hoctap.core.registries import (
    NavItem,
    RetentionKind,
    append_only_tables,
    days_off,
    nav_items,
    protection_facts,
    retention_kinds,
    work_providers,
)


class PrivacyConfig(AppConfig):
    name = "hoctap.privacy"

    def ready(self) -> None:
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.privacy import queries, work
        from hoctap.privacy.boundaries import PRIVACY
        from hoctap.privacy.facts import FACTS

        nav_items.register(
            "privacy", NavItem("Bảo vệ dữ liệu", "protection_overview", "subject.request", 35, aside=True)
        )
        work_providers.register("privacy", work.work_items)
        days_off.register("privacy", queries.written_days_off)
        boundary_carriers.register("privacy", PRIVACY)
        append_only_tables.register("privacy_retentionrule", "privacy_retentionrule")
        for name, fact in FACTS.items():
            protection_facts.register(name, fact)
        retention_kinds.register(
            "incidents",
            RetentionKind(
                label="Sổ sự cố về dữ liệu",
                holds="việc đã xảy ra, đã báo ai, khi nào; không có tên người dân",
                basis="Giữ để chứng minh đã thông báo đúng hạn. Thời hạn lưu theo luật: chưa kiểm chứng.",
            ),
        )
