from django.urls import path

from hoctap.surveys.analysis import views as analysis
from hoctap.surveys.answering import views as answering
from hoctap.surveys.campaigns import views as campaigns
from hoctap.surveys.design import views as design
from hoctap.surveys.needs import views as needs
from hoctap.surveys.requests import views as requests
from hoctap.surveys.tallies import views as tallies

urlpatterns = [
    # Short: they stand behind a QR code.
    path("s/<str:token>/", answering.answer_open, name="answer_open"),
    path("s/<str:token>/thanks/", answering.answer_thanks, name="answer_thanks"),
    path("w/<str:token>/", requests.wish_ask, name="wish_ask"),
    path("w/<str:token>/thanks/", requests.wish_thanks, name="wish_thanks"),
    path("surveys/", campaigns.campaign_list, name="campaign_list"),
    path("surveys/new/", campaigns.campaign_new, name="campaign_new"),
    path("surveys/<uuid:pk>/", campaigns.campaign_detail, name="campaign_detail"),
    path("surveys/<uuid:pk>/edit/", campaigns.campaign_edit, name="campaign_edit"),
    path("surveys/<uuid:pk>/open/", campaigns.campaign_open, name="campaign_open"),
    path("surveys/<uuid:pk>/renew/", campaigns.campaign_renew, name="campaign_renew"),
    path("surveys/<uuid:pk>/close/", campaigns.campaign_close, name="campaign_close"),
    path("surveys/<uuid:pk>/poster/", campaigns.campaign_poster, name="campaign_poster"),
    path("surveys/<uuid:pk>/analysis/", analysis.campaign_analysis, name="campaign_analysis"),
    path(
        "surveys/<uuid:pk>/analysis/sheet/", analysis.campaign_analysis_sheet, name="campaign_analysis_sheet"
    ),
    path("surveys/<uuid:pk>/tallies/new/", tallies.tally_new, name="tally_new"),
    path("surveys/<uuid:pk>/tallies/sheet/", tallies.tally_sheet, name="tally_sheet"),
    path("surveys/tallies/<uuid:pk>/", tallies.tally_detail, name="tally_detail"),
    path("surveys/tallies/<uuid:pk>/withdraw/", tallies.tally_withdraw, name="tally_withdraw"),
    path("surveys/<uuid:pk>/door/", answering.door_entry, name="door_entry"),
    path("surveys/<uuid:pk>/batches/new/", answering.batch_new, name="batch_new"),
    path("surveys/batches/<uuid:pk>/", answering.batch_detail, name="batch_detail"),
    path("surveys/<uuid:pk>/responses/", answering.response_list, name="response_list"),
    path("surveys/responses/<uuid:pk>/withdraw/", answering.response_withdraw, name="response_withdraw"),
    path("surveys/forms/", design.survey_form_list, name="survey_form_list"),
    path("surveys/forms/new/", design.survey_form_new, name="survey_form_new"),
    path("surveys/forms/<uuid:pk>/", design.survey_form_detail, name="survey_form_detail"),
    path("surveys/forms/<uuid:pk>/draft/", design.survey_form_draft, name="survey_form_draft"),
    path("surveys/forms/versions/<uuid:pk>/publish/", design.survey_form_publish, name="survey_form_publish"),
    path("surveys/forms/versions/<uuid:pk>/upload/", design.survey_form_upload, name="survey_form_upload"),
    path("surveys/forms/versions/<uuid:pk>/file/", design.survey_form_export, name="survey_form_export"),
    path("surveys/forms/versions/<uuid:pk>/paper/", design.survey_form_paper, name="survey_form_paper"),
    path("surveys/forms/versions/<uuid:pk>/questions/new/", design.question_new, name="question_new"),
    path("surveys/forms/versions/<uuid:pk>/questions/<int:at>/", design.question_edit, name="question_edit"),
    path(
        "surveys/forms/versions/<uuid:pk>/questions/<int:at>/move/",
        design.question_move,
        name="question_move",
    ),
    path(
        "surveys/forms/versions/<uuid:pk>/questions/<int:at>/drop/",
        design.question_drop,
        name="question_drop",
    ),
    path("surveys/needs/", needs.need_list, name="need_list"),
    path("surveys/needs/new/", needs.need_new, name="need_new"),
    path("surveys/needs/<uuid:pk>/answer/", needs.need_answer, name="need_answer"),
    path("surveys/needs/<uuid:pk>/reopen/", needs.need_reopen, name="need_reopen"),
    path("surveys/wishes/", requests.wish_list, name="wish_list"),
    path("surveys/wishes/new/", requests.wish_new, name="wish_new"),
    path("surveys/wishes/<uuid:pk>/", requests.wish_detail, name="wish_detail"),
    path("surveys/wishes/<uuid:pk>/sort/", requests.wish_sort, name="wish_sort"),
    path("surveys/wishes/<uuid:pk>/answer/", requests.wish_answer, name="wish_answer"),
    path("surveys/wishes/<uuid:pk>/drop/", requests.wish_drop, name="wish_drop"),
    path("surveys/wishes/<uuid:pk>/forget/", requests.wish_forget, name="wish_forget"),
    path("surveys/centres/<uuid:pk>/wishes/open/", requests.wish_open, name="wish_open"),
    path("surveys/centres/<uuid:pk>/wishes/close/", requests.wish_close, name="wish_close"),
]
