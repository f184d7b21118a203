"""The only writers of accounts."""

from foundation.accounts.services.demo import (
    DEMO_PASSWORD,
    DemoOnly,
    demo_accounts,
    load_demo_accounts,
    remove_demo_accounts,
)
from foundation.accounts.services.invitations import AlreadyHasAccount, InvitationClosed, accept, invite, withdraw
from foundation.accounts.services.sessions import disable, enable, end_sessions, remove_second_factor

__all__ = [
    "DEMO_PASSWORD",
    "AlreadyHasAccount",
    "DemoOnly",
    "InvitationClosed",
    "accept",
    "demo_accounts",
    "disable",
    "enable",
    "end_sessions",
    "invite",
    "load_demo_accounts",
    "remove_demo_accounts",
    "remove_second_factor",
    "withdraw",
]
