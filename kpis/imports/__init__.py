"""What cells of the sheets of targets and reports may hold; the sheets themselves are of the admin."""
