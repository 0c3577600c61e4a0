#!/usr/bin/env python
"""The command line of the misconduct tracker."""

import os
import sys

from django.core.management import execute_from_command_line

# These change tables, so they connect with DATABASE_OWNER_URL where it is set.
OWNER_COMMANDS = {"migrate", "pgtrigger"}


def main() -> None:
    if OWNER_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("DATABASE_ROLE", "owner")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "misconduct.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
