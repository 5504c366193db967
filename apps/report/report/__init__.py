"""The report of the day: how many rows each table of the database has."""
