"""Addresses of the documents of a meeting, as PDF and as .docx."""

from django.urls import path

from agendas.views import documents

MEETING = "<slug:host>/<slug:slug>"
urlpatterns = [
    path(f"{MEETING}/agenda.pdf", documents.agenda_pdf, name="agenda_pdf"),
    path(f"{MEETING}/agenda.docx", documents.agenda_docx, name="agenda_docx"),
    path(f"{MEETING}/invitation.pdf", documents.invitation_pdf, name="invitation_pdf"),
    path(f"{MEETING}/invitation.docx", documents.invitation_docx, name="invitation_docx"),
    path(f"{MEETING}/minutes.pdf", documents.minutes_pdf, name="minutes_pdf"),
    path(f"{MEETING}/minutes.docx", documents.minutes_docx, name="minutes_docx"),
    path(f"{MEETING}/attendance-sheet.pdf", documents.attendance_sheet_pdf, name="attendance_sheet_pdf"),
    path(f"{MEETING}/attendance-sheet.docx", documents.attendance_sheet_docx, name="attendance_sheet_docx"),
    path(f"{MEETING}/resolutions/<int:number>/excerpt.pdf", documents.excerpt_pdf, name="excerpt_pdf"),
    path(f"{MEETING}/resolutions/<int:number>/excerpt.docx", documents.excerpt_docx, name="excerpt_docx"),
]
