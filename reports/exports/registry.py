"""Every export there is, in the order the catalogue shows them."""

from reports.exports.allegations import ALLEGATIONS
from reports.exports.audit import AUDIT_LOG
from reports.exports.cases import CASE_REGISTER
from reports.exports.deadlines import DEADLINES
from reports.exports.export import Export
from reports.exports.flags import FLAG_DECISIONS
from reports.exports.outcomes import OUTCOMES
from reports.exports.people import OFFICER_KEY, OFFICERS
from reports.exports.repeat import REPEAT_REGISTER

EXPORTS: dict[str, Export] = {
    export.slug: export
    for export in (
        CASE_REGISTER,
        ALLEGATIONS,
        OUTCOMES,
        DEADLINES,
        OFFICERS,
        REPEAT_REGISTER,
        FLAG_DECISIONS,
        AUDIT_LOG,
        OFFICER_KEY,
    )
}
