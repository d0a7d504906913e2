"""The order of names with all that a search asks of a line; built beside the old one, which goes afterwards."""

import django.db.models
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations

LIVES_HERE = django.db.models.Q(left_year__isnull=True)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0009_imports")]

    operations = [
        AddIndexConcurrently(
            "householdmember",
            django.db.models.Index(
                condition=LIVES_HERE,
                fields=["sort_key", "id"],
                include=["hamlet", "search_words", "birth_year", "sex", "is_head"],
                name="member_name_walk",
            ),
        ),
        AddIndexConcurrently(
            "residence",
            django.db.models.Index(
                fields=["sort_key", "id"],
                include=["hamlet", "search_words", "from_year", "to_year"],
                name="residence_name_walk",
            ),
        ),
        RemoveIndexConcurrently("householdmember", "member_name_order"),
        RemoveIndexConcurrently("residence", "residence_name_order"),
    ]
