"""The portal with a small admin beside it, to watch AuditedAdmin alone."""

from django.contrib import admin
from django.urls import path

from config.urls import urlpatterns as portal
from foundation.accounts.models import User
from foundation.audit.admin import AuditedAdmin
from foundation.audit.services import record
from foundation.thai.admin import ThaiDatesAdmin
from places.models import District, ProblemArea, Province

site = admin.AdminSite(name="audited")


class DistrictInline(ThaiDatesAdmin, admin.StackedInline):
    model = District
    fields = ["name_th", "name_en", "code", "slug", "source", "as_of"]
    extra = 0


@admin.register(Province, site=site)
class ProvinceAdmin(AuditedAdmin, admin.ModelAdmin):
    fields = ["name_th", "name_en", "code", "iso", "slug", "region", "lat", "lon", "source", "as_of"]
    inlines = [DistrictInline]


@admin.register(ProblemArea, site=site)
class ProblemAreaAdmin(AuditedAdmin, admin.ModelAdmin):
    fields = ["name_th", "order", "slug", "note", "provinces", "source", "as_of"]
    list_display = ["order", "name_th", "note", "as_of"]
    list_display_links = ["name_th", "as_of"]
    list_editable = ["note"]


@admin.register(User, site=site)
class UserAdmin(AuditedAdmin, admin.ModelAdmin):
    fields = ["email", "name", "is_active", ("date_joined", "last_login")]
    readonly_fields = ["date_joined", "last_login"]


@admin.register(District, site=site)
class ServedAdmin(AuditedAdmin, admin.ModelAdmin):
    """As an admin whose service records for itself."""

    fields = ["name_th", "source", "as_of"]

    def save_model(self, request, obj, form, change):
        obj.save()
        record("places.rename", obj, by=request.user)


urlpatterns = [path("audited/", site.urls), *portal]
handler404 = "portal.views.errors.page_not_found"
