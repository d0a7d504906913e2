from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0006_boundary_names")]

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
