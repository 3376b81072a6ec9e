-- The tables of one warehouse version. What each row and column is stands in the comments, which travel in the file
-- and become the data dictionary of `python -m warehouse export`.

create table version (
    name varchar not null,
    built timestamp not null,
    example boolean not null,
    schema_mark varchar not null,
    snapshots varchar[] not null
);
comment on table version is 'One row: this version. All figures in it are real, or all are invented examples.';
comment on column version.name is 'Name of the version, which sorts by time';
comment on column version.built is 'When it was built (UTC)';
comment on column version.example is 'True when the figures are invented examples';
comment on column version.schema_mark is 'Mark of the tables and the reading code; another mark means that snapshots must be read again';
comment on column version.snapshots is 'The snapshots it was built from, as dataset/time';

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
comment on table origin is 'One row is the receipt of one table or file that figures in this version come from.';
comment on column origin.origin is 'Number of the receipt in this version';
comment on column origin.dataset is 'Name of the dataset, as in python -m ingest status';
comment on column origin.label is 'What the dataset is about, in Dutch';
comment on column origin.producer is 'Who made the figures';
comment on column origin.title is 'Title that the producer gives';
comment on column origin.table_id is 'Table id of CBS, or the name of the file';
comment on column origin.url is 'Where it was taken from';
comment on column origin.licence is 'Licence of the figures';
comment on column origin.modified is 'What the source said of its last change (CBS: local time without zone)';
comment on column origin.retrieved is 'When it was retrieved (UTC)';
comment on column origin.sha256 is 'sha256 of the raw bytes';
comment on column origin.rows is 'Raw rows received';
comment on column origin.columns is 'Our measure -> column in the source';
comment on column origin.snapshot is 'Snapshot that holds the raw bytes, as dataset/time';

create table measure (
    dataset varchar not null,
    measure varchar not null,
    unit varchar not null,
    factor integer not null,
    decimals integer not null,
    signed boolean not null,
    primary key (dataset, measure)
);
comment on table measure is 'One row is one quantity of a dataset.';
comment on column measure.dataset is 'Dataset that it belongs to';
comment on column measure.measure is 'Name of the quantity; the same name in two datasets is the same quantity';
comment on column measure.unit is 'Unit in which the source prints it';
comment on column measure.factor is 'What one of that unit is: 1000 for x 1000';
comment on column measure.decimals is 'Decimals that the source prints';
comment on column measure.signed is 'True when it may be negative';

create table observation (
    dataset varchar not null,
    measure varchar not null,
    region varchar not null,
    sector varchar not null,
    period varchar not null,
    frequency varchar not null,
    value double,
    lower double,
    upper double,
    status varchar not null,
    origin integer not null
);
comment on table observation is 'One row is one figure as its source published it, in the source''s own unit.';
comment on column observation.dataset is 'Dataset that it belongs to';
comment on column observation.measure is 'Quantity, see table measure';
comment on column observation.region is 'CBS code without padding, such as AM37';
comment on column observation.sector is 'totaal, an SBI section such as sbi-Q, a sector that the agenda names, or mbo, hbo, wo';
comment on column observation.period is '2023, 2023-Q1 or 2023-03';
comment on column observation.frequency is 'year, quarter or month';
comment on column observation.value is 'The figure; empty when the source does not publish it';
comment on column observation.lower is 'Lower bound of the 95% margin, where the source gives one';
comment on column observation.upper is 'Upper bound of the 95% margin, where the source gives one';
comment on column observation.status is 'definitief, nader voorlopig, voorlopig, indicatief, eigen opgave or voorbeeld';
comment on column observation.origin is 'Receipt that it came with, see table origin';

create table flow (
    dataset varchar not null,
    home varchar not null,
    work varchar not null,
    period varchar not null,
    value double,
    status varchar not null,
    origin integer not null
);
comment on table flow is 'One row is one published flow from a home region to a work region of the same level, in the source''s own unit.';
comment on column flow.dataset is 'Dataset that it belongs to';
comment on column flow.home is 'CBS code of the region where people live; totaal is everywhere, abroad and unknown included';
comment on column flow.work is 'CBS code of the region where they work; totaal is everywhere, abroad and unknown included';
comment on column flow.period is 'Year';
comment on column flow.value is 'The figure; empty when the source does not publish it, 0 when it rounds to that';
comment on column flow.status is 'definitief, nader voorlopig, voorlopig or voorbeeld';
comment on column flow.origin is 'Receipt that it came with, see table origin';

create table region (
    region varchar primary key,
    name varchar not null,
    level varchar not null
);
comment on table region is 'One row is one region that a source names.';
comment on column region.region is 'CBS code without padding';
comment on column region.name is 'Name, without CBS''s sign of the level';
comment on column region.level is 'land, landsdeel, provincie, arbeidsmarktregio or gemeente';

create table area (
    gemeente varchar not null,
    region varchar not null,
    origin integer not null,
    primary key (gemeente, region)
);
comment on table area is 'One row is one gemeente in one region that it lies in, by the newest classification.';
comment on column area.gemeente is 'Code of the gemeente';
comment on column area.region is 'Code of the arbeidsmarktregio, provincie or landsdeel';
comment on column area.origin is 'Receipt of the classification, see table origin';

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
comment on table published_figure is 'One row is one figure as a document of the region prints it, typed over.';
comment on column published_figure.onderwerp is 'Key of an indicator when it is a measurement of it, else a topic';
comment on column published_figure.regiocode is 'CBS code, or a part of the region that has no code';
comment on column published_figure.periode is 'Period, empty when the document names none';
comment on column published_figure.waarde is 'The figure, in units';
comment on column published_figure.eenheid is 'Unit';
comment on column published_figure.toevoeging is 'What the document adds, such as minimaal or circa';
comment on column published_figure.omschrijving is 'What the figure is';
comment on column published_figure.document is 'Name of the document';
comment on column published_figure.vindplaats is 'Section of the document';
comment on column published_figure.origin is 'Receipt of the file, see table origin';
