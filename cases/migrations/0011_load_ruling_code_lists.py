"""The lists that structured rulings choose from: seriousness, forum, special conditions, presumption, actions."""

from django.db import migrations

from cases.code_files import load_into


def load(apps, schema_editor):
    load_into(apps.get_model("cases", "Code"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_add_structured_rulings")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
