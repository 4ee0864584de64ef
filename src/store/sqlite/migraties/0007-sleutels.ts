/**
 * 0007: changes of the key-encryption key, and the acts of operators that are not about a message or a connection. `tot` is
 * the number of the last message that was looked at; above `grens` came what was recorded after the change; `ronde` 1 goes
 * through all, 2 through those once more.
 */
export const HANDELINGEN =
  "('opnieuw_aangeboden', 'omgehangen', 'gesloten', 'heropend', 'gepauzeerd', 'hervat', 'sleutel_gewisseld', 'klok_bevestigd')";

export const SLEUTELS = `
create table kek_wissel (
  versie integer primary key,
  sinds integer not null,
  door text not null,
  reden text not null,
  grens integer not null,
  tot integer not null default 0,
  ronde integer not null default 1,
  herwikkeld integer not null default 0,
  klaar_op integer
) strict;

drop index gebeurtenis_handeling;
create index gebeurtenis_handeling on gebeurtenis (volgnummer) where gebeurtenis in ${HANDELINGEN};
`;
