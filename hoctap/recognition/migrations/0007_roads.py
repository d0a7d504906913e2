"""A round keeps the steps of its road; a place may have a road of its own."""

import django.db.models.deletion
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0006_boundary_names"),
        ("recognition", "0006_citizens"),
    ]

    operations = [
        migrations.AddField(
            model_name="recognitionround",
            name="road",
            field=models.JSONField(db_default={}, default=dict, verbose_name="quy trình"),
        ),
        migrations.CreateModel(
            name="Road",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        choices=[
                            ("learning_family", "Gia đình học tập"),
                            ("learning_citizen", "Công dân học tập"),
                        ],
                        max_length=40,
                        verbose_name="danh hiệu",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("instrument", models.CharField(max_length=300, verbose_name="văn bản")),
                ("steps", models.JSONField()),
                ("valid_from", models.DateField(verbose_name="áp dụng từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày trước")),
                ("made_by", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roads", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["title", "-valid_from", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="road_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]
