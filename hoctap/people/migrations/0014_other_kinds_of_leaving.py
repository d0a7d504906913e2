from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0013_who_left_and_answers")]

    operations = [
        migrations.AlterField(
            model_name="household",
            name="left_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "chưa ghi"),
                    ("moved_away", "cả hộ chuyển đi nơi khác"),
                    ("died", "đã mất, hộ không còn ai"),
                    ("joined", "nhập với hộ khác"),
                    ("other", "lý do khác"),
                ],
                db_default="",
                default="",
                max_length=20,
                verbose_name="vì sao rời đi",
            ),
        ),
    ]
