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
    extra_context = {
        "columns": tuple(
            map(Column, ("Code", "Label", "Scheme", "Heading", "Counts as", "Maps to", "From", "Until", "Source"))
        )
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.kwargs["code_list"] not in CodeList.values:
            raise Http404(f"No code list {self.kwargs['code_list']}.")
        code_list = CodeList(self.kwargs["code_list"])
        codes = Code.objects.visible_to(self.request.user).of(code_list).select_related("parent", "maps_to")
        return super().get_context_data(**{**kwargs, "code_list": code_list, "codes": codes})
