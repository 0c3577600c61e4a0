from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone

from cases.models import Subject
from cases.notices import facts, sheet
from cases.notices.models import Notice
from cases.notices.naming import may_read
from cases.notices.views.asked import asked_party, asked_subject, parties, people
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope
from misconduct.core.tables import Column

PAGE = 50


class NoticesPage(CasePage):
    """The part of a case's page that its notices have."""

    part = "notices:list"

    def may(self) -> dict[str, bool]:
        user = self.request.user
        return {**super().may(), "issue": self.object.is_running and user.has(Permission.NOTICE_ISSUE)}


class CaseNotices(NoticesPage):
    """What was issued and given, what is being written, and who has still to be told."""

    template_name = "notices/case_notices.html"
    extra_context = {
        "columns": (*map(Column, ("Notice", "To", "Issued", "Given", "State")), Column("File", is_label_hidden=True))
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, user, today = self.object, self.request.user, timezone.localdate()
        page = Paginator(sheet.notices(case), PAGE).get_page(self.request.GET.get("page"))
        shown = {
            "page_obj": page,
            "lines": [sheet.line(notice, user, today=today) for notice in page],
            "drafts": sheet.drafts(case, user),
            "to_tell": sheet.to_tell(case),
        }
        return super().get_context_data(**shown, **kwargs)


class NoticeChoose(NoticesPage):
    """Which notices can be written for a subject and a party, and why the others cannot."""

    permission = Permission.NOTICE_ISSUE
    template_name = "notices/notice_choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, given, user = self.object, self.request.GET, self.request.user
        subjects = people(case)
        subject: Subject | None = asked_subject(case, given) or next(iter(subjects), None)
        known = facts.read(case=case, subject=subject, by=user, today=timezone.localdate())
        shown = {
            "groups": sheet.offers(known),
            "subjects": subjects,
            "chosen": subject,
            "parties": parties(case, user),
            "party": asked_party(case, given),
        }
        return super().get_context_data(**shown, **kwargs)


class NoticeDetail(NoticesPage):
    """One notice: its words, how it was given, and what replaced it."""

    event = "notice.viewed"
    template_name = "notices/notice_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = self.notice()
        line = sheet.line(notice, self.request.user, today=timezone.localdate())
        services = [(one, notice.last_day_from(one.given_on)) for one in notice.services.all()]
        return super().get_context_data(line=line, notice=notice, services=services, **kwargs)

    def also_shown(self) -> Iterable[models.Model | str]:
        return [*super().also_shown(), f"notices.notice:{self.kwargs['notice']}"]

    def notice(self) -> Notice:
        notice: Notice | None = sheet.notices(self.object).filter(pk=self.kwargs["notice"]).first()
        if notice is None:
            raise OutOfScope(f"No notice {self.kwargs['notice']} in {self.object}.")
        if not may_read(notice, self.request.user):
            notice.blocks = []
        return notice
