"""How a CBS table is declared: by what it is called and what is read from it, never by an id or a column alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.cbs.margins import Margins
from ingest.dataset import Measure, Rhythm

# What to do when a table no longer fits; the message names the dataset or its table before this.
AMEND = "Pas de declaratie aan in ingest/cbs_tables.py of een bestand daarnaast."


@dataclass(frozen=True)
class Declaration:
    """One CBS table, by what it is called.

    `title` may hold `{year}`: then it names a series of editions, of which the newest counts, and older ones only for
    region levels (`levels`) and years (from `since` on) that the newer ones lack. `keep` pins a dimension to the code
    with that title; `margins` names the dimension that tells a value from its bounds. `measures` maps a topic's title path
    (`group > title`, with `|` between alternatives) to a measure.
    `known_as` is the id under which the table was last seen, for when CBS has changed its title.

    `earlier` are the titles, each with its id, of tables that this one took over from: they count as older editions.
    `sector` is a list of SBI codes, unless `kinds` says which of its titles become which of our codes; the others are left
    out. Titles of codes, and `region`, may have alternatives (`|`) too. `december` says that a year's figure is that of December.
    `mixed_regions` says that the list of regions also holds other classes, such as gemeenten by size: what has no region code is
    left out.
    `work` makes each row a flow from the region where people live to the one where they work; `everywhere` is the title of
    the code for all regions, abroad and unknown together.
    """

    name: str
    label: str
    title: str
    measures: Mapping[str, Measure]
    rhythm: Rhythm
    keep: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None
    mixed_regions: bool = False
    sector: str | None = None
    leave_out_sectors: str | None = None
    period: str = "Perioden"
    margins: Margins | None = None
    levels: tuple[str, ...] = ("NL",)
    since: int | None = None
    known_as: str | None = None
    earlier: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] | None = None
    december: bool = False
    work: str | None = None
    everywhere: str = "Nederland, Buitenland, Niet in te delen"
    producer: str = "CBS"
    accumulates: bool = False
    from_agenda: bool = False

    @property
    def has_editions(self) -> bool:
        """Whether it names a series of editions."""
        return "{year}" in self.title

    def words(self, measure: str) -> str:
        """The title of its topic, the first where there are alternatives."""
        titles = {quantity.name: path.partition("|")[0] for path, quantity in self.measures.items()}
        return titles.get(measure, "").rpartition(" > ")[2]
