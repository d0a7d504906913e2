"""The order of names with all that a search asks of a line; built beside the old one, which goes afterwards.

Walking it is quick while the database has noted which pages all may see, which its own cleaning does: for these two tables after
one in fifty lines, not one in five.
"""

import django.db.models
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations

LIVES_HERE = django.db.models.Q(left_year__isnull=True)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0010_mapping_layout")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE people_householdmember SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02)",
                "ALTER TABLE people_residence SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02)",
            ],
            [
                "ALTER TABLE people_householdmember RESET (autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_scale_factor)",
                "ALTER TABLE people_residence RESET (autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_scale_factor)",
            ],
        ),
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
