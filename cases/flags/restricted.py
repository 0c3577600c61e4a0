"""Rules whose flags tell who reported in confidence: they are for those only who may know that.

To anybody else such a flag is not there: in no list, count, export or page, and the log names nobody with it.
"""

from cases.flags.rules import reporter_reprisal
from misconduct.accounts.roles import Permission

RULES = frozenset({reporter_reprisal.SLUG})
PERMISSION = Permission.REPORTER_IDENTIFY
