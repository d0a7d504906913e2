"""Samples of the commune's review and registrations that were taken back are on record."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0006_boundary_names"),
        ("recognition", "0013_carried_over_and_own_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewSample",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("first", "rút lần đầu"),
                            ("raised", "rút thêm vì có hồ sơ sai"),
                            ("later", "rút cho hồ sơ đề nghị sau"),
                        ],
                        max_length=10,
                    ),
                ),
                ("seed", models.CharField(max_length=32, verbose_name="số gieo")),
                ("population", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField())),
                ("carried_share", models.PositiveSmallIntegerField()),
                ("share", models.PositiveSmallIntegerField()),
                ("drawn_by", models.CharField(max_length=300)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                (
                    "hamlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_samples",
                        to="places.place",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_samples",
                        to="recognition.recognitionround",
                    ),
                ),
            ],
            options={
                "ordering": ["hamlet", "number"],
            },
        ),
        migrations.CreateModel(
            name="ReviewSetting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("share", models.PositiveSmallIntegerField(verbose_name="phần trăm phúc tra")),
                ("least", models.PositiveSmallIntegerField(verbose_name="ít nhất")),
                (
                    "carried_from",
                    models.PositiveSmallIntegerField(verbose_name="kế thừa, nhập phiếu trên phần trăm"),
                ),
                ("raised_share", models.PositiveSmallIntegerField(verbose_name="thì phúc tra phần trăm")),
                ("why", models.CharField(max_length=300, verbose_name="lý do, căn cứ")),
                ("set_by", models.CharField(max_length=300)),
                ("set_at", models.DateTimeField(auto_now=True)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_setting",
                        to="recognition.recognitionround",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SampledDossier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("", "chưa có kết quả"), ("right", "đúng"), ("wrong", "sai")],
                        default="",
                        max_length=5,
                        verbose_name="kết quả",
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=300, verbose_name="sai điều gì")),
                (
                    "visited_by",
                    models.CharField(blank=True, max_length=120, verbose_name="người đi phúc tra"),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="ngày phúc tra")),
                ("recorded_by", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampled",
                        to="recognition.dossier",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drawn",
                        to="recognition.reviewsample",
                    ),
                ),
            ],
            options={
                "ordering": ["sample", "position"],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("withdrawn_on", models.DateField(verbose_name="ngày rút")),
                ("why", models.CharField(max_length=300, verbose_name="lý do")),
                ("told_by", models.CharField(max_length=120, verbose_name="ai báo")),
                ("from_state", models.CharField(max_length=15)),
                ("kept", models.JSONField()),
                ("recorded_by", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "undone_why",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do ghi lại đăng ký"),
                ),
                ("undone_by", models.CharField(blank=True, max_length=300)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="recognition.dossier",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="reviewsample",
            constraint=models.UniqueConstraint(
                fields=("round", "hamlet", "number"), name="review_sample_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewsetting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share__range", (1, 100)),
                    ("raised_share__range", (1, 100)),
                    ("carried_from__range", (0, 100)),
                    ("least__gte", 1),
                    models.Q(("why", ""), _negated=True),
                ),
                name="review_setting_has_shares_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampleddossier",
            constraint=models.UniqueConstraint(
                fields=("sample", "dossier"), name="sampled_dossier_once_per_draw"
            ),
        ),
        migrations.AddConstraint(
            model_name="sampleddossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recorded_at__isnull", True), ("result", ""), ("visited_on__isnull", True)),
                    models.Q(
                        models.Q(("result", ""), _negated=True),
                        models.Q(("visited_by", ""), _negated=True),
                        ("recorded_at__isnull", False),
                        ("visited_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="sampled_dossier_result_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampleddossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "wrong"), _negated=True),
                    models.Q(("found", ""), _negated=True),
                    _connector="OR",
                ),
                name="sampled_dossier_wrong_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("why", ""), _negated=True), models.Q(("told_by", ""), _negated=True)
                ),
                name="withdrawal_has_reason_and_teller",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by", ""), ("undone_why", "")),
                    models.Q(
                        ("undone_at__isnull", False),
                        models.Q(("undone_why", ""), _negated=True),
                        models.Q(("undone_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="withdrawal_undone_with_reason_and_name",
            ),
        ),
    ]
