"""What the house knows of a person, and what it must never know."""

import re

from django.apps import apps
from django.db.models import ForeignKey

from hoctap.people.models import Person
from hoctap.people.registry import person_references


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("hoctap.")]


def test_every_foreign_key_to_a_person_says_what_a_merge_does_with_it():
    pointing = {
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Person
    }
    assert len(pointing) >= 12
    assert pointing == {reference.key for reference in person_references}


def test_no_field_anywhere_keeps_what_the_law_calls_sensitive_or_a_number_of_a_card():
    forbidden = re.compile(
        r"cccd|cmnd|identity|citizen_id|passport|ethnic|religion|disab|poor|poverty|health|birth_date|date_of_birth"
        r"|dan_toc|ton_giao|khuyet_tat|ho_ngheo|căn cước|dân tộc|tôn giáo|khuyết tật|hộ nghèo",
        re.IGNORECASE,
    )
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if forbidden.search(f"{field.name} {field.verbose_name} {field.column}")
    ]
    assert not wrong
    assert forbidden.search("ethnicity"), "the pattern finds what it looks for"
