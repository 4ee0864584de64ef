/**
 * 0001: messages, their events, payload, feiten, evidence, nonces, outbox, offers and the embedded queue.
 *
 * One sequence runs through all of it: the number of an event. The event that judged a message lends its number to the
 * message (`bericht.volgnummer`) and to the outbox row, so a number is never used twice however much is deleted, and
 * the findings of a message stand with that event only.
 *
 * `zicht` is who may see a message or an event: Indiener, acting party and (only when accepted) receiving party and the
 * aansluiting that it was routed to, each combination once. One small index on the events serves every viewer, lists of
 * messages too (through the event that judged each), where an index per viewer would cost four on every event and four
 * more on every message.
 *
 * `nonce` has no index on its end: what ended is found by reading on in the order of the key, which costs registration
 * nothing and changes each page once for all of its rows.
 */
export const BASIS = `
create table zicht (
  id integer primary key,
  indiener text not null,
  handelend text,
  ontvangend text,
  aansluiting text
) strict;

create unique index zicht_indiener on zicht (
  indiener, coalesce(handelend, ''), coalesce(ontvangend, ''), coalesce(aansluiting, '')
);
create index zicht_handelend on zicht (handelend) where handelend is not null;
create index zicht_ontvangend on zicht (ontvangend) where ontvangend is not null;
create index zicht_aansluiting on zicht (aansluiting) where aansluiting is not null;

create table bericht (
  volgnummer integer primary key,
  traceer_id blob not null,
  sleutel text,
  status text not null,
  dead_letter_reden text,
  zicht integer not null,
  conversatie_id text not null,
  berichtsoort text,
  afzender text,
  ontvanger text,
  identificatie text,
  identificatie_retour text,
  dagtekening text,
  declaratie_identificatie text,
  ontvangen_op integer not null,
  indiener_oin text not null,
  mandaat text,
  code text,
  inhoud_sha256 blob not null,
  bytes integer not null,
  aansluiting text,
  partij text,
  tafel_versie text,
  tafel_regel text,
  opvolging text,
  keten text,
  leversoort text not null default 'bericht',
  content_type text not null default 'application/xml',
  poging integer not null default 0,
  herlevering integer not null default 0,
  levering blob,
  traceparent text,
  fsc_transaction_id text
) strict;

create unique index bericht_traceer_id on bericht (traceer_id);
create unique index bericht_sleutel on bericht (sleutel) where sleutel is not null;
create index bericht_postbus on bericht (aansluiting) where status = 'in_wachtrij';
create index bericht_postbus_partij on bericht (partij, aansluiting) where status = 'in_wachtrij';
create index bericht_aangeboden on bericht (aansluiting, keten) where status = 'aangeboden';

create table gebeurtenis (
  volgnummer integer primary key,
  bericht integer not null,
  zicht integer,
  moment integer not null,
  gebeurtenis text not null,
  status text not null,
  actor text not null,
  code text,
  poging integer,
  reden text,
  inhoud_sha256 blob,
  detail text,
  detail_zout blob,
  detail_digest blob
) strict;

create index gebeurtenis_bericht on gebeurtenis (bericht);
create index gebeurtenis_zicht on gebeurtenis (zicht) where zicht is not null;

create table inhoud (
  bericht integer primary key,
  gewikkelde_sleutel blob not null,
  kek_versie integer not null,
  compressie text not null,
  bytes integer not null,
  inhoud blob not null
) strict;

create table feiten (
  volgnummer integer primary key,
  traceer_id blob not null,
  versie integer not null,
  feiten text not null
) strict;

create table bewijs (
  id integer primary key,
  bericht integer,
  handeling text not null,
  profiel text not null,
  handtekening text not null,
  basis text not null,
  alg text not null,
  vingerafdruk text not null,
  crl_nummer text,
  inhoud_digest text not null,
  moment integer not null
) strict;

create index bewijs_bericht on bewijs (bericht) where bericht is not null;

create table nonce (
  sleutel blob primary key,
  tot integer not null
) strict, without rowid;

create table outbox (
  id integer primary key,
  bericht integer not null,
  aansluiting text not null,
  gemaakt_op integer not null,
  claim_tot integer,
  claim_door integer,
  herlevering integer not null default 0
) strict;

create index outbox_aansluiting on outbox (aansluiting, bericht);

create table levering (
  id blob primary key,
  bericht integer not null,
  aansluiting text not null,
  poging integer not null,
  verloopt_op integer not null,
  stand text not null,
  bewijs integer
) strict, without rowid;

create index levering_bericht on levering (bericht);
create index levering_verloopt on levering (verloopt_op) where stand = 'open';

create table wachtrij (
  id integer primary key autoincrement,
  outbox_id integer not null,
  aansluiting text not null,
  traceer_id blob not null,
  herlevering integer not null,
  in_hand_van integer,
  content_type text,
  koppen text,
  inhoud blob
) strict;

create unique index wachtrij_outbox_id on wachtrij (outbox_id);
create index wachtrij_aansluiting on wachtrij (aansluiting);

create table proef (
  id integer primary key,
  vulling blob not null
) strict;
`;
