"""The room as a file: records, journal, search and attachments in one folder.

==============  ====================================================================
``rooms``       the door: make a room, open one, go back to a backup
``room``        an open room, all one may ask of it
``acts``        the only way records change: one act, one transaction
``journal``     who did what, when, and what each field was before; hash-chained
``reversal``    undo and redo, and what stands in the way
``shelf``       records found and rows written; ``rows`` says how a record is a row
``travel``      rows with their stamps, for exchange
``publishing``  live rows as they are, and a database for Datasette
``search``      full text by single characters; ``names`` by pinyin; ``finding`` both
``bin``         deleted records
``notes``       settings and drafts of this computer
``blobs``       attachments by hash
``backups``     copies, thinned out; ``checks`` looks everything over
``migrations``  every shape the file has had; ``first_tables`` the first
``engine``      the one SQLite build, transactions, failures in plain words
``lock``        one window at a time; ``places`` what kind of drive it is
==============  ====================================================================

To add a field or a kind of record: the dataclass and ``domain/catalogue``, then a migration; the
test of the migrations prints the columns it expects. Nothing else in this package changes.

``sqlite_utils`` takes whatever answers to ``pysqlite3`` for its SQLite, so the lines below come
before anything imports it: a connection of another build has other exceptions, and the library
would leave transactions open.
"""

import sys

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
