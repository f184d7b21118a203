"""Meetings as iCalendar (RFC 5545): one UID for a meeting's whole life, a higher SEQUENCE for every change.

The link to join stands in the calendar of a personal letter only.
"""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vText, vUri

from agendas.links import meeting_link
from agendas.models import Meeting

ZONE = "Asia/Bangkok"
REQUEST, CANCEL = "REQUEST", "CANCEL"
OFF = (Meeting.Status.POSTPONED, Meeting.Status.CANCELLED)


def public_calendar(meetings, *, name):
    """The calendar (bytes) that anybody may subscribe to: `meetings` with their hosts, in Thai, without drafts."""
    with translation.override("th"):
        calendar = _calendar()
        calendar.add("x-wr-calname", name)
        calendar.add("name", name)
        calendar.add("refresh-interval", datetime.timedelta(hours=6), parameters={"VALUE": "DURATION"})
        for meeting in meetings:
            calendar.add_component(public_event(meeting))
        return calendar.to_ical()


def public_event(meeting):
    """One meeting as anybody may see it."""
    event = _event(meeting)
    event.add("description", meeting_link(meeting))
    return event


def personal_calendar(meeting, *, to, name, link):
    """The calendar (text) of the letter to one reader, with the link to join and to answer.

    METHOD:REQUEST puts the meeting in or changes it; of a meeting that is put off or called off METHOD:CANCEL takes it
    out, and a later REQUEST with its higher SEQUENCE puts it back.
    """
    with translation.override("th"):
        calendar = _calendar(method=CANCEL if meeting.status in OFF else REQUEST)
        event = _event(meeting)
        event["organizer"] = _address(settings.DEFAULT_FROM_EMAIL, meeting.host.name_th)
        reader = _address(to, name)
        reader.params["ROLE"] = vText("REQ-PARTICIPANT")
        reader.params["PARTSTAT"] = vText("NEEDS-ACTION")
        reader.params["RSVP"] = vText("FALSE")  # one answers by the link: nobody reads what mail programs send back
        event.add("attendee", reader, encode=0)
        lines = [_("ตอบรับและอ่านเอกสาร: %(link)s") % {"link": link}]
        if meeting.join_url:
            lines.insert(0, _("เข้าประชุม: %(link)s") % {"link": meeting.join_url})
        event.add("description", "\n".join(lines))
        calendar.add_component(event)
        return calendar.to_ical().decode()


def _calendar(method=""):
    calendar = Calendar()
    calendar.add("prodid", f"-//{urlsplit(settings.SITE_URL).hostname}//OGMP//TH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime.datetime(1970, 1, 1))  # noqa: DTZ001 - a local time by definition
    standard.add("tzoffsetfrom", datetime.timedelta(hours=7))
    standard.add("tzoffsetto", datetime.timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    calendar.add_component(zone)
    return calendar


def _event(meeting):
    event = Event()
    event.add("uid", str(meeting.uid))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(datetime.UTC))
    event.add("last-modified", meeting.changed_at.astimezone(datetime.UTC))
    event.add("status", "CANCELLED" if meeting.status in OFF else "CONFIRMED")
    event.add("summary", _summary(meeting))
    _add_hours(event, meeting)
    place = meeting.venue_th or ("" if meeting.mode == Meeting.Mode.ONSITE else str(meeting.get_mode_display()))
    if place:
        event.add("location", place)
    event["url"] = vUri(meeting_link(meeting))
    return event


def _summary(meeting):
    words = f"{meeting.host.name_th} {meeting.label}"
    if meeting.title_th:
        words = f"{words}: {meeting.title_th}"
    if meeting.status == Meeting.Status.CANCELLED:
        return _("ยกเลิก: %(meeting)s") % {"meeting": words}
    if meeting.status == Meeting.Status.POSTPONED:
        return _("เลื่อน: %(meeting)s") % {"meeting": words}
    return words


def _add_hours(event, meeting):
    """Hours on Thailand's clock; a meeting whose hour is not known takes the day."""
    if meeting.starts is None:
        event.add("dtstart", meeting.date)
        return
    zone = {"TZID": ZONE}
    event.add("dtstart", datetime.datetime.combine(meeting.date, meeting.starts), parameters=zone)
    if meeting.ends:
        event.add("dtend", datetime.datetime.combine(meeting.date, meeting.ends), parameters=zone)


def _address(email, name):
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(name)
    return address
