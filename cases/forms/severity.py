from typing import Any

from django import forms
from django.utils import timezone

from cases.actions.severity import HEADINGS, Reasoning
from cases.forms.base import LONG, CaseForm
from cases.forms.codes import CodeField, CodesField, choosable
from cases.forms.rulings import DecisionForm
from cases.models import Code, CodeList
from misconduct.core.forms.widgets import Checkboxes, Radios

_LABELS = {
    "culpability": "What shows the culpability",
    "harm": "What shows the harm",
    "aggravating": "What shows the aggravating factors",
    "mitigating": "What shows the mitigating factors",
}


def _items(label: str) -> CodesField:
    return CodesField(label=label, queryset=None, required=False, widget=Checkboxes)


def _evidence(heading: str) -> forms.CharField:
    return forms.CharField(
        label=_LABELS[heading],
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name the evidence for each item chosen. If there is nothing, say so.",
        error_messages={"required": f"Enter {_LABELS[heading].lower()}, or that there is none"},
    )


class SeverityForm(DecisionForm):
    """The seriousness worksheet: under each heading the items that apply and what shows them."""

    code_list = CodeList.SEVERITY
    marks_optional = False
    culpability_items = _items("Culpability")
    culpability = _evidence("culpability")
    harm_items = _items("Harm")
    harm = _evidence("harm")
    aggravating_items = _items("Aggravating factors")
    aggravating = _evidence("aggravating")
    mitigating_items = _items("Mitigating factors")
    mitigating = _evidence("mitigating")
    pattern = forms.CharField(
        label="What the earlier matters show together with this one",
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whether there is a pattern, and what it means for the severity. Needed if there are any.",
    )
    likely_forum = CodeField(
        label="Likely to go to",
        queryset=None,
        required=False,
        blank=True,
        empty_label="No proceedings",
        widget=Radios,
        help_text="Only misconduct and gross misconduct go to proceedings.",
    )
    field_order = (
        *(name for heading in HEADINGS for name in (f"{heading}_items", heading)),
        "pattern",
        "value",
        "likely_forum",
        "reasons",
        "decided_on",
        "authority",
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["value"].label = "Severity"
        days = [timezone.localdate(), self.case.received_on]
        items = choosable(CodeList.SERIOUSNESS, days=days)
        for heading in HEADINGS:
            self.offer(f"{heading}_items", items.filter(group=heading.capitalize()))
        self.offer("likely_forum", choosable(CodeList.FORUM, days=days).filter(group="Proceedings"))

    def reasoning(self) -> Reasoning:
        """The worksheet as the action takes it."""
        given = self.cleaned_data
        chosen: list[Code] = [code for heading in HEADINGS for code in given[f"{heading}_items"]]
        texts: dict[str, Any] = {heading: given[heading] for heading in HEADINGS}
        return Reasoning(**texts, factors=tuple(chosen), likely_forum=given["likely_forum"], pattern=given["pattern"])

    def stated(self) -> dict[str, Any]:
        """What it has in common with every ruling."""
        return {name: self.cleaned_data[name] for name in ("value", "reasons", "decided_on", "authority")}


class HistoryReadForm(CaseForm):
    """Which history was shown, so that a later one is not taken as read."""

    shown = forms.CharField(widget=forms.HiddenInput)
