from django.urls import path

from cases.clocks.views import case, delay_reports, queue

app_name = "clocks"
urlpatterns = [
    path("clocks/", queue.ClockList.as_view(), name="list"),
    path("cases/<int:pk>/deadlines/", case.CaseClocks.as_view(), name="case"),
    path("cases/<int:pk>/deadlines/<int:clock>/extend/", case.ClockExtend.as_view(), name="extend"),
    path("cases/<int:pk>/deadlines/<int:clock>/explain/", case.ClockExplain.as_view(), name="explain"),
    path(
        "cases/<int:pk>/delay-reports/<int:report>/",
        delay_reports.DelayReportComplete.as_view(),
        name="delay_report",
    ),
    path(
        "cases/<int:pk>/delay-reports/<int:report>/send/",
        delay_reports.DelayReportSend.as_view(),
        name="delay_report_send",
    ),
]
