"""Tokens as the one style sheet of the program.

Rows of tables and lists are painted by delegates, not by ``::item`` rules: those would put the
hover on single cells. Widgets ask for a look with the properties ``role``, ``kind`` and ``card``,
set before they are first shown.
"""

from __future__ import annotations

from consultroom.ui.theme.tokens import Tokens


def stylesheet(tokens: Tokens) -> str:
    """Return the Qt style sheet of a look."""
    return "".join(part(tokens) for part in (_grounds, _words, _buttons, _fields, _lists, _bars))


def _grounds(t: Tokens) -> str:
    return f"""
* {{ font-size: {t.body}px; outline: 0; }}
QMainWindow, QDialog {{ background: {t.canvas}; }}
QScrollArea, QStackedWidget, QWidget#page {{ background: transparent; border: 0; }}
QToolTip {{ background: {t.text}; color: {t.surface}; border: 0; padding: 6px 8px; }}
QFrame[card="true"] {{ background: {t.surface}; border: 1px solid {t.line};
  border-radius: {t.radius + 2}px; }}
QFrame[sunken="true"] {{ background: {t.sunken}; border: 1px solid {t.line};
  border-radius: {t.radius}px; }}
QFrame#nextStrip {{ border-color: {t.primary}; }}
QFrame#rail {{ background: {t.surface}; border: 0; border-right: 1px solid {t.line}; }}
QFrame#titleBar {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame#sentenceBar {{ background: {t.due_soft}; border: 0; border-bottom: 1px solid {t.line}; }}
QAbstractScrollArea[sheets="true"] {{ background: {t.todo_soft}; border: 0; }}
QFrame#toast {{ background: {t.text}; border: 0; border-radius: {t.radius}px; }}
QFrame#toast QLabel {{ color: {t.surface}; }}
QFrame#toast QPushButton {{ color: {t.surface}; background: transparent;
  border: 1px solid {t.surface}; }}
QFrame#toast QPushButton:hover {{ background: {t.text2}; }}
"""


def _words(t: Tokens) -> str:
    return f"""
QLabel[role="h1"] {{ font-size: {t.h1}px; font-weight: 600; }}
QLabel[role="h2"] {{ font-size: {t.h2}px; font-weight: 600; }}
QLabel[role="h3"] {{ font-size: {t.h3}px; font-weight: 600; }}
QLabel[role="figure"] {{ font-size: {t.figure}px; font-weight: 600; }}
QLabel[role="day"] {{ font-size: {t.figure + t.px(6)}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="next"] {{ color: {t.primary}; font-size: {t.h3}px; font-weight: 600; }}
QLabel[role="sub"] {{ color: {t.text2}; }}
QLabel[role="caption"] {{ color: {t.text3}; font-size: {t.caption}px; }}
QLabel[role="due"] {{ color: {t.due}; font-size: {t.caption}px; }}
QLabel[role="error"] {{ color: {t.late}; font-size: {t.caption}px; }}
QLabel[role="key"] {{ color: {t.text3}; background: {t.surface}; border: 1px solid {t.line};
  border-radius: 4px; padding: 1px 6px; font-size: {t.badge}px; }}
"""


def _buttons(t: Tokens) -> str:
    inner, corner = t.control - 2, t.radius - 2
    return f"""
QPushButton {{ min-height: {inner}px; padding: 0 14px; border: 1px solid {t.line_strong};
  border-radius: {corner}px; background: {t.surface}; color: {t.text}; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed {{ background: {t.line}; }}
QPushButton:disabled {{ color: {t.disabled}; border-color: {t.line}; background: {t.sunken}; }}
QPushButton[kind="primary"] {{ background: {t.primary}; border-color: {t.primary};
  color: {t.on_solid}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {t.primary_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {t.primary_press}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; border-color: {t.line};
  color: {t.disabled}; }}
QPushButton[kind="quiet"] {{ border-color: transparent; background: transparent;
  color: {t.primary}; padding: 0 10px; }}
QPushButton[kind="quiet"]:hover {{ background: {t.primary_soft}; }}
QPushButton[kind="quiet"]:disabled {{ color: {t.disabled}; }}
QPushButton[kind="plain"] {{ border-color: transparent; background: transparent;
  color: {t.text2}; padding: 0 8px; }}
QPushButton[kind="plain"]:hover {{ background: {t.hover}; }}
QPushButton[kind="icon"] {{ padding: 0; min-width: {inner}px; max-width: {inner}px;
  border-color: transparent; background: transparent; }}
QPushButton[kind="icon"]:hover {{ background: {t.hover}; }}
QPushButton[kind="segment"] {{ border-radius: 0; border-left-width: 0; }}
QPushButton[kind="segment"][edge="first"] {{ border-left-width: 1px;
  border-top-left-radius: {corner}px; border-bottom-left-radius: {corner}px; }}
QPushButton[kind="segment"][edge="last"] {{ border-top-right-radius: {corner}px;
  border-bottom-right-radius: {corner}px; }}
QPushButton[kind="segment"]:checked {{ background: {t.primary_soft}; color: {t.primary};
  font-weight: 600; }}
QPushButton#search {{ text-align: left; color: {t.text3}; border-color: {t.line};
  background: {t.sunken}; padding-left: 12px; }}
QPushButton#search:hover {{ border-color: {t.line_strong}; }}
QPushButton[kind="chip"] {{ min-height: {t.px(26)}px; border-color: {t.line};
  background: {t.primary_soft}; color: {t.text}; padding: 0 8px; font-size: {t.caption}px; }}
QPushButton[kind="agenda"] {{ text-align: left; border-color: transparent; padding: 0 8px;
  min-height: {t.px(30)}px; }}
QPushButton[kind="agenda"]:checked {{ background: {t.primary_soft}; color: {t.primary};
  font-weight: 600; }}
QFrame#entryEditor QPushButton {{ padding: 0 2px 0 6px; }}
QFrame#entryEditor QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[kind="chip"]:hover {{ border-color: {t.line_strong}; }}
QDialog QPushButton:focus {{ border: 2px solid {t.focus}; padding: 0 13px;
  min-height: {inner - 2}px; }}
QDialog QPushButton[kind="primary"]:focus {{ border: 4px double {t.on_solid};
  min-height: {inner - 6}px; padding: 0 11px; }}
QDialog QPushButton[kind="quiet"]:focus {{ padding: 0 9px; }}
QDialog QPushButton[kind="icon"]:focus {{ padding: 0; min-width: {inner - 2}px;
  max-width: {inner - 2}px; }}
QDialog QToolButton:focus {{ border: 2px solid {t.focus}; border-radius: {corner}px; }}
"""


def _fields(t: Tokens) -> str:
    inner, corner = t.control - 2, t.radius - 2
    return f"""
QLineEdit, QComboBox, QPlainTextEdit {{ border: 1px solid {t.line_strong};
  border-radius: {corner}px; background: {t.surface}; color: {t.text}; padding: 0 10px;
  min-height: {inner}px; selection-background-color: {t.primary};
  selection-color: {t.on_solid}; }}
QPlainTextEdit {{ padding: 5px 6px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {t.focus};
  padding: 0 9px; min-height: {inner - 2}px; }}
QPlainTextEdit:focus {{ padding: 4px 5px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
  border: 2px solid {t.late}; padding: 0 9px; min-height: {inner - 2}px; }}
QPlainTextEdit[wrong="true"] {{ padding: 4px 5px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ color: {t.disabled};
  background: {t.sunken}; border-color: {t.line}; }}
QLineEdit:read-only {{ background: {t.sunken}; }}
QFileDialog QComboBox, QInputDialog QComboBox {{ border-radius: 1px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
Select {{ combobox-popup: 0; }}  /* a list below the field, not one as high as the screen */
Select::drop-down {{ border: 0; width: {t.px(30)}px; }}
Select::down-arrow {{ image: none; }}
QComboBox QAbstractItemView, QListView#peopleOffered {{ border: 1px solid {t.line_strong};
  padding: 4px; }}
QListView#peopleOffered {{ padding: 2px; }}  /* Qt leaves its frame 3 px: more, and it scrolls */
QComboBox QAbstractItemView::item, QListView#peopleOffered::item {{ min-height: {t.px(32)}px;
  padding: 0 8px; border-radius: 4px; color: {t.text}; }}
QComboBox QAbstractItemView::item:selected, QListView#peopleOffered::item:selected {{
  background: {t.primary_soft}; color: {t.text}; }}
QFrame[people="true"] {{ border: 1px solid {t.line_strong}; border-radius: {corner}px;
  background: {t.surface}; }}
QFrame[people="true"] QLineEdit {{ border: 0; padding: 0 4px; min-height: {t.px(28)}px; }}
QFrame[people="true"][typing="true"] {{ border: 2px solid {t.focus}; }}
QFrame[people="true"][wrong="true"] {{ border: 2px solid {t.late}; }}
QFrame#entryEditor QPlainTextEdit {{ min-height: {inner - 10}px; }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QTableView, QTreeView, QListView {{ background: {t.surface}; border: 0; gridline-color: {t.line};
  alternate-background-color: {t.sunken}; selection-background-color: {t.primary_soft};
  selection-color: {t.text}; outline: 0; }}
QHeaderView {{ background: {t.sunken}; border: 0; }}
QHeaderView::section {{ background: {t.sunken}; color: {t.text2}; border: 0;
  border-bottom: 1px solid {t.line}; padding: 0 12px; height: {t.control}px; font-weight: 600;
  font-size: {t.caption}px; }}
QTableView#monthCompact, QTableView#month {{ selection-background-color: transparent; }}
QTableView#monthCompact QHeaderView, QTableView#monthCompact QHeaderView::section {{
  background: {t.surface}; border: 0; padding: 0; height: {t.px(28)}px; font-weight: 400; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ padding: 0 4px; margin-right: 24px; height: {t.control + 4}px; color: {t.text2};
  border: 0; border-bottom: 3px solid transparent; background: transparent; }}
QTabBar::tab:selected {{ color: {t.primary}; font-weight: 600; border-bottom-color: {t.primary}; }}
QTabBar::tab:hover:!selected {{ color: {t.text}; border-bottom-color: {t.line}; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.line}; padding: 6px; }}
QMenu::item {{ padding: 8px 28px 8px 16px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.primary_soft}; color: {t.text}; }}
"""


def _bars(t: Tokens) -> str:
    return f"""
QProgressBar {{ border: 0; background: {t.todo_soft}; border-radius: 4px; height: 8px;
  max-height: 8px; text-align: center; color: transparent; }}
QProgressBar::chunk {{ background: {t.primary}; border-radius: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 2px; }}
QScrollBar::handle {{ background: {t.thumb}; border-radius: 5px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::handle:hover {{ background: {t.line_strong}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; border: 0; width: 0; height: 0; }}
"""
