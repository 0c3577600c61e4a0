"""The two parts of a case's page that belong to its investigation."""

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from cases.investigations import conflicts, evidence
from cases.investigations.actions import reflective
from cases.investigations.conflicts import Conflict
from cases.investigations.models import (
    ConflictDeclaration,
    Document,
    Interview,
    InvestigationReport,
    LearningItem,
    PolicyEntry,
    ReflectivePractice,
    SubjectResponse,
    Task,
    TermsOfReference,
)
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column

PAGE = 50


class Investigation(CasePage):
    """Who investigates, what is next, and what has come of it."""

    part = "investigations:investigation"
    template_name = "cases/investigations/investigation.html"
    extra_context = {
        "task_columns": (*map(Column, ("Action", "Due")), Column("Change", is_label_hidden=True)),
    }

    def of_case(self, model: Any, path: str = "case") -> Any:
        """The rows of a model that hang on this case and are not withheld from the person."""
        rows: ScopedQuerySet = model.objects.visible_to(self.request.user).filter(**{path: self.object})
        return rows

    def found(self) -> list[Conflict]:
        """What the records say today against the investigator, as far as the reader may know of it."""
        investigator = self.object.investigator
        if investigator is None:
            return []
        return conflicts.of(self.object, [investigator], viewer=self.request.user).get(investigator.pk, [])

    def undeclared(self, found: list[Conflict], declaration: ConflictDeclaration | None) -> list[str]:
        """What was found and the declaration did not know: a subject may have come since, or a new posting."""
        known = conflicts.as_read(declaration.found) if declaration else []
        return [one.sentence for one in found if self.object.is_open and one.on_record not in known]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = list(self.of_case(Task).select_related("owner", "done_by"))
        assignment = self.object.assignments.filter(ended_at__isnull=True).first()
        declared = self.of_case(ConflictDeclaration, "assignment__case").in_force().filter(assignment=assignment)
        declaration = declared.select_related("declared_by", "overridden_by").first()
        found = self.found()
        practices = self.of_case(ReflectivePractice).select_related("case", "subject__officer", "reviewer")
        return super().get_context_data(
            today=timezone.localdate(),
            may_learn=self.request.user.has(Permission.CASE_WORK),
            assignment=assignment,
            undeclared=self.undeclared(found, declaration),
            declaration=declaration,
            declared=declaration.conflicts_for(found) if declaration else [],
            terms=list(self.of_case(TermsOfReference).select_related("approved_by")),
            open_tasks=[task for task in tasks if not task.done_on],
            done_tasks=[task for task in tasks if task.done_on],
            interviews=self.of_case(Interview).select_related("subject__officer"),
            responses=self.of_case(SubjectResponse).select_related("subject__officer", "document"),
            reports=list(self.of_case(InvestigationReport).select_related("submitted_by", "document")),
            learning=self.of_case(LearningItem).select_related("subject__officer", "owner", "done_by"),
            reflective=[(one, reflective.may_read_account(self.request.user, one)) for one in practices],
            **kwargs,
        )


class Evidence(CasePage):
    """Documents and exhibits, and the policy log."""

    part = "investigations:evidence"
    template_name = "cases/investigations/evidence.html"
    extra_context = {"document_columns": tuple(map(Column, ("No", "Document", "Marking", "Obtained", "File")))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.object
        entries = PolicyEntry.objects.visible_to(user).filter(case=case)
        documents = Document.objects.visible_to(user).filter(case=case)
        page = Paginator(documents, PAGE).get_page(self.request.GET.get("page"))
        shown: Any = page.object_list
        return super().get_context_data(
            page_obj=page,
            documents=evidence.lines(shown),
            entries=entries.select_related("recorded_by", "corrects").prefetch_related("corrections"),
            since_severity=evidence.since_severity(case, user),
            **kwargs,
        )
