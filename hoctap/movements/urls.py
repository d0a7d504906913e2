from django.urls import URLPattern, path

from hoctap.movements.campaigns import views as campaigns
from hoctap.movements.crosswalk import views as crosswalk
from hoctap.movements.days import views as days

_DAY = "calendar/days/<uuid:pk>/"
_OCCASION = "calendar/events/<uuid:pk>/"
_MOVEMENT = "movements/<uuid:pk>/"
_UNIT = "movements/units/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("calendar/", days.year_calendar, name="year_calendar"),
    path("calendar/address/", days.movement_calendar, name="movement_calendar"),
    path("calendar/<str:token>.ics", days.movement_feed, name="movement_feed"),
    path("calendar/days/new/", days.observance_new, name="observance_new"),
    path(_DAY, days.observance_detail, name="observance_detail"),
    path(f"{_DAY}dates/", days.observance_dates, name="observance_dates"),
    path(f"{_DAY}reminder/", days.observance_reminder, name="observance_reminder"),
    path(f"{_DAY}end/", days.observance_end, name="observance_end"),
    path(f"{_DAY}table/", days.observance_table, name="observance_table"),
    path("calendar/events/", days.occasion_list, name="occasion_list"),
    path("calendar/events/new/", days.occasion_new, name="occasion_new"),
    path(_OCCASION, days.occasion_detail, name="occasion_detail"),
    path(f"{_OCCASION}edit/", days.occasion_edit, name="occasion_edit"),
    path(f"{_OCCASION}cancel/", days.occasion_cancel, name="occasion_cancel"),
    path(f"{_OCCASION}activities/", days.occasion_activities, name="occasion_activities"),
    path(f"{_OCCASION}results/", days.occasion_results, name="occasion_results"),
    path("movements/", campaigns.movement_list, name="movement_list"),
    path("movements/new/", campaigns.movement_new, name="movement_new"),
    path("movements/crosswalk/", crosswalk.crosswalk_list, name="crosswalk_list"),
    path("movements/crosswalk/new/", crosswalk.crosswalk_new, name="crosswalk_new"),
    path("movements/crosswalk/<uuid:pk>/end/", crosswalk.crosswalk_end, name="crosswalk_end"),
    path("movements/crosswalk/figures/", crosswalk.crosswalk_figures, name="crosswalk_figures"),
    path("movements/crosswalk/figures/sheet/", crosswalk.crosswalk_sheet, name="crosswalk_sheet"),
    path("movements/results/<uuid:pk>/file/", campaigns.unitresult_file, name="unitresult_file"),
    path(_UNIT, campaigns.movementunit_detail, name="movementunit_detail"),
    path(f"{_UNIT}results/new/", campaigns.movementunit_result, name="movementunit_result"),
    path(f"{_UNIT}withdraw/", campaigns.movementunit_withdraw, name="movementunit_withdraw"),
    path(_MOVEMENT, campaigns.movement_detail, name="movement_detail"),
    path(f"{_MOVEMENT}edit/", campaigns.movement_edit, name="movement_edit"),
    path(f"{_MOVEMENT}cancel/", campaigns.movement_cancel, name="movement_cancel"),
    path(f"{_MOVEMENT}units/", campaigns.movement_units, name="movement_units"),
    path(f"{_MOVEMENT}join/", campaigns.movement_join, name="movement_join"),
    path(f"{_MOVEMENT}title/", campaigns.movement_title, name="movement_title"),
    path(f"{_MOVEMENT}review/", campaigns.movement_review, name="movement_review"),
]
