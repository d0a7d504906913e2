from functools import partial

from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items, retention_kinds, work_providers


class PeopleConfig(AppConfig):
    name = "hoctap.people"

    def ready(self) -> None:
        from hoctap.accounts.handing import account_facts, handover_items
        from hoctap.audit.registry import subject_kinds
        from hoctap.measures.registry import counted_tables
        from hoctap.people import (
            account_queries,
            handing,
            moving,
            reader_queries,
            stay_queries,
            subject_queries,
            work,
        )
        from hoctap.people.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        from hoctap.people.boundaries import REGISTER
        from hoctap.people.counters import HOUSEHOLDS
        from hoctap.people.models import NotAssessedReason
        from hoctap.people.queries import households_per_hamlet
        from hoctap.people.references import REFERENCES
        from hoctap.people.registry import (
            after_persons_added,
            erasure_blockers,
            household_sections,
            person_exports,
            refer,
            what_stays,
        )
        from hoctap.people.retention import RETENTION
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.places.registry import (
            HamletColumn,
            ResidentsCarrier,
            figure_columns,
            group_texts,
            hamlet_columns,
            hamlet_links,
            residents_carriers,
        )

        refer(*REFERENCES)
        after_persons_added.register("duplicates", work.note_duplicates)
        work_providers.register("people", work.work_items)
        person_exports.register("people", subject_queries.own_parts)
        person_exports.register("readers", reader_queries.readers_part)
        erasure_blockers.register("people", subject_queries.own_erasure_reasons)
        what_stays.register(
            "people", "Hộ, ấp, các năm ở đó và số người: cần cho tổng số của các năm đã báo cáo."
        )
        what_stays.register(
            "audit",
            "Nhật ký và các lượt xem: chỉ ghi mã số, tên ô đã sửa và tên trang, không ghi họ tên của người này.",
        )
        counted_tables.register("households", HOUSEHOLDS)
        append_only_tables.register("people_privacynotice", "people_privacynotice")
        for name, held in RETENTION.items():
            retention_kinds.register(name, held)
        nav_items.register("people", NavItem("Sổ hộ", "household_list", "household.read", 30))
        hamlet_columns.register("households", HamletColumn("Số hộ trong sổ", households_per_hamlet))
        residents_carriers.register(
            "households",
            ResidentsCarrier(
                moving.living_in, moving.carry_all, moving.snapshot, moving.undo_blockers, moving.carry_back
            ),
        )
        group_texts.register("households", moving.group_texts_of)
        for reason in NotAssessedReason:
            words = f"Chưa xét: {reason.label}"
            figure_columns.register(
                reason, HamletColumn(words, partial(stay_queries.not_assessed_count, reason))
            )
        hamlet_links.register("not_assessed", stay_queries.hamlet_links)
        household_sections.register("not_assessed", stay_queries.not_assessed_link)
        boundary_carriers.register("people", REGISTER)
        account_facts.register("register", account_queries.account_fact)
        handover_items.register("imports", handing.IMPORTS)
        handover_items.register("requests", handing.REQUESTS)
