from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from cases.filters import CaseFilter
from cases.models import Case
from cases.querysets import CaseQuerySet
from misconduct.accounts.pages import ScopedListPage
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.core.tables import Column

COLUMNS = (
    Column("Reference", sort="reference"),
    Column("Received", sort="-received"),
    Column("Kind", sort="type"),
    Column("Stage", sort="stage"),
    Column("Subjects"),
    Column("Allegations", is_numeric=True),
    Column("Investigator", sort="owner"),
    Column("Days open", sort="-days", is_numeric=True),
)


class CaseList(ScopedListPage):
    """Which cases are there, and in what state?"""

    permission = Permission.CASE_VIEW
    model = Case
    event = "case.list_viewed"
    filterset_class = CaseFilter
    template_name = "cases/case_list.html"
    context_object_name = "cases"

    def base_queryset(self) -> CaseQuerySet:
        return Case.objects.visible_to(self.request.user)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Finds the rows of the page by id first: counting and sorting then never carry what only the page shows."""
        paginator, page, ids, has_others = super().paginate_queryset(queryset.values_list("pk", flat=True), page_size)
        place = {pk: at for at, pk in enumerate(ids)}
        rows = Case.objects.visible_to(self.request.user).filter(pk__in=place).for_list()
        page.object_list = sorted(rows, key=lambda case: place[case.pk])
        return paginator, page, page.object_list, has_others

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            columns=COLUMNS,
            is_filtered=bool(set(self.request.GET) - {"sort", "page"}),
            may_log=user.has(Permission.CASE_LOG),
            download_url=self.download_url() if user.has(Permission.EXPORT_RUN) else "",
            **kwargs,
        )

    def download_url(self) -> str:
        """The export of the same rows: the same filters on the export's own page."""
        query = self.request.GET.copy()
        query.pop("page", None)
        try:
            page = reverse("reports:export", args=["cases"])
        except NoReverseMatch:
            page = "/reports/exports/cases/"
        return f"{page}?{query.urlencode()}"

    def shown(self, rows: Iterable[Any]) -> list[str]:
        """The cases, and the people whose names stand beside them."""
        found = list(rows)
        people = [key_of(subject.officer) for case in found for subject in case.subjects.all() if subject.officer]
        return [*super().shown(found), *people]
