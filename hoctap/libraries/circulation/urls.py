"""The addresses of lending, for `libraries.urls`."""

from django.urls import URLPattern, path

from hoctap.libraries.circulation.borrowers import views as borrowers
from hoctap.libraries.circulation.holds import views as holds
from hoctap.libraries.circulation.lending import views as lending
from hoctap.libraries.circulation.tallies import views as tallies

urlpatterns: list[URLPattern] = [
    path("lending/", lending.loan_desk, name="loan_desk"),
    path("lending/overdue/", lending.loan_overdue, name="loan_overdue"),
    path("lending/loans/<uuid:pk>/renew/", lending.loan_renew, name="loan_renew"),
    path("lending/loans/<uuid:pk>/cancel/", lending.loan_cancel, name="loan_cancel"),
    path("lending/copies/<uuid:pk>/", lending.copy_loans, name="copy_loans"),
    path("lending/cards/", borrowers.borrower_list, name="borrower_list"),
    path("lending/cards/<uuid:pk>/", borrowers.borrower_detail, name="borrower_detail"),
    path("lending/cards/<uuid:pk>/end/", borrowers.borrower_end, name="borrower_end"),
    path("lending/cards/<uuid:pk>/erase/", borrowers.borrower_erase, name="borrower_erase"),
    path("lending/at/<uuid:pk>/cards/new/", borrowers.borrower_new, name="borrower_new"),
    path("lending/at/<uuid:pk>/cards/print/", borrowers.borrower_cards, name="borrower_cards"),
    path("lending/holds/", holds.hold_list, name="hold_list"),
    path("lending/at/<uuid:pk>/holds/new/", holds.hold_new, name="hold_new"),
    path("lending/holds/<uuid:pk>/card/", holds.hold_card, name="hold_card"),
    path("lending/holds/<uuid:pk>/drop/", holds.hold_drop, name="hold_drop"),
    path("lending/counts/", tallies.loantally_list, name="loantally_list"),
    path("lending/at/<uuid:pk>/counts/new/", tallies.loantally_new, name="loantally_new"),
    path("lending/counts/<uuid:pk>/drop/", tallies.loantally_drop, name="loantally_drop"),
]
