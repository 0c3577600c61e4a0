from django.urls import URLPattern, URLResolver, include, path, register_converter

from cases.actions.decisions import PLAIN
from cases.investigations.views.appointment import Appoint
from cases.views import allegations, case, case_list, codes, rulings, sealing, severity, standing, subjects, work
from cases.views.intake import allegations as intake_allegations
from cases.views.intake import check, people, questions, start


class DecisionKind:
    """The kinds of decision that an address may name; the others have pages of their own."""

    regex = "|".join(PLAIN)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DecisionKind, "decision_kind")

app_name = "cases"

_draft = [
    path("", start.Continue.as_view(), name="new_continue"),
    path("discard/", start.Discard.as_view(), name="new_discard"),
    path("people/", people.People.as_view(), name="new_people"),
    path("people/find/", people.FindPerson.as_view(), name="new_person"),
    path("people/add/<slug:kind>/", people.UnnamedSubject.as_view(), name="new_unnamed"),
    path("people/<slug:key>/remove/", people.RemovePerson.as_view(), name="new_remove_person"),
    path("allegations/", intake_allegations.Allegations.as_view(), name="new_allegations"),
    path("allegations/add/", intake_allegations.EditAllegation.as_view(), name="new_allegation"),
    path("allegations/<slug:key>/", intake_allegations.EditAllegation.as_view(), name="new_edit_allegation"),
    path("allegations/<slug:key>/remove/", intake_allegations.RemoveAllegation.as_view(), name="new_remove_allegation"),
    path("check/", check.Check.as_view(), name="new_check"),
    path("logged/", check.Logged.as_view(), name="new_logged"),
    path("<slug:step>/", questions.Question.as_view(), name="new_question"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", case_list.CaseList.as_view(), name="list"),
    path("new/", start.Start.as_view(), name="new"),
    path("new/<int:pk>/", include(_draft)),
    path("code-lists/", codes.CodeLists.as_view(), name="code_lists"),
    path("code-lists/<slug:code_list>/", codes.CodeListDetail.as_view(), name="code_list"),
    path("<int:pk>/", case.CaseDetail.as_view(), name="detail"),
    path("<int:pk>/allegations/", case.CaseAllegations.as_view(), name="allegations"),
    path("<int:pk>/people/", case.CasePeople.as_view(), name="people"),
    path("<int:pk>/decisions/", case.CaseDecisions.as_view(), name="decisions"),
    path("<int:pk>/timeline/", case.CaseTimeline.as_view(), name="timeline"),
    path("<int:pk>/edit/", work.CaseEdit.as_view(), name="edit"),
    path("<int:pk>/assign/", Appoint.as_view(), name="assign"),
    path("<int:pk>/unassign/", work.CaseUnassign.as_view(), name="unassign"),
    path("<int:pk>/move/<slug:transition>/", work.CaseAdvance.as_view(), name="advance"),
    path("<int:pk>/allegations/add/", allegations.AllegationAdd.as_view(), name="allegation_add"),
    path(
        "<int:pk>/allegations/<int:number>/category/",
        allegations.AllegationRecategorise.as_view(),
        name="allegation_category",
    ),
    path("<int:pk>/subjects/add/", subjects.SubjectAdd.as_view(), name="subject_add"),
    path("<int:pk>/subjects/<int:subject>/identify/", subjects.SubjectIdentify.as_view(), name="subject_identify"),
    path(
        "<int:pk>/allegations/<int:number>/standards/",
        allegations.AllegationStandards.as_view(),
        name="allegation_standards",
    ),
    path("<int:pk>/subjects/<int:known_subject>/history/", severity.HistoryRead.as_view(), name="history_read"),
    path("<int:pk>/pairs/<int:pair>/severity/", severity.SeverityAssess.as_view(), name="severity"),
    path("<int:pk>/pairs/<int:pair>/opinion/", rulings.OpinionRecord.as_view(), name="opinion"),
    path(
        "<int:pk>/pairs/<int:pair>/special-conditions/",
        rulings.SpecialConditionsDecide.as_view(),
        name="special_conditions",
    ),
    path("<int:pk>/pairs/<int:pair>/particulars/add/", rulings.ParticularAdd.as_view(), name="particular_add"),
    path("<int:pk>/particulars/<int:particular>/finding/", rulings.ParticularFind.as_view(), name="particular_find"),
    path("<int:pk>/pairs/<int:pair>/outcome/", rulings.OutcomeRecord.as_view(), name="outcome"),
    path("<int:pk>/pairs/<int:pair>/<decision_kind:kind>/", rulings.DecisionRecord.as_view(), name="decision"),
    path("<int:pk>/suspend/", standing.CaseSuspend.as_view(), name="suspend"),
    path("<int:pk>/resume/", standing.CaseResume.as_view(), name="resume"),
    path("<int:pk>/withdraw/", standing.CaseWithdraw.as_view(), name="withdraw"),
    path("<int:pk>/links/add/", standing.CaseLinkAdd.as_view(), name="link_add"),
    path("<int:pk>/links/<int:link>/end/", standing.CaseLinkEnd.as_view(), name="link_end"),
    path("<int:pk>/merge/", standing.CaseMerge.as_view(), name="merge"),
    path("<int:pk>/merge/undo/", standing.CaseUndoMerge.as_view(), name="undo_merge"),
    path("<int:pk>/split/", standing.CaseSplit.as_view(), name="split"),
    path("<int:pk>/convert/", standing.CaseConvert.as_view(), name="convert"),
    path("<int:pk>/seal/", sealing.CaseSeal.as_view(), name="seal"),
    path("<int:pk>/unseal/", sealing.CaseUnseal.as_view(), name="unseal"),
    path("<int:pk>/access/give/", sealing.AccessGive.as_view(), name="access_give"),
    path("<int:pk>/access/<int:grant>/withdraw/", sealing.AccessWithdraw.as_view(), name="access_withdraw"),
]
