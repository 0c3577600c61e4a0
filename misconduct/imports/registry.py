"""The kinds of file that can be imported. Settings name them: the apps that know their rows stand above this one."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from misconduct.imports.importer import Importer


@cache
def importers() -> dict[str, Importer]:
    """Every importer by its kind."""
    found: list[Importer] = [import_string(path) for path in settings.IMPORTERS]
    return {importer.kind: importer for importer in found}


def importer_for(kind: str) -> Importer:
    """The importer of a kind; KeyError when there is none."""
    return importers()[kind]
