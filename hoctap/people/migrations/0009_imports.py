"""Lists wait in tables of their own, row by row; what was found in them too; mappings of columns have names."""

import django.db.models.deletion
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
        ("people", "0008_lines_of_the_register"),
        ("places", "0002_code_held_by_one"),
    ]

    operations = [
        # Their rows were kept in another form and go; the file is still with whoever handed it in.
        migrations.RunSQL(
            "UPDATE people_importrun SET state = 'dropped' WHERE state = 'previewed'", migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name="ImportProgress",
            fields=[
                ("run_id", models.UUIDField(primary_key=True, serialize=False)),
                ("phase", models.CharField(blank=True, max_length=20)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("stop_asked", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        # contract: nothing but an import that is running reads these two; a finished one keeps its counts.
        migrations.RemoveField(
            model_name="importrun",
            name="problems",
        ),
        migrations.RemoveField(
            model_name="importrun",
            name="rows",
        ),
        migrations.AddField(
            model_name="importrun",
            name="capacity",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.capacity",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="changed_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="importrun",
            name="choices",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importrun",
            name="counts",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importrun",
            name="failure",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="importrun",
            name="from_place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
                verbose_name="xã cũ của danh sách",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="head",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importrun",
            name="notes",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importrun",
            name="persons_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Chờ kiểm tra"),
                    ("checking", "Đang kiểm tra"),
                    ("previewed", "Chờ xác nhận"),
                    ("writing", "Đang ghi vào sổ"),
                    ("stopped", "Đã dừng"),
                    ("applied", "Đã nhập"),
                    ("dropped", "Đã bỏ"),
                    ("failed", "Không làm được"),
                ],
                default="queued",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="ImportFinding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fault", "Cần sửa"),
                            ("repeat", "Dòng lặp lại"),
                            ("pair", "Có thể trùng"),
                            ("change", "Thay đổi"),
                        ],
                        max_length=8,
                    ),
                ),
                ("change", models.CharField(blank=True, max_length=20)),
                ("sheet", models.CharField(blank=True, max_length=200)),
                ("row", models.PositiveIntegerField(default=0)),
                ("key", models.CharField(blank=True, max_length=120)),
                ("data", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="people.importrun",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["run", "kind", "change", "id"], name="import_finding_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="tên")),
                ("signature", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("place", "name"), name="import_mapping_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("line", models.TextField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staged_rows",
                        to="people.importrun",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["run", "id"], name="import_row_order")],
            },
        ),
    ]
