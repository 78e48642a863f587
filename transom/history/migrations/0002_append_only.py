from django.db import migrations

from transom.kernel.sql import append_only


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial"), ("kernel", "0001_initial")]

    operations = [append_only("history_event")]
