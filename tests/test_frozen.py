"""A value made by ``frozen`` is the dataclass the library would have made, only sooner."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.frozen import frozen


@frozen
class Chair:
    """What a value looks like."""

    name: str
    legs: int = 4
    marks: tuple[str, ...] = ()
    past: dict[str, str] = field(default_factory=dict, compare=False)
    hidden: str = field(default="", repr=False)


@frozen
class Armchair(Chair):
    """A value of more fields."""

    arms: int


@frozen
class Stool:
    """A value that looks itself over."""

    legs: int

    def __post_init__(self) -> None:
        if self.legs < 3:
            raise ValueError("it would fall over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """The same as a library's own."""

    name: str
    legs: int = 4
    marks: tuple[str, ...] = ()


@frozen
class Ours:
    """The same as one of ours."""

    name: str
    legs: int = 4
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A library's own that takes its fields in order."""

    row: int
    seat: int = 1
    note: str = field(default="", kw_only=True)


@frozen(kw_only=False)
class OurPlace:
    """One of ours that does."""

    row: int
    seat: int = 1
    note: str = field(default="", kw_only=True)


whole: st.SearchStrategy[Mapping[str, Any]] = st.fixed_dictionaries(
    {"name": st.text(max_size=3)},
    optional={
        "legs": st.integers(0, 3),
        "marks": st.lists(st.text(max_size=2), max_size=2).map(tuple),
    },
)


@given(whole, whole)
def test_it_is_told_and_compared_as_the_library_does(
    one: Mapping[str, Any], two: Mapping[str, Any]
):
    ours, others, like, unlike = Ours(**one), Ours(**two), Like(**one), Like(**two)
    assert asdict(ours) == asdict(like)
    assert (ours == others) is (like == unlike)
    assert hash(ours) == hash(like)
    assert repr(ours) == repr(like).replace("Like", "Ours")
    assert [(one.name, one.default) for one in fields(Ours)] == [
        (one.name, one.default) for one in fields(Like)
    ]


def test_it_cannot_be_changed_and_takes_no_other_field():
    chair = Chair(name="椅")
    with pytest.raises(FrozenInstanceError):
        chair.legs = 3  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del chair.legs
    with pytest.raises((FrozenInstanceError, AttributeError)):
        chair.colour = "red"  # type: ignore[attr-defined]
    assert chair == Chair(name="椅")
    assert not hasattr(chair, "__dict__")


@pytest.mark.parametrize(
    ("told", "lacks", "strange"),
    [
        ({}, "name", "[]"),
        ({"nmae": "椅"}, "name", "nmae"),
        ({"name": "椅", "arms": 2}, "[]", "arms"),
        ({"name": "椅", "legs": 1, "marks": (), "past": {}, "colour": ""}, "[]", "colour"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(told: dict[str, Any], lacks: str, strange: str):
    with pytest.raises(TypeError, match=r"Chair\(\) lacks .*does not know") as refused:
        Chair(**told)
    lacking, unknown = str(refused.value).split(" and does not know ")
    assert lacks in lacking
    assert strange in unknown


def test_fields_have_their_own_place_in_equality_and_in_what_is_shown():
    one, two = Chair(name="椅", past={"a": "b"}), Chair(name="椅", hidden="x")
    assert one == replace(one, past={})
    assert one != two
    assert hash(one) == hash(replace(one, past={}))
    assert repr(two) == "Chair(name='椅', legs=4, marks=(), past={})"
    assert Chair(name="椅").past is not Chair(name="椅").past


def test_an_heir_has_the_fields_before_its_own_and_equals_no_other_class():
    heir = Armchair(name="椅", arms=2)
    assert [one.name for one in fields(heir)] == ["name", "legs", "marks", "past", "hidden", "arms"]
    assert replace(heir, arms=1) == Armchair(name="椅", arms=1)
    assert heir != Chair(name="椅")
    assert Chair(name="椅") != heir


def test_its_own_last_step_of_making_is_taken():
    with pytest.raises(ValueError, match="fall over"):
        replace(Stool(legs=3), legs=2)


def pickled(chair: Chair) -> Chair:
    """Return what comes back out of a pickle."""
    read: Chair = pickle.loads(pickle.dumps(chair))  # noqa: S301 - it is our own
    return read


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, pickled])
def test_a_copy_equals_it(way: Any):
    assert way(Chair(name="椅", legs=3)) == Chair(name="椅", legs=3)


def test_msgspec_reads_and_writes_it():
    told = msgspec.json.encode(Ours(name="椅"))
    assert told == '{"name":"椅","legs":4,"marks":[]}'.encode()
    read = msgspec.json.decode(b'{"name":"a","marks":["b"]}', type=Ours)
    assert read == Ours(name="a", marks=("b",))
    assert hash(read) == hash(Ours(name="a", marks=("b",)))


def made(kind: Any, placed: tuple[int, ...], named: dict[str, Any]) -> str:
    """Return what comes of making one; only that it was refused, if it was."""
    try:
        return repr(kind(*placed, **named)).replace("Our", "")
    except TypeError:
        return "refused"


@given(
    st.lists(st.integers(0, 9), max_size=4).map(tuple),
    st.dictionaries(st.sampled_from(["row", "seat", "note", "colour"]), st.integers(0, 9)),
)
def test_fields_are_taken_in_order_as_the_library_takes_them(
    placed: tuple[int, ...], named: dict[str, Any]
):
    assert made(OurPlace, placed, named) == made(Place, placed, named)
