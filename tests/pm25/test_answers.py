import pytest

from pm25.importers.answers import LARGEST_JSON, read_json
from pm25.importers.problems import ImportProblem


def test_json_that_would_take_the_memory_of_the_process_is_refused_unread():
    content = b'{"a": "' + b"x" * (LARGEST_JSON * 1024 * 1024) + b'"}'

    with pytest.raises(ImportProblem) as found:
        read_json(content)

    assert found.value.code == "too_large"
