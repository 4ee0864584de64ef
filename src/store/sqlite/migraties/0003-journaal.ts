/**
 * 0003: the signed heads of the journal, and the digest of each sealed event. Digests stand beside the events and not in
 * them: an event's row is never written again, and its digest outlives it when its seven years are over.
 */
export const JOURNAAL = `
create table journaal_kop (
  nummer integer primary key,
  tot integer not null,
  aantal integer not null,
  kop text not null,
  vorige text not null,
  moment text not null,
  vingerafdruk text not null,
  handtekening text not null
) strict;

create table journaal_blad (
  volgnummer integer primary key,
  digest blob not null
) strict;
`;
