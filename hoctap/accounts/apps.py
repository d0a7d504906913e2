from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class AccountsConfig(AppConfig):
    name = "hoctap.accounts"

    def ready(self) -> None:
        nav_items.register("accounts", NavItem("Tài khoản", "account_list", "account.manage", 80))
