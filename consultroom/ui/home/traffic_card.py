"""The card 和上级往来 of the home page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from consultroom.ui import theme
from consultroom.ui.home.cards import Follow, act_button
from consultroom.ui.home.presenter import Traffic
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import clear, column, holder, row
from consultroom.ui.widgets.words import Icon, label


class TrafficCard(QFrame):
    """What came from above, and when a report last went there."""

    def __init__(self, follow: Follow) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("trafficCard")
        self._follow = follow
        self._heading = label("", "h3", wrap=True, name="trafficHeading")
        self._mark = row()
        self._sent = label("", "sub", wrap=True, name="trafficSent")
        self._news = column(spacing=6)
        self._acts = FlowLayout(gap=8)
        told = row(self._mark, self._sent, spacing=8)
        told.setStretch(1, 1)
        self.setLayout(
            column(
                *(self._heading, told, self._news, holder(self._acts)),
                spacing=8,
                margins=(20, 14, 20, 14),
            )
        )

    def show_traffic(self, shown: Traffic | None) -> None:
        """Show the card; hidden at the top, where nothing waits."""
        self.setVisible(shown is not None)
        for part in (self._mark, self._news, self._acts):
            clear(part)
        if shown is None:
            return
        self._heading.setText(shown.heading)
        self._mark.addWidget(Icon(shown.state.icon, theme.now().ink(shown.state), size=17))
        self._sent.setText(shown.sent)
        for line in shown.news:
            words = (label(line.title, wrap=True), label(line.text, "caption", wrap=True))
            self._news.addLayout(column(*words, spacing=0))
        if shown.note:
            self._news.addWidget(label(shown.note, "caption", wrap=True))
        for number, act in enumerate(shown.acts):
            about = shown.heading
            self._acts.addWidget(
                act_button(act, self._follow, name=f"trafficAct{number}", about=about)
            )
