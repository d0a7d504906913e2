"""Công dân học tập: a dossier of a person, on one of the edition's forms; a round says from which age."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("criteria", "0003_forms_and_least_of_each"),
        ("people", "0013_who_left_and_answers"),
        ("places", "0006_boundary_names"),
        ("recognition", "0005_erasure_reaches_keys"),
    ]

    operations = [
        # contract: the same rule comes back below for families only; citizens of one household have a dossier each.
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_once_per_household_and_round",
        ),
        migrations.AddField(
            model_name="dossier",
            name="form",
            field=models.CharField(blank=True, db_default="", max_length=20, verbose_name="mẫu phiếu"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="none_too_low",
            field=models.BooleanField(blank=True, null=True, verbose_name="phiếu ghi không mục nào dưới mức"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="recognitionround",
            name="age_from",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="công dân từ tuổi"),
        ),
        migrations.AddField(
            model_name="recognitionround",
            name="citizen_way",
            field=models.CharField(
                choices=[
                    ("here", "chấm tại đây"),
                    ("results_only", "chỉ nhận kết quả từ phần mềm của Hội Khuyến học Việt Nam"),
                ],
                db_default="here",
                default="here",
                max_length=15,
                verbose_name="cách chấm công dân",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="title",
            field=models.CharField(
                choices=[("learning_family", "Gia đình học tập"), ("learning_citizen", "Công dân học tập")],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="way",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "chưa nhập"),
                    ("paper", "nhập từ phiếu giấy"),
                    ("inherited", "kế thừa năm trước"),
                    ("criteria", "chấm từng tiêu chí"),
                    ("elsewhere", "nhận từ phần mềm Công dân học tập"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="recognitionround",
            name="title",
            field=models.CharField(
                choices=[("learning_family", "Gia đình học tập"), ("learning_citizen", "Công dân học tập")],
                max_length=40,
                verbose_name="danh hiệu",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", True)),
                fields=("round", "household"),
                name="dossier_once_per_household_and_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("round", "person"),
                name="dossier_once_per_person_and_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", False), ("title", "learning_citizen")),
                    models.Q(
                        models.Q(("title", "learning_citizen"), _negated=True), ("person__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="dossier_of_a_person_where_its_title_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognitionround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("age_from__isnull", False), ("title", "learning_citizen")),
                    models.Q(
                        models.Q(("title", "learning_citizen"), _negated=True),
                        ("age_from__isnull", True),
                        ("citizen_way", "here"),
                    ),
                    _connector="OR",
                ),
                name="round_of_citizens_has_an_age",
            ),
        ),
    ]
