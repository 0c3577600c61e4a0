"""The page of one version of a rule, and the forms that change, try, approve, discard and retire it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cases.flags import rules, versions
from cases.flags.actions import backtests, retirement, rule_versions
from cases.flags.backtesting.everything import NOT_TRIED, can_try
from cases.flags.effect import a_year_before
from cases.flags.models import Flag, RuleVersion
from cases.flags.rule_forms import ApproveForm, BacktestForm, DiscardForm, ParametersForm, RetireAnswerForm, RetireForm
from cases.flags.rules.history import About
from cases.flags.widening import widening_of
from misconduct.accounts.models import User
from misconduct.accounts.pages import ScopedObjectPage, VersionedPage
from misconduct.accounts.roles import Permission
from misconduct.core.ratios import LEAST_RATIO
from misconduct.core.tables import Column
from misconduct.core.wording import counted, uk_date

_SAME_MONTHS = " Nothing is flagged. The version in force is tried on the same months"
_HOW_IT_IS_TRIED = {
    About.OFFICER: (
        "On the first day of each month it looks at everybody in post by what was known then, and then at what came"
        f" later.{_SAME_MONTHS}, so that groups can be compared."
    ),
    About.UNIT: (
        "On the first day of each month it looks at every unit by the postings and matters on record today, and counts"
        f" those it would have flagged.{_SAME_MONTHS}."
    ),
    About.CASE: (
        "On the first day of each month it looks at every case open then by the days and deadlines on record today, and"
        f" counts those it would have flagged.{_SAME_MONTHS}."
    ),
}
_GAP_COLUMNS = (
    Column("Group"),
    Column("In post", is_numeric=True),
    Column("Flagged in force", is_numeric=True),
    Column("Times in force"),
    Column("Flagged by this draft", is_numeric=True),
    Column("Times by this draft"),
)


def _widening(version: RuleVersion) -> dict[str, Any]:
    """How the groups would stand beside the version in force, as both pages of a draft show it."""
    return {"widening": widening_of(version), "gap_columns": _GAP_COLUMNS, "least_ratio": LEAST_RATIO}


class VersionDetail(ScopedObjectPage):
    """What a version looks for, how it differs from what applies, what it would have done, and what may be done."""

    model = RuleVersion
    permission = Permission.FLAG_VIEW
    event = "flag.rule_version_viewed"
    template_name = "flags/version_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version, user = self.object, self.request.user
        today = timezone.localdate()
        in_force = version.rule.versions.in_force(today).exclude(pk=version.pk).first()
        tried = versions.backtests_of(version).visible_to(user)
        may_manage = user.has(Permission.FLAG_RULE_MANAGE)
        return super().get_context_data(
            version=version,
            state=version.state(today),
            in_words=versions.words(version),
            lines=versions.lines(version, in_force if version.is_draft else None),
            in_force=in_force,
            backtests=tried.select_related("requested_by"),
            can_try=can_try(version.rule.slug),
            why_not_tried=NOT_TRIED,
            was_tried=not can_try(version.rule.slug) or rule_versions.was_tried(version),
            **(_widening(version) if version.is_draft else {}),
            may_manage=may_manage,
            is_author=version.is_draft and rule_versions.wrote(version, user),
            may_retire=may_manage and version.state(today) == "In force" and version.effective_to is None,
            is_asker=version.retirement_asked_by_id == user.pk,
            **kwargs,
        )


class _VersionFormPage(VersionedPage):
    """A form about a version of a rule."""

    model = RuleVersion
    object: RuleVersion
    permission = Permission.FLAG_RULE_MANAGE
    template_name = "form_page.html"
    heading = ""
    lead = ""
    submit = "Save"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {
            "caption": self.object.rule.name,
            "heading": self.heading,
            "lead": self.lead,
            "submit": self.submit,
            "back_url": self.object.get_absolute_url(),
        }
        return super().get_context_data(**{**shown, **kwargs})

    def done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.object)


class VersionChange(_VersionFormPage):
    form_class = ParametersForm
    heading = "Change the draft"
    submit = "Save the draft"

    def get_form_kwargs(self) -> dict[str, Any]:
        slug = self.object.rule.slug
        shown = rules.read(slug, self.object.parameters)
        initial = {"reason": self.object.reason}
        return {**super().get_form_kwargs(), "slug": slug, "shown": shown, "initial": initial}

    def act(self, form: Any) -> HttpResponse:
        rule_versions.change_draft(
            drafted=self.object,
            parameters=form.parameters(),
            reason=form.cleaned_data["reason"],
            version=self.version_sent,
            by=self.request.user,
        )
        return self.done("The draft is changed.")


class VersionBacktest(_VersionFormPage):
    form_class = BacktestForm
    heading = "Try this version on past months"
    submit = "Start the back-test"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "about": self.object.rule.looks_at}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "lead": _HOW_IT_IS_TRIED[self.object.rule.looks_at]})

    def act(self, form: Form) -> HttpResponse:
        given = form.cleaned_data
        made = backtests.request_beside_in_force(version=self.object, by=self.request.user, **given)
        return redirect(made)


class VersionApprove(_VersionFormPage):
    form_class = ApproveForm
    heading = "Approve this version"
    lead = "From its first day on it takes the place of the version in force. Flags raised before stay as they are."
    submit = "Approve the version"
    template_name = "flags/version_approve.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "was_tried": can_try(self.object.rule.slug)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafted = self.object
        in_force = drafted.rule.versions.in_force(timezone.localdate()).exclude(pk=drafted.pk).first()
        return super().get_context_data(
            caption=f"{drafted.rule.name}, version {drafted.number}",
            in_words=versions.words(drafted),
            changes=[line for line in versions.lines(drafted, in_force) if line.is_changed],
            can_try=can_try(drafted.rule.slug),
            why_not=NOT_TRIED,
            **_widening(drafted),
            **kwargs,
        )

    def act(self, form: Form) -> HttpResponse:
        given = {"version": self.version_sent, **form.cleaned_data}
        made = rule_versions.approve(drafted=self.object, by=self.request.user, **given)
        return self.done(f"Version {made.number} applies from {uk_date(made.effective_from)}.")


class VersionDiscard(_VersionFormPage):
    form_class = DiscardForm
    heading = "Throw this draft away"
    submit = "Throw the draft away"

    def act(self, form: Form) -> HttpResponse:
        rule_versions.discard(
            drafted=self.object, version=self.version_sent, by=self.request.user, reason=form.cleaned_data["reason"]
        )
        return self.done("The draft is thrown away. It stays here to be read.")


class VersionRetire(_VersionFormPage):
    form_class = RetireForm
    heading = "Ask to retire this rule"
    lead = "It applies until somebody else has agreed. The rule then raises no flags until another version applies."
    submit = "Ask to retire the rule"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "version": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"lead": f"{self.lead} {_lately(self.object, self.request.user)}", **kwargs})

    def act(self, form: Form) -> HttpResponse:
        retirement.ask(version=self.object, by=self.request.user, **form.cleaned_data)
        return self.done("Somebody else who manages rules must agree before the rule ends.")


class VersionRetireAnswer(_VersionFormPage):
    form_class = RetireAnswerForm
    heading = "Answer the request to retire this rule"
    submit = "Send the answer"

    def get_form_kwargs(self) -> dict[str, Any]:
        is_asker = self.object.retirement_asked_by_id == self.request.user.pk
        return {**super().get_form_kwargs(), "is_asker": is_asker}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, lead = self.object, "Nobody asks to retire this rule now."
        if asked.waits_to_be_retired and asked.retirement_asked_by is not None:
            name, day = asked.retirement_asked_by.get_full_name(), uk_date(asked.retirement_asked_from)
            lead = f"{name} asked that it no longer apply from {day}: “{asked.retirement_reason}”"
        return super().get_context_data(**{"lead": f"{lead} {_lately(asked, self.request.user)}", **kwargs})

    def act(self, form: Form) -> HttpResponse:
        if form.cleaned_data["answer"] == "keep":
            retirement.keep(version=self.object, note=form.cleaned_data["note"], by=self.request.user)
            return self.done("The rule is kept.")
        ended = retirement.agree(version=self.object, by=self.request.user)
        return self.done(f"The rule no longer applies from {uk_date(ended.effective_to)}.")


def _lately(version: RuleVersion, user: User) -> str:
    """What the rule found, for whoever thinks of ending it."""
    raised = Flag.objects.visible_to(user).filter(rule=version.rule_id)
    year = raised.filter(fired_at__date__gte=a_year_before(timezone.localdate())).count()
    return f"It raised {counted(year, 'flag')} in the last 12 months. To review now: {raised.open().count():,}."
