"""From what is filled in to the letter: what is missing, what the reader will see, and the pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings

from cases.notices import catalogue, deemed, facts, letters
from cases.notices.catalogue import Audience, MergeField, Template
from cases.notices.models import NoticeDraft
from cases.notices.pdf import Letter
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date, uk_time

_RECIPIENT = {
    "name": MergeField("recipient_name", "Name of the recipient"),
    "address": MergeField("recipient_address", "Postal address of the recipient"),
    "email": MergeField("recipient_email", "Email address of the recipient"),
}
_METHOD = MergeField("method", "How it will be given")


@dataclass(frozen=True)
class Composed:
    """A letter as it would read if it were sent at a moment, and what is still missing for that."""

    template: Template
    values: dict[str, str]
    shown: dict[str, str]
    missing: Sequence[MergeField]
    blocks: Sequence[letters.Block]
    given_on: date | None
    last_day: date | None
    at: datetime

    def letter(self, draft: NoticeDraft, *, number: int | None) -> Letter:
        """The pages. Without a number they are marked as a draft."""
        reference = f"{draft.case}/N{number}" if number else f"{draft.case}, draft"
        return Letter(
            title=self.template.title,
            reference=reference,
            dated=uk_date(self.at),
            marking=self.template.marking,
            address=address_of(draft),
            blocks=self.blocks,
            signature=[self.shown["signatory"], self.shown["signatory_role"]] if "signatory" in self.shown else [],
            has_receipt=self.template.receipt,
            is_draft=number is None,
            made_at=self.at,
        )


def compose(draft: NoticeDraft, known: facts.Known, *, at: datetime) -> Composed:
    """The letter of a draft as it stands; a missing field reads as its label in brackets."""
    template, regime = catalogue.template(draft.template), draft.case.regime
    fields = template.fields(regime)
    method = deemed.methods().get(draft.method)
    given_on = method.given_on(at) if method else None
    last_day = template.last_day.last_day(given_on) if template.last_day and given_on else None
    offered = facts.offered(known, template)
    values = {one.key: draft.values.get(one.key, "") for one in fields if one.source in {"typed", "case"}}
    values |= {one.key: offered.get(one.key, "") for one in fields if one.source == "record"}
    shown = {one.key: _shown(one, values.get(one.key, "")) for one in fields}
    shown |= {
        "recipient_name": draft.recipient_name,
        "force": settings.FORCE_NAME,
        "deemed_on": uk_date(given_on),
        "last_day": uk_date(last_day),
    }
    missing = list(_missing(draft, fields, shown))
    gaps = {one.key: f"[{one.label}]" for one in missing}
    law = catalogue.law(regime=regime, record_type=draft.case.record_type)
    blocks = letters.merge(template.text(regime), law | shown | gaps)
    return Composed(template, values, shown, missing, blocks, given_on, last_day, at)


def cleaned(values: dict[str, Any], fields: Sequence[MergeField]) -> dict[str, str]:
    """What was filled in as it is kept: text without blanks around it, dates and times as ISO.

    Raises Refused for a field the letter does not have, and for a value that its kind does not allow.
    """
    known = {one.key: one for one in fields}
    for key in values:
        if key not in known:
            raise Refused(f"This letter has no field “{key}”.")
    return {key: _cleaned(known[key], value) for key, value in values.items()}


def address_of(draft: NoticeDraft) -> list[str]:
    """The lines of the address block; none for what is published."""
    if draft.to == Audience.PUBLIC:
        return []
    lines = [draft.recipient_name, *draft.recipient_address.splitlines()]
    method = deemed.methods().get(draft.method)
    if method and method.needs == "email":
        lines += ["By email", draft.recipient_email]
    return [line.strip() for line in lines if line.strip()]


def _cleaned(field: MergeField, value: Any) -> str:
    if isinstance(value, date | time) and not isinstance(value, datetime):
        return value.isoformat()
    text = str(value or "").replace("\r\n", "\n").replace("\x00", "").strip()
    if field.kind == "choice" and text and text not in field.options:
        raise Refused(f"Select one of the answers listed for “{field.label}”.", field=field.key)
    if field.kind in {"date", "time"} and text:
        try:
            _shown(field, text)
        except ValueError:
            raise Refused(f"{field.label} must be a real {field.kind}.", field=field.key) from None
    return text


def _shown(field: MergeField, value: str) -> str:
    """A value as the letter says it. Raises ValueError for a date or time that is none."""
    if not value:
        return ""
    if field.kind == "date":
        return uk_date(date.fromisoformat(value))
    return uk_time(time.fromisoformat(value)) if field.kind == "time" else value


def _missing(draft: NoticeDraft, fields: Sequence[MergeField], shown: dict[str, str]) -> Iterator[MergeField]:
    method = deemed.methods().get(draft.method)
    if draft.to != Audience.PUBLIC and not draft.recipient_name:
        yield _RECIPIENT["name"]
    if method is None:
        yield _METHOD
    elif method.needs and not getattr(draft, f"recipient_{method.needs}"):
        yield _RECIPIENT[method.needs]
    for field in fields:
        if field.source != "computed" and not field.is_optional and not shown[field.key].strip():
            yield field
