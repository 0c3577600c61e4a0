from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView

from cases.flags.effect import a_year_before, effects_for
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.tables import Column

_COLUMNS = (
    Column("Rule"),
    Column("What it looks for"),
    Column("To review", is_numeric=True),
    Column("Raised in the last 12 months", is_numeric=True),
    Column("Reviewed", is_numeric=True),
    Column("Acted on, of those reviewed", is_numeric=True),
    Column("To be reviewed within", is_numeric=True),
    Column("Version"),
)


class RuleList(Page, TemplateView):
    """What is looked for, in words, and how the rules do."""

    permission = Permission.FLAG_VIEW
    template_name = "flags/rule_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record("flag.rules_viewed", by=self.request.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        effects = effects_for(self.request.user, today)
        return super().get_context_data(
            effects=effects, columns=_COLUMNS, since=a_year_before(today), today=today, **kwargs
        )
