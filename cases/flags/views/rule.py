"""The page of one rule, and the form that drafts its next version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cases.flags import rules, versions
from cases.flags.actions import rule_versions
from cases.flags.models import Rule, RuleVersion
from cases.flags.rule_forms import ParametersForm
from misconduct.accounts.pages import ScopedActionPage, ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.core.tables import Column

_COLUMNS = tuple(map(Column, ("Version", "Standing", "From", "To", "Written by", "Approved by")))


class RuleDetail(ScopedObjectPage):
    """What one rule looks for now, every version it had, and what it did on past months."""

    model = Rule
    permission = Permission.FLAG_VIEW
    event = "flag.rule_viewed"
    template_name = "flags/rule_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        every = list(self.object.versions.select_related("rule"))
        for version in every:
            version.said = version.state(today)
        in_force = next((one for one in every if one.said == "In force"), None)
        return super().get_context_data(
            rule=self.object,
            in_force=in_force,
            in_words=versions.words(in_force) if in_force else "",
            versions=every,
            draft=next((one for one in every if one.is_draft), None),
            backtests=self.object.backtests.visible_to(self.request.user).select_related("requested_by")[:20],
            may_manage=self.request.user.has(Permission.FLAG_RULE_MANAGE),
            columns=_COLUMNS,
            **kwargs,
        )


class RuleDraft(ScopedActionPage):
    """The editor of a rule's next version: numbers and switches in words."""

    model = Rule
    permission = Permission.FLAG_RULE_MANAGE
    form_class = ParametersForm
    template_name = "form_page.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "slug": self.object.slug, "shown": _parameters(self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {
            "caption": self.object.name,
            "heading": "Draft a new version",
            "lead": "Nothing changes yet: a draft is tried on past months, and somebody else approves it.",
            "submit": "Save the draft",
            "back_url": self.object.get_absolute_url(),
        }
        return super().get_context_data(**shown, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        made = rule_versions.draft(
            rule=self.object,
            parameters=form.parameters(),
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        messages.success(self.request, f"Version {made.number} is drafted. Try it on past months next.")
        return redirect(made)


def _parameters(rule: Rule) -> Any:
    """Those of the version in force, or of the latest where none is."""
    in_force = rule.versions.in_force(timezone.localdate()).first()
    version: RuleVersion = in_force or rule.versions.latest("number")
    return rules.read(rule.slug, version.parameters)
