from django.urls import path

from hoctap.recognition.certificates import layout_views, views

_ROUND = "recognition/rounds/<uuid:pk>/certificates/"
_ONE = "recognition/certificates/<uuid:pk>/"
_LAYOUT = "recognition/certificates/layouts/"

urlpatterns = [
    path(_ROUND, views.certificate_round, name="certificate_round"),
    path(f"{_ROUND}rule/", views.certificate_rule, name="certificate_rule"),
    path(f"{_ROUND}pattern/", views.certificate_pattern, name="certificate_pattern"),
    path(f"{_ROUND}receive/", views.certificate_receive, name="certificate_receive"),
    path(f"{_ROUND}ceremony/", views.certificate_ceremony, name="certificate_ceremony"),
    path(f"{_ROUND}thanks/", views.certificate_thanks, name="certificate_thanks"),
    path("recognition/rounds/<uuid:pk>/exemplary/", views.exemplary_list, name="exemplary_list"),
    path("recognition/dossiers/<uuid:pk>/exemplary/", views.exemplary_mark, name="exemplary_mark"),
    path("recognition/dossiers/<uuid:pk>/exemplary/drop/", views.exemplary_unmark, name="exemplary_unmark"),
    path("recognition/decisions/<uuid:pk>/certificates/", views.certificate_issue, name="certificate_issue"),
    path("recognition/certificates/batches/<uuid:pk>/", views.certificate_batch, name="certificate_batch"),
    path(
        "recognition/certificates/batches/<uuid:pk>/print/", views.certificate_print, name="certificate_print"
    ),
    path(
        "recognition/certificates/batches/<uuid:pk>/parts/<int:number>/",
        views.certificate_part,
        name="certificate_part",
    ),
    path("recognition/certificates/books/<uuid:pk>/", views.certificate_book, name="certificate_book"),
    path(
        "recognition/certificates/books/<uuid:pk>/file/",
        views.certificate_book_file,
        name="certificate_book_file",
    ),
    path(_ONE, views.certificate_detail, name="certificate_detail"),
    path(f"{_ONE}reissue/", views.certificate_reissue, name="certificate_reissue"),
    path(f"{_ONE}receipt/undo/", views.certificate_receipt_undo, name="certificate_receipt_undo"),
    path(_LAYOUT, layout_views.certificate_layout_list, name="certificate_layout_list"),
    path(f"{_LAYOUT}new/", layout_views.certificate_layout_new, name="certificate_layout_new"),
    path(f"{_LAYOUT}<uuid:pk>/", layout_views.certificate_layout_edit, name="certificate_layout_edit"),
    path(f"{_LAYOUT}<uuid:pk>/drop/", layout_views.certificate_layout_drop, name="certificate_layout_drop"),
    path(
        f"{_LAYOUT}<uuid:pk>/preview/",
        layout_views.certificate_layout_preview,
        name="certificate_layout_preview",
    ),
    path(f"{_LAYOUT}<uuid:pk>/test/", layout_views.certificate_layout_test, name="certificate_layout_test"),
    path("certificates/<str:token>/", views.certificate_check, name="certificate_check"),
]
