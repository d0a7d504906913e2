"""Changes of boundaries: drafted, applied, undone."""

import django.db.models.deletion
import django.utils.timezone
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0003_hamlets_groups_figures"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoundaryChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="nội dung")),
                ("on", models.DateField(verbose_name="có hiệu lực từ ngày")),
                ("decision", models.CharField(blank=True, max_length=120, verbose_name="theo văn bản")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Bản nháp"),
                            ("applied", "Đã thực hiện"),
                            ("undone", "Đã hoàn tác"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("created_by", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("applied_by", models.CharField(blank=True, max_length=300)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_by", models.CharField(blank=True, max_length=300)),
                ("done", models.JSONField(default=dict)),
                ("figures", models.JSONField(default=dict)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="BoundaryJob",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="job",
                        serialize=False,
                        to="places.boundarychange",
                    ),
                ),
                (
                    "what",
                    models.CharField(choices=[("apply", "Thực hiện"), ("undo", "Hoàn tác")], max_length=10),
                ),
                ("asked_by", models.CharField(max_length=300)),
                ("step", models.CharField(blank=True, max_length=200)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("total", models.PositiveSmallIntegerField(default=0)),
                ("failed", models.TextField(blank=True)),
                ("finished", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="BoundaryPlace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("future", models.UUIDField(default=hoctap.core.ids.uuid7)),
                ("level", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=40, verbose_name="loại")),
                ("name", models.CharField(max_length=120, verbose_name="tên")),
                ("code", models.CharField(blank=True, max_length=10, verbose_name="mã thống kê")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="places.boundarychange",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "parent_new",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.boundaryplace",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["change", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="BoundaryPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merge", "nhập toàn bộ"),
                            ("divide", "chia tách, một phần vào"),
                            ("move", "chuyển một phần sang"),
                            ("rename", "thành"),
                            ("end", "kết thúc, không có nơi kế tục"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="places.boundarychange",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
                (
                    "new",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="places.boundaryplace",
                    ),
                ),
            ],
            options={
                "ordering": ["change", "id"],
            },
        ),
        migrations.CreateModel(
            name="HamletAssignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="places.boundarychange",
                    ),
                ),
                (
                    "hamlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="places.boundaryplace",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="boundarychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("applied_at__isnull", False), ("state", "applied")),
                    models.Q(
                        ("applied_at__isnull", False), ("state", "undone"), ("undone_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="boundary_change_done_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="boundaryplace",
            constraint=models.UniqueConstraint(
                fields=("change", "future"), name="boundary_place_once_per_change"
            ),
        ),
        migrations.AddConstraint(
            model_name="boundarypart",
            constraint=models.UniqueConstraint(fields=("change", "old", "new"), name="boundary_part_once"),
        ),
        migrations.AddConstraint(
            model_name="boundarypart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "end"), ("new__isnull", True)),
                    models.Q(models.Q(("kind", "end"), _negated=True), ("new__isnull", False)),
                    _connector="OR",
                ),
                name="boundary_part_ends_or_goes_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="hamletassignment",
            constraint=models.UniqueConstraint(
                fields=("change", "hamlet"), name="hamlet_assigned_once_per_change"
            ),
        ),
    ]
