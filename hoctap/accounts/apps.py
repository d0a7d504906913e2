from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class AccountsConfig(AppConfig):
    name = "hoctap.accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from hoctap.accounts.boundaries import ACCOUNTS
        from hoctap.accounts.devices import sessions
        from hoctap.places.boundaries.registry import boundary_carriers

        nav_items.register("accounts", NavItem("Tài khoản", "account_list", "account.manage", 80))
        boundary_carriers.register("accounts", ACCOUNTS)
        user_logged_in.connect(sessions.begin, dispatch_uid="hoctap.accounts.devices")
