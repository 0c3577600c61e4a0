from officers.models.officer import Officer, OfficerAlias
from officers.models.posting import Posting
from officers.models.prior_service import PriorService
from officers.models.unit import Unit, UnitScope, unit_ids_in_scope, units_and_below

__all__ = (
    "Officer",
    "OfficerAlias",
    "Posting",
    "PriorService",
    "Unit",
    "UnitScope",
    "unit_ids_in_scope",
    "units_and_below",
)
