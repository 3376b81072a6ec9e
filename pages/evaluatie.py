"""Wat kwam er van de vorige agenda, en wat was te meten?"""

from indicators.programme.evaluated import tallies
from indicators.programme.programme import programme
from pages.components import dutch
from pages.components.evaluation import choose_activities, counts_table, lesson, money_of, remarks
from pages.components.html import draw
from pages.components.programme import draw_downloads, draw_state
from pages.components.view import View, current_view


def draw_page(view: View) -> None:
    documents = dict.fromkeys(each.document for each in programme().evaluation)
    title = dutch.listed([*documents]) or "Evaluatie"
    draw("head", title=title, place="", paragraphs=["De les: spreek vooraf af wat je wilt meten."] if documents else [])
    found = draw_state(view, "evaluation")
    activities = list(found.evaluation)
    if not activities:
        draw("notice", kind="empty", strong="Er is nog geen evaluatie.", text="Het programmateam heeft haar nog niet toegevoegd.")
        return
    counts = tallies(activities)
    draw("notice", kind="note", strong="Wat was te meten?", text=lesson(counts[-1]))
    draw("plain_table", table=counts_table(counts))
    draw("source_line", text=remarks(view, counts[-1]))
    draw("section", title="Activiteiten", text="Wat er was beloofd, wat ervan kwam, en of dat vooraf meetbaar was.")
    chosen = choose_activities(activities)
    draw("activities", cards=chosen, all=len(activities), euro=dutch.euro, number=dutch.trimmed, money=money_of)
    draw_downloads("evaluation")


draw_page(current_view())
