"""Who registered the year before, kept beside the dossiers and counted."""

import django.db.models.deletion
from django.db import migrations, models

from hoctap.measures.triggers import create_triggers
from hoctap.recognition.again import AGAIN, SETTLE, TRIGGERS


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0008_communes_of_a_day"),
        ("recognition", "0031_corrected_submissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Again",
            fields=[
                ("dossier_id", models.UUIDField(primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("kept", models.BooleanField()),
                (
                    "hamlet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "db_table": "recognition_again",
            },
        ),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        migrations.RunSQL(create_triggers(AGAIN.table, AGAIN.contributions), migrations.RunSQL.noop),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
    ]
