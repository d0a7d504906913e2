from django.urls import path

from hoctap.reading.programmes import views

urlpatterns = [path("reading/visits/heritage/<uuid:pk>/", views.heritage_detail, name="heritage_detail")]
