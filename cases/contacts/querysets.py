"""Who may see the people of a case: whoever sees the case. Their details are for whoever works on it."""

from typing import Self

from django.apps import apps
from django.db.models import Exists, F, Max, OuterRef, Q

from cases.querysets import ThroughCase
from misconduct.accounts.permissions import Doer
from misconduct.accounts.roles import Permission


class PartyQuerySet(ThroughCase):
    def current(self) -> Self:
        """Those not taken off the case again."""
        return self.filter(taken_off_at__isnull=True)

    def complainants(self) -> Self:
        return self.current().filter(roles__contains=["complainant"])

    def wanting_updates(self) -> Self:
        """Those to be kept informed (Police Reform Act 2002 ss.20 and 21) whose updates nobody has ended."""
        return self.current().filter(wants_updates=True, updates_ended_on__isnull=True, is_confidential=False)

    def not_yet_told(self) -> Self:
        """Families, victims and complainants to be told before anything is published, and not told yet.

        A complainant counts unless they said that they do not want to hear.
        """
        told = apps.get_model("contacts", "Contact").objects.filter(
            party=OuterRef("pk"), purpose="told_before_publication", superseded_at__isnull=True
        )
        owed = (
            Q(roles__contains=["victim"])
            | Q(is_bereaved_family=True)
            | (Q(roles__contains=["complainant"]) & ~Q(wants_updates=False))
        )
        return self.current().filter(owed, ~Exists(told), is_confidential=False)

    def named(self, text: str, *, viewer: Doer) -> Self:
        """Those in sight with these words in their name. Names are only searched for whoever may read them."""
        if not viewer.has(Permission.CASE_WORK):
            return self.none()
        return self.visible_to(viewer).current().filter(name__icontains=text)

    def with_last_contact(self) -> Self:
        """Adds `last_contact_at`, of the entries that stand."""
        return self.annotate(last_contact_at=Max("contacts__at", filter=Q(contacts__superseded_at__isnull=True)))


class ContactQuerySet(ThroughCase):
    def standing(self) -> Self:
        """Entries that no correction has taken the place of."""
        return self.filter(superseded_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by(F("at").desc(), "-pk")


class ReporterIdentityQuerySet(ThroughCase):
    case_path = "party__case"

    def visible_to(self, viewer: Doer) -> Self:
        """Sealed identities of the cases in sight, for those few whose role lets them look, and for nobody else."""
        if not viewer.has(Permission.REPORTER_IDENTIFY):
            return self.none()
        return super().visible_to(viewer)
