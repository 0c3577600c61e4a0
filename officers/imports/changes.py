"""What a chunk of a roster changes."""

from dataclasses import dataclass, field
from typing import Any

from misconduct.imports.importer import Change
from officers.models import Officer, Posting


@dataclass
class RosterChange(Change):
    """People and postings to write. Units are named by code: some are yet to be created."""

    units: list[str] = field(default_factory=list)
    new_people: list[dict[str, Any]] = field(default_factory=list)
    new_postings: list[dict[str, Any]] = field(default_factory=list)
    people: list[tuple[Officer, list[str]]] = field(default_factory=list)
    postings: list[tuple[Posting, dict[str, Any]]] = field(default_factory=list)
