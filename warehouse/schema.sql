-- The tables of one warehouse version. What each row and column is stands in the comments, in Dutch because they travel in
-- the file and become the data dictionary of `python -m warehouse export`. The type `code` is an enum of all texts that
-- figures in this version hold (see warehouse/draft_file.py): a figure is small to keep and quick to find.

create table version (
    name varchar not null,
    built timestamp not null,
    example boolean not null,
    schema_mark varchar not null,
    snapshots varchar[] not null
);
comment on table version is 'Eén regel: deze versie. Alle cijfers erin zijn echt, of alle zijn verzonnen voorbeelden.';
comment on column version.name is 'Naam van de versie; op naam gesorteerd staan versies op volgorde van tijd';
comment on column version.built is 'Wanneer zij gemaakt is (UTC)';
comment on column version.example is 'Waar als de cijfers verzonnen voorbeelden zijn';
comment on column version.schema_mark is 'Kenmerk van de tabellen en van wat gedeclareerd is; bij een ander kenmerk worden de ruwe gegevens opnieuw gelezen';
comment on column version.snapshots is 'De ruwe gegevens waaruit zij gemaakt is, als dataset/tijdstip';

create table origin (
    origin integer primary key,
    dataset varchar not null,
    label varchar not null,
    producer varchar not null,
    title varchar not null,
    table_id varchar not null,
    url varchar not null,
    licence varchar not null,
    modified varchar,
    retrieved timestamp not null,
    sha256 varchar not null,
    rows bigint not null,
    columns map(varchar, varchar) not null,
    snapshot varchar not null
);
comment on table origin is 'Eén regel is het ontvangstbewijs van één tabel of bestand waaruit cijfers van deze versie komen.';
comment on column origin.origin is 'Nummer van het ontvangstbewijs in deze versie';
comment on column origin.dataset is 'Naam van de dataset, zoals in python -m ingest status';
comment on column origin.label is 'Waar de dataset over gaat';
comment on column origin.producer is 'Wie de cijfers maakte';
comment on column origin.title is 'Titel die de bron eraan geeft';
comment on column origin.table_id is 'Tabelnummer van CBS, of de naam van het bestand';
comment on column origin.url is 'Waar het vandaan komt';
comment on column origin.licence is 'Licentie van de cijfers';
comment on column origin.modified is 'Wat de bron zegt over haar laatste wijziging (CBS: Nederlandse tijd)';
comment on column origin.retrieved is 'Wanneer het opgehaald is (UTC)';
comment on column origin.sha256 is 'sha256 van het ruwe bestand; van meer bestanden de sha256 over hun sha256''s, achter elkaar';
comment on column origin.rows is 'Aantal ontvangen ruwe regels';
comment on column origin.columns is 'Onze grootheid -> kolom in de bron';
comment on column origin.snapshot is 'Waar de ruwe bytes bewaard zijn, als dataset/tijdstip';

create table measure (
    dataset varchar not null,
    measure varchar not null,
    unit varchar not null,
    factor integer not null,
    decimals integer not null,
    signed boolean not null,
    rounded_to integer not null,
    provisional_to integer not null,
    primary key (dataset, measure)
);
comment on table measure is 'Eén regel is één grootheid van een dataset.';
comment on column measure.dataset is 'Dataset waar zij bij hoort';
comment on column measure.measure is 'Naam van de grootheid; dezelfde naam in twee datasets is dezelfde grootheid';
comment on column measure.unit is 'Eenheid waarin de bron haar afdrukt';
comment on column measure.factor is 'Wat één van die eenheid is: 1000 bij x 1 000';
comment on column measure.decimals is 'Aantal decimalen dat de bron afdrukt';
comment on column measure.signed is 'Waar als zij negatief mag zijn';
comment on column measure.rounded_to is 'Waarop de bron afrondt, geteld in het laatste cijfer dat zij afdrukt: 10 bij tientallen, anders 1';
comment on column measure.provisional_to is 'Hetzelfde voor een cijfer met de status voorlopig, dat soms grover is afgerond';

create table observation (
    dataset code not null,
    measure code not null,
    region code not null,
    sector code not null,
    period code not null,
    frequency code not null,
    value double,
    lower double,
    upper double,
    status code not null,
    origin integer not null
);
comment on table observation is 'Eén regel is één cijfer zoals de bron het publiceerde, in de eenheid van de bron.';
comment on column observation.dataset is 'Dataset waar het bij hoort';
comment on column observation.measure is 'Grootheid, zie tabel measure';
comment on column observation.region is 'CBS-code zonder spaties, zoals AM37';
comment on column observation.sector is 'totaal, een SBI-sectie zoals sbi-Q, een sector die de agenda noemt, of mbo, mbo-bbl, hbo of wo';
comment on column observation.period is '2023, 2023-Q1 of 2023-03';
comment on column observation.frequency is 'year, quarter of month (jaar, kwartaal, maand)';
comment on column observation.value is 'Het cijfer; leeg als de bron het niet publiceert';
comment on column observation.lower is 'Ondergrens van de 95%-marge, waar de bron die geeft';
comment on column observation.upper is 'Bovengrens van de 95%-marge, waar de bron die geeft';
comment on column observation.status is 'definitief, nader voorlopig, voorlopig, indicatief, eigen opgave of voorbeeld';
comment on column observation.origin is 'Ontvangstbewijs waarmee het kwam, zie tabel origin';

create table flow (
    dataset code not null,
    home code not null,
    work code not null,
    period code not null,
    value double,
    status code not null,
    origin integer not null
);
comment on table flow is 'Eén regel is één gepubliceerde stroom van een woonregio naar een werkregio van hetzelfde niveau, in de eenheid van de bron.';
comment on column flow.dataset is 'Dataset waar zij bij hoort';
comment on column flow.home is 'CBS-code van de regio waar mensen wonen; totaal is overal, buitenland en onbekend meegerekend';
comment on column flow.work is 'CBS-code van de regio waar zij werken; totaal is overal, buitenland en onbekend meegerekend';
comment on column flow.period is 'Jaar';
comment on column flow.value is 'Het cijfer; leeg als de bron het niet publiceert, 0 als het daarop afgerond is';
comment on column flow.status is 'definitief, nader voorlopig, voorlopig of voorbeeld';
comment on column flow.origin is 'Ontvangstbewijs waarmee zij kwam, zie tabel origin';

create table region (
    region varchar primary key,
    name varchar not null,
    level varchar not null
);
comment on table region is 'Eén regel is één regio die een bron noemt.';
comment on column region.region is 'CBS-code zonder spaties';
comment on column region.name is 'Naam, zonder de toevoeging waarmee CBS het niveau aangeeft';
comment on column region.level is 'land, landsdeel, provincie, arbeidsmarktregio of gemeente';

create table area (
    gemeente varchar not null,
    region varchar not null,
    since integer,
    until integer,
    origin integer not null,
    primary key (gemeente, region)
);
comment on table area is 'Eén regel is één gemeente in één gebied waar zij in ligt, volgens de laatste indeling met haar.';
comment on column area.since is 'Jaar van de eerste indeling waarin de gemeente staat; leeg als zij in de oudste al stond';
comment on column area.until is 'Jaar van de laatste indeling waarin de gemeente staat; leeg als zij er nog is';
comment on column area.gemeente is 'Code van de gemeente';
comment on column area.region is 'Code van de arbeidsmarktregio, de provincie of het landsdeel';
comment on column area.origin is 'Ontvangstbewijs van de indeling, zie tabel origin';

create table border (
    gemeente varchar primary key,
    rings varchar not null,
    origin integer not null
);
comment on table border is 'Eén regel is de grens van één gemeente, vereenvoudigd, volgens de nieuwste indeling.';
comment on column border.gemeente is 'Code van de gemeente';
comment on column border.rings is 'De buitenste ringen als JSON: per ring de punten als lengte en breedte in graden';
comment on column border.origin is 'Ontvangstbewijs waarmee zij kwam, zie tabel origin';

create table published_figure (
    onderwerp varchar not null,
    regiocode varchar not null,
    periode varchar,
    waarde double not null,
    eenheid varchar not null,
    toevoeging varchar,
    omschrijving varchar not null,
    document varchar not null,
    vindplaats varchar not null,
    origin integer not null
);
comment on table published_figure is 'Eén regel is één cijfer zoals een document van de regio het afdrukt, overgetypt.';
comment on column published_figure.onderwerp is 'Sleutel van een indicator als het daar een meting van is, anders een onderwerp';
comment on column published_figure.regiocode is 'CBS-code, of een deel van de regio dat geen code heeft';
comment on column published_figure.periode is 'Periode; leeg als het document er geen noemt';
comment on column published_figure.waarde is 'Het cijfer, in eenheden';
comment on column published_figure.eenheid is 'Eenheid';
comment on column published_figure.toevoeging is 'Wat het document erbij zegt, zoals minimaal of circa';
comment on column published_figure.omschrijving is 'Wat het cijfer is';
comment on column published_figure.document is 'Naam van het document';
comment on column published_figure.vindplaats is 'Paragraaf van het document';
comment on column published_figure.origin is 'Ontvangstbewijs van het bestand, zie tabel origin';
