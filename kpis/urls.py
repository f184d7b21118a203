"""Addresses of indicators; fixed words stand before the codes."""

from django.urls import path

from kpis.views import documents, oversight, public, reports

app_name = "kpis"
ONE = "reports/<int:target>/<slug:kind>/"
OF_PLACE = "documents/<slug:year>/<slug:kind>/<slug:place>/"
urlpatterns = [
    path("", public.index, name="index"),
    path("reports/", reports.reports, name="reports"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}save/", reports.report_save, name="report_save"),
    path(f"{ONE}return/", reports.report_return, name="report_return"),
    path(f"{ONE}approve/", reports.report_approve, name="report_approve"),
    path(f"{ONE}accept/", reports.report_accept, name="report_accept"),
    path(f"{ONE}publish/", reports.report_publish, name="report_publish"),
    path("reports/evidence/<int:pk>/", reports.report_evidence, name="report_evidence"),
    path("reports/evidence/<int:pk>/remove/", reports.report_evidence_remove, name="report_evidence_remove"),
    path("documents/<slug:year>/<slug:kind>/board.pdf", documents.board_pdf, name="board_pdf"),
    path("documents/<slug:year>/<slug:kind>/board.docx", documents.board_docx, name="board_docx"),
    path("documents/<slug:year>/<slug:kind>/freeze/", documents.freeze, name="freeze"),
    path(f"{OF_PLACE}self-assessment.pdf", documents.self_assessment_pdf, name="self_assessment_pdf"),
    path(f"{OF_PLACE}self-assessment.docx", documents.self_assessment_docx, name="self_assessment_docx"),
    path(f"{OF_PLACE}brief.pdf", documents.brief_pdf, name="brief_pdf"),
    path(f"{OF_PLACE}brief.docx", documents.brief_docx, name="brief_docx"),
    path("matrix/", oversight.matrix, name="matrix"),
    path("matrix/export.xlsx", oversight.matrix_export, name="matrix_export"),
    path("provinces/<slug:slug>/", public.province, name="province"),
    path("<slug:code>/", public.indicator, name="indicator"),
    path("<slug:code>/<slug:place>/", public.target, name="target"),
]
