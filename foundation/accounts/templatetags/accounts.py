"""Words for the pages of accounts."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that a browser names counts: Edge also says Chrome, Chrome also says Safari
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Line/": "LINE", "FxiOS": "Firefox"}
BROWSERS |= {"Firefox": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "macOS"}
SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


@register.filter
def device(user_agent):
    """ "Chrome บน Windows" for what a browser says of itself; the beginning of it where it says nothing known."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s บน %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:40] or _("ไม่ทราบเบราว์เซอร์")
