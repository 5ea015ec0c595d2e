from __future__ import annotations
import pytest
from tests.ui.test_accessibility import *
from tests.ui.test_accessibility import program, window

@pytest.mark.parametrize(("language","percent"),[("ru",100),("az",150),("ru",200),("az",200)])
def test_probe(qtbot, program, language, percent):
    program.preferences = Preferences(language=language, text_percent=percent)
    program.speak(); program.dress()
    w = program.window
    w.apply_preferences(program.preferences)
    w.resize(*USUAL)
    for place in VAULT_PLACES:
        if place == "security": continue
        page = visit(qtbot, w, place); rest(qtbot, w)
        cut=[*cut_in(page), *cut_in(w._rail)]
        print("==", language, percent, place, w.size().toTuple(), w.minimumSizeHint().toTuple())
        for widget in page.findChildren(QWidget):
            pass
        for c in cut: print("   ", c)
        w.grab().save(f"/tmp/s5/L/{language}{percent}_{place}.png")
        w.resize(*USUAL)
