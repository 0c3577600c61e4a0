"""What every page is made of: it names its permission, starts at `visible_to`, and puts what it showed on record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views import View
from django.views.generic import DetailView, FormView, ListView
from django_filters import FilterSet

from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, OutOfScope, Refused
from misconduct.core.overtaken import fingerprint
from misconduct.core.querysets import ScopedQuerySet

_MOST_DIGITS = 9


def number_sent(given: Mapping[str, str], name: str) -> int:
    """A whole number of an address or a form; 0 for one that cannot be read, which is nothing's number."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else 0


class Page(View):
    """A page behind the sign-in. Without a `permission` it does not start."""

    permission: Permission
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.answers(request):
            return self.http_method_not_allowed(request, *args, **kwargs)
        require(self.request.user, self.permission)
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever signs in again after sending a form arrives at its address: say what to do instead of nothing."""
        refused = super().http_method_not_allowed(request, *args, **kwargs)
        refused.content = render_to_string("405.html", request=request)
        return refused

    def answers(self, request: HttpRequest) -> bool:
        """Whether the page knows this HTTP method. A wrong one is 405 whatever the role."""
        method = (request.method or "").lower()
        return method in self.http_method_names and hasattr(self, method)


class ScopedListPage(Page, ListView):
    """A list within the person's sight: filtered by the URL, sorted, in pages of 50, and on record.

    A filter that cannot be read gives no rows and a message beside the field, never the whole list.
    """

    model: type[models.Model]
    filterset_class: type[FilterSet]
    event: str
    paginate_by = 50
    paginator_class = Paginator
    filterset: FilterSet

    def base_queryset(self) -> ScopedQuerySet:
        """Every row in sight, with what the table shows and in a fixed order."""
        queryset: ScopedQuerySet = self.model._default_manager.all()  # type: ignore[assignment] # a scoped model
        return queryset.visible_to(self.request.user)

    def get_queryset(self) -> models.QuerySet:
        self.filterset = self.filterset_class(self.request.GET, queryset=self.base_queryset(), request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(filterset=self.filterset, **kwargs)

    def shown(self, rows: Iterable[models.Model]) -> list[str]:
        """How the log names what this page showed."""
        return [key_of(row) for row in rows]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record(
            self.event,
            by=self.request.user,
            touched=self.shown(context["object_list"]),
            after={"query": self.request.GET.urlencode(), "rows": context["paginator"].count},
        )
        status = 200 if self.filterset.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)


class ScopedObjectPage(Page, DetailView):
    """One record within the person's sight. Out of sight it is not there; opening it is on record."""

    model: type[models.Model]
    event: str
    object: Any

    def base_queryset(self) -> ScopedQuerySet:
        queryset: ScopedQuerySet = self.model._default_manager.all()  # type: ignore[assignment] # a scoped model
        return queryset.visible_to(self.request.user)

    def get_object(self, queryset: models.QuerySet | None = None) -> Any:
        found = self.base_queryset().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise OutOfScope(f"No {self.model._meta.verbose_name} {self.kwargs['pk']} within sight.")
        return found

    def also_shown(self) -> Iterable[models.Model | str]:
        """Further records that this page shows, for the log."""
        return ()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record(self.event, by=self.request.user, target=self.object, touched=self.also_shown())
        return super().render_to_response(context, **kwargs)


class ActionPage(Page, FormView):
    """A form that calls one action. What the action refuses is shown beside the field, and nothing typed is lost.

    A form that cannot be accepted answers 422; one that somebody else overtook answers 409.
    """

    http_method_names: Sequence[str] = ("get", "head", "post", "options")

    def act(self, form: Form) -> HttpResponseBase:
        """Call the action with the cleaned form and answer with a redirect."""
        raise NotImplementedError

    def form_valid(self, form: Form) -> HttpResponseBase:  # type: ignore[override] # a file may be streamed
        try:
            return self.act(form)
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal.message)
            return self.form_refused(form, status=409)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self.form_refused(form, status=422)

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.form_refused(form, status=422)

    def form_refused(self, form: Form, *, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class ScopedActionPage(ActionPage):
    """A form about one record within the person's sight."""

    model: type[models.Model]
    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.answers(request):
            return self.http_method_not_allowed(request, *args, **kwargs)
        require(self.request.user, self.permission)
        queryset: ScopedQuerySet = self.model._default_manager.all()  # type: ignore[assignment] # a scoped model
        self.object = queryset.visible_to(self.request.user).filter(pk=kwargs["pk"]).first()
        if self.object is None:
            raise OutOfScope(f"No {self.model._meta.verbose_name} {kwargs['pk']} within sight.")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object=self.object, **kwargs)


class VersionedPage(ScopedActionPage):
    """A form about a record that counts its saves. It carries the count that the person read.

    When somebody else was faster the page says so and takes up the new version: sent again, the form goes through.
    """

    version_shown: int | None = None

    @property
    def version_sent(self) -> int:
        """The version the person read. One that cannot be read is nobody's, and so counts as overtaken."""
        return number_sent(self.request.POST, "version")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"version": self.version_shown or self.object.version, **kwargs})

    def form_refused(self, form: Form, *, status: int) -> HttpResponse:
        self.version_shown = None if status == 409 else self.version_sent
        return super().form_refused(form, status=status)


class OverwritingPage(ScopedActionPage):
    """A form that writes over facts of a record that it shows, and carries a fingerprint of them.

    When somebody else was faster the page says so and takes up the new facts: sent again, the form goes through.
    """

    read_shown = ""

    @property
    def read(self) -> str:
        """The fingerprint of what the person read."""
        return self.request.POST.get("read", "")

    def facts(self) -> Mapping[str, object]:
        """What the form writes over, as the record says it now."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(read=self.read_shown or fingerprint(self.facts()), **kwargs)

    def form_refused(self, form: Form, *, status: int) -> HttpResponse:
        self.read_shown = "" if status == 409 else self.read
        return super().form_refused(form, status=status)
