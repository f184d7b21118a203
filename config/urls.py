"""Addresses of the portal. Thai pages have no prefix, English ones stand under /en/; machine faces have one address.

Exceptions to "address = app = view": `portal` owns /, /provinces/, /search/, /desk/ and the pages about the portal.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.urls.machines")),
    path("agendas/", include("agendas.machines")),
    path("pm25/", include("pm25.machines")),
    *i18n_patterns(
        path(settings.ADMIN_PATH, admin.site.urls),
        path("accounts/", include("foundation.accounts.urls")),
        path("accounts/", include("allauth.urls")),
        path("audit/", include("foundation.audit.urls")),
        path("documents/", include("foundation.documents.urls")),
        path("notices/", include("foundation.notices.urls")),
        path("agendas/", include("agendas.urls")),
        path("kpis/", include("kpis.urls")),
        path("plans/", include("plans.urls")),
        path("pm25/", include("pm25.urls")),
        path("ecosystem/", include("ecosystem.urls")),
        path("workgroups/", include("workgroups.urls")),
        path("", include("portal.urls.pages")),
        prefix_default_language=False,
    ),
]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.permission_denied"
handler404 = "portal.views.errors.page_not_found"
handler500 = "portal.views.errors.server_error"
