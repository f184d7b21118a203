"""What the admin tests of this app share: the secretariat signed in, and the words of a page."""

import re
from html import unescape

from tests.accounts.factories import UserFactory


def sign_in_secretariat(client, settings):
    """A person of the secretariat, not a superuser, signed in without a second factor: a demonstration."""
    settings.DEMO = True
    user = UserFactory(is_staff=True)
    client.force_login(user)
    return user


def words(response):
    """The text of the main part of a page, with single ordinary spaces."""
    html = response.content.decode().split('id="content-main"')[1].split("<footer")[0]
    return _plain(html)


def rows(response):
    """The rows of the changelist as lists of texts."""
    table = response.content.decode().partition('id="result_list"')[2]
    body = table.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [_plain(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)
    ]


def _plain(html):
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).replace("\u00a0", " ").split())
