from django.urls import URLPattern

from hoctap.reading.culture.urls import urlpatterns as culture
from hoctap.reading.grants.urls import urlpatterns as grants
from hoctap.reading.mobile.urls import urlpatterns as mobile
from hoctap.reading.programmes.urls import urlpatterns as programmes
from hoctap.reading.rotation.urls import urlpatterns as rotation
from hoctap.reading.services.urls import urlpatterns as services
from hoctap.reading.statistics.urls import urlpatterns as statistics
from hoctap.reading.visits.urls import urlpatterns as visits

urlpatterns: list[URLPattern] = [
    *visits,
    *services,
    *rotation,
    *mobile,
    *grants,
    *culture,
    *statistics,
    *programmes,
]
