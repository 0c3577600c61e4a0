"""The first version of each rule, from `cases/flags/rules.toml`."""

import tomllib
from pathlib import Path

from django.db import migrations

RULES = Path(__file__).resolve().parent.parent / "rules.toml"
FIRST = 1


def load(apps, schema_editor):
    rule_model = apps.get_model("flags", "Rule")
    version_model = apps.get_model("flags", "RuleVersion")
    for row in tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]:
        if row["number"] != FIRST:
            continue
        rule, _ = rule_model.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"]})
        version_model.objects.get_or_create(
            rule=rule,
            number=FIRST,
            defaults={
                name: row[name] for name in ("parameters", "effective_from", "written_by", "approved_by")
            },
        )


def unload(apps, schema_editor):
    """Takes the rules out again. Refused by the database while a flag rests on one."""
    apps.get_model("flags", "RuleVersion").objects.filter(number=FIRST).delete()
    apps.get_model("flags", "Rule").objects.filter(versions__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("flags", "0002_widen_evidence_and_runs")]

    operations = [migrations.RunPython(load, unload)]
