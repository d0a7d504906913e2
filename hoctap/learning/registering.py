"""What programmes and activities tell the lower apps."""

from hoctap.accounts.duties.registry import duty_rules
from hoctap.centres.registry import CentrePage, PageGroup, centre_pages, centre_sections
from hoctap.core.files import file_uses
from hoctap.core.permissions import Permission
from hoctap.core.registries import work_providers
from hoctap.learning import sections, work
from hoctap.learning.boundaries import LEARNING
from hoctap.learning.figures import PROVIDERS
from hoctap.learning.programmes import duties, links
from hoctap.learning.programmes.covering import covers
from hoctap.learning.storing import ACTIVITY_FILES
from hoctap.measures.boards import board_sections
from hoctap.papers.kinds import PaperKind, paper_kinds
from hoctap.places.boundaries.registry import boundary_carriers
from hoctap.plans.indicators import figure_providers
from hoctap.surveys.registry import need_covers


def register() -> None:
    for rule in duties.RULES:
        duty_rules.register(rule.code, rule)
    for code, provider in PROVIDERS.items():
        figure_providers.register(code, provider)
    read = Permission.CENTRE_READ.value
    centre_pages.register("programmes", CentrePage("Chương trình năm", "programme_list", read, 20))
    centre_pages.register("activities", CentrePage("Lớp, chuyên đề, hoạt động", "activity_list", read, 25))
    centre_pages.register(
        "difficult_hamlets",
        CentrePage("Ấp, khóm khó khăn", "difficulthamlet_list", read, 70, group=PageGroup.HOUSE),
    )
    centre_sections.register("learning", sections.of_centre)
    board_sections.register("centres", sections.on_board)
    work_providers.register("learning", work.work_items)
    file_uses.register("activities", ACTIVITY_FILES)
    boundary_carriers.register("learning", LEARNING)
    paper_kinds.register(
        "centre_programme",
        PaperKind(
            "Kế hoạch hoạt động năm của trung tâm",
            "KH",
            True,
            False,
            Permission.PAPER_FILE,
            about_url=links.about_url,
            lay_out_again=links.lay_out_again,
        ),
    )
    need_covers.register("programmes", covers)
