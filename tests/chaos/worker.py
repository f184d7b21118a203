"""A worker without Celery: a parent that forks a process for the imports, and forks anew when that one dies."""

import os
import time

from tests.chaos import clock

clock.keep_time()

import django  # noqa: E402 - models keep hold of the clock, so it comes first

PAUSE = 0.08


def main():
    django.setup()
    from pm25.services import import_due  # noqa: PLC0415 - the apps are ready now

    driver = os.getppid()
    while os.getppid() == driver:
        child = os.fork()
        if child == 0:
            parent = os.getppid()
            while os.getppid() == parent:
                import_due()
                time.sleep(PAUSE)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
