from django.db import migrations

from hoctap.measures.triggers import create_triggers
from hoctap.people.counters import HOUSEHOLDS


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("measures", "0001_initial"),
        ("places", "0002_code_held_by_one"),
    ]
    operations = [
        migrations.RunSQL(create_triggers(HOUSEHOLDS.table, HOUSEHOLDS.contributions), migrations.RunSQL.noop)
    ]
