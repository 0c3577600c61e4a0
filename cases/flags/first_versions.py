"""The first versions of rules, as `rules.toml` has them, put in force by the migrations that name them."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "rules.toml"
NUMBER = 1
_FIELDS = ("parameters", "effective_from", "written_by", "approved_by")


def load(apps: Any, slugs: Collection[str]) -> None:
    """Put the first version of each of these rules in force, unless it is there. KeyError for one not in the file."""
    rows = {row["slug"]: row for row in stored()}
    for slug in slugs:
        row = rows[slug]
        rule, _ = apps.get_model("flags", "Rule").objects.get_or_create(slug=slug, defaults={"name": row["name"]})
        apps.get_model("flags", "RuleVersion").objects.get_or_create(
            rule=rule, number=NUMBER, defaults={name: row[name] for name in _FIELDS}
        )


def unload(apps: Any, slugs: Collection[str]) -> None:
    """Take them out again. Refused by the database while a flag rests on one."""
    apps.get_model("flags", "RuleVersion").objects.filter(rule__slug__in=slugs, number=NUMBER).delete()
    apps.get_model("flags", "Rule").objects.filter(slug__in=slugs, versions__isnull=True).delete()


def stored() -> list[dict[str, Any]]:
    """Every rule in the file."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]
    return found
