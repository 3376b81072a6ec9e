"""Hoe is dit cijfer berekend, en uit welke cellen van de bron?"""

from pages.components.derived import choose_figure, draw_derivation, draw_no_figure
from pages.components.html import draw
from pages.components.view import current_view

_WHAT = (
    "Kies een indicator en een periode; gebied en sector kiest u in het menu. "
    "U ziet de formule, wat erin gaat en de cellen van de bron."
)

view = current_view()
draw("head", title="Hoe is dit berekend?", place="", paragraphs=[_WHAT])
asked, period = choose_figure(view)
if period:
    draw_derivation(view, asked, period)
else:
    draw_no_figure(view, asked)
