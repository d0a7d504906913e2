"""Counters of households: kept since migration 0004 from where they live in which years."""

from django.db import migrations

from hoctap.measures.triggers import create_triggers

CONTRIBUTIONS = """
        SELECT 'household.listed', hamlet_id, listed_year::int, 1 FROM {rows}
        UNION ALL
        SELECT 'household.listed', hamlet_id, left_year::int, -1 FROM {rows} WHERE left_year IS NOT NULL"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("measures", "0001_initial"),
        ("places", "0002_code_held_by_one"),
    ]
    operations = [
        migrations.RunSQL(create_triggers("people_household", CONTRIBUTIONS), migrations.RunSQL.noop)
    ]
