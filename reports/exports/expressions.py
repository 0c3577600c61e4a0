"""SQL expressions that several exports share."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, Func, IntegerField, TextField, Value
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast

from misconduct.core.working_days import bank_holidays

_EPOCH = "1900-01-01"  # a Monday


class _WeekdaysUpTo(Func):
    """Mondays to Fridays from 1 January 1900 up to and including a day."""

    template = (
        f"(5 * ((%(expressions)s - DATE '{_EPOCH}') / 7) + LEAST(mod(%(expressions)s - DATE '{_EPOCH}', 7) + 1, 5))"
    )
    output_field = IntegerField()

    def as_sql(self, *args: Any, **context: Any) -> tuple[str, Any]:
        """The day stands in the template twice, and so do its parameters."""
        sql, parameters = super().as_sql(*args, **context)
        return sql, (*parameters, *parameters)


class _BankHolidaysUpTo(Func):
    function = "width_bucket"
    output_field = IntegerField()


def _working_days_up_to(day: Combinable) -> CombinedExpression:
    holidays = Value(list(bank_holidays()), output_field=ArrayField(DateField()))
    return _WeekdaysUpTo(day) - _BankHolidaysUpTo(day, Cast(holidays, ArrayField(DateField())))


def working_days(start: Combinable, end: Combinable) -> CombinedExpression:
    """Working days after `start` up to and including `end`, as `working_days_between` counts them."""
    return _working_days_up_to(end) - _working_days_up_to(start)


def days(start: Combinable, end: Combinable) -> Func:
    """Calendar days from one date to another."""
    return Func(end, start, arg_joiner=" - ", template="(%(expressions)s)", output_field=IntegerField())


def today() -> Func:
    """The date in London when the export's snapshot was taken."""
    return Func(template="(now() AT TIME ZONE 'Europe/London')::date", output_field=DateField())


def iso_time(moment: Combinable) -> Func:
    """A moment in UTC, to the millisecond: 2026-03-04T15:07:00.000Z."""
    return Func(
        moment,
        template="to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
        output_field=TextField(),
    )


def pseudonym(officer_id: Combinable) -> Func:
    """A stable name for a person that only this installation can trace back; blank for nobody."""
    secret = hmac.new(settings.SECRET_KEY.encode(), b"export pseudonym", hashlib.sha256).hexdigest()
    return Func(
        officer_id,
        Value(secret),
        template="substr(encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex'), 1, 16)",
        arg_joiner="::text || ",
        output_field=TextField(),
    )
