from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from cases.contacts.models import Party
from cases.forms.base import LONG, CaseForm, why
from cases.notices import deemed
from cases.notices.actions.drafts import Recipient, Writing
from cases.notices.catalogue import Audience, MergeField, Template
from cases.notices.deemed import Method
from cases.notices.models import Notice
from misconduct.core.forms.fields import GovukDateField, GovukTimeField
from misconduct.core.forms.widgets import Radios
from misconduct.core.wording import mid_sentence, uk_time

_LINE = 1_000
_RECIPIENT = ("recipient_name", "recipient_address", "recipient_email", "method")


class WritingForm(CaseForm):
    """Who gets a letter, and everything its text asks for. Gaps may stay until it is issued, and are named then."""

    marks_optional = False

    recipient_name = forms.CharField(label="Name of the recipient", max_length=_LINE, required=False)
    recipient_address = forms.CharField(
        label="Postal address", max_length=_LINE, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    recipient_email = forms.EmailField(label="Email address", required=False)
    method = forms.ChoiceField(
        label="How it will be given",
        required=False,
        widget=Radios,
        help_text="The dates in the letter are counted from the day the law takes it to be given.",
    )

    def __init__(
        self, *args: Any, template: Template, offered: Mapping[str, str], party: Party | None = None, **kwargs: Any
    ) -> None:
        self.template = template
        self.party = party
        super().__init__(*args, **kwargs)
        self.initial = {**offered, **(kwargs.get("initial") or {})}

    def prepare(self) -> None:
        methods = deemed.allowed(regime=self.case.regime, audience=self.template.to)
        _offer_methods(self.fields["method"], methods)
        if self.template.to == Audience.PUBLIC:
            for name in _RECIPIENT[:3]:
                del self.fields[name]
        for field in self.template.asked(self.case.regime):
            self.fields[field.key] = _question(field)

    def writing(self) -> Writing:
        """What was answered, as the action takes it."""
        given = self.cleaned_data
        name, address, email, method = (given.get(key, "") for key in _RECIPIENT)
        recipient = Recipient(name=name, address=address, email=email, method=method, party=self.party)
        return Writing(recipient, {key: value for key, value in given.items() if key not in _RECIPIENT})


_WHY_PROOF = "A failure to answer counts against somebody only if it can be proved that they had the notice."


class ServeForm(CaseForm):
    """How a notice was given, and what proves it."""

    method = forms.ChoiceField(label="How it was given", widget=Radios)
    sent_on = GovukDateField(label="Day it was sent or handed over", past_only=True)
    sent_at = GovukTimeField(label="Time", help_text="For example, 3:07pm or 15:07")
    proof = forms.CharField(
        label="Proof",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What shows later that they had it.",
        error_messages={"required": "Enter what proves that it was given"},
    )

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        self.notice = notice
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        methods = deemed.allowed(regime=self.notice.regime, audience=Audience(self.notice.to))
        _offer_methods(self.fields["method"], methods)
        if self.notice.to == Audience.SUBJECT:
            self.fields["proof"].help_text = _WHY_PROOF
        now = timezone.localtime()
        self.initial = {"method": self.notice.method, "sent_on": now.date(), "sent_at": uk_time(now)}

    def sent(self) -> datetime:
        """The moment, in London. The minute of issue counts as after it."""
        moment = datetime.combine(self.cleaned_data["sent_on"], self.cleaned_data["sent_at"])
        return timezone.make_aware(moment)


class AcknowledgeForm(CaseForm):
    acknowledged_on = GovukDateField(label="Day they confirmed having it", past_only=True)


class WithholdForm(CaseForm):
    """Why somebody is not told yet."""

    decided_on = GovukDateField(label="Date decided", past_only=True)
    reason = why(
        "How the notice might prejudice the investigation",
        "Enter how the notice might prejudice the investigation",
    )

    def prepare(self) -> None:
        self.initial.setdefault("decided_on", timezone.localdate())


class ConfirmForm(CaseForm):
    """Nothing to fill in: the page itself is what is confirmed."""


def _offer_methods(field: Any, methods: Sequence[Method]) -> None:
    field.choices = [(method.slug, method.label) for method in methods]
    field.widget.hints = {method.slug: f"Proof: {mid_sentence(method.proof)}" for method in methods}


def _question(field: MergeField) -> forms.Field:
    label = f"{field.label} (optional)" if field.is_optional else field.label
    common: dict[str, Any] = {"label": label, "required": False, "help_text": field.help}
    if field.kind == "date":
        return GovukDateField(**common)
    if field.kind == "time":
        return GovukTimeField(**common)
    if field.kind == "choice":
        choices = [(one, one[:1].upper() + one[1:]) for one in field.options]
        return forms.ChoiceField(choices=choices, widget=Radios, **common)
    if field.kind == "long":
        return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}), **common)
    return forms.CharField(max_length=_LINE, **common)
