"""What a system says of a file, in the clerk's words."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

import consultroom
from consultroom.errors import why_not


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_whatever_a_system_says_is_told_in_chinese_and_fits_into_a_sentence(number: int):
    told = why_not(OSError(number, "Something failed", "/some/where"))
    assert re.fullmatch(r"[一-鿿，]+", told)


def test_a_full_disk_a_read_only_one_and_an_unknown_fault_are_told_apart():
    known = {why_not(OSError(number, "")) for number in (errno.ENOSPC, errno.EROFS, errno.EACCES)}
    assert len({*known, why_not(OSError()), why_not(OSError(errno.EDOM, ""))}) == 4


def test_no_sentence_of_the_program_quotes_what_the_system_says_in_english():
    sources = Path(consultroom.__file__).parent.rglob("*.py")
    assert [file.name for file in sources if "strerror" in file.read_text("utf-8")] == []
