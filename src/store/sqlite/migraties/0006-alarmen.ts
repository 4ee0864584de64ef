/**
 * 0006: alarms. Of a code and a subject at most one is open; closed rows stay as history until they are cleared away.
 * `id` is a UUID version 7, so its order is that of opening.
 */
export const ALARMEN = `
create table alarm (
  id text primary key,
  code text not null,
  onderwerp text not null,
  sinds integer not null,
  laatst integer not null,
  aantal integer not null,
  eigenaar text,
  gesloten integer
) strict, without rowid;

create unique index alarm_open on alarm (code, onderwerp) where gesloten is null;
create index alarm_gesloten on alarm (gesloten) where gesloten is not null;
`;
