/**
 * 0008: the digests under a head in one row, each as its number (6 bytes, big endian) and 32 bytes. A row per digest cost
 * every message two inserts in the writer, only to be read by a check.
 */
export const JOURNAAL_BLADEN = `
create table journaal_bladen (
  kop integer primary key,
  bladen blob not null
) strict;

insert into journaal_bladen (kop, bladen)
select k.nummer, unhex(group_concat(printf('%012x', b.volgnummer) || hex(b.digest), '' order by b.volgnummer))
from journaal_kop k
join journaal_blad b on b.volgnummer <= k.tot and b.volgnummer > coalesce(
  (select v.tot from journaal_kop v where v.nummer = k.nummer - 1), 0
)
group by k.nummer;

drop table journaal_blad;
`;
