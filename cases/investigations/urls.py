from django.urls import URLPattern, path

from cases.investigations.views import appointment, documents, outcome, policy_log, proceed, tabs, tasks

app_name = "investigations"
urlpatterns: list[URLPattern] = [
    path("<int:pk>/investigation/", tabs.Investigation.as_view(), name="investigation"),
    path("<int:pk>/evidence/", tabs.Evidence.as_view(), name="evidence"),
    path("<int:pk>/investigation/conflicts/", appointment.Declare.as_view(), name="declare"),
    path("<int:pk>/investigation/conflicts/set-aside/", appointment.SetAside.as_view(), name="set_aside"),
    path("<int:pk>/investigation/terms/", appointment.ApproveTerms.as_view(), name="terms"),
    path("<int:pk>/tasks/add/", tasks.TaskAdd.as_view(), name="task_add"),
    path("<int:pk>/tasks/<int:task>/done/", tasks.TaskDone.as_view(), name="task_done"),
    path("<int:pk>/tasks/<int:task>/change/", tasks.TaskChange.as_view(), name="task_change"),
    path("<int:pk>/policy-log/add/", policy_log.PolicyEntryAdd.as_view(), name="policy_entry_add"),
    path("<int:pk>/policy-log/<int:entry>/correct/", policy_log.PolicyEntryCorrect.as_view(), name="policy_correct"),
    path("<int:pk>/documents/add/", documents.DocumentAdd.as_view(), name="document_add"),
    path("<int:pk>/documents/<int:document>/", documents.DocumentDetail.as_view(), name="document"),
    path("<int:pk>/documents/<int:document>/new-version/", documents.VersionAdd.as_view(), name="version_add"),
    path("<int:pk>/files/<int:file>/", documents.Download.as_view(), name="download"),
    path("<int:pk>/interviews/propose/", proceed.InterviewPropose.as_view(), name="interview_propose"),
    path(
        "<int:pk>/interviews/<int:interview>/alternative/",
        proceed.InterviewAlternative.as_view(),
        name="interview_alternative",
    ),
    path("<int:pk>/interviews/<int:interview>/end/", proceed.InterviewEnd.as_view(), name="interview_end"),
    path("<int:pk>/responses/add/", proceed.ResponseAdd.as_view(), name="response_add"),
    path("<int:pk>/report/submit/", proceed.ReportSubmit.as_view(), name="report_submit"),
    path("<int:pk>/learning/add/", outcome.LearningAdd.as_view(), name="learning_add"),
    path("<int:pk>/learning/<int:item>/done/", outcome.LearningDone.as_view(), name="learning_done"),
    path("<int:pk>/reflective/invite/", outcome.ReflectiveInvite.as_view(), name="reflective_invite"),
    path("<int:pk>/reflective/<int:practice>/account/", outcome.ReflectiveAccount.as_view(), name="reflective_account"),
    path("<int:pk>/reflective/<int:practice>/report/", outcome.ReflectiveReport.as_view(), name="reflective_report"),
    path("<int:pk>/reflective/<int:practice>/review/", outcome.ReflectiveReview.as_view(), name="reflective_review"),
]
