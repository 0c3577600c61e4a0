"""The first version of the rule about people who served in another force."""

from django.db import migrations

from cases.flags import first_versions

SLUGS = ("transferee-without-history",)


def load(apps, schema_editor):
    first_versions.load(apps, SLUGS)


def unload(apps, schema_editor):
    first_versions.unload(apps, SLUGS)


class Migration(migrations.Migration):
    dependencies = [("flags", "0013_load_the_rule_about_peers")]

    operations = [migrations.RunPython(load, unload)]
