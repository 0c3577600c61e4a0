"""Two records of one person: proposing, deciding, undoing, and what was done."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import ListView

from cases.merges.actions import merging
from cases.merges.beside import beside
from cases.merges.effect import shown
from cases.merges.forms import ApproveForm, ProposeForm, RefuseForm, UndoForm
from cases.merges.models import OfficerMerge
from misconduct.accounts.pages import Page, ScopedActionPage, ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.tables import Column
from officers.models import Officer

_LIST_COLUMNS = tuple(map(Column, ("Records", "Standing", "Proposed by", "Decided by")))
_EFFECT_COLUMNS = (
    Column("Rule"),
    Column("Kept record", is_numeric=True),
    Column("Other record", is_numeric=True),
    Column("Together", is_numeric=True),
    Column("Effect"),
)
_BESIDE_COLUMNS = (Column("What is recorded"), Column("Kept record"), Column("Other record"))
_TAGS = {"proposed": "blue", "approved": "green", "refused": "grey", "undone": "grey"}


class MergeList(Page, ListView):
    """Every pair of records that somebody took for one person, the newest first."""

    permission = Permission.OFFICER_VIEW
    template_name = "merges/merge_list.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        rows = OfficerMerge.objects.visible_to(self.request.user)
        return rows.select_related("kept", "absorbed", "proposed_by", "decided_by")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        shown = [key_of(person) for merge in context["object_list"] for person in (merge.kept, merge.absorbed)]
        record("officer.merges_listed", by=self.request.user, touched=shown)
        rows = [(merge, _TAGS[merge.status]) for merge in context["object_list"]]
        return super().render_to_response({**context, "rows": rows, "columns": _LIST_COLUMNS}, **kwargs)


class MergeDetail(ScopedObjectPage):
    """One pair: what shows it, its effect on flags as it was proposed, who decided, and what may be done."""

    model = OfficerMerge
    permission = Permission.OFFICER_VIEW
    event = "officer.merge_viewed"
    template_name = "merges/merge_detail.html"

    def also_shown(self) -> list[Any]:
        return [self.object.kept, self.object.absorbed]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        merge, user = self.object, self.request.user
        may_decide = user.has(Permission.FLAG_REVIEW)
        return super().get_context_data(
            merge=merge,
            colour=_TAGS[merge.status],
            beside=beside(merge, user),
            sees_effect=user.has(Permission.FLAG_VIEW),
            effect=shown(merge.effect, user),
            columns=_EFFECT_COLUMNS,
            beside_columns=_BESIDE_COLUMNS,
            may_decide=may_decide and merge.status == "proposed" and merge.proposed_by_id != user.pk,
            is_own=merge.status == "proposed" and merge.proposed_by_id == user.pk,
            may_undo=may_decide and merge.status == "approved",
            **kwargs,
        )


class MergePropose(ScopedActionPage):
    model = Officer
    permission = Permission.ROSTER_EDIT
    form_class = ProposeForm
    template_name = "form_page.html"
    extra_context = {
        "heading": "Say that another record is the same person",
        "lead": "Nothing moves until somebody else has approved it, and it can be undone exactly.",
        "submit": "Propose",
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "viewer": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"caption": str(self.object), "back_url": self.object.get_absolute_url()}
        return super().get_context_data(**about, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        made = merging.propose(
            kept=self.object,
            absorbed=form.other(),
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        messages.success(self.request, "Proposed. Somebody else has to approve it.")
        return redirect(made)


class _DecisionPage(ScopedActionPage):
    model = OfficerMerge
    permission = Permission.FLAG_REVIEW
    template_name = "form_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"caption": str(self.object), "back_url": self.object.get_absolute_url()}
        return super().get_context_data(**about, **kwargs)

    def done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.object)


class MergeApprove(_DecisionPage):
    form_class = ApproveForm
    extra_context = {
        "heading": "Approve: they are one person",
        "lead": "The cases, periods and prior service of the other record then belong to the kept one, and flags are "
        "looked at again.",
        "submit": "Approve",
    }

    def act(self, form: Form) -> HttpResponse:
        merging.approve(merge=self.object, note=form.cleaned_data["note"], by=self.request.user)
        return self.done("The two records are one person now.")


class MergeRefuse(_DecisionPage):
    form_class = RefuseForm
    extra_context = {"heading": "Refuse: they are not one person", "submit": "Refuse"}

    def act(self, form: Form) -> HttpResponse:
        merging.refuse(merge=self.object, note=form.cleaned_data["note"], by=self.request.user)
        return self.done("The proposal is refused.")


class MergeUndo(_DecisionPage):
    form_class = UndoForm
    extra_context = {
        "heading": "Undo: they are two people",
        "lead": "What was moved goes back. What came to the kept record since stays with it.",
        "submit": "Undo",
    }

    def act(self, form: Form) -> HttpResponse:
        merging.undo(merge=self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.done("The two records are apart again.")
