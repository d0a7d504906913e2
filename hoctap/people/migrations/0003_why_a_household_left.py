from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_counters")]

    operations = [
        migrations.AddField(
            model_name="household",
            name="left_why",
            field=models.CharField(blank=True, max_length=200, verbose_name="lý do rời đi"),
        ),
    ]
