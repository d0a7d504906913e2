from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class ReportsConfig(AppConfig):
    name = "hoctap.reports"

    def ready(self) -> None:
        nav_items.register("results", NavItem("Kết quả", "result_table", "result.read", 15))
        nav_items.register("reports", NavItem("Báo cáo", "report_list", "result.read", 50))
