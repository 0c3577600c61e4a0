"""The code lists, so that a migrated database can log a case. Later changes of the files: `manage.py load_code_lists`."""

from django.db import migrations

from cases.code_files import load_into


def load(apps, schema_editor):
    load_into(apps.get_model("cases", "Code"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_create_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
