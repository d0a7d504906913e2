from django.urls import path

from hoctap.partners import views

urlpatterns = [
    path("partners/", views.partner_list, name="partner_list"),
    path("partners/new/", views.partner_new, name="partner_new"),
    path("partners/delivery/", views.delivery_list, name="delivery_list"),
    path("partners/commitments/", views.commitment_table, name="commitment_table"),
    path("partners/commitments/<uuid:pk>/", views.commitment_detail, name="commitment_detail"),
    path("partners/agreements/", views.agreement_list, name="agreement_list"),
    path("partners/agreements/new/", views.agreement_new, name="agreement_new"),
    path("partners/agreements/<uuid:pk>/", views.agreement_detail, name="agreement_detail"),
    path("partners/agreements/<uuid:pk>/end/", views.agreement_end, name="agreement_end"),
    path("partners/agreements/<uuid:pk>/copy/", views.agreement_copy, name="agreement_copy"),
    path("partners/exchanges/", views.exchange_list, name="exchange_list"),
    path("partners/exchanges/new/", views.exchange_new, name="exchange_new"),
    path("partners/advice/", views.advice_list, name="advice_list"),
    path("partners/advice/new/", views.advice_new, name="advice_new"),
    path("partners/advice/<uuid:pk>/", views.advice_answer, name="advice_answer"),
    path("partners/<uuid:pk>/", views.partner_detail, name="partner_detail"),
    path("partners/<uuid:pk>/end/", views.partner_end, name="partner_end"),
    path("partners/<uuid:pk>/trainings/new/", views.retraining_new, name="retraining_new"),
]
