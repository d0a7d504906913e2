"""Changes of files: assessing, sending, judging, deciding; and who decides where."""

from hoctap.assessments.actions.assessing import (
    attach_evidence,
    close_self_assessment,
    detach_evidence,
    open_assessment,
    record_figure,
    record_self_meeting,
    refresh_figures,
    reopen_self_assessment,
    withdraw_file,
)
from hoctap.assessments.actions.authorities import end_authority, name_authority
from hoctap.assessments.actions.deciding import (
    decision_took_effect,
    draft_decision,
    record_outside_decision,
)
from hoctap.assessments.actions.judging import (
    conclude_file,
    end_council,
    record_opinion,
    set_up_council,
    take_back_conclusion,
)
from hoctap.assessments.actions.papers import make_papers
from hoctap.assessments.actions.sending import receive_file, return_file, send_file

__all__ = [
    "attach_evidence",
    "close_self_assessment",
    "conclude_file",
    "decision_took_effect",
    "detach_evidence",
    "draft_decision",
    "end_authority",
    "end_council",
    "make_papers",
    "name_authority",
    "open_assessment",
    "receive_file",
    "record_figure",
    "record_opinion",
    "record_outside_decision",
    "record_self_meeting",
    "refresh_figures",
    "reopen_self_assessment",
    "return_file",
    "send_file",
    "set_up_council",
    "take_back_conclusion",
    "withdraw_file",
]
