"""How far an activity is: derived, pure, and late only when something was missed."""

import datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from plans.models import Activity
from plans.standing import standing_of
from tests.plans.factories import FIRST, LAST

TODAY = datetime.date(2027, 1, 31)
S = Activity.Status
DAYS = st.dates(FIRST, LAST)


def activity(override="", reported_on=None, ends=LAST):
    return SimpleNamespace(override=override, reported_on=reported_on, ends=ends)


def milestone(due, done_on=None, checked_on=None):
    return SimpleNamespace(due=due, is_done=done_on is not None, is_checked=checked_on is not None)


def test_nothing_done_and_nothing_due_is_planned():
    standing = standing_of(activity(), [milestone(LAST)], TODAY)

    assert (standing.status, standing.days_late, standing.late_since) == (S.PLANNED, 0, None)


def test_missed_milestone_makes_late_from_its_day():
    missed = milestone(datetime.date(2027, 1, 19))

    standing = standing_of(activity(), [missed, milestone(LAST)], TODAY)

    assert (standing.days_late, standing.late_since, standing.late_what) == (12, missed.due, missed)


def test_day_that_it_is_due_is_in_time():
    assert standing_of(activity(), [milestone(TODAY)], TODAY).days_late == 0


def test_activity_without_milestones_is_late_after_its_last_day():
    standing = standing_of(activity(ends=datetime.date(2027, 1, 30)), [], TODAY)

    assert (standing.days_late, standing.late_what) == (1, None)


def test_done_waits_for_a_check_then_is_done():
    told = milestone(FIRST, done_on=FIRST)
    seen = milestone(FIRST, done_on=FIRST, checked_on=FIRST)

    assert standing_of(activity(), [told, seen], TODAY).status == S.REPORTED_DONE
    assert standing_of(activity(), [seen, seen], TODAY).status == S.DONE


def test_report_alone_is_progress():
    assert standing_of(activity(reported_on=TODAY), [milestone(LAST)], TODAY).status == S.GOING


def test_override_speaks_first_and_a_stopped_activity_is_never_late():
    for override in (S.SUSPENDED, S.CANCELLED):
        standing = standing_of(activity(override=override), [milestone(FIRST)], TODAY)
        assert (standing.status, standing.days_late) == (override, 0)


ROWS = st.lists(
    st.builds(
        lambda due, state: milestone(due, done_on=due if state else None, checked_on=due if state == 2 else None),
        DAYS,
        st.integers(0, 2),
    ),
    max_size=6,
)


@given(ROWS, DAYS, st.sampled_from(["", *Activity.OVERRIDES]))
def test_done_means_that_all_were_checked_and_late_that_something_is_missing(rows, today, override):
    standing = standing_of(activity(override=override), rows, today)

    assert standing.checked <= standing.done <= standing.total == len(rows)
    assert (standing.status == S.DONE) == (not override and bool(rows) and all(row.is_checked for row in rows))
    missing = [row for row in rows if not row.is_done and row.due < today]
    stopped = override in (S.SUSPENDED, S.CANCELLED)
    waiting = not override and bool(rows) and all(row.is_done for row in rows)
    assert standing.is_late == (not stopped and not waiting and (bool(missing) or today > LAST))
    if missing and standing.is_late:
        assert standing.late_since == min(row.due for row in missing)


@given(ROWS, DAYS)
def test_lateness_grows_by_a_day_a_day(rows, today):
    first = standing_of(activity(), rows, today)
    second = standing_of(activity(), rows, today + datetime.timedelta(days=1))

    assert second.days_late >= first.days_late
    assert not first.is_late or second.days_late == first.days_late + 1
