"""The room as a file: records, journal, search and attachments in one folder.

``rooms`` is the door; ``acts`` is the only way records change. ``sqlite_utils`` takes whatever
answers to ``pysqlite3`` for its SQLite, so the lines below come before anything imports it: a
connection of another build has other exceptions, and the library would leave transactions open.
"""

import sys

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
