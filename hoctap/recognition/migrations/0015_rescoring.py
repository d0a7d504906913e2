"""Runs of scoring again: how far each round has come, and the totals that differed."""

import django.db.models.deletion
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recognition", "0014_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rescoring",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "đang chấm lại"), ("stopped", "đã dừng"), ("done", "đã xong")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("asked_by", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rescorings",
                        to="recognition.recognitionround",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="RescoredRound",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("last_key", models.UUIDField(blank=True, null=True)),
                ("is_done", models.BooleanField(default=False)),
                ("total", models.PositiveIntegerField()),
                ("scored", models.PositiveIntegerField(default=0)),
                ("reaching", models.PositiveIntegerField(default=0)),
                ("checksum", models.CharField(blank=True, default="", max_length=32)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recognition.recognitionround",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="recognition.rescoring",
                    ),
                ),
            ],
            options={
                "db_table": "recognition_rescored_round",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RescoredTotal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("column", models.CharField(max_length=10)),
                ("kept", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("counted", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("put_right", "đã sửa theo điểm đã ghi"),
                            ("on_paper", "đã lên danh sách, để người xét xem"),
                            ("decided", "đã có quyết định, giữ nguyên"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="recognition.dossier",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="differences",
                        to="recognition.rescoredround",
                    ),
                ),
            ],
            options={
                "db_table": "recognition_rescored_total",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "dossier", "column"), name="rescored_total_once_per_column"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="rescoring",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "done"), _negated=True),
                fields=("round",),
                name="rescoring_one_at_a_time_per_round",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="rescoring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", False), ("state", "done")),
                    models.Q(models.Q(("state", "done"), _negated=True), ("finished_at__isnull", True)),
                    _connector="OR",
                ),
                name="rescoring_done_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="rescoredround",
            constraint=models.UniqueConstraint(fields=("run", "round"), name="rescored_round_once_per_run"),
        ),
    ]
