from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    # What everybody may read, in English below /en/. First: an address is looked for from the top, and these are asked for most.
    *i18n_patterns(path("", include("hoctap.portal.door_urls")), prefix_default_language=False),
    path("", include("hoctap.home.urls")),
    path("", include("hoctap.accounts.urls")),
    path("", include("hoctap.audit.urls")),
    path("", include("hoctap.places.urls")),
    path("", include("hoctap.notices.urls")),
    path("", include("hoctap.papers.urls")),
    path("", include("hoctap.handovers.urls")),
    path("", include("hoctap.criteria.urls")),
    path("", include("hoctap.people.urls")),
    path("", include("hoctap.evidence.urls")),
    path("", include("hoctap.privacy.urls")),
    path("", include("hoctap.plans.urls")),
    path("", include("hoctap.intake.urls")),
    path("", include("hoctap.centres.urls")),
    path("", include("hoctap.surveys.urls")),
    path("", include("hoctap.learning.urls")),
    path("", include("hoctap.associations.urls")),
    path("", include("hoctap.partners.urls")),
    path("", include("hoctap.schooling.urls")),
    path("", include("hoctap.recognition.urls")),
    path("", include("hoctap.assessments.urls")),
    path("", include("hoctap.libraries.urls")),
    path("", include("hoctap.reading.urls")),
    path("", include("hoctap.materials.urls")),
    path("", include("hoctap.movements.urls")),
    path("", include("hoctap.reports.urls")),
    path("", include("hoctap.portal.urls")),
]

handler400 = "hoctap.core.errors.bad_request"
handler500 = "hoctap.core.errors.server_error"
