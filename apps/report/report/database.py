"""What the job reads of the database."""

from __future__ import annotations

from contextlib import closing

from pg8000.native import Connection, identifier

from report.settings import Database

TABLES = """
select table_schema, table_name from information_schema.tables
where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
order by 1, 2
"""


def rows_of_tables(database: Database) -> dict[str, int]:
    """The number of rows of each table that the user may see, all at one point in time; it changes nothing."""
    connection = Connection(
        database.user,
        password=database.password,
        host=database.host,
        port=database.port,
        database=database.name,
        ssl_context=database.tls() or False,
        timeout=30,
        application_name="report",
    )
    with closing(connection):
        connection.run("begin transaction isolation level repeatable read read only")
        rows = {f"{schema}.{table}": count(connection, schema, table) for schema, table in connection.run(TABLES)}
        connection.run("commit")
    return rows


def count(connection: Connection, schema: str, table: str) -> int:
    """The exact number of rows of one table."""
    return connection.run(f"select count(*) from {identifier(schema)}.{identifier(table)}")[0][0]
