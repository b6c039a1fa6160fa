"""A payload is read back as it was written, and none that was touched is believed."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.papers import PeerKey
from consultroom.exchange import page_marks
from consultroom.exchange.identity import Identity, new_identity
from consultroom.exchange.page_marks import (
    BadMark,
    NoMark,
    PageMark,
    Standing,
    is_mark,
    judge,
    read,
    sign,
)
from consultroom.frozen import replace

TODAY = date(2026, 11, 26)
QR_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")  # ISO/IEC 18004, 7.3.4


def an_identity(unit: str = "WT", seed: int = 1) -> Identity:
    chance = Random(seed).randbytes  # noqa: S311 - the same each time
    return new_identity(unit=unit, node="ab12cd34ef", made=date(2026, 11, 2), chance=chance)


WT, GH = an_identity(), an_identity("GH", 2)


def key_of(identity: Identity, revoked_on: date | None = None) -> PeerKey:
    return PeerKey(
        id="K",
        owner="JZ",
        unit=identity.unit,
        node=identity.node,
        key=identity.key,
        valid_from=identity.made,
        revoked_on=revoked_on,
    )


NOTICE = PageMark(
    unit="WT",
    kind="notice",
    number="WT-XS-2026-001",
    subject="01KB3Z7Q2M0123456789ABCDEF",
    version=1,
    page=2,
    pages=3,
    digest=bytes(range(16)),
)
PAYLOAD = sign(NOTICE, WT)
PRINTABLE = st.characters(codec="ascii", min_codepoint=33, max_codepoint=126)
IDS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26)


def shown(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(PRINTABLE, min_size=least, max_size=most)


@st.composite
def marks(draw: st.DrawFn) -> PageMark:
    pages = draw(st.integers(1, 9999))
    return PageMark(
        unit=draw(shown(1, 8)),
        kind=draw(shown(1, 24)),
        number=draw(st.one_of(shown(0, 30), st.just("江政协办〔2026〕3号"))),
        subject=draw(st.one_of(IDS, shown(0, 40))),
        version=draw(st.integers(1, 9999)),
        page=draw(st.integers(1, pages)),
        pages=pages,
        digest=draw(st.binary(min_size=16, max_size=16)),
    )


@given(marks())
def test_a_mark_is_read_back_as_it_was_signed_in_at_most_300_characters(mark: PageMark):
    signer = replace(WT, unit=mark.unit)
    payload = sign(mark, signer)
    assert len(payload) <= 300
    assert QR_ALPHANUMERIC.fullmatch(payload)
    assert is_mark(payload)
    signed = read(payload)
    assert signed.mark == mark
    assert judge(signed, [key_of(signer)], TODAY) is Standing.GENUINE


def test_a_usual_mark_fits_the_square_of_version_8():
    assert len(PAYLOAD) == 199  # version 8 holds 221 alphanumeric characters at ECC M
    register = replace(NOTICE, kind="reception_register", pages=200, page=199, version=12)
    assert len(sign(register, WT)) <= 221


@given(st.data())
def test_a_payload_with_one_character_changed_is_never_accepted(data: st.DataObject):
    at = data.draw(st.integers(0, len(PAYLOAD) - 1))
    other = data.draw(st.sampled_from(page_marks._BASE45 + "abc，\n").filter(PAYLOAD[at].__ne__))
    payload = PAYLOAD[:at] + other + PAYLOAD[at + 1 :]
    assert standing_of(payload) is not Standing.GENUINE


@given(st.lists(st.tuples(st.integers(0, 198), st.sampled_from(page_marks._BASE45)), min_size=1))
def test_a_payload_with_several_characters_changed_is_never_accepted(
    changes: list[tuple[int, str]],
):
    letters = list(PAYLOAD)
    for at, letter in changes:
        letters[at] = letter
    payload = "".join(letters)
    assert payload == PAYLOAD or standing_of(payload) is not Standing.GENUINE


@given(st.integers(0, 400), st.text(page_marks._BASE45, max_size=3))
def test_a_payload_cut_short_or_made_longer_is_refused(length: int, more: str):
    payload = PAYLOAD[:length] + more
    if len(payload) != len(PAYLOAD):
        with pytest.raises((NoMark, BadMark)):
            read(payload)


@given(st.text(page_marks._BASE45, max_size=310))
def test_what_anybody_may_write_behind_the_prefix_is_refused(text: str):
    with pytest.raises(BadMark):
        read(f"CR1:{text}")


def standing_of(payload: str) -> Standing | None:
    try:
        return judge(read(payload), [key_of(WT), key_of(GH)], TODAY)
    except (NoMark, BadMark):
        return None


@given(st.text(max_size=400))
def test_another_square_is_no_mark(payload: str):
    if not is_mark(payload):
        with pytest.raises(NoMark):
            read(payload)


@pytest.mark.parametrize(
    "payload", ["", "https://example.org", "CR1", "cr1:AA", "XCR1:AA", " " + PAYLOAD]
)
def test_what_does_not_begin_like_ours_is_none_of_ours(payload: str):
    assert not is_mark(payload)


def test_a_payload_of_a_later_version_asks_for_a_later_program():
    assert is_mark("CR2:ABC")
    with pytest.raises(BadMark, match="请先更新程序"):
        read("CR2:ABC")


def test_a_body_written_another_way_is_refused():
    whole = page_marks._from_base45(PAYLOAD[4:])
    spelled = NOTICE.subject.encode()
    packed = page_marks._subject(NOTICE.subject)
    assert packed in whole
    longer = whole.replace(packed, bytes([len(spelled)]) + spelled)  # an id that is not packed
    with pytest.raises(BadMark):
        read("CR1:" + page_marks._to_base45(longer))
    padded = whole.replace(bytes([1, 2, 3, 0]), bytes([0x81, 0, 2, 3, 0]))  # 1 in two bytes
    assert padded != whole
    with pytest.raises(BadMark):
        read("CR1:" + page_marks._to_base45(padded))


@given(st.binary(max_size=200))
def test_base_45_is_that_of_the_rfc_and_reads_back(content: bytes):
    assert page_marks._from_base45(page_marks._to_base45(content)) == content


@pytest.mark.parametrize(
    ("plain", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")]
)
def test_base_45_gives_the_examples_of_rfc_9285(plain: bytes, text: str):
    assert page_marks._to_base45(plain) == text


@pytest.mark.parametrize("text", ["A", ":::", "::", "GGW", "AAAA", "ab"])
def test_what_is_no_base_45_is_refused(text: str):
    with pytest.raises(ValueError, match="base 45"):
        page_marks._from_base45(text)


def test_a_signer_nobody_knows_is_told_from_a_mark_that_was_altered():
    assert judge(read(PAYLOAD), [], TODAY) is Standing.UNKNOWN_SIGNER
    assert judge(read(PAYLOAD), [key_of(GH)], TODAY) is Standing.UNKNOWN_SIGNER
    forged = page_marks._payload(replace(read(PAYLOAD), mark=replace(NOTICE, version=2)))
    assert judge(read(forged), [key_of(WT)], TODAY) is Standing.ALTERED


def test_a_key_speaks_for_its_own_unit_only():
    other = key_of(replace(WT, unit="GH"))
    assert judge(read(PAYLOAD), [other], TODAY) is Standing.UNKNOWN_SIGNER


def test_from_the_day_a_key_is_revoked_nothing_it_signed_is_believed():
    keys = [key_of(WT, revoked_on=TODAY)]
    assert judge(read(PAYLOAD), keys, date(2026, 11, 25)) is Standing.GENUINE
    assert judge(read(PAYLOAD), keys, TODAY) is Standing.REVOKED


def test_one_revocation_counts_whoever_else_still_lists_the_key():
    keys = [key_of(WT), key_of(WT, revoked_on=TODAY)]
    assert judge(read(PAYLOAD), keys, TODAY) is Standing.REVOKED
    assert judge(read(PAYLOAD), keys[::-1], TODAY) is Standing.REVOKED


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "GH"},
        {"unit": ""},
        {"kind": ""},
        {"kind": "通知"},
        {"kind": "k" * 25},
        {"number": "号" * 11},
        {"number": "a\nb"},
        {"subject": "s" * 41},
        {"version": 0},
        {"version": 10_000},
        {"page": 0},
        {"page": 4},
        {"pages": 10_000},
        {"digest": b"short"},
    ],
    ids=str,
)
def test_a_mark_that_cannot_be_written_is_our_own_fault(changes: dict[str, object]):
    with pytest.raises(ValueError, match=r"."):
        sign(replace(NOTICE, **changes), WT)  # type: ignore[arg-type]
