"""The first version of the rules that read no more of a person than their own record."""

from django.db import migrations

from cases.flags import first_versions

SLUGS = (
    "data-misuse-with-contact",
    "ended-without-a-case",
    "live-warning",
    "notices-served",
    "probationer",
    "rising-severity",
    "second-serious-matter",
    "several-sources",
    "similar-conduct",
    "vulnerable-people",
)


def load(apps, schema_editor):
    first_versions.load(apps, SLUGS)


def unload(apps, schema_editor):
    first_versions.unload(apps, SLUGS)


class Migration(migrations.Migration):
    dependencies = [("flags", "0010_count_what_came_later")]

    operations = [migrations.RunPython(load, unload)]
