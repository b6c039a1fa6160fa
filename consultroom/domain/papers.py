"""Paper as a district rules it (文书规则), and the register of what was issued (已印文书).

Lengths are in mm, sizes and pitches in pt. The defaults are GB/T 9704-2012 and a station that
is no issuing organ: no red head, no marks, until its district grants them.
"""

from __future__ import annotations

from datetime import date

from consultroom.domain.records import Coded, Record
from consultroom.domain.wordings import PHRASES
from consultroom.frozen import Frozen


class SeatingShape(Coded):
    """How the room is laid out (座次布局)."""

    ROUND = "round", "圆桌围坐"
    ROSTRUM = "rostrum", "主席台"
    LONG_TABLE = "long_table", "长条桌"


class EvenSeats(Coded):
    """Who sits where when the seats of a row are even in number: two schools."""

    FIRST_RIGHT = "first_right", "1号居右中、2号在其左手"
    FIRST_LEFT = "first_left", "1号居左中、2号在其右手"


class CardSize(Coded):
    """The stands a name card (台签) is folded for."""

    CARD_200 = "200x100", "200×100毫米"
    CARD_190 = "190x90", "190×90毫米"
    CARD_A5 = "a5", "A5对折"


class PageGeometry(Frozen, kw_only=True):
    """One page (版面), as GB/T 9704-2012 clause 5 numbers it; house rules differ.

    Attributes:
        line_pitch_pt: distance of baselines; 0 spreads the rows over the type area.
        hang: whether a mark may stand outside the edge instead of being squeezed in.
        centred_numbers: page numbers in the middle, not at the outer side.
    """

    name: str = "GB/T 9704-2012"
    width_mm: float = 210.0
    height_mm: float = 297.0
    left_mm: float = 28.0
    top_mm: float = 37.0
    block_width_mm: float = 156.0
    block_height_mm: float = 225.0
    rows: int = 22
    chars: int = 28
    body_pt: float = 16.0
    line_pitch_pt: float = 0.0
    hang: bool = False
    centred_numbers: bool = False


class Wording(Frozen, kw_only=True):
    """A phrase a district words its own way: which one, and its text."""

    phrase: str
    text: str


class PaperRules(Frozen, kw_only=True):
    """What a district decides about its stations' paper (文书规则).

    Attributes:
        letter_head: 机关标志 of letters (信函格式) for 交办 and 督办; empty prints them plain.
        letter_number: how a letter is numbered, ``梧政协办〔{year}〕{number}号``; empty omits it.
        minutes_head: 纪要标志, ``梧桐街道协商议事会纪要``; empty prints minutes plain.
        copies_to: 抄送 of letters and minutes.
        issued_by: 印发机关 of the 版记; empty leaves the 版记 out.
        seals: whether letters and notices leave room for a seal.
        phones_on_sign_in: whether sign-in sheets ask for telephone numbers.
        walk_in_rows: blank rows for people who were not asked.
        marks: whether official pages carry the signed square (二维码).
        checklist: 会务清单, one line each; empty takes the program's own.
        complaints: telephone and office for complaints (监督电话), at the foot of posters.
        wording: phrases this district words its own way.
    """

    geometry: PageGeometry = PageGeometry()
    letter_head: str = ""
    letter_number: str = ""
    minutes_head: str = ""
    copies_to: tuple[str, ...] = ()
    issued_by: str = ""
    seals: bool = False
    phones_on_sign_in: bool = False
    walk_in_rows: int = 5
    seating: SeatingShape = SeatingShape.ROUND
    even_seats: EvenSeats = EvenSeats.FIRST_RIGHT
    card: CardSize = CardSize.CARD_200
    marks: bool = True
    checklist: tuple[str, ...] = ()
    complaints: str = ""
    wording: tuple[Wording, ...] = ()

    def worded(self, phrase: str) -> str:
        """Return the district's text of a phrase of `domain.wordings`, or the program's own."""
        own = (own.text for own in self.wording if own.phrase == phrase)
        return next(own, PHRASES[phrase].text)


class SeatedPerson(Frozen, kw_only=True):
    """A person put on a seat by hand; ``seat`` counts from 0 in the layout's order."""

    participant: str
    seat: int


class SeatingPlan(Record, kw_only=True):
    """The seats of one meeting (座次表). Its id derives from the meeting.

    Attributes:
        moved: who was put somewhere by hand; such a place always wins over the rule.
    """

    meeting: str
    shape: SeatingShape = SeatingShape.ROUND
    even_seats: EvenSeats = EvenSeats.FIRST_RIGHT
    moved: tuple[SeatedPerson, ...] = ()


class IssuedPaper(Record, kw_only=True):
    """One version of a paper as it was printed (已印文书); its bytes are kept as an attachment.

    Attributes:
        kind: code of the paper kind, ``notice``.
        subject: id of the record it is about.
        about_number: record number printed on it, or empty.
        version: 1 for the first; a paper printed again unchanged keeps its version.
        digest: SHA-256 of what it says, hex; the same for the same text whatever the version.
        attachment: id of the attachment with the PDF.
    """

    kind: str
    subject: str
    title: str
    about_number: str = ""
    version: int = 1
    pages: int = 1
    digest: str = ""
    attachment: str = ""
    copies: int = 1
    printed_on: date | None = None


class ColumnLink(Frozen, kw_only=True):
    """One field of ours and the column of a superior's form it fills, ``C``."""

    field: str
    column: str


class ColumnMap(Record, kw_only=True):
    """How one of our ledgers fills a superior's own spreadsheet (报表对应).

    Attributes:
        ledger: code of the ledger.
        sheet: name of the worksheet.
        first_row: the row the first line goes to, counted from 1.
        attachment: id of the attachment with the empty form.
    """

    name: str
    ledger: str
    sheet: str = ""
    first_row: int = 2
    columns: tuple[ColumnLink, ...] = ()
    attachment: str = ""


class PeerKey(Record, kw_only=True):
    """A public key that signs a unit's papers and packs (签名公钥).

    Attributes:
        unit: code of the organisation it speaks for.
        node: name of the computer that holds the private half.
        key: 32 bytes of Ed25519, hex.
        recipient: whom to encrypt packs to, ``age1…``; empty when not known.
        revoked_on: from this day nothing it signed is believed, or None.
    """

    unit: str
    node: str
    key: str
    recipient: str = ""
    valid_from: date
    revoked_on: date | None = None
    reason: str = ""
