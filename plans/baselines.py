"""Step three of the road, told from above: apps that measure say which groups have a KPI with a baseline.

`register(find)` in `AppConfig.ready`: `find(groups)` returns `{group key: (words, address)}` for those that have one.
"""

_FINDERS = []


def register(find):
    if find not in _FINDERS:
        _FINDERS.append(find)


def baselines(groups) -> dict:
    """What the apps above know of `groups`."""
    groups = list(groups)
    return {key: told for find in _FINDERS for key, told in find(groups).items()}
