"""Strips fill pages and stay together where they must."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.flow import Flow, PageEnd, Strip
from consultroom.documents.pages import Rect

HEIGHT, PITCH = 100.0, 10.0


def strip(name: float, height: float = PITCH, **how: object) -> Strip:
    """A strip that can be told by the width of its one rectangle."""
    return Strip(height=height, items=[Rect(0.0, 0.0, name, height)], **how)


def pages(*strips: Strip | PageEnd) -> list[list[float]]:
    flow = Flow(left=5.0, top=7.0, height=HEIGHT, pitch=PITCH)
    flow.add(strips)
    return [[item.width for item in page.items] for page in flow.pages]


def test_a_page_holds_what_fits_and_not_more():
    assert pages(*(strip(n) for n in range(1, 12))) == [[*range(1, 11)], [11]]


def test_the_leading_of_the_last_line_may_hang_below_the_type_area():
    tall = [strip(n, 10.4, tail=4.0) for n in range(1, 11)]
    assert len(pages(*tall)) == 1


def test_a_strip_stands_on_the_page_of_the_one_it_belongs_to():
    strips = [strip(n) for n in range(1, 10)]
    assert pages(*strips, strip(10, with_next=True), strip(11)) == [[*range(1, 10)], [10, 11]]


def test_a_bundle_taller_than_a_page_is_parted_where_the_page_is_full():
    bundle = [strip(n, with_next=True) for n in range(1, 13)]
    assert pages(*bundle) == [[*range(1, 11)], [11, 12]]


def test_a_blank_fades_at_the_top_of_a_page_that_began_by_overflow():
    full = [strip(n) for n in range(1, 11)]
    assert pages(*full, strip(11, fades=True), strip(12))[1] == [12]


def test_a_blank_stays_at_the_top_of_a_page_that_was_asked_for():
    assert pages(strip(1), PageEnd(), strip(2, fades=True), strip(3)) == [[1], [2, 3]]


def test_a_page_end_on_an_empty_page_makes_no_second_one():
    assert pages(PageEnd(), strip(1), PageEnd(), PageEnd(), strip(2)) == [[1], [2]]


def test_heads_are_repeated_where_a_row_begins_a_page():
    head = strip(99, with_next=True)
    rows = [strip(n, 30.0, heads=(head,)) for n in range(1, 6)]
    assert pages(head, *rows) == [[99, 1, 2, 3], [99, 4, 5]]


def test_a_line_on_the_grid_begins_at_the_next_row():
    flow = Flow(left=0.0, top=0.0, height=HEIGHT, pitch=PITCH)
    flow.add([strip(1, 13.0), strip(2, on_grid=True)])
    assert [item.y for item in flow.pages[0].items] == [0.0, 20.0]


def test_items_move_by_the_corner_of_the_type_area():
    flow = Flow(left=5.0, top=7.0, height=HEIGHT, pitch=PITCH)
    flow.add([strip(1), strip(2)])
    assert [(item.x, item.y) for item in flow.pages[0].items] == [(5.0, 7.0), (5.0, 17.0)]


def test_a_strip_that_can_be_cut_fills_the_page_it_begins_on():
    def cut(room: float) -> tuple[Strip, Strip]:
        return strip(1, room), strip(2, 60.0 - room)

    assert pages(strip(9, 70.0), strip(8, 60.0, cut=cut)) == [[9, 1], [2]]


@given(
    st.lists(
        st.builds(
            strip,
            st.just(1.0),
            st.floats(min_value=1.0, max_value=140.0),
            with_next=st.booleans(),
            fades=st.booleans(),
            on_grid=st.booleans(),
        ),
        max_size=60,
    )
)
def test_no_strip_is_lost_or_lies_below_the_type_area_unless_taller_than_it(strips):
    flow = Flow(left=0.0, top=0.0, height=HEIGHT, pitch=PITCH)
    flow.add(strips)
    placed = [item for page in flow.pages for item in page.items]

    assert len(placed) >= sum(not one.fades for one in strips)
    for item in placed:
        assert item.y + item.height <= HEIGHT + 1e-6 or item.y == 0.0
    for page in flow.pages:
        for above, below in zip(page.items, page.items[1:], strict=False):
            assert below.y >= above.y + above.height - 1e-6
