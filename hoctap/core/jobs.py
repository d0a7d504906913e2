"""What jobs have in common: they are done in the end, whatever dies meanwhile.

A job says `retry=UNTIL_THE_DATABASE_IS_BACK`. Every job may be run twice, so each asks first whether its work is done.
"""

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy

# A database that is away comes back: after 2, 4, … 256 seconds, eight minutes in all, then by hand.
UNTIL_THE_DATABASE_IS_BACK = RetryStrategy(
    max_attempts=8, exponential_wait=2, retry_exceptions={OperationalError, InterfaceError}
)
MOST_ATTEMPTS = 12
"""A job whose worker died so often is what kills it."""
