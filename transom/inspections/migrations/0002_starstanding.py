import django.db.models.deletion
from django.db import migrations, models

from transom.kernel.sql import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("inspections", "0001_initial"),
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StarStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveIntegerField(
                        help_text="The year it stands for; the results are those of the year before."
                    ),
                ),
                ("trade", models.CharField(help_text="The type of license.", max_length=80)),
                ("trade_label", models.CharField(max_length=200)),
                ("passed", models.PositiveIntegerField()),
                ("results", models.PositiveIntegerField()),
                (
                    "place",
                    models.PositiveIntegerField(help_text="None with too few results to be ranked.", null=True),
                ),
                ("ranked", models.PositiveIntegerField(help_text="How many firms of the trade were ranked.")),
                ("least", models.PositiveIntegerField(help_text="The results a firm needed to be ranked.")),
                ("star", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="star_standings",
                        to="accounts.firm",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["year", "trade", "firm"], name="star_standing_once")],
            },
        ),
        append_only("inspections_starstanding"),
    ]
