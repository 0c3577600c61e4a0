"""Who may see which case, decided here once and in SQL."""

from typing import Any, Self

from django.apps import apps
from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from cases.stages import OPEN_STAGES
from misconduct.accounts.models import AccessGrant, User
from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from officers.models import unit_ids_in_scope

CASE = "cases.case"
# The day of receipt, but not as its index has it: for the first rows of a search PostgreSQL would walk that index
# and read every text on the way (2.7 s) instead of asking the index of words (0.1 s).
RECEIVED = CombinedExpression(F("received_on"), "+", Value(0), output_field=DateField())


class CaseQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Cases within the person's sight.

        A case assigned to them or opened to them by name; otherwise an unsealed one of their units, or of the whole
        force where their scope says so. Never one about themselves. Investigators see only what is assigned to them.
        """
        if isinstance(viewer, SystemActor):
            return self
        if not viewer.has(Permission.CASE_VIEW):
            return self.none()
        about_self = _model("Subject").objects.filter(case=OuterRef("pk"), officer__account=viewer)
        if viewer.role_details.only_assigned:
            return self.filter(~Exists(about_self), pk__in=self._named_to(viewer))
        granted = AccessGrant.objects.active().filter(user=viewer, object_type=CASE).values("object_id")
        named = Q(investigator=viewer) | Q(pk__in=granted)
        # What holds for most rows stands first: PostgreSQL reads an OR from the left.
        return self.filter((Q(is_sealed=False) & self._in_scope(viewer)) | named, ~Exists(about_self))

    def withheld_from(self, viewer: Doer) -> Self:
        """Cases that nothing may tell this person of, not even a number: sealed from them, or about themselves.

        A case of another unit is out of sight too, but no secret: it may be counted where whole histories are.
        """
        if isinstance(viewer, SystemActor):
            return self.none()
        about_self = _model("Subject").objects.order_by().filter(officer__account=viewer).values("case")
        granted = AccessGrant.objects.active().filter(user=viewer, object_type=CASE).values("object_id")
        sealed = _model("Case").objects.order_by().filter(~Q(investigator=viewer), ~Q(pk__in=granted), is_sealed=True)
        # Two sets of a few ids, each through an index of its own: no pass over all cases.
        return self.filter(pk__in=sealed.values("pk").union(about_self))

    def _named_to(self, viewer: User) -> Self:
        """Ids of the few cases that name the person, each kind through its own index: no pass over all cases."""
        cases = _model("Case").objects.order_by()
        granted = AccessGrant.objects.active().filter(user=viewer, object_type=CASE)
        return (
            cases.filter(investigator=viewer)
            .values("pk")
            .union(cases.filter(logged_by=viewer, is_sealed=False).values("pk"), granted.order_by().values("object_id"))
        )

    def _in_scope(self, viewer: User) -> Q:
        if viewer.is_force_wide:
            return Q()
        units = unit_ids_in_scope(viewer.pk)
        served_there = _model("Subject").objects.filter(unit_at_time__in=units).values("case")
        return Q(unit__in=units) | Q(logged_by=viewer) | Q(pk__in=served_there)

    def open(self) -> Self:
        return self.filter(stage__in=OPEN_STAGES)

    def containing(self, text: str) -> Self:
        """Those with these words, whatever their case, in the reference or in what happened; newest first."""
        found = self.filter(Q(reference__icontains=text) | Q(summary__icontains=text))
        return found.order_by(RECEIVED.desc(nulls_last=True), "-pk")

    def with_time_open(self) -> Self:
        """Adds `time_open`: whole days from receipt to closing, or to today in London while it is open."""
        until = Coalesce(F("closed_on"), Value(timezone.localdate()))
        return self.annotate(time_open=ExpressionWrapper(until - F("received_on"), output_field=DurationField()))

    def for_list(self) -> Self:
        """With what a list of cases shows: investigator, subjects, `allegation_count` and `time_open`."""
        allegations = _model("Allegation").objects.filter(case=OuterRef("pk")).order_by().values("case")
        counted = allegations.annotate(number=Count("pk")).values("number")
        listed = self.with_subjects().with_time_open().defer("summary")
        return listed.annotate(allegation_count=Coalesce(Subquery(counted), 0))

    def with_subjects(self) -> Self:
        """With whom each case is about and who investigates it, as its row in a list names them."""
        subjects = _model("Subject").objects.select_related("officer")
        return self.select_related("investigator").prefetch_related(Prefetch("subjects", subjects))


def _sees_all_unsealed(viewer: User) -> bool:
    return viewer.is_force_wide and not viewer.role_details.only_assigned


class ThroughCase(ScopedQuerySet):
    """Rows that are seen where their case is seen."""

    case_path = "case"

    def visible_to(self, viewer: Doer) -> Self:
        if isinstance(viewer, SystemActor):
            return self
        return self.filter(**{f"{self.case_path}__in": _model("Case").objects.visible_to(viewer).values("pk")})


class CaseLinkQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Links of which both cases are within sight: a link must not tell of a case that the viewer may not know."""
        if isinstance(viewer, SystemActor):
            return self
        seen = _model("Case").objects.visible_to(viewer).values("pk")
        return self.filter(case__in=seen, other__in=seen)

    def standing(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def of(self, case: Any) -> Self:
        """Links of the case, from whichever side."""
        return self.filter(Q(case=case) | Q(other=case))


class SubjectQuerySet(ThroughCase):
    def visible_to(self, viewer: Doer) -> Self:
        """Subjects of the cases a person may open, and the unsealed history of those whose open case they work.

        Whoever assesses a matter must see what went before it, also where the earlier case itself stays closed to
        them. Such a matter is shown as a line of facts: the case decides whether it opens.
        """
        if isinstance(viewer, SystemActor) or not viewer.has(Permission.CASE_VIEW) or _sees_all_unsealed(viewer):
            return super().visible_to(viewer)
        own = _model("Subject").objects.filter(
            officer=OuterRef("officer"), case__investigator=viewer, case__stage__in=OPEN_STAGES
        )
        about_self = _model("Subject").objects.filter(case=OuterRef("case"), officer__account=viewer)
        history = Q(Exists(own), ~Exists(about_self), case__is_sealed=False)
        openable = Exists(_model("Case").objects.visible_to(viewer).filter(pk=OuterRef("case")))
        return self.filter(Q(openable) | history)

    def identified(self) -> Self:
        """Subjects that are people on the roster: the only ones that repeat rules count."""
        return self.filter(officer__isnull=False)

    def counted_once(self) -> Self:
        """Without those of a case merged into another that is about the same person: one matter, not two."""
        merges = _model("CaseLink").objects.standing().filter(is_merge=True, case=OuterRef("case"))
        return self.filter(~Exists(merges.filter(other__subjects__officer=OuterRef("officer"))))


class AllegationQuerySet(ThroughCase):
    def without_outcome(self) -> Self:
        """Allegations that lack an outcome in force against at least one of their subjects."""
        settled = _model("Outcome").objects.in_force().filter(pair=OuterRef("pk"))
        unsettled = _model("AllegationSubject").objects.filter(~Exists(settled), allegation=OuterRef("pk"))
        return self.filter(Exists(unsettled))


class PairQuerySet(ThroughCase):
    case_path = "allegation__case"

    def with_decision(self, kind: str, *codes: str) -> Self:
        """Pairs with a decision of this kind in force, with one of these values where any are named."""
        return self.filter(Exists(_decisions_of_pair(kind, codes)))

    def without_decision(self, kind: str) -> Self:
        return self.filter(~Exists(_decisions_of_pair(kind, ())))

    def assessed_as_misconduct(self) -> Self:
        """Pairs that this system assessed as misconduct or gross misconduct; imported ones are history."""
        made_here = _decisions_of_pair("severity", ("misconduct", "gross-misconduct")).filter(import_run=None)
        return self.filter(Exists(made_here))

    def sent_to_proceedings(self) -> Self:
        return self.with_decision("forum", "meeting", "hearing", "accelerated-hearing")

    def under_presumption(self) -> Self:
        """Pairs of which a hearing found gross misconduct under the law of 2025 or later."""
        heard = self.with_decision("forum", "hearing", "accelerated-hearing")
        return heard.with_decision("finding", "gross-misconduct").filter(allegation__case__regime__gte="2025")


class DecisionQuerySet(ThroughCase):
    case_path = "pair__allegation__case"

    def in_force(self) -> Self:
        """Decisions that no later one has superseded."""
        return self.filter(superseded_at__isnull=True)

    def to_notify_again(self) -> Self:
        """Severity assessments in force that replaced another and of which the person was not given notice since."""
        served = apps.get_model("clocks", "Milestone").objects.standing()
        since = served.filter(
            kind="notice_served",
            case=OuterRef("pair__allegation__case"),
            about=Concat(Value("cases.subject:"), Cast(OuterRef("pair__subject"), TextField())),
            reached_on__gte=OuterRef("decided_on"),
            recorded_at__gte=OuterRef("recorded_at"),
        )
        return self.in_force().filter(~Exists(since), kind="severity", supersedes__isnull=False)


class OfDecisionQuerySet(ThroughCase):
    """What belongs to one decision."""

    case_path = "decision__pair__allegation__case"


class ParticularQuerySet(ThroughCase):
    case_path = "pair__allegation__case"


class ParticularFindingQuerySet(DecisionQuerySet):
    case_path = "particular__pair__allegation__case"


class DraftQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """A draft is seen by whoever writes it, and by nobody else."""
        return self.none() if isinstance(viewer, SystemActor) else self.filter(user=viewer)

    def unfinished(self) -> Self:
        """Drafts whose case is not logged yet."""
        return self.filter(case__isnull=True)


def _decisions_of_pair(kind: str, codes: tuple[str, ...]) -> Any:
    """Decisions in force on the pair of the outer query."""
    made = _model("Decision").objects.in_force().filter(pair=OuterRef("pk"), kind=kind)
    return made.filter(value__code__in=codes) if codes else made


def _model(name: str) -> Any:
    """A model of this app by name: querysets stand below the models that use them."""
    return apps.get_model("cases", name)
