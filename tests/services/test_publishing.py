"""What is published can be read by others, is the same each time, and has no people in it."""

# ruff: noqa: S608  (the test makes up its own questions)

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from consultroom.domain.catalogue import RECORDS
from consultroom.domain.consultations import ConsultationState
from consultroom.domain.members import Member
from consultroom.domain.receptions import Visit, VisitorIdentity
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.exchange.publish import CannotPublish, Filled
from consultroom.frozen import replace
from consultroom.services import publishing, safekeeping
from consultroom.services.desk import Desk
from tests.services.postgres import a_server

SECRETS = ("欧阳文秀", "13900001234", "梧桐里3栋2单元502室")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with a_server() as dsn:
        yield dsn


@pytest.fixture
def base(server: str) -> str:
    """Give a data base of its own."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS cr")
        connection.execute("CREATE DATABASE cr")
    return server.replace("dbname=postgres", "dbname=cr")


@pytest.fixture
def desk(busy: Desk) -> Desk:
    """Return the sample station with a visitor whose telephone stands in a text."""
    visit = busy.room.find(Visit)[0]
    name, phone, address = SECRETS
    identity = busy.room.find(VisitorIdentity, visit=visit.id)
    who = replace(identity[0], name=name, phone=phone, address=address) if identity else None
    with busy.room.act("登记来访", by="王敏") as act:
        matter = f"居民{name}（{phone}，住{address}）反映路灯不亮。"
        act.put(replace(visit, matter=matter))
        act.put(
            who
            or VisitorIdentity(
                id=busy.room.new_id(),
                owner=busy.owner,
                visit=visit.id,
                name=name,
                phone=phone,
                address=address,
            )
        )
        topic = busy.room.find(Topic)[0]
        act.put(replace(topic, situation=f"联系人电话{phone}。", proposer=name))
        act.put(replace(busy.room.find(Member)[0], phone=phone))
    return busy


def asked(dsn: str, question: str) -> list[Any]:
    with psycopg.connect(dsn) as connection:
        return list(connection.execute(question))


def everything_in(dsn: str) -> str:
    """Return all that the schema holds as one text."""
    names = asked(dsn, "SELECT tablename FROM pg_tables WHERE schemaname = 'consultroom'")
    tables = [name for (name,) in names if name != "publication"]
    rows = [
        asked(dsn, f'SELECT t::text FROM consultroom."{name}" t ORDER BY id') for name in tables
    ]
    return "\n".join(
        f"{name} {row}" for name, found in zip(tables, rows, strict=True) for row in found
    )


# -- PostgreSQL --------------------------------------------------------------------------------


def test_every_live_row_arrives_with_its_type(desk: Desk, base: str):
    done = publishing.to_postgres(desk, base)
    for kind in RECORDS:
        told = next((one for one in done.tables if one.table == kind.table), None)
        if told:
            assert told.rows == desk.room.count(kind.record)
    meeting = asked(
        base,
        "SELECT m.starts_at, c.started_on, c.brief, jsonb_typeof(m.remarks) "
        "FROM consultroom.meeting m JOIN consultroom.consultation c ON c.id = m.consultation",
    )[0]
    assert [type(value).__name__ for value in meeting] == ["datetime", "date", "bool", "str"]
    assert asked(base, "SELECT unit, personal, rows FROM consultroom.publication") == [
        (desk.owner, False, done.rows)
    ]
    assert asked(base, "SELECT obj_description('consultroom.topic'::regclass)") == [("议题",)]
    words = asked(
        base,
        "SELECT code, label FROM consultroom.code_word "
        "WHERE table_name = 'consultation' AND column_name = 'state'",
    )
    assert sorted(words) == sorted((one.code, one.label) for one in ConsultationState)


def test_publishing_again_changes_nothing(desk: Desk, base: str):
    first = publishing.to_postgres(desk, base)
    assert all(one.added == one.rows for one in first.tables)
    before = everything_in(base)
    again = publishing.to_postgres(desk, base)
    assert {(one.added, one.changed, one.removed) for one in again.tables} == {(0, 0, 0)}
    assert [one.rows for one in again.tables] == [one.rows for one in first.tables]
    assert everything_in(base) == before


def test_only_what_differs_is_written(desk: Desk, base: str):
    publishing.to_postgres(desk, base)
    topics = desk.room.find(Topic)
    with desk.room.act("修改议题", by="王敏") as act:
        act.put(replace(topics[0], title="改过的题目"))
        act.put(replace(topics[0], id=desk.room.new_id(), number="WT-YT-2026-099"))
    deed = next(one for one in RECORDS if one.table == "good_deed").record
    with desk.room.act("删除", by="王敏") as act:
        act.remove(desk.room.find(deed)[0])
    done = {one.table: one for one in publishing.to_postgres(desk, base).tables}
    count = len(topics) + 1
    assert done["topic"] == Filled(table="topic", rows=count, added=1, changed=1, removed=0)
    assert (done["good_deed"].removed, done["meeting"].changed) == (1, 0)
    changed = f"SELECT title FROM consultroom.topic WHERE id = '{topics[0].id}'"
    assert asked(base, changed) == [("改过的题目",)]
    safekeeping.undo(desk)
    done = {one.table: one for one in publishing.to_postgres(desk, base).tables}
    assert done["good_deed"].added == 1


def test_no_person_is_in_it_unless_asked_and_gone_again_afterwards(desk: Desk, base: str):
    publishing.to_postgres(desk, base)
    assert not [secret for secret in SECRETS if secret in everything_in(base)]
    publishing.to_postgres(desk, base, personal=True)
    assert all(secret in everything_in(base) for secret in SECRETS)
    assert asked(base, "SELECT personal FROM consultroom.publication") == [(True,)]
    publishing.to_postgres(desk, base)
    assert not [secret for secret in SECRETS if secret in everything_in(base)]
    assert asked(base, "SELECT to_regclass('consultroom.visitor_identity')") == [(None,)]


def test_a_view_of_somebody_elses_stays_and_one_in_the_way_is_named(desk: Desk, base: str):
    publishing.to_postgres(desk, base, personal=True)
    with psycopg.connect(base) as connection:
        connection.execute("CREATE VIEW titles AS SELECT id, title FROM consultroom.topic")
    publishing.to_postgres(desk, base, personal=True)
    assert asked(base, "SELECT count(*) FROM titles")[0][0] == desk.room.count(Topic)
    with psycopg.connect(base) as connection:
        connection.execute("CREATE VIEW phones AS SELECT phone FROM consultroom.member")
    before = everything_in(base)
    with pytest.raises(CannotPublish, match="phones"):
        publishing.to_postgres(desk, base)
    assert everything_in(base) == before


def test_a_failure_in_the_middle_leaves_yesterday(desk: Desk, base: str):
    publishing.to_postgres(desk, base)
    before = everything_in(base)
    with desk.room.act("修改议题", by="王敏") as act:
        act.put(replace(desk.room.find(Topic)[0], title="改过的题目"))

    def cut(table: str, _rows: int) -> None:
        if table == "visit":
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        publishing.to_postgres(desk, base, tell=cut)
    assert everything_in(base) == before


def test_a_schema_of_others_is_left_alone(desk: Desk, base: str):
    with psycopg.connect(base) as connection:
        connection.execute("CREATE SCHEMA consultroom CREATE TABLE theirs (id int)")
    with pytest.raises(CannotPublish, match="--schema"):
        publishing.to_postgres(desk, base)
    publishing.to_postgres(desk, base, schema="jz 数据")
    assert asked(base, 'SELECT unit FROM "jz 数据".publication') == [(desk.owner,)]
    with psycopg.connect(base) as connection:
        connection.execute("UPDATE \"jz 数据\".publication SET unit = 'GH', name = '桂花站'")
    with pytest.raises(CannotPublish, match="桂花站"):
        publishing.to_postgres(desk, base, schema="jz 数据")


def test_a_nul_in_a_text_does_not_stop_it(desk: Desk, base: str):
    with desk.room.act("修改议题", by="王敏") as act:
        act.put(replace(desk.room.find(Topic)[0], title="加装\x00电梯\t\\N\n“引号”"))
    publishing.to_postgres(desk, base)
    found = asked(base, "SELECT count(*) FROM consultroom.topic WHERE title LIKE '加装电梯%'")
    assert found == [(1,)]
    title = asked(base, "SELECT title FROM consultroom.topic WHERE title LIKE '加装电梯%'")
    assert title == [("加装电梯\t\\N\n“引号”",)]


def test_a_server_that_is_not_there_is_said_without_the_password(desk: Desk, tmp_path: Path):
    with pytest.raises(CannotPublish, match="连不上") as caught:
        publishing.to_postgres(desk, f"host={tmp_path} user=cr password=geheim dbname=x")
    assert "geheim" not in str(caught.value)
    with pytest.raises(CannotPublish):
        publishing.to_postgres(desk, "nonsense")


def test_a_library_that_is_missing_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    for name in ("psycopg", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(CannotPublish, match=r"consultroom\[postgres\]"):
        publishing.to_postgres(desk, "host=/nowhere")
    with pytest.raises(CannotPublish, match=r"consultroom\[parquet\]"):
        publishing.to_parquet(desk, desk.room.folder.parent / "out")


# -- Datasette ---------------------------------------------------------------------------------


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Let a real Datasette serve a folder on a socket of this computer."""
    place = folder.parent / "s"
    program = [sys.executable, "-m", "datasette", "serve", str(folder), "--uds", str(place)]
    environment = {**os.environ, "PYTHONWARNINGS": ""}
    with subprocess.Popen(
        program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as server:
        try:
            until = time.monotonic() + 60
            while not place.exists():
                assert server.poll() is None, (server.stderr and server.stderr.read()) or ""
                assert time.monotonic() < until
                time.sleep(0.1)
            yield str(place)
        finally:
            server.terminate()


class OverSocket(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, place: str) -> None:
        super().__init__("datasette", timeout=30)
        self._place = place

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self._place)


def get(place: str, path: str) -> Any:
    connection = OverSocket(place)
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status == 200, content
    return json.loads(content)


@pytest.mark.skipif(os.name == "nt", reason="served on a Unix socket")
def test_a_real_datasette_serves_it(desk: Desk, tmp_path: Path):
    done = publishing.to_datasette(desk, tmp_path / "out")
    counts = {one.table: one.rows for one in done.tables}
    with served(tmp_path / "out") as place:
        tables = {one["name"]: one for one in get(place, "/consultroom.json")["tables"]}
        assert {name: tables[name]["count"] for name in counts} == counts
        topic = get(place, "/consultroom/topic.json?_shape=objects&_size=1&_labels=on")
        assert set(topic["rows"][0]) >= {"id", "title", "situation"}
        assert "proposer" not in topic["rows"][0]
        meeting = get(place, "/consultroom/meeting.json?_shape=objects&_size=1&_labels=on")
        titles = {one.title for one in desk.room.find(_kind("consultation"))}
        assert meeting["rows"][0]["consultation"]["label"] in titles
        told = get(place, "/-/metadata.json")
        assert "不含个人信息" in told["description"]


def _kind(table: str) -> Any:
    return next(one for one in RECORDS if one.table == table).record


def test_the_folder_has_no_person_in_it_and_is_made_anew(desk: Desk, tmp_path: Path):
    folder = tmp_path / "out"
    for personal in (False, True, False):
        publishing.to_datasette(desk, folder, personal=personal)
        content = (folder / "consultroom.db").read_bytes()
        found = [secret for secret in SECRETS if secret.encode() in content]
        assert found == (list(SECRETS) if personal else [])
        assert sorted(one.name for one in folder.iterdir()) == ["consultroom.db", "metadata.json"]


def test_the_same_room_at_the_same_moment_gives_the_same_bytes(desk: Desk, tmp_path: Path):
    at = desk.room.clock()
    desk.room.clock = lambda: at
    for name in ("one", "two"):
        publishing.to_datasette(desk, tmp_path / name)
        publishing.to_parquet(desk, tmp_path / name)
    one, two = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two


def test_a_folder_that_cannot_be_is_said(desk: Desk, tmp_path: Path):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(UserError, match="写不进去"):
        publishing.to_datasette(desk, tmp_path / "file")
    with pytest.raises(UserError, match="写不进去"):
        publishing.to_parquet(desk, tmp_path / "file")


# -- Parquet -----------------------------------------------------------------------------------


def test_another_program_reads_the_parquet_files(desk: Desk, tmp_path: Path):
    done = publishing.to_parquet(desk, tmp_path / "out")
    reader = duckdb.connect()
    for one in done.tables:
        file = tmp_path / "out" / f"{one.table}.parquet"
        found = reader.execute(f"SELECT count(*) FROM read_parquet('{file}')").fetchone()
        assert found == (one.rows,)
    topics = tmp_path / "out" / "topic.parquet"
    rows = reader.execute(
        f"SELECT id, title, proposed_on FROM read_parquet('{topics}') ORDER BY id"
    ).fetchall()
    stored = sorted(desk.room.find(Topic), key=lambda one: one.id)
    assert rows == [(one.id, one.title, one.proposed_on) for one in stored]
    meetings = tmp_path / "out" / "meeting.parquet"
    kinds = dict(reader.execute(f"SELECT name, type FROM parquet_schema('{meetings}')").fetchall())
    assert kinds["starts_at"] == "INT64"
    told = json.loads((tmp_path / "out" / "publication.json").read_text("utf-8"))
    assert (told["unit"], sum(told["tables"].values())) == (desk.owner, done.rows)


def test_people_are_removed_from_the_folder_again_and_other_files_stay(desk: Desk, tmp_path: Path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "theirs.parquet").write_bytes(b"theirs")
    publishing.to_parquet(desk, folder, personal=True)
    assert (folder / "visitor_identity.parquet").exists()
    publishing.to_parquet(desk, folder)
    assert not (folder / "visitor_identity.parquet").exists()
    assert (folder / "theirs.parquet").read_bytes() == b"theirs"
    reader = duckdb.connect()
    for file in folder.glob("*.parquet"):
        if file.name != "theirs.parquet":
            text = str(reader.execute(f"SELECT * FROM read_parquet('{file}')").fetchall())
            assert not [secret for secret in SECRETS if secret in text]


def test_a_folder_another_organisation_published_to_is_left_alone(desk: Desk, tmp_path: Path):
    publishing.to_parquet(desk, tmp_path)
    told = json.loads((tmp_path / "publication.json").read_text("utf-8"))
    (tmp_path / "publication.json").write_text(json.dumps(told | {"unit": "GH"}), "utf-8")
    with pytest.raises(CannotPublish, match="换一个文件夹"):
        publishing.to_parquet(desk, tmp_path)


# -- what is published -------------------------------------------------------------------------


def test_columns_are_told_in_words(desk: Desk):
    tables = {one.name: one for one in publishing.publication(desk, personal=False).tables}
    words = {column.name: column.word for column in tables["assignment"].columns}
    assert (words["matter"], words["due_on"], words["id"]) == ("事项", "办理时限", "")


def test_the_time_of_publishing_is_told(desk: Desk):
    first = publishing.publication(desk, personal=False)
    later = publishing.publication(desk, personal=False)
    assert timedelta(0) < later.at - first.at < timedelta(minutes=1)


def test_a_visitor_named_in_the_text_of_another_matter_is_taken_out(desk: Desk):
    topic = desk.room.find(Topic)[0]
    with desk.room.act("修改议题", by="王敏") as act:
        act.put(replace(topic, situation=f"{SECRETS[0]}家也有此事"))
    what = publishing.publication(desk, personal=False)
    table = next(one for one in what.tables if one.name == "topic")
    texts = [row[table.names.index("situation")] for row in publishing.rows_of(desk, what)(table)]
    assert "来访群众家也有此事" in texts
    assert not any(SECRETS[0] in str(text) for text in texts)
