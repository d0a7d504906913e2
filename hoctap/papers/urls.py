from django.urls import path

from hoctap.papers import link_views, views
from hoctap.papers.casefiles import views as cases
from hoctap.papers.drafting import views as drafting
from hoctap.papers.sheets import views as sheets
from hoctap.papers.templating import views as templating

urlpatterns = [
    path("papers/", views.paper_list, name="paper_list"),
    path("papers/<uuid:pk>/", views.paper_detail, name="paper_detail"),
    path("papers/<uuid:pk>/signer/", views.paper_signer, name="paper_signer"),
    path("papers/<uuid:pk>/print/", views.paper_print, name="paper_print"),
    path("papers/<uuid:pk>/redraft/", views.paper_redraft, name="paper_redraft"),
    path("papers/<uuid:pk>/edited/", views.paper_edited, name="paper_edited"),
    path("papers/<uuid:pk>/sign/", views.paper_sign, name="paper_sign"),
    path("papers/<uuid:pk>/file/", views.paper_file, name="paper_file"),
    path("papers/<uuid:pk>/docx/<int:version>/", views.paper_docx, name="paper_docx"),
    path("papers/<uuid:pk>/pdf/<int:version>/", views.paper_pdf, name="paper_pdf"),
    path("papers/<uuid:pk>/pdf/<int:version>/ask/", views.paper_pdf_ask, name="paper_pdf_ask"),
    path("papers/<uuid:pk>/signed/", views.paper_signed, name="paper_signed"),
    path("papers/cases/<uuid:pk>/", cases.case_file, name="case_file"),
    path("papers/cases/<uuid:pk>/zip/", cases.case_zip, name="case_zip"),
    path("papers/cases/<uuid:pk>/pdf/", cases.case_pdf, name="case_pdf"),
    path("papers/sheets/new/", sheets.sheet_new, name="sheet_new"),
    path("papers/sheets/<uuid:batch>/", sheets.sheet_batch, name="sheet_batch"),
    path("papers/pages/<uuid:pk>/", sheets.sheet_page, name="sheet_page"),
    path("papers/pages/<uuid:pk>/assign/", sheets.sheet_assign, name="sheet_assign"),
    path("papers/pages/<uuid:pk>/drop/", sheets.sheet_drop, name="sheet_drop"),
    path("papers/<uuid:pk>/sheet/", sheets.paper_sheet, name="paper_sheet"),
    path("papers/<uuid:pk>/sheet/renew/", sheets.paper_sheet_renew, name="paper_sheet_renew"),
    path("papers/<uuid:pk>/sheet/take-back/", sheets.paper_sheet_take_back, name="paper_sheet_take_back"),
    path("papers/<uuid:pk>/links/new/", link_views.paper_link_new, name="paper_link_new"),
    path("papers/links/<uuid:pk>/revoke/", link_views.paper_link_revoke, name="paper_link_revoke"),
    path("l/<str:token>/", link_views.paper_link_open, name="paper_link_open"),
    path("l/<str:token>/file/", link_views.paper_link_file, name="paper_link_file"),
    path("papers/drafts/new/", drafting.draft_new, name="draft_new"),
    path("papers/<uuid:pk>/draft/", drafting.draft_edit, name="draft_edit"),
    path("papers/templates/", templating.officetemplate_list, name="officetemplate_list"),
    path("papers/templates/of/<slug:kind>/", templating.officetemplate_new, name="officetemplate_new"),
    path(
        "papers/templates/of/<slug:kind>/docx/",
        templating.officetemplate_shipped,
        name="officetemplate_shipped",
    ),
    path("papers/templates/<uuid:pk>/", templating.officetemplate_detail, name="officetemplate_detail"),
    path("papers/templates/<uuid:pk>/end/", templating.officetemplate_end, name="officetemplate_end"),
    path("papers/templates/<uuid:pk>/docx/", templating.officetemplate_docx, name="officetemplate_docx"),
    path(
        "papers/templates/<uuid:pk>/example/",
        templating.officetemplate_example,
        name="officetemplate_example",
    ),
]
