"""Handing out the PDF of a notice: as an attachment that no page can show inside itself and that can run nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.models import Case
from cases.notices.actions import issuing
from cases.notices.models import Notice
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope, Refused


class NoticeDownload(Page):
    """The bytes as they were issued, or a page that says why they are not handed out."""

    permission = Permission.CASE_VIEW
    model = Case

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        rows = Notice.objects.visible_to(self.request.user).select_related("case", "subject__officer", "file")
        notice = rows.filter(case=kwargs["pk"], pk=kwargs["notice"]).first()
        if notice is None:
            raise OutOfScope(f"No notice {kwargs['notice']} within sight.")
        try:
            pdf = issuing.download(by=self.request.user, notice=notice)
        except Refused as refusal:
            shown = {"notice": notice, "message": refusal.message}
            return render(request, "notices/file_refused.html", shown, status=409)
        return as_attachment(pdf, notice.reference)


def as_attachment(pdf: bytes, name: str) -> HttpResponse:
    """A PDF to save. A browser neither shows it in place nor guesses that it is something else."""
    response = HttpResponse(pdf, content_type="application/pdf")
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in name)
    response["Content-Disposition"] = f'attachment; filename="{safe}.pdf"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
