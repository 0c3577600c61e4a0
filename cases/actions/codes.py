"""Bringing the code lists into line with their files."""

from django.db import transaction

from cases.code_files import Loaded, load_into
from cases.models import Code
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record


@transaction.atomic
def load(*, by: Doer) -> Loaded:
    """Load every list from `cases/code_lists/`. Safe to repeat; a run that changes nothing leaves no event."""
    require(by, Permission.CODE_LIST_MANAGE)
    loaded = load_into(Code)
    if loaded.added or loaded.changed:
        record("code_lists.loaded", by=by, after={"added": loaded.added, "changed": loaded.changed})
    return loaded
