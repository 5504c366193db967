"""The settings are read in whole, or refused with all that is wrong."""

import unittest

from report.settings import ConfigError, database_of, settings_from


class Settings(unittest.TestCase):
    def test_the_address_of_the_database_is_taken_apart(self) -> None:
        database = database_of("postgres://me:p%40ss%2Fword@db.example.com:6432/my%20books?sslmode=verify-full")
        self.assertEqual((database.host, database.port, database.user), ("db.example.com", 6432, "me"))
        self.assertEqual((database.password, database.name), ("p@ss/word", "my books"))
        self.assertIsNotNone(database.tls())
        self.assertIsNone(database_of("postgresql://me:x@db/books").tls())
        self.assertEqual(database_of("postgresql://me:x@db/books").port, 5432)

    def test_the_password_is_not_shown(self) -> None:
        self.assertNotIn("hush", repr(database_of("postgres://me:hush@db/books")))

    def test_all_that_is_wrong_is_told_at_once_without_values(self) -> None:
        for address in ("", "postgres://me:hush@db", "mysql://me:hush@db/books", "postgres://me:hush@db:x/books"):
            with self.assertRaises(ConfigError) as raised:
                settings_from({"DATABASE_URL": address, "OUTPUT_DIR": "report"})
            message = str(raised.exception)
            self.assertRegex(message, "2 problems")
            self.assertRegex(message, "DATABASE_URL: .*expected one such as postgres://")
            self.assertRegex(message, "OUTPUT_DIR: expected an absolute path")
            self.assertNotIn("hush", message)

    def test_encryption_that_is_not_checked_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "sslmode: expected disable or verify-full"):
            database_of("postgres://me:x@db/books?sslmode=require")
