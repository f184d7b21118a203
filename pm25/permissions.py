"""Who may see what of the air."""

from places.models import Province
from pm25.models import BurnRecord, Station
from pm25.models.burning import granted_provinces
from pm25.models.uploads import UPLOADERS
from workgroups.models import Grant, Workgroup
from workgroups.permissions import is_secretariat


def can_see_station(user, station):
    """The public sees stations that were checked; one that waits for its check is for the secretariat alone."""
    return station.status != Station.Status.PENDING or user.is_staff


def burning_provinces(user):
    """The provinces whose burning `user` records and reads: all of them for the secretariat."""
    provinces = Province.objects.light()
    return provinces if is_secretariat(user) else provinces.filter(pk__in=granted_provinces(user))


def upload_groups(user):
    """The groups for which `user` may hand in tables of readings: all that are active for the secretariat."""
    groups = Workgroup.objects.active()
    if is_secretariat(user):
        return groups
    if not user.is_authenticated:
        return groups.none()
    grants = Grant.objects.current().filter(user=user, role__in=UPLOADERS, group__isnull=False)
    return groups.filter(pk__in=grants.values("group"))


def can_upload_readings(user):
    return upload_groups(user).exists()


def can_report_burning(user):
    return burning_provinces(user).exists()


def can_decide_fuel(user, request):
    """Whether `user` may allow or refuse a request for fire: not who asked, unless it is the group's secretary."""
    if is_secretariat(user):
        return True
    grants = Grant.objects.current().filter(user=user, group__province=request.province)
    if grants.filter(role=Grant.Role.SECRETARY).exists():
        return True
    return request.reported_by_id != user.pk and grants.filter(role=Grant.Role.OFFICER).exists()


def can_see_burn_photo(user, burn):
    """The public once the secretariat allowed it; before, who serves the province."""
    public = burn.photo_is_public and burn.status == BurnRecord.Status.RECORDED
    return public or BurnRecord.objects.visible_to(user).filter(pk=burn.pk).exists()
