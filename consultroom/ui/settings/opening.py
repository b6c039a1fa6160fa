"""Putting the page 设置 together, for a station's room or a district's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.settings.display import DisplayPresenter, Dresser
from consultroom.ui.settings.display_view import DisplayView
from consultroom.ui.settings.parameters import ParametersPresenter
from consultroom.ui.settings.parameters_view import ParametersView
from consultroom.ui.settings.printers import PrintersPresenter
from consultroom.ui.settings.printers_view import PrintersView
from consultroom.ui.settings.profile import ProfilePresenter
from consultroom.ui.settings.profile_view import ProfileView
from consultroom.ui.settings.view import SettingsView
from consultroom.ui.settings.wordings import WordingsPresenter
from consultroom.ui.settings.wordings_view import WordingsView
from consultroom.ui.widgets.parts import Part

START = "profile"


class _Building:
    """Makes the sections over one desk."""

    def __init__(
        self,
        shop: PrintShop,
        dresser: Dresser,
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._shop, self._dresser, self._done, self._tell = shop, dresser, done, tell
        self._desk: Desk = shop.desk()
        self._parts: dict[str, Callable[[], None]] = {}
        above = not self._desk.station().parent
        self.view = SettingsView(
            (
                self._part("profile", "本单位资料" if above else "本站资料", self._profile),
                self._part("wording", "用语", self._wordings),
                self._part("printers", "打印机", self._printers),
                self._part("display", "显示", self._display),
                self._part("parameters", "工作参数" if above else "区里的参数", self._parameters),
                self._part("about", "关于", self._about),
            )
        )
        self.view.presenter = self  # type: ignore[assignment]  # kept alive with its view

    def _part(self, key: str, word: str, build: Callable[[], QWidget]) -> Part:
        return Part(key=key, word=word, build=build, enter=lambda: self._parts[key]())  # noqa: PLW0108 - made later

    def _profile(self) -> QWidget:
        view = ProfileView(
            lambda *typed: made.autosave(*typed),  # noqa: PLW0108 - made below
            today=self._desk.today,
        )
        made = ProfilePresenter(self._desk, show=view.show_screen, done=self._done)
        view.submitted.connect(made.submit)
        self._parts["profile"] = made.enter
        return view

    def _wordings(self) -> QWidget:
        view = WordingsView(
            lambda *typed: made.autosave(*typed),  # noqa: PLW0108 - made below
            today=self._desk.today,
        )
        made = WordingsPresenter(
            self._desk, show=view.show_screen, done=self._done, tell=self._tell
        )
        view.chosen.connect(made.choose)
        view.open_wanted.connect(made.open)
        view.restore_wanted.connect(made.restore)
        view.restore_all_wanted.connect(made.restore_all)
        view.submitted.connect(made.submit)
        view.closed.connect(made.close)
        self._parts["wording"] = made.enter
        return view

    def _printers(self) -> QWidget:
        view, shop = PrintersView(), self._shop
        made = PrintersPresenter(
            self._desk, shop.counter, slow=shop.slow, show=view.show_screen, toast=shop.toast
        )
        view.chosen.connect(made.choose)
        view.trial_wanted.connect(made.try_one)
        view.same_wanted.connect(made.same_for_all)
        view.destroyed.connect(made.close)
        self._parts["printers"] = made.enter
        return view

    def _display(self) -> QWidget:
        view = DisplayView()
        made = DisplayPresenter(
            self._desk.by, self._dresser, show=view.show_screen, tell=self._tell
        )
        view.text_chosen.connect(made.choose_text)
        view.look_chosen.connect(made.choose_look)
        self._parts["display"] = made.enter
        return view

    def _parameters(self) -> QWidget:
        view = ParametersView(
            lambda *typed: made.autosave(*typed),  # noqa: PLW0108 - made below
            today=self._desk.today,
        )
        made = ParametersPresenter(
            self._desk, show=view.show_screen, done=self._done, tell=self._tell
        )
        view.open_wanted.connect(made.open)
        view.submitted.connect(made.submit)
        view.closed.connect(made.close)
        view.shared.connect(made.share)
        self._parts["parameters"] = made.enter
        return view

    def _about(self) -> QWidget:
        from consultroom.ui.settings.about import about
        from consultroom.ui.settings.about_view import AboutView

        view = AboutView(self._tell)
        self._parts["about"] = lambda: view.show_screen(about(self._desk))
        return view


def open_settings(
    shop: PrintShop,
    dresser: Dresser,
    *,
    done: Callable[[Done], None],
    tell: Callable[[str], None],
) -> SettingsView:
    """Return the page, over the room of the shop.

    Args:
        shop: the office's.
        dresser: dresses the window.
        done: told what an act did, so that it can be taken back.
        tell: told a sentence that stops the person.
    """
    return _Building(shop, dresser, done, tell).view
