"""The first versions of the rules about units and about cases."""

from django.db import migrations

from cases.flags import first_versions

SLUGS = ("case-drift", "unit-cluster")


def load(apps, schema_editor):
    first_versions.load(apps, SLUGS)


def unload(apps, schema_editor):
    first_versions.unload(apps, SLUGS)


class Migration(migrations.Migration):
    dependencies = [("flags", "0015_range_over_units_and_cases")]

    operations = [migrations.RunPython(load, unload)]
