from typing import Any

from django.http import HttpResponse

from cases.investigations.actions import policy_log
from cases.investigations.forms.policy_log import PolicyEntryForm
from cases.investigations.models import PolicyEntry
from cases.views.base import CaseFormPage


class PolicyEntryAdd(CaseFormPage):
    form_class = PolicyEntryForm
    heading = "Write in the policy log"
    submit = "Save entry"
    part = "investigations:evidence"
    adds_only = True

    def corrects(self) -> PolicyEntry | None:
        """The entry that this one corrects, if any."""
        return None

    def act(self, form: Any) -> HttpResponse:
        entry = policy_log.add(
            by=self.request.user, case=self.object, corrects=self.corrects(), version=self.version, **form.given()
        )
        return self.done(f"{entry} saved.")


class PolicyEntryCorrect(PolicyEntryAdd):
    """A correction is a new entry that names the one it corrects; that one stays as it is."""

    template_name = "cases/investigations/correct.html"
    adds_only = False

    def corrects(self) -> PolicyEntry:
        found: PolicyEntry = self.one_of(PolicyEntry.objects.all(), case=self.object, pk=self.kwargs["entry"])
        return found

    def title(self) -> str:
        return f"Correct policy log entry {self.corrects().number}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(earlier=self.corrects(), **kwargs)
