from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from cases.contacts.models import Party
from cases.models import Case
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.tables import Column
from officers.models import Officer
from officers.search import MatchReason

MOST_SHOWN = 20
LONGEST = 200
CASE_COLUMNS = (
    Column("Reference"),
    Column("Received"),
    Column("Kind"),
    Column("Stage"),
    Column("Subjects"),
    Column("Allegations", is_numeric=True),
    Column("Investigator"),
    Column("Days open", is_numeric=True),
)
OFFICER_COLUMNS = (Column("Name"), Column("Number"), Column("Rank"), Column("Unit"), Column("Found by"))


class Search(Page, TemplateView):
    """One box for a case reference, an officer's number or a name. An exact one leads straight to its page."""

    permission = Permission.CASE_VIEW
    template_name = "search.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
        exact = self.exact() if self.text else None
        if exact is None:
            return super().get(request, *args, **kwargs)
        self.put_on_record([exact])
        return redirect(exact if isinstance(exact, Case) else reverse("officers:detail", args=[exact.pk]))

    def exact(self) -> Case | Officer | None:
        """The one case of this reference, or else the one person of this number, if in sight."""
        user, spellings = self.request.user, {self.text, self.text.upper()}
        return (
            Case.objects.visible_to(user).filter(reference__in=spellings).first()
            or Officer.objects.visible_to(user).filter(number__in=spellings).first()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases, people = self.cases(), self.people()
        if self.text:
            self.put_on_record([*cases, *people])
        return super().get_context_data(
            text=self.text,
            cases=cases[:MOST_SHOWN],
            people=people[:MOST_SHOWN],
            has_more_cases=len(cases) > MOST_SHOWN,
            has_more_people=len(people) > MOST_SHOWN,
            case_columns=CASE_COLUMNS,
            officer_columns=OFFICER_COLUMNS,
            **kwargs,
        )

    def cases(self) -> list[Case]:
        """The newest cases with these words, or with somebody of that name in them, one more than are shown."""
        if not self.text:
            return []
        visible = Case.objects.visible_to(self.request.user)
        by_words = visible.containing(self.text).for_list()[: MOST_SHOWN + 1]
        named = Party.objects.named(self.text, viewer=self.request.user).order_by().values("case")
        by_party = visible.filter(pk__in=named).for_list()[: MOST_SHOWN + 1]
        found = {case.pk: case for case in (*by_words, *by_party)}
        return sorted(found.values(), key=_newest_first)[: MOST_SHOWN + 1]

    def people(self) -> list[Any]:
        """The closest matches on the roster, one more than are shown, each with the reason in words."""
        visible = Officer.objects.visible_to(self.request.user)
        if not self.text:
            return []
        found: list[Any] = list(visible.search(self.text).with_latest_posting()[: MOST_SHOWN + 1])
        for person in found:
            person.found_by = MatchReason(person.match_reason).label
        return found

    def put_on_record(self, found: list[Any]) -> None:
        """The words searched for, and everything they brought up."""
        touched = [*found, *(person for case in found if isinstance(case, Case) for person in _named(case))]
        record("search.run", by=self.request.user, touched=touched, after={"query": self.text, "found": len(found)})


def _newest_first(case: Case) -> tuple[bool, int, int]:
    day = case.received_on
    return (day is None, -day.toordinal() if day else 0, -case.pk)


def _named(case: Case) -> list[Officer]:
    return [subject.officer for subject in case.subjects.all() if subject.officer]
