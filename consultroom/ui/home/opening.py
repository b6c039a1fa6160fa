"""Putting the first page together."""

from __future__ import annotations

from consultroom.services.desk import Desk
from consultroom.ui.home.presenter import HomePresenter
from consultroom.ui.home.telling import home_screen
from consultroom.ui.home.view import HomeView


def open_home(desk: Desk) -> HomeView:
    """Return the page 首页, over a room."""
    view = HomeView()
    view.serve(HomePresenter(lambda: home_screen(desk), show=view.show_screen))
    return view
