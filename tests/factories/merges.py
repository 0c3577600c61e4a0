from cases.merges.actions import merging
from cases.merges.models import OfficerMerge
from officers.models import Officer
from tests.factories.accounts import UserFactory


def merged(kept: Officer, absorbed: Officer) -> OfficerMerge:
    """Two records taken for one person, as one proposed it and another approved."""
    made = merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=UserFactory(role="caseworker"))
    return merging.approve(merge=made, note="Compared.", by=UserFactory(role="manager"))
