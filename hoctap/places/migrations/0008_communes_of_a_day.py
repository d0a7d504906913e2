from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0007_education_offices")]

    operations = [
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                fields=["valid_from"],
                include=["id", "path", "valid_to"],
                condition=models.Q(level="commune"),
                name="place_communes",
            ),
        ),
    ]
