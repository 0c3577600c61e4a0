from django.urls import path

from cases.notices.views import case_notices, files, serving, writing

app_name = "notices"
urlpatterns = [
    path("<int:pk>/notices/", case_notices.CaseNotices.as_view(), name="list"),
    path("<int:pk>/notices/new/", case_notices.NoticeChoose.as_view(), name="choose"),
    path("<int:pk>/notices/new/<slug:template>/", writing.NoticeWrite.as_view(), name="write"),
    path("<int:pk>/notices/drafts/<int:draft>/", writing.DraftCheck.as_view(), name="draft"),
    path("<int:pk>/notices/drafts/<int:draft>/edit/", writing.DraftEdit.as_view(), name="draft_edit"),
    path("<int:pk>/notices/drafts/<int:draft>/discard/", writing.DraftDiscard.as_view(), name="draft_discard"),
    path("<int:pk>/notices/drafts/<int:draft>/preview/", writing.DraftPreview.as_view(), name="draft_preview"),
    path("<int:pk>/notices/<int:notice>/", case_notices.NoticeDetail.as_view(), name="notice"),
    path("<int:pk>/notices/<int:notice>/file/", files.NoticeDownload.as_view(), name="file"),
    path("<int:pk>/notices/<int:notice>/give/", serving.NoticeServe.as_view(), name="serve"),
    path(
        "<int:pk>/notices/services/<int:service>/acknowledge/",
        serving.ServiceAcknowledge.as_view(),
        name="acknowledge",
    ),
    path("<int:pk>/notices/services/<int:service>/take-back/", serving.ServiceTakeBack.as_view(), name="take_back"),
    path("<int:pk>/subjects/<int:subject>/withhold-notice/", serving.NoticeWithhold.as_view(), name="withhold"),
    path(
        "<int:pk>/notices/withholdings/<int:withholding>/end/", serving.WithholdingEnd.as_view(), name="withholding_end"
    ),
]
