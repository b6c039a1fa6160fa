"""What may leave a station (外传范围): identity, telephones and addresses stay unless both agree.

The district asks for it in its parameters, the station allows it on its own computer; one alone
changes nothing. Basis: SOURCES.md, "privacy": minimum scope.
"""

from __future__ import annotations

from consultroom.domain.records import Coded
from consultroom.frozen import Frozen


class Private(Coded):
    """What stays in the station by default (不外传的内容)."""

    VISITORS = "visitors", "来访人信息"
    PHONES = "phones", "电话号码"
    ADDRESSES = "addresses", "住址"


class SharingRules(Frozen, kw_only=True):
    """What a district asks its stations to send (外传规则).

    Attributes:
        asked: what it asks for of what stays in the station otherwise.
    """

    asked: tuple[Private, ...] = ()
