"""Which notices can be written in a case, and for the others why not: plain facts in, a sentence out."""

from dataclasses import dataclass

from cases.notices.catalogue import Audience, Template
from cases.stages import RecordType
from officers.models import Officer

_NEEDED = {
    "severity": "Record a severity assessment of this person first.",
    "earlier_notice": "Serve a notice of investigation on this person first.",
    "suspension": "Record the suspension of this person first.",
    "meeting": "Open a misconduct meeting about this person first.",
    "hearing": "Open a misconduct hearing about this person first.",
    "proceedings": "Open misconduct proceedings about this person first.",
}


@dataclass(frozen=True)
class Person:
    """What decides which notices a subject can get. `capacity` is the kind of person, as on the roster.

    `undergone` holds "suspension", "proceedings", "meeting" and "hearing", as far as this case has them of the person.
    """

    name: str
    capacity: str
    has_left: bool
    has_severity: bool
    has_notice: bool
    undergone: frozenset[str] = frozenset()


def why_not(template: Template, *, regime: str, record_type: str, person: Person | None) -> str | None:
    """Why this notice cannot be written; None where it can. `person` is the subject it goes to or is about."""
    if regime not in template.regimes:
        law = f"under the law of {regime}" if regime else "before the law this text was written for"
        return f"The matter was received {law}. Write this by hand."
    if template.record_types and record_type not in template.record_types:
        return f"It is for {_kinds(template)}."
    if person is None:
        return "Identify a subject first." if template.to == Audience.SUBJECT else None
    return _why_not_this_person(template, person)


def _why_not_this_person(template: Template, person: Person) -> str | None:
    if template.capacities and person.capacity not in template.capacities:
        kind = Officer.Kind(person.capacity).label.lower() if person.capacity else "somebody of unknown capacity"
        return f"{person.name} is {_with_article(kind)}, and is not under these regulations."
    if template.former is True and not person.has_left:
        return f"{person.name} has not left the force."
    if template.former is False and person.has_left:
        return f"{person.name} has left the force."
    held = {"severity": person.has_severity, "earlier_notice": person.has_notice}
    missing = [need for need in _NEEDED if need in template.needs and not held.get(need, need in person.undergone)]
    return _NEEDED[missing[0]] if missing else None


def _kinds(template: Template) -> str:
    labels = [RecordType(kind).short_label for kind in RecordType if kind in template.record_types]
    return f"these kinds of case: {', '.join(labels)}"


def _with_article(kind: str) -> str:
    if kind.startswith("somebody") or kind == "police staff":
        return f"a member of {kind}" if kind == "police staff" else kind
    return f"a {kind}"
