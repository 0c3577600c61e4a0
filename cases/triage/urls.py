from django.urls import URLPattern, path

from cases.triage.views import case

app_name = "triage"
urlpatterns: list[URLPattern] = [
    path("<int:pk>/triage/", case.TriageFactsRecord.as_view(), name="facts"),
    path("<int:pk>/schedule-3/", case.ScheduleThreeDecide.as_view(), name="schedule_3"),
    path("<int:pk>/referral/check/", case.ReferralConsider.as_view(), name="referral_check"),
    path("<int:pk>/referral/open/", case.ReferralOpen.as_view(), name="referral_open"),
    path("<int:pk>/referral/<int:referral>/send/", case.ReferralSend.as_view(), name="referral_send"),
    path("<int:pk>/referral/<int:referral>/answer/", case.ReferralAnswer.as_view(), name="referral_answer"),
    path("<int:pk>/form-of-investigation/", case.InvestigationFormDecide.as_view(), name="investigation_form"),
]
