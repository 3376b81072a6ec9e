"""Hoe staan de gegevens ervoor, en welke versie zien lezers?"""

from pages.stewardship.door import entered
from pages.stewardship.runs_drawn import draw_refresh, draw_runs
from pages.stewardship.versions_drawn import draw_comparison, draw_pruning, draw_versions

if who := entered("beheer", "Beheer", "Ververs de cijfers, bekijk hoe dat ging en kies welke versie lezers zien."):
    draw_refresh(who)
    draw_versions(who)
    draw_comparison(who)
    draw_pruning(who)
    draw_runs(who)
