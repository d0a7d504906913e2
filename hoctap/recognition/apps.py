from django.apps import AppConfig

from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, append_only_tables, nav_items, work_providers


class RecognitionConfig(AppConfig):
    name = "hoctap.recognition"

    def ready(self) -> None:
        from hoctap.accounts.duties.registry import duty_rules
        from hoctap.accounts.handing import handover_items
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.criteria.registry import trials
        from hoctap.recognition.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        from hoctap.evidence.registry import evidence_uses as evidence_registry
        from hoctap.evidence.registry import record_endings, record_kinds, withdrawal_blockers
        from hoctap.measures.registry import counted_tables, measures
        from hoctap.measures.registry import stated_figures as measure_registry
        from hoctap.papers.casefiles.registry import case_kinds
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.people.registry import (
            PersonReference,
            after_households_added,
            erasure_blockers,
            household_sections,
            merge_blockers,
            person_erasures,
            person_exports,
            person_sections,
            refer,
            what_stays,
        )
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.places.registry import joining_undo_blockers, merger_notes
        from hoctap.recognition import (
            actions,
            case_files,
            decision_queries,
            duties,
            evidence_uses,
            handing,
            oneness,
            queries,
            sheets,
            subjects,
            work,
        )
        from hoctap.recognition.boundaries import RECOGNITION, joining_blockers
        from hoctap.recognition.certificates import subjects as certificate_subjects
        from hoctap.recognition.certificates.storing import CERTIFICATE_FILES
        from hoctap.recognition.citizen_measures import FIVE, OF_REGISTERED
        from hoctap.recognition.commune_meetings.sheets import commune_minutes_now
        from hoctap.recognition.complaints.work import complaint_items
        from hoctap.recognition.correcting.queries import correction_signature_reasons
        from hoctap.recognition.counters import DOSSIERS
        from hoctap.recognition.measures import LOCAL_TITLES, RECOGNISED, RECOGNISED_OF_REGISTERED
        from hoctap.recognition.meetings import work as meeting_work
        from hoctap.recognition.meetings.storing import MEETING_FILES
        from hoctap.recognition.models import Dossier
        from hoctap.recognition.other_titles import subjects as other_subjects
        from hoctap.recognition.posting.sheets import posting_list_now
        from hoctap.recognition.posting.storing import POSTING_FILES
        from hoctap.recognition.results import evidence_links as result_papers
        from hoctap.recognition.results import subjects as result_subjects
        from hoctap.recognition.stale import ENDING
        from hoctap.recognition.stated_figures import evidence_links as stated_evidence
        from hoctap.recognition.stated_figures.queries import stated_figures
        from hoctap.recognition.trying import DOSSIERS as TRIED_DOSSIERS

        for rule in duties.RULES:
            duty_rules.register(rule.code, rule)
        for code, item in handing.ITEMS.items():
            handover_items.register(code, item)
        withdrawal_blockers.register("recognition", evidence_uses.decided_on_evidence)
        evidence_registry.register("recognition", evidence_uses.evidence_uses)
        withdrawal_blockers.register("stated figures", stated_evidence.standing_figures)
        evidence_registry.register("stated figures", stated_evidence.uses_by_figures)
        withdrawal_blockers.register("results", result_papers.decided_on_result)
        evidence_registry.register("results", result_papers.uses_by_results)
        record_kinds.register("title", evidence_uses.TITLES)
        record_kinds.register("paper", evidence_uses.SIGNED_PAPERS)
        record_endings.register("recognition", ENDING)
        counted_tables.register("dossiers", DOSSIERS)
        trials.register("dossiers", TRIED_DOSSIERS)
        for measure in (RECOGNISED, RECOGNISED_OF_REGISTERED, OF_REGISTERED, *FIVE):
            measures.register(measure.code, measure)
        measure_registry.register("recognition", stated_figures)
        measures.makers.register("local titles", LOCAL_TITLES)
        append_only_tables.register("recognition_state_change", "recognition_state_change")
        append_only_tables.register("recognition_replaced_invitation", "recognition_replaced_invitation")
        append_only_tables.register("recognition_reminder_copy", "recognition_reminder_copy")
        append_only_tables.register("recognition_certificate", "recognition_certificate")
        file_uses.register("certificates", CERTIFICATE_FILES)
        file_uses.register("postings", POSTING_FILES)
        nav_items.register("recognition", NavItem("Công nhận", "round_list", "dossier.read", 10))
        work_providers.register("recognition", work.work_items)
        work_providers.register("complaints", complaint_items)
        file_uses.register("meetings", MEETING_FILES)
        work_providers.register("meetings", meeting_work.work_items)
        merger_notes.register("recognition", work.dossiers_that_stay)
        after_households_added.register("recognition", work.enrol_new_households)
        person_exports.register("recognition", subjects.dossiers_of_person)
        person_sections.register("recognition", subjects.dossier_links)
        erasure_blockers.register("recognition", subjects.open_dossier_reasons)
        person_erasures.register("recognition", subjects.forget_person)
        what_stays.register("recognition", subjects.STAYS)
        person_exports.register("certificates", certificate_subjects.certificates_of_person)
        person_erasures.register("certificates", certificate_subjects.forget_person)
        what_stays.register("certificates", certificate_subjects.STAYS)
        person_exports.register("other titles", other_subjects.other_titles_of_person)
        person_erasures.register("other titles", other_subjects.forget_person)
        person_exports.register("results", result_subjects.results_of_person)
        person_erasures.register("results", result_subjects.forget_person)
        household_sections.register("recognition", queries.dossiers_of_household)
        refer(
            PersonReference(
                Dossier,
                "person",
                sealed=("person", "decided_on"),
                which=oneness.moves_with_him,
                words="hồ sơ công nhận",
            )
        )
        merge_blockers.register("recognition", oneness.merge_reasons)
        paper_kinds.register(
            "minutes",
            PaperKind(
                "Biên bản họp bình xét",
                "BB",
                False,
                False,
                Permission.PAPER_FILE,
                about_url=queries.about_url,
                lay_out_again=sheets.minutes_now,
                note_read=subjects.note_paper,
            ),
        )
        paper_kinds.register(
            "invitation",
            PaperKind(
                "Giấy mời họp",
                "GM",
                False,
                False,
                Permission.PAPER_FILE,
                about_url=queries.about_url,
            ),
        )
        paper_kinds.register(
            "nomination_list",
            PaperKind(
                "Danh sách đề nghị",
                "",
                False,
                False,
                Permission.PAPER_FILE,
                about_url=queries.about_url,
                lay_out_again=sheets.nomination_now,
                note_read=subjects.note_paper,
            ),
        )
        paper_kinds.register(
            "commune_minutes",
            PaperKind(
                "Biên bản họp xét của xã",
                "BB",
                False,
                False,
                Permission.PAPER_FILE,
                about_url=queries.about_url,
                lay_out_again=commune_minutes_now,
                note_read=subjects.note_paper,
            ),
        )
        paper_kinds.register(
            "posting_list",
            PaperKind(
                "Danh sách niêm yết",
                "",
                False,
                False,
                Permission.PAPER_FILE,
                about_url=queries.about_url,
                lay_out_again=posting_list_now,
                note_read=subjects.note_paper,
            ),
        )
        paper_kinds.register(
            "submission",
            PaperKind(
                "Tờ trình",
                "TTr",
                True,
                False,
                Permission.PAPER_FILE,
                signature_blockers=correction_signature_reasons,
                duties=duties.of_submission,
                about_url=queries.about_url,
                lay_out_again=sheets.submission_now,
                note_read=subjects.note_paper,
            ),
        )
        paper_kinds.register(
            "decision",
            PaperKind(
                "Quyết định",
                "QĐ",
                True,
                True,
                Permission.DECISION_SIGN,
                is_own_power=True,
                duties=duties.of_decision,
                signature_blockers=decision_queries.decision_signature_reasons,
                after_signature=actions.decision_signed,
                about_url=queries.about_url,
                lay_out_again=sheets.decision_now,
                follow_records=sheets.decision_follows,
                note_read=subjects.note_paper,
            ),
        )
        case_kinds.register(case_files.ROUND, case_files.CASE)
        boundary_carriers.register("recognition", RECOGNITION)
        joining_undo_blockers.register("recognition", joining_blockers)
