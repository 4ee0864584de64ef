/**
 * 0005: pauses, closed messages, and an index that holds the acts of operators only. Few events are acts, so the index
 * costs registration nothing but the look at a name; a query finds it by repeating its condition.
 */
export const HANDELINGEN = "('opnieuw_aangeboden', 'omgehangen', 'gesloten', 'heropend', 'gepauzeerd', 'hervat')";

export const BEHEER = `
create table pauze (
  aansluiting text primary key,
  sinds integer not null,
  door text not null,
  reden text not null
) strict, without rowid;

create table sluiting (
  bericht integer primary key,
  moment integer not null,
  door text not null,
  reden text not null
) strict;

create index gebeurtenis_handeling on gebeurtenis (volgnummer) where gebeurtenis in ${HANDELINGEN};
create index bericht_onbestelbaar on bericht (volgnummer) where status = 'onbestelbaar';
`;
