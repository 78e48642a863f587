import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Parcel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pin", models.CharField(db_collation="C", max_length=40, unique=True)),
                ("address", models.CharField(help_text="As the source wrote it.", max_length=200)),
                (
                    "address_norm",
                    models.CharField(
                        db_collation="C", help_text="USPS form in lower case, for finding.", max_length=200
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=30)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("state", models.CharField(blank=True, max_length=2)),
                ("zip", models.CharField(blank=True, max_length=10)),
                ("subdivision", models.CharField(blank=True, max_length=120)),
                ("zone", models.CharField(blank=True, max_length=40)),
                (
                    "flags",
                    models.JSONField(
                        default=dict, help_text="True or false by name, e.g. historic, easement, floodplain."
                    ),
                ),
                ("owner_name", models.CharField(blank=True, help_text="Staff only.", max_length=200)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["address_norm"], name="parcel_address_prefix"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("address_norm", name="gin_trgm_ops"),
                        name="parcel_address_trgm",
                    ),
                ],
            },
        ),
    ]
