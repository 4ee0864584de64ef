/**
 * 0010: cuts in the journal that a person vouches for, signed when they were made. `tot` is the highest number that may
 * have been given out before: the sequence goes on after it. `in_bestand` says that the file of heads has the line.
 */
export const JOURNAAL_BREUK = `
create table journaal_breuk (
  nummer integer primary key,
  na_kop integer not null,
  tot_kop integer not null,
  van integer not null,
  tot integer not null,
  oorzaak text not null,
  door text not null,
  reden text not null,
  moment text not null,
  vingerafdruk text not null,
  handtekening text not null unique,
  in_bestand integer not null default 0
) strict;
`;
