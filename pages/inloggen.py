"""Wie bent u, en wat mag u hier?"""

from pages.components.html import draw
from pages.stewardship.door import draw_login
from pages.stewardship.who import allowed, rules, visitor

found, who = rules(), visitor()
if not found or not found.provider:
    draw("head", title="Inloggen", place="", paragraphs=["Inloggen is niet nodig: alle cijfers zijn voor iedereen te lezen."])
    draw("stewardship_off", wrong=found is None)
elif who.logged_in(found):
    roles = who.roles(found)
    said = f"Uw rol: {', '.join(roles)}." if roles else "U heeft geen rol. Vraag de beheerder om een rol als u die nodig heeft."
    draw("head", title="Uitloggen", place="", paragraphs=[f"U bent ingelogd als {who.name}.", said])
    if may_now := sorted(allowed(who)):
        draw("may", actions=may_now)
    draw_login(who)
else:
    expired = "Uw login is verlopen. " if who.claims.get("is_logged_in") else ""
    draw("head", title="Inloggen", place="", paragraphs=[f"{expired}Log in als u gegevens beheert of de agenda bewerkt."])
    draw("notice", kind="note", strong="", text="U gaat naar de inlogpagina van uw organisatie en komt daarna hier terug. Het "
         "dashboard bewaart één cookie waarin staat wie u bent; die verloopt vanzelf.")  # fmt: skip
    draw_login(who)
