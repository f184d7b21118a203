"""Changes to an answer in JSON: types, sizes, depth, names, and the same name twice."""

import json

from tests.pm25.hostile.values import ANY, BRANCHES, NUMBERS, TEXTS, TIMES

TOKENS = [
    "NaN",
    "-Infinity",
    "1e400",
    "1E-9999999",
    "9" * 4_400,
    "-0",
    "01",
    "1.",
    ".5",
    '"\\ud800"',
    '"\\u0000"',
    "nul",
]
TOKENS += ["[" * 3_000 + "]" * 3_000, '{"a":' * 900 + "1" + "}" * 900, "'x'", "1e400, 2", '"\\x"', "/* */ 1"]
MARK = "\u2063put here\u2063"


def hostile_answer(content, chance):
    """A valid answer after one to four changes, as (name, bytes)."""
    answer, names = json.loads(content), []
    for _ in range(chance.choice([1, 1, 2, 4])):
        change = chance.choice(CHANGES)
        names.append(change.__name__)
        answer = change(answer, chance)
    text = json.dumps(answer, ensure_ascii=chance.random() < 0.5)
    text = text.replace(json.dumps(MARK), chance.choice(TOKENS), 1).replace(f'"{MARK}"', chance.choice(TOKENS))
    if chance.random() < 0.3:
        names.append("same_name_twice")
        text = _same_name_twice(text, chance)
    return "+".join(names), text.encode("utf-8", "surrogatepass")


def _places(branch, found=None):
    """Every (container, key) below `branch`."""
    found = [] if found is None else found
    items = (
        list(branch.items())
        if isinstance(branch, dict)
        else list(enumerate(branch))
        if isinstance(branch, list)
        else []
    )
    for key, value in items[:200]:
        found.append((branch, key))
        _places(value, found)
    return found


def _put(answer, chance, value):
    places = _places(answer)
    if not places:
        return value
    branch, key = chance.choice(places)
    branch[key] = value
    return answer


def other_value(answer, chance):
    leaves = [(branch, key) for branch, key in _places(answer) if not isinstance(branch[key], dict | list)]
    for branch, key in chance.sample(leaves, min(len(leaves), chance.choice([1, 1, 3, 20]))):
        branch[key] = chance.choice(ANY)
    return answer


def other_number(answer, chance):
    return _put(answer, chance, chance.choice(NUMBERS))


def other_time(answer, chance):
    times = [(b, k) for b, k in _places(answer) if isinstance(k, str) and ("date" in k.lower() or "time" in k.lower())]
    for branch, key in times:
        branch[key] = chance.choice(TIMES)
    return answer


def other_type(answer, chance):
    return _put(answer, chance, chance.choice(BRANCHES))


def token(answer, chance):
    return _put(answer, chance, MARK)


def without_key(answer, chance):
    places = [(branch, key) for branch, key in _places(answer) if isinstance(branch, dict)]
    if places:
        branch, key = chance.choice(places)
        del branch[key]
    return answer


def other_name(answer, chance):
    places = [(branch, key) for branch, key in _places(answer) if isinstance(branch, dict)]
    if places:
        branch, key = chance.choice(places)
        branch[chance.choice([*TEXTS, key.upper(), f" {key} "])] = branch.pop(key)
    return answer


def many_keys(answer, chance):
    if isinstance(answer, dict):
        return answer | {f"k{number}": "1" for number in range(100_000)}
    return answer


def many_values(answer, chance):
    """A hundred thousand parameters in one place."""
    branches = [branch for branch, _ in _places(answer) if isinstance(branch, dict)]
    if branches:
        chance.choice(branches).update({f"P{number}": number for number in range(chance.choice([100, 5_000]))})
    return answer


def many_rows(answer, chance):
    lists = [branch[key] for branch, key in _places(answer) if isinstance(branch[key], list) and branch[key]]
    lists += [answer] if isinstance(answer, list) else []
    if lists:
        rows = chance.choice(lists)
        rows.extend(rows[:1] * chance.choice([10, 500]))
    return answer


def wrapped(answer, chance):
    return chance.choice([[answer], {"data": answer}, {"stations": [answer]}, {"stations": answer}, [[answer]]])


def deep(answer, chance):
    value = chance.choice(ANY)
    for _ in range(300):
        value = [value] if chance.random() < 0.5 else {"a": value}
    return _put(answer, chance, value)


def _same_name_twice(text, chance):
    place = text.find("{", chance.randrange(len(text)))
    name = chance.choice(
        ["stationID", "id", "date", "time", "PM25", "value", "DATETIMEDATA", "pm25", "dt", "log_datetime"]
    )
    return f'{text[: place + 1]}"{name}": 7, "{name}": "8", {text[place + 1 :]}' if place >= 0 else text


CHANGES = [
    *(other_value, other_value, other_value, other_number, other_time, other_type, other_type, token, without_key),
    *(other_name, many_keys, many_values, many_rows, wrapped, deep),
]
