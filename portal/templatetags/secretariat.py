"""Tags of the secretariat's start page."""

from django import template

from portal import secretariat

register = template.Library()
register.simple_tag(secretariat.start_groups)
register.simple_tag(secretariat.start_jobs)
register.simple_tag(secretariat.start_tasks)
