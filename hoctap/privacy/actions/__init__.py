"""What changes on the data subjects' desk that is not about one person."""

from hoctap.privacy.actions.incidents import (
    assess_incident,
    close_incident,
    print_incident,
    record_incident,
    tell_authority,
    tell_subjects,
)
from hoctap.privacy.actions.keeping import (
    approve_retention,
    carry_out_batch,
    decide_retention,
    drop_retention,
    prepare_retention,
    resume_retention,
    stop_retention,
)
from hoctap.privacy.actions.office import add_days_off, drop_day_off, print_draft

__all__ = [
    "add_days_off",
    "approve_retention",
    "assess_incident",
    "carry_out_batch",
    "close_incident",
    "decide_retention",
    "drop_day_off",
    "drop_retention",
    "prepare_retention",
    "print_draft",
    "print_incident",
    "record_incident",
    "resume_retention",
    "stop_retention",
    "tell_authority",
    "tell_subjects",
]
