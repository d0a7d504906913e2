"""A change of boundaries is not taken back over what reports hold of the new places."""

import inspect

import pytest
from django.apps import apps

from hoctap.core.refusals import Refused
from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from hoctap.reports import boundaries
from hoctap.reports.models import PublicPlace
from tests.boundaries import JOB, merge
from tests.world import World


def test_undoing_is_refused_over_a_public_page(world: World):
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(code="30043", valid_to=None)
    PublicPlace.objects.create(place=new, on_by="Kiểm thử")
    with pytest.raises(Refused, match="1 lần bật trang công khai ghi sau khi sắp xếp"):
        actions.undo_change(change, by=JOB)


def test_every_table_of_reports_that_names_a_place_is_asked():
    said = inspect.getsource(boundaries)
    with_place = {
        model.__name__
        for model in apps.get_app_config("reports").get_models()
        if any(field.name == "place" and field.related_model is Place for field in model._meta.fields)
    }
    assert {name for name in with_place if f"({name}, " not in said} == set()
