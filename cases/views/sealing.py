from datetime import datetime, time, timedelta

from django.forms import Form
from django.http import HttpResponse
from django.utils import timezone

from cases.actions import sealing
from cases.forms.base import ReasonForm
from cases.forms.work import GrantForm
from cases.views.base import CaseFormPage
from misconduct.accounts.models import AccessGrant
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope


class SealPage(CaseFormPage):
    permission = Permission.CASE_SEAL
    form_class: type[Form] = ReasonForm
    part = "cases:people"


class CaseSeal(SealPage):
    template_name = "cases/seal_form.html"
    heading = "Seal this case"
    submit = "Seal case"

    def act(self, form: Form) -> HttpResponse:
        sealing.seal(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("The case is sealed. Give access to whoever else needs to see it.")


class CaseUnseal(SealPage):
    heading = "Lift the seal"
    submit = "Lift the seal"

    def act(self, form: Form) -> HttpResponse:
        sealing.unseal(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("The seal is lifted.")


class AccessGive(SealPage):
    form_class = GrantForm
    heading = "Give somebody access"
    submit = "Give access"

    def act(self, form: Form) -> HttpResponse:
        given = dict(form.cleaned_data)
        last_day = given.pop("expires_on")
        ends = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min)) if last_day else None
        grant = sealing.grant_access(
            by=self.request.user, case=self.object, expires_at=ends, version=self.version, **given
        )
        return self.done(f"{grant.user} may see the case.")


class AccessWithdraw(SealPage):
    submit = "Withdraw access"

    def grant(self) -> AccessGrant:
        rows = self.still(sealing.active_grants(self.object), sealing.all_grants(self.object))
        found: AccessGrant | None = rows.filter(pk=self.kwargs["grant"]).first()
        if found is None:
            raise OutOfScope(f"No access {self.kwargs['grant']} to {self.object}.")
        return found

    def title(self) -> str:
        return f"Withdraw access of {self.grant().user}"

    def act(self, form: Form) -> HttpResponse:
        grant = sealing.withdraw_access(
            by=self.request.user, case=self.object, grant=self.grant(), version=self.version, **form.cleaned_data
        )
        return self.done(f"{grant.user} may not see the case any more.")
