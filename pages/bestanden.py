"""Welke cijfers komen als bestand, en klopt het bestand dat u toevoegt?"""

from pages.components import address
from pages.stewardship.door import entered
from pages.stewardship.files_drawn import draw_added, draw_adding, draw_dataset
from warehouse.hand_files import hand_datasets

if who := entered("bestanden", "Bestanden toevoegen", "Kies een onderwerp, bekijk wat het bestand verandert en publiceer het."):
    datasets = hand_datasets()
    labels = {name: dataset.label for name, dataset in datasets.items()}
    chosen = address.choose("Onderwerp", "onderwerp", labels, next(iter(labels)))
    draw_dataset(datasets[chosen])
    draw_adding(who, datasets[chosen])
    draw_added(who, datasets[chosen])
