/**
 * 0002: what deletion by term needs. No column and no index on the tables of the accept commit: the rules follow the
 * events in the order of their numbers, each with a cursor, and what cannot go yet is parked in `bewaar_later`.
 *
 * `feiten_einde` holds the last day of support per row of `feiten`; the round fills it, not the accept commit.
 */
export const BEWAREN = `
create table grafsteen (
  volgnummer integer primary key,
  traceer_id blob not null,
  status text not null,
  zicht integer not null,
  ontvangen_op integer not null,
  afgelopen_op integer not null,
  gemaakt_op integer not null
) strict;

create unique index grafsteen_traceer_id on grafsteen (traceer_id);

create table bewaar_cursor (
  regel text primary key,
  volgnummer integer not null
) strict, without rowid;

create table bewaar_later (
  regel text not null,
  volgnummer integer not null,
  primary key (regel, volgnummer)
) strict, without rowid;

create table feiten_einde (
  volgnummer integer primary key,
  einde text not null
) strict;

create index feiten_einde_einde on feiten_einde (einde);

-- one request may lease many items: its evidence goes with the last of them
create index levering_bewijs on levering (bewijs) where bewijs is not null;

create table klok (
  id integer primary key,
  moment integer not null
) strict;
`;
