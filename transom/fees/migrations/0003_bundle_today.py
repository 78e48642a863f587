"""A bill of fees that follow the day of charging names that day's edition too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("fees", "0002_books"),)
    operations = (
        migrations.AddField(
            model_name="chargerun",
            name="bundle_today",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The bundle in force at charging, where some fee follows it.",
                max_length=64,
            ),
        ),
    )
