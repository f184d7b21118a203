"""A process of its own for what is measured: `Child(url).call("step", …)` runs a function of `steps` in it."""

import json
import os
import subprocess
import sys

PARENT_SILENT = {"DEMO": "1", "REDIS_URL": "", "LOG_LEVEL": "CRITICAL", "EMAIL_URL": "dummymail://", "HTTPS": "false"}


class Child:
    """Ends with the `with` block. An exception in it ends the bench."""

    def __init__(self, database_url, folder):
        variables = {**os.environ, **PARENT_SILENT, "DATABASE_URL": database_url, "VAR_DIR": str(folder)}
        variables["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        command = [sys.executable, "-W", "ignore", "-m", "tests.bench.children"]
        self._process = subprocess.Popen(
            command, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._process.stdin.close()
        self._process.wait()

    def call(self, step, **arguments):
        self._process.stdin.write(json.dumps({"step": step, **arguments}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"bench: the step {step} broke")
        return json.loads(answer)


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what commands print is no answer
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from tests.bench import steps

    for line in sys.stdin:
        call = json.loads(line)
        answers.write(json.dumps(getattr(steps, call.pop("step"))(**call)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
