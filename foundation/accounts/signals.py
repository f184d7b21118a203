"""News of the accounts for the apps above."""

from django.dispatch import Signal

# A letter is to be sent. Arguments: kind, to, subject, body, key (sent once for each key), private (the body holds a
# secret link and is not kept once sent). `foundation.notices` puts it into the outbox in the same transaction.
mail_requested = Signal()
