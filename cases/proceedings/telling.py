"""Who must hear of proceedings before anything is published."""

from cases.models import Case


def not_yet_told(case: Case) -> list[str]:
    """Families and victims who have not been told yet, by name."""
    return [str(party) for party in case.parties.not_yet_told()]
