"""Which reminder is due on a day, and what it says. Nothing here names a person of the case or tells what happened."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from cases.clocks.definitions import Definition, Nature
from cases.clocks.models import Clock, Reminder
from misconduct.core.wording import counted, uk_date

# A deadline missed longer ago, such as one found in records entered late, stands in the list and sends no e-mail.
MOST_DAYS_LATE = 28


def kind_due(rule: Definition, due_on: date, *, today: date) -> str:
    """The latest reminder whose day has come: one, also where a worker slept through several. Empty for none."""
    left = (due_on - today).days
    if left < 0:
        return Reminder.MISSED if rule.nature == Nature.DUTY and -left <= MOST_DAYS_LATE else ""
    passed = [days for days in rule.remind_days if days >= left]
    return f"before-{min(passed)}" if passed else ""


def subject_of(clock: Clock, *, today: date) -> str:
    if clock.due_on and clock.due_on < today:
        return f"{clock.case.reference}: {clock.label}, missed on {uk_date(clock.due_on)}"
    return f"{clock.case.reference}: {clock.label}, due {uk_date(clock.due_on)}"


def body_of(clock: Clock, *, today: date) -> str:
    """Plain text: the reference, what is due and when, and where to go."""
    link = f"{settings.SERVICE_URL}{reverse('clocks:case', args=[clock.case_id])}"
    rule = clock.rule
    return "\n".join(
        (
            f"Case: {clock.case.reference}",
            f"Deadline: {clock.label} ({rule.limit})",
            f"Last day: {uk_date(clock.due_on)}, {_how_far(clock, today)}",
            f"Law: {rule.source}",
            "",
            _what_to_do(clock, today),
            link,
            "",
            f"{settings.FORCE_NAME}, professional standards. Sign in to read more: this message holds no details.",
            "",
        )
    )


def _how_far(clock: Clock, today: date) -> str:
    days = (clock.due_on - today).days if clock.due_on else 0
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def _what_to_do(clock: Clock, today: date) -> str:
    if clock.due_on and clock.due_on < today:
        return "It was missed. Do now what is due, and say in the case why it is late:"
    return "Open the case to see what is to be done:"
