from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cases.contacts.models import Party
from cases.models import Subject
from cases.notices import catalogue, composing, facts
from cases.notices.actions import drafts, issuing
from cases.notices.catalogue import Audience, Template
from cases.notices.forms import ConfirmForm, WritingForm
from cases.notices.models import Notice, NoticeDraft
from cases.notices.naming import party_of
from cases.notices.views.asked import asked_notice, asked_party, asked_subject, overtaken_notice
from cases.notices.views.files import as_attachment
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission
from misconduct.core.errors import Refused

WHOM = ("recipient_name", "recipient_address", "recipient_email", "method")
_BODIES = {
    Audience.IOPC: "The Director General, Independent Office for Police Conduct",
    Audience.COLLEGE: "College of Policing",
}


class WritingPage(CaseFormPage):
    """Filling in a letter."""

    permission = Permission.NOTICE_ISSUE
    form_class = WritingForm
    template_name = "notices/notice_form.html"
    submit = "Save and check"
    part = "notices:list"

    def letter(self) -> Template:
        raise NotImplementedError

    def subject(self) -> Subject | None:
        raise NotImplementedError

    def party(self) -> Party | None:
        raise NotImplementedError

    def title(self) -> str:
        return self.letter().title

    def get_form_kwargs(self) -> dict[str, Any]:
        known = facts.read(case=self.object, subject=self.subject(), by=self.request.user, today=timezone.localdate())
        letter = {"template": self.letter(), "party": self.party(), "offered": facts.offered(known, self.letter())}
        return {**super().get_form_kwargs(), **letter}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(template=self.letter(), subject=self.subject(), **kwargs)


class NoticeWrite(WritingPage):
    """Beginning a letter, or one that takes the place of another."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.not_for_this_case() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.not_for_this_case() or super().post(request, *args, **kwargs)

    def not_for_this_case(self) -> HttpResponse | None:
        """Back to the choice, with the reason why this letter cannot be written here; nothing where it can."""
        letter, user = self.letter(), self.request.user
        try:
            drafts.refuse_what_does_not_apply(letter, case=self.object, subject=self.subject(), by=user)
        except Refused as refusal:
            messages.error(self.request, f"{letter.title}: {refusal.message}")
            return redirect("notices:choose", self.object.pk)
        return None

    def letter(self) -> Template:
        try:
            return catalogue.template(self.kwargs["template"])
        except KeyError:
            raise Http404(f"No notice {self.kwargs['template']}.") from None

    @cached_property
    def asked(self) -> tuple[Subject | None, Party | None, Any]:
        """The subject, the party and the notice to replace that the address names."""
        case, given = self.object, self.request.GET
        subject = asked_subject(case, given)
        replaces = asked_notice(case, given) or overtaken_notice(self.letter(), subject)
        party = party_of(replaces, case.pk) if replaces else asked_party(case, given)
        return (replaces.subject if replaces else subject), party, replaces

    def subject(self) -> Subject | None:
        return self.asked[0]

    def party(self) -> Party | None:
        return self.asked[1] if self.letter().to in {Audience.COMPLAINANT, Audience.WITNESS} else None

    def get_initial(self) -> dict[str, Any]:
        subject, party, replaces = self.subject(), self.party(), self.asked[2]
        if replaces:
            return _as_written(replaces) if replaces.template == self.letter().slug else self.carried_over(replaces)
        if party:
            known = {"name": party.name, "address": party.postal_address, "email": party.email}
            return {f"recipient_{key}": value for key, value in known.items()}
        if body := _BODIES.get(self.letter().to):
            return {"recipient_name": body}
        is_to_them = self.letter().to == Audience.SUBJECT and subject and subject.officer
        return {"recipient_name": subject.officer.name} if is_to_them and subject and subject.officer else {}

    def carried_over(self, earlier: Notice) -> dict[str, Any]:
        """What another letter takes from the one before: who gets it, and what the case cannot tell anew."""
        typed = {one.key for one in self.letter().asked(self.object.regime) if one.source == "typed"}
        return {key: value for key, value in _as_written(earlier).items() if key in {*WHOM, *typed}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(replaces=self.asked[2], **kwargs)

    def act(self, form: Any) -> HttpResponse:
        draft = drafts.start(
            by=self.request.user,
            case=self.object,
            template=self.letter(),
            subject=self.subject(),
            replaces=self.asked[2],
            writing=form.writing(),
            version=self.version,
        )
        return redirect("notices:draft", self.object.pk, draft.pk)


class DraftPage(CaseFormPage):
    """What the pages of one draft share."""

    @cached_property
    def draft(self) -> NoticeDraft:
        rows = self.still(NoticeDraft.objects.unfinished(), NoticeDraft.objects.all())
        rows = rows.select_related("case", "subject__officer", "replaces__case")
        found: NoticeDraft = self.one_of(rows, case=self.object, pk=self.kwargs["draft"])
        return found


class DraftEdit(DraftPage, WritingPage):
    def letter(self) -> Template:
        return catalogue.template(self.draft.template)

    def subject(self) -> Subject | None:
        return self.draft.subject

    def party(self) -> Party | None:
        return party_of(self.draft, self.object.pk)

    def get_initial(self) -> dict[str, Any]:
        return _as_written(self.draft)

    def act(self, form: Any) -> HttpResponse:
        drafts.revise(by=self.request.user, draft=self.draft, writing=form.writing(), version=self.version)
        return redirect("notices:draft", self.object.pk, self.draft.pk)


class DraftCheck(DraftPage):
    """The letter as it would read, what is missing, and the button that issues it."""

    permission = Permission.NOTICE_ISSUE
    form_class = ConfirmForm
    template_name = "notices/notice_draft.html"
    submit = "Issue this notice"
    part = "notices:list"

    def title(self) -> str:
        return f"Check before you issue: {catalogue.template(self.draft.template).title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        known = facts.read(case=self.object, subject=draft.subject, by=self.request.user, today=timezone.localdate())
        composed = composing.compose(draft, known, at=timezone.now())
        address = composing.address_of(draft)
        return super().get_context_data(draft=draft, composed=composed, address=address, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        notice = issuing.issue(by=self.request.user, draft=self.draft, version=self.version)
        messages.success(self.request, f"Issued as {notice.reference}. Record how it was given.")
        return redirect(notice)


class DraftDiscard(DraftPage):
    permission = Permission.NOTICE_ISSUE
    form_class = ConfirmForm
    heading = "Throw this draft away"
    submit = "Throw it away"
    part = "notices:list"

    def act(self, form: Form) -> HttpResponse:
        drafts.discard(by=self.request.user, draft=self.draft, version=self.version)
        return self.done("The draft was thrown away.")


class DraftPreview(DraftPage):
    """The pages of a draft, marked as one."""

    permission = Permission.NOTICE_ISSUE
    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            pdf = issuing.preview(by=self.request.user, draft=self.draft)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("notices:draft", self.object.pk, self.draft.pk)
        return as_attachment(pdf, f"{self.object.reference} draft {self.draft.pk}")


def _as_written(written: Any) -> dict[str, Any]:
    """What a form shows of a draft or of a notice to replace. Values of today win over what a field no longer has."""
    return {**{name: getattr(written, name) for name in WHOM}, **written.values}
