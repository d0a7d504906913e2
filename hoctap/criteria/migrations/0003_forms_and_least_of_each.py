"""An edition may ask for a least of each criterion, and have several forms."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("criteria", "0002_immutable_once_published"),
    ]

    operations = [
        migrations.AddField(
            model_name="criteriaedition",
            name="forms",
            field=models.JSONField(blank=True, db_default=[], default=list, verbose_name="các mẫu phiếu"),
        ),
        migrations.AddField(
            model_name="criteriaedition",
            name="least_each",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="không mục nào dưới"
            ),
        ),
        migrations.AlterField(
            model_name="criteriaedition",
            name="title",
            field=models.CharField(
                choices=[("learning_family", "Gia đình học tập"), ("learning_citizen", "Công dân học tập")],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="criteriaedition",
            name="verification",
            field=models.CharField(
                choices=[
                    ("verified", "đã đối chiếu văn bản"),
                    ("draft_label", "nhãn theo bản dự thảo 2020"),
                    ("sample", "mẫu chưa xác thực"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="criterion",
            name="verification",
            field=models.CharField(
                choices=[
                    ("verified", "đã đối chiếu văn bản"),
                    ("draft_label", "nhãn theo bản dự thảo 2020"),
                    ("sample", "mẫu chưa xác thực"),
                ],
                max_length=12,
            ),
        ),
    ]
