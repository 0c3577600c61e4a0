from django.urls import include, path

from cases.proceedings.views import appeal, detail, hearing, opening, panel, publication, returns

app_name = "proceedings"

_one = [
    path("", detail.ProceedingDetail.as_view(), name="detail"),
    path("stop/", opening.Stop.as_view(), name="stop"),
    path("steps/<slug:step_kind>/", opening.StepRecord.as_view(), name="step"),
    path("extend/<slug:line>/", opening.Extend.as_view(), name="extend"),
    path("panel/add/", panel.Appoint.as_view(), name="appoint"),
    path("advice/add/", panel.AdviceLog.as_view(), name="advice"),
    path("delegation/add/", panel.RecommendationTake.as_view(), name="delegation"),
    path("witnesses/add/", hearing.WitnessPropose.as_view(), name="witness_add"),
    path("sittings/add/", hearing.SittingFix.as_view(), name="sitting_add"),
    path("publication/asked/", publication.Represent.as_view(), name="represent"),
    path("publication/<slug:publication_kind>/", publication.PublicationDecide.as_view(), name="publication"),
    path("appeals/add/", appeal.Lodge.as_view(), name="appeal_add"),
]
_rows = [
    path("steps/<int:taken>/withdraw/", opening.StepWithdraw.as_view(), name="step_withdraw"),
    path("people/<int:person>/", opening.StandingBy.as_view(), name="standing_by"),
    path("people/<int:person>/response/", hearing.Respond.as_view(), name="respond"),
    path("panel/<int:member>/declare/", panel.Declare.as_view(), name="declare"),
    path("panel/<int:member>/replace/", panel.Replace.as_view(), name="replace"),
    path("panel/<int:member>/object/", panel.ObjectTo.as_view(), name="object"),
    path("objections/<int:objection>/decide/", panel.DecideObjection.as_view(), name="objection_decide"),
    path("objections/<int:objection>/told/", panel.Renotify.as_view(), name="objection_told"),
    path("delegation/<int:delegation>/answer/", panel.RecommendationAnswer.as_view(), name="delegation_answer"),
    path("witnesses/<int:witness>/decide/", hearing.WitnessDecide.as_view(), name="witness_decide"),
    path("sittings/<int:sitting>/move/", hearing.SittingMove.as_view(), name="sitting_move"),
    path("sittings/<int:sitting>/vacate/", hearing.SittingVacate.as_view(), name="sitting_vacate"),
    path("sittings/<int:sitting>/hold/", hearing.SittingHold.as_view(), name="sitting_hold"),
    path("publications/<int:publication>/up/", publication.PutUp.as_view(), name="publication_up"),
    path("publications/<int:publication>/down/", publication.TakeDown.as_view(), name="publication_down"),
    path("appeals/<int:appeal>/decide/", appeal.Determine.as_view(), name="appeal_decide"),
    path("appeals/<int:appeal>/outcome/", appeal.GiveEffect.as_view(), name="appeal_outcome"),
]
urlpatterns = [
    path("barred-list/", returns.ReturnsDue.as_view(), name="returns_due"),
    path("<int:pk>/proceedings/", detail.ProceedingList.as_view(), name="list"),
    path("<int:pk>/proceedings/open/", opening.Open.as_view(), name="open"),
    path("<int:pk>/proceedings/<int:proceeding>/", include(_one)),
    path("<int:pk>/proceedings/", include(_rows)),
    path("<int:pk>/subjects/<int:subject>/list-return/", returns.ReturnSend.as_view(), name="return_send"),
    path("<int:pk>/list-returns/<int:list_return>/end/", returns.ReturnEnd.as_view(), name="return_end"),
]
