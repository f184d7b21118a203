"""Agencies, persons and memberships from spreadsheets: checked line by line, taken whole or not at all."""
