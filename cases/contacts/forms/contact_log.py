from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from cases.contacts.actions.contact_log import ContactDetails
from cases.contacts.codes import CODES
from cases.contacts.models import Contact
from cases.forms.base import LONG, CaseForm, why
from misconduct.core.forms.fields import GovukDateField, GovukTimeField
from misconduct.core.forms.widgets import Radios
from misconduct.core.wording import uk_time


class ContactForm(CaseForm):
    """One contact as it was."""

    day = GovukDateField(label="Day", past_only=True)
    time = GovukTimeField(label="Time", help_text="For example, 3:07pm or 15:07")
    direction = forms.ChoiceField(label="Who made contact", choices=Contact.Direction.choices, widget=Radios)
    channel = forms.ChoiceField(label="How", error_messages={"required": "Select how contact was made"})
    purpose = forms.ChoiceField(label="What it was for", choices=Contact.Purpose.choices, widget=Radios)
    is_in_writing = forms.BooleanField(
        label="It was in writing",
        required=False,
        help_text="Updates and the outcome must be given in writing, except outside Schedule 3.",
    )
    said = forms.CharField(
        label="What was said",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter what was said"},
    )
    late_reason = forms.CharField(
        label="Why the update is late",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only for an update given after its last day.",
    )

    def prepare(self) -> None:
        now = timezone.localtime()
        channel: Any = self.fields["channel"]
        channel.choices = [("", "Choose how"), *CODES.choices("channel", on=now.date())]
        self.initial.setdefault("direction", Contact.Direction.OUT)
        self.initial.setdefault("day", now.date())
        self.initial.setdefault("time", uk_time(now))

    def details(self) -> ContactDetails:
        """What was answered, as the action takes it."""
        given = dict(self.cleaned_data)
        at = timezone.make_aware(datetime.combine(given.pop("day"), given.pop("time")))
        given.pop("reason", None)
        return ContactDetails(at=at, **given)


class CorrectionForm(ContactForm):
    """The entry as it should have read."""

    reason = why("Why the entry is corrected", "Enter why the entry is corrected")

    @staticmethod
    def answers(contact: Contact) -> dict[str, Any]:
        """The entry that is wrong, to be put right."""
        at = timezone.localtime(contact.at)
        names = ("direction", "channel", "purpose", "is_in_writing", "said", "late_reason")
        kept = {name: getattr(contact, name) for name in names}
        return {"day": at.date(), "time": uk_time(at), **kept}
