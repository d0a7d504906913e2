"""One more role: who keeps the system of a province."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
    ]

    operations = [
        migrations.AlterField(
            model_name="roleassignment",
            name="role",
            field=models.CharField(
                choices=[
                    ("commune_admin", "Quản trị của xã"),
                    ("association_officer", "Cán bộ Hội Khuyến học xã"),
                    ("hamlet_head", "Trưởng ấp, trưởng khóm"),
                    ("chair", "Chủ tịch, Phó Chủ tịch UBND xã"),
                    ("supervisor", "Cấp trên theo dõi"),
                    ("system_admin", "Quản trị hệ thống"),
                ],
                max_length=30,
                verbose_name="vai trò",
            ),
        ),
    ]
