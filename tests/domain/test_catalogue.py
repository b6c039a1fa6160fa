"""The list of record kinds names every record there is, and only fields they have."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from consultroom import domain
from consultroom.domain.catalogue import KIND_OF, KIND_OF_TABLE, RECORDS, RecordKind
from consultroom.domain.records import Record
from consultroom.frozen import fields


def every_record() -> set[type[Record]]:
    """Return every kind of record written anywhere in the domain."""
    modules = pkgutil.iter_modules(domain.__path__, "consultroom.domain.")
    names = [vars(importlib.import_module(module.name)).values() for module in modules]
    kinds = {kind for values in names for kind in values if isinstance(kind, type)}
    return {kind for kind in kinds if issubclass(kind, Record) and kind is not Record}


def test_every_record_is_on_the_list_once():
    assert {kind.record for kind in RECORDS} == every_record()
    assert len(KIND_OF) == len(KIND_OF_TABLE) == len(RECORDS)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
def test_a_kind_names_only_fields_its_record_has(kind: RecordKind):
    names = {field.name for field in fields(kind.record)}
    named = {kind.title, *kind.search} - {""}
    assert named <= names
    assert (kind.number is not None) is ("number" in names)
    assert kind.word
    assert not (kind.people and not kind.title)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
def test_a_record_is_frozen_and_slotted(kind: RecordKind):
    assert kind.record.__struct_config__.frozen
    assert not kind.record.__dictoffset__
