"""Which input method Qt is told to use, before it starts."""

from __future__ import annotations

import pytest

from consultroom.ui.input_methods import settle

BOTH = {"QT_IM_MODULES": "fcitx;ibus"}
CASES = [
    ({"QT_IM_MODULE": "fcitx"}, BOTH),
    ({"QT_IM_MODULE": "fcitx5"}, BOTH),
    ({"XMODIFIERS": "@im=fcitx"}, {"XMODIFIERS": "@im=fcitx", **BOTH}),
    ({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"}, {"XMODIFIERS": "@im=fcitx", **BOTH}),
    ({"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "ibus"}),
    ({}, {"QT_IM_MODULE": "ibus"}),
    ({"XMODIFIERS": "@im=ibus"}, {"XMODIFIERS": "@im=ibus", "QT_IM_MODULE": "ibus"}),
    ({"QT_IM_MODULE": "compose"}, {"QT_IM_MODULE": "compose"}),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_linux_desktops_get_an_input_method_that_the_wheel_has(
    before: dict[str, str], after: dict[str, str]
):
    environment = dict(before)
    settle(environment, "linux")
    assert environment == after


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_are_left_alone(platform: str):
    environment = {"QT_IM_MODULE": "fcitx"}
    settle(environment, platform)
    assert environment == {"QT_IM_MODULE": "fcitx"}
