from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.views.generic import TemplateView

from cases.models import Code, CodeList
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.core.tables import Column


class CodeLists(Page, TemplateView):
    permission = Permission.CODE_LIST_MANAGE
    template_name = "cases/code_lists.html"
    extra_context = {
        "columns": (
            Column("List"),
            Column("Codes", is_numeric=True),
            Column("To confirm", is_numeric=True),
        )
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = Code.objects.visible_to(self.request.user).order_by().values("code_list")
        counts = {
            row["code_list"]: row
            for row in counted.annotate(total=Count("pk"), unconfirmed=Count("pk", filter=Q(is_confirmed=False)))
        }
        lists = [(one, counts.get(one.value, {"total": 0, "unconfirmed": 0})) for one in CodeList]
        return super().get_context_data(lists=lists, **kwargs)


class CodeListDetail(Page, TemplateView):
    permission = Permission.CODE_LIST_MANAGE
    template_name = "cases/code_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.kwargs["code_list"] not in CodeList.values:
            raise Http404(f"No code list {self.kwargs['code_list']}.")
        code_list = CodeList(self.kwargs["code_list"])
        codes = list(Code.objects.visible_to(self.request.user).of(code_list).select_related("maps_to"))
        schemes = [_scheme(name, list(members)) for name, members in groupby(codes, key=lambda code: code.scheme)]
        return super().get_context_data(**{**kwargs, "code_list": code_list, "count": len(codes), "schemes": schemes})


def _scheme(name: str, codes: Sequence[Code]) -> dict[str, Any]:
    """The table of one scheme, with only the columns that it fills."""
    filled = {column: any(getattr(code, column) for code in codes) for column in ("group", "verdict", "maps_to")}
    optional = {"group": "Heading", "verdict": "Counts as", "maps_to": "Maps to"}
    labels = ["Code", "Label", *(optional[column] for column, is_filled in filled.items() if is_filled)]
    columns = [Column(label) for label in (*labels, "From", "Until", "Source")]
    return {"name": name, "codes": codes, "columns": columns, "filled": filled}
