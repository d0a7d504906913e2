from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hoctap.core.registries import NavItem, append_only_tables, nav_items, protection_facts


class AccountsConfig(AppConfig):
    name = "hoctap.accounts"

    def ready(self) -> None:
        from hoctap.accounts import trail
        from hoctap.accounts.second_factor.rules import policy_fault

        if fault := policy_fault(settings.SECOND_FACTOR):
            raise ImproperlyConfigured(fault)
        from hoctap.audit.registry import subject_kinds

        subject_kinds.register("accounts.user", trail.USER)
        subject_kinds.register("accounts.capacity", trail.CAPACITY)
        subject_kinds.register("accounts.roleassignment", trail.ROLE)
        from django.contrib.auth.signals import user_logged_in

        from hoctap.accounts import sign_in_log
        from hoctap.accounts.boundaries import ACCOUNTS
        from hoctap.accounts.devices import sessions
        from hoctap.accounts.facts import second_factor
        from hoctap.places.boundaries.registry import boundary_carriers

        protection_facts.register("second_factor", second_factor)
        nav_items.register("accounts", NavItem("Tài khoản", "account_list", "account.manage", 80, aside=True))
        boundary_carriers.register("accounts", ACCOUNTS)
        for table in ("accounts_capacity_correction", "accounts_waiver_use"):
            append_only_tables.register(table, table)
        user_logged_in.connect(sessions.begin, dispatch_uid="hoctap.accounts.devices")
        user_logged_in.connect(sign_in_log.came_in, dispatch_uid="hoctap.accounts.sign_in_log")
