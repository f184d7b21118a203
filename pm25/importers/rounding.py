"""Rounding in SQL, alike on both databases and in Python."""


def rounded(total, count):
    """SQL of total / count as an integer, a half going away from zero; both databases cut a quotient of integers."""
    return (
        f"CASE WHEN {total} >= 0 THEN (2 * {total} + {count}) / (2 * {count})"
        f" ELSE -(({count} - 2 * {total}) / (2 * {count})) END"
    )
