"""The first version of the rule that sets people beside those in the same work."""

from django.db import migrations

from cases.flags import first_versions

SLUGS = ("two-years-among-peers",)


def load(apps, schema_editor):
    first_versions.load(apps, SLUGS)


def unload(apps, schema_editor):
    first_versions.unload(apps, SLUGS)


class Migration(migrations.Migration):
    dependencies = [("flags", "0012_keep_peers_with_a_run")]

    operations = [migrations.RunPython(load, unload)]
