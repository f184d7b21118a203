"""Reference data kept in the process: read again when any fact has changed, not for every page.

Whoever knows the version of the facts says so at the start with `keep_by`; until then, and wherever there is no
version (inside a transaction, or while the database cannot say), nothing is kept.
"""

from functools import wraps

_versions = [lambda: None]


def keep_by(version_now):
    """Let `version_now()` say which version of the facts is in force; None keeps nothing."""
    _versions[0] = version_now


def kept(read):
    """Decorate `read(*key)`, which asks the database: its answer is given again until the version changes.

    The answer is shared by all threads, so nobody may change it.
    """
    shelf = [(None, {})]

    @wraps(read)
    def give(*key):
        version = _versions[0]()
        if version is None:
            return read(*key)
        of_version, answers = shelf[0]
        if of_version != version:
            answers = {}
            shelf[0] = version, answers
        if key not in answers:
            answers[key] = read(*key)
        return answers[key]

    return give
