from django.db import migrations

from transom.kernel.sql import readable_by_public


class Migration(migrations.Migration):
    """The only tables that public pages may read."""

    dependencies = [("search", "0001_initial"), ("kernel", "0001_initial")]

    operations = [
        readable_by_public("search_publicrecord"),
        readable_by_public("search_choice"),
        readable_by_public("search_word"),
    ]
