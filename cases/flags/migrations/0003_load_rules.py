"""The first version of the first three rules, from `cases/flags/rules.toml`."""

from django.db import migrations

from cases.flags import first_versions

SLUGS = ("cases-in-12-months", "cases-in-24-months", "same-category-in-24-months")


def load(apps, schema_editor):
    first_versions.load(apps, SLUGS)


def unload(apps, schema_editor):
    first_versions.unload(apps, SLUGS)


class Migration(migrations.Migration):
    dependencies = [("flags", "0002_widen_evidence_and_runs")]

    operations = [migrations.RunPython(load, unload)]
