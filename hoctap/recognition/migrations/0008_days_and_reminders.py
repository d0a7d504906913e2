"""Entering after the last day, and reminders that were copied, are on record."""

import django.db.models.deletion
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0006_boundary_names"),
        ("recognition", "0007_roads"),
    ]

    operations = [
        migrations.CreateModel(
            name="LateEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("why", models.CharField(max_length=300, verbose_name="lý do")),
                ("allowed_by", models.CharField(max_length=120, verbose_name="người cho phép")),
                ("until", models.DateField(verbose_name="đến hết ngày")),
                ("recorded_by", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "hamlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_entries",
                        to="places.place",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_entries",
                        to="recognition.recognitionround",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="dossier",
            name="late_entry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="recognition.lateentry",
            ),
        ),
        migrations.CreateModel(
            name="ReminderCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("matter", models.CharField(max_length=20)),
                ("copied_on", models.DateField()),
                ("copied_by", models.CharField(max_length=300)),
                (
                    "hamlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_copies",
                        to="places.place",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_copies",
                        to="recognition.recognitionround",
                    ),
                ),
            ],
            options={
                "db_table": "recognition_reminder_copy",
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="lateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("why", ""), _negated=True), models.Q(("allowed_by", ""), _negated=True)
                ),
                name="late_entry_has_reason_and_name",
            ),
        ),
    ]
