"""The first version of the rule about people whom a restricted record protects."""

from django.db import migrations

from cases.flags import first_versions

SLUGS = ("reporter-reprisal",)


def load(apps, schema_editor):
    first_versions.load(apps, SLUGS)


def unload(apps, schema_editor):
    first_versions.unload(apps, SLUGS)


class Migration(migrations.Migration):
    dependencies = [("flags", "0016_load_rules_about_units_and_cases")]

    operations = [migrations.RunPython(load, unload)]
