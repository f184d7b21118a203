"""Logs for machines: one JSON object a line, with the request's id; for people in a demonstration."""


def logging_config(*, as_json, level):
    return {"version": 1, "disable_existing_loggers": False}
