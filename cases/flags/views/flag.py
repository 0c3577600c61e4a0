from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cases.flags import rules, ties
from cases.flags.actions import reviews, second_readings
from cases.flags.actions.second_readings import OWN, waiting_review
from cases.flags.evidence import evidence_of, last_day, rechecks_of, would_fire_now
from cases.flags.exposure import exposure_of
from cases.flags.forms import AssignForm, DecisionForm, SecondReadingForm
from cases.flags.models import Flag, FlagReview, SecondReading
from cases.flags.score.shown import score_shown
from cases.flags.tiers import table_in_use
from misconduct.accounts.pages import ScopedObjectPage, VersionedPage
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column

_SCORE_COLUMNS = (
    Column("What gives points"),
    Column("Cases"),
    Column("Points each", is_numeric=True),
    Column("Points", is_numeric=True),
)
_COLUMNS = (Column("Case"), Column("Date"), Column("Type"), Column("Categories"), Column("Stage and outcome"))


class FlagPart:
    """What the page of a flag shows, whichever of its forms was sent."""

    request: Any
    object: Flag

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        flag = self.object = self._with_people(self.object)
        user = self.request.user
        self.evidence = evidence_of(flag, user)
        self.score = score_shown(flag, user)
        alike = Flag.objects.visible_to(user).filter(rule=flag.rule_id).open()
        shown = {
            "flag": flag,
            "evidence": self.evidence,
            "score": self.score,
            "score_day": self.score and self.score.as_at - timedelta(days=1),
            "score_columns": _SCORE_COLUMNS,
            "rule_in_words": rules.in_words(flag.rule.slug, rules.read(flag.rule.slug, flag.parameters)),
            "tier": table_in_use().tiers[flag.tier],
            "review_days": rules.read(flag.rule.slug, flag.parameters).review_days,
            "last_day": last_day(flag),
            "days_left": (flag.due_on - timezone.localdate()).days,
            "would_fire_now": would_fire_now(flag, user),
            "rechecks": rechecks_of(flag, user),
            "exposure": exposure_of(flag, user) if user.is_force_wide else None,
            "today": timezone.localdate(),
            "reviews": self._reviews(flag),
            "other_flags": self._other_flags(flag),
            "people_alike": alike.filter(officer__isnull=False).values("officer").distinct().count(),
            **self._review(flag),
            "may_follow_up": user.has(Permission.FLAG_REVIEW),
            "version": flag.version,
            "counted_columns": _COLUMNS,
            "left_out_columns": (*_COLUMNS, Column("Why it was left out")),
        }
        return super().get_context_data(**{**shown, **self._forms(flag), **kwargs})  # type: ignore[misc] # the page beside this mixin has it

    def _reviews(self, flag: Flag) -> QuerySet[FlagReview]:
        """The decisions so far, the newest first, and whether the reader may be told what came in the year after."""
        told = FlagReview.objects.looked_back_on(self.request.user).filter(pk=OuterRef("pk")).order_by()
        people = flag.reviews.select_related("decided_by", "second_reading__read_by", "follow_up__owner")
        return people.annotate(is_looked_back_on=Exists(told))

    def _review(self, flag: Flag) -> dict[str, Any]:
        """Whether the reader may review the flag, and if something ties them to it, the sentence that says so."""
        user = self.request.user
        asked = user.has(Permission.FLAG_REVIEW) and flag.status != Flag.Status.SUPERSEDED
        tied = ties.why_not(flag, user) if asked else ""
        waiting = waiting_review(flag)
        own = OWN if asked and waiting is not None and waiting.decided_by_id == user.pk else ""
        return {
            "can_review": asked and not tied and waiting is None,
            "can_read": asked and not tied and not own and waiting is not None,
            "tied": tied or own,
            "waiting": waiting,
        }

    def _with_people(self, flag: Flag) -> Flag:
        with_people = Flag.objects.visible_to(self.request.user).select_related(
            "officer", "unit", "case", "rule", "rule_version", "assigned_to", "replaces"
        )
        found: Flag = with_people.get(pk=flag.pk)
        return found

    def _other_flags(self, flag: Flag) -> ScopedQuerySet:
        """Every other flag on the person, unit or case, the newest first."""
        seen = Flag.objects.visible_to(self.request.user)
        others = seen.filter(**{flag.looks_at: flag.about_id}).exclude(pk=flag.pk)
        return others.select_related("rule").prefetch_related("reviews").order_by("-fired_at", "-pk")

    def _forms(self, flag: Flag) -> dict[str, Form]:
        return {
            "decision_form": DecisionForm(about=flag.looks_at),
            "reading_form": SecondReadingForm(),
            "assign_form": AssignForm(flag=flag, prefix="assign"),
        }


class FlagDetail(FlagPart, ScopedObjectPage):
    """Why this person, unit or case, what was counted and left out, what was decided before, and the form to decide."""

    model = Flag
    permission = Permission.FLAG_VIEW
    event = "flag.viewed"
    template_name = "flags/flag_detail.html"

    def also_shown(self) -> list[Any]:
        if self.object.is_restricted:
            return []
        scored = self.score.cases if self.score else ()
        return [self.object.about, *{case.pk: case for case in (*self.evidence.cases, *scored)}.values()]


class FlagFormPage(FlagPart, VersionedPage):
    """A form of the flag's page. One that is refused is shown there again, with what was typed."""

    model = Flag
    permission = Permission.FLAG_REVIEW
    template_name = "flags/flag_detail.html"
    form_name: str

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The forms stand on the flag's page: whoever comes back from signing in finds them there."""
        return redirect(self.object)

    def form_refused(self, form: Form, *, status: int) -> HttpResponse:
        """After an overtaking the page takes up the new version: sent again, the form goes through."""
        shown: dict[str, Any] = {"form": form, self.form_name: form}
        if status != 409:
            shown["version"] = self.version_sent
        return self.render_to_response(self.get_context_data(**shown), status=status)

    def done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.object)


class FlagDecide(FlagFormPage):
    form_class = DecisionForm
    form_name = "decision_form"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "about": self.object.looks_at}

    def act(self, form: Form) -> HttpResponse:
        review = reviews.decide(flag=self.object, version=self.version_sent, by=self.request.user, **form.cleaned_data)
        return self.done(f"Your decision is recorded: {review.get_decision_display().lower()}.")


class FlagSecondRead(FlagFormPage):
    form_class = SecondReadingForm
    form_name = "reading_form"

    def act(self, form: Form) -> HttpResponse:
        verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reading_reason"]
        made = second_readings.read(
            flag=self.object, verdict=verdict, reason=reason, version=self.version_sent, by=self.request.user
        )
        agreed = made.verdict == SecondReading.Verdict.AGREED
        return self.done("You agreed with the decision." if agreed else "The flag is to be decided on again.")


class FlagAssign(FlagFormPage):
    form_class = AssignForm
    form_name = "assign_form"
    prefix = "assign"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "flag": self.object}

    def act(self, form: Form) -> HttpResponse:
        reviewer = form.cleaned_data["reviewer"]
        reviews.assign(flag=self.object, reviewer=reviewer, version=self.version_sent, by=self.request.user)
        return self.done(f"This flag is with {reviewer}." if reviewer else "This flag is with nobody now.")
