"""Who can sign in to the demonstration: one person for each role.

The demo command makes these accounts, `script/server` prints them and the sign-in page shows them.
"""

_PASSWORD = "wessex-vale-demo"

DEMO_SIGN_INS: tuple[tuple[str, str, str], ...] = (
    ("Caseworker", "caseworker", _PASSWORD),
    ("Investigator", "investigator", _PASSWORD),
    ("Manager (head of PSD)", "manager", _PASSWORD),
    ("Auditor", "auditor", _PASSWORD),
    ("Administrator", "administrator", _PASSWORD),
    ("Line manager", "line_manager", _PASSWORD),
)
