from django.urls import path

from cases.contacts.views import contact_log, parties, reporters

app_name = "contacts"
urlpatterns = [
    path("<int:pk>/contacts/", contact_log.ContactLog.as_view(), name="log"),
    path("<int:pk>/contacts/<int:contact>/correct/", contact_log.ContactCorrect.as_view(), name="correct"),
    path("<int:pk>/parties/add/", parties.PartyAdd.as_view(), name="party_add"),
    path("<int:pk>/parties/<int:party>/change/", parties.PartyChange.as_view(), name="party_change"),
    path("<int:pk>/parties/<int:party>/stop-updates/", parties.UpdatesEnd.as_view(), name="updates_end"),
    path("<int:pk>/parties/<int:party>/take-off/", parties.PartyTakeOff.as_view(), name="party_take_off"),
    path("<int:pk>/parties/<int:party>/contacts/add/", contact_log.ContactAdd.as_view(), name="contact_add"),
    path("<int:pk>/reporters/add/", reporters.ReporterAdd.as_view(), name="reporter_add"),
    path("<int:pk>/reporters/<int:reporter>/identify/", reporters.ReporterIdentify.as_view(), name="reporter_identify"),
]
