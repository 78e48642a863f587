import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("type", "Type"), ("status", "Status")], max_length=10)),
                ("kind", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("what", "kind", "value"), name="search_choice_once")],
            },
        ),
        migrations.CreateModel(
            name="PublicRecord",
            fields=[
                ("id", models.BigIntegerField(help_text="The record's own id.", primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=60, unique=True)),
                (
                    "number_norm",
                    models.CharField(db_collation="C", help_text="Capitals and figures only.", max_length=60),
                ),
                ("kind", models.CharField(max_length=20)),
                ("type_id", models.CharField(max_length=80)),
                ("type_label", models.CharField(max_length=200)),
                ("status_label", models.CharField(max_length=80)),
                ("closed", models.BooleanField()),
                ("title", models.CharField(blank=True, max_length=300)),
                ("address", models.CharField(blank=True, max_length=240)),
                ("address_norm", models.CharField(blank=True, db_collation="C", max_length=240)),
                ("pin", models.CharField(blank=True, max_length=40)),
                ("applicant", models.CharField(blank=True, max_length=200)),
                ("contractor", models.CharField(blank=True, max_length=200)),
                (
                    "words",
                    models.TextField(blank=True, help_text="Applicant and contractor in lower case without accents."),
                ),
                ("valuation_cents", models.BigIntegerField(blank=True, null=True)),
                ("applied_on", models.DateField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "listed_on",
                    models.DateField(help_text="What lists are sorted by: applied, else issued, else long ago."),
                ),
                ("page", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["number_norm", "id"], name="public_number"),
                    models.Index(fields=["address_norm", "-listed_on", "-id"], name="public_address_prefix"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("address_norm", name="gin_trgm_ops"),
                        name="public_address_trgm",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("words", name="gin_trgm_ops"), name="public_words_trgm"
                    ),
                    models.Index(fields=["-listed_on", "-id"], name="public_newest"),
                    models.Index(fields=["kind", "-listed_on", "-id"], name="public_list"),
                    models.Index(fields=["type_id", "-listed_on", "-id"], name="public_type_list"),
                    models.Index(fields=["status_label", "-listed_on", "-id"], name="public_status_list"),
                    models.Index(
                        condition=models.Q(("pin", ""), _negated=True),
                        fields=["pin", "-listed_on"],
                        name="public_of_parcel",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("text", models.CharField(db_collation="C", max_length=60, primary_key=True, serialize=False)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("text", name="gin_trgm_ops"), name="search_word_trgm"
                    )
                ],
            },
        ),
    ]
