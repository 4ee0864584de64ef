/**
 * 0004: what a helpdesk searches by. Each index ends in `bericht.volgnummer`, so a list of the newest fifty is read from
 * its end and sorts nothing, however many messages a party has. Columns that are mostly empty are indexed where filled.
 * The traceerId needs none of its own: its unique index answers a prefix as well.
 */
export const ZOEKEN = `
create index bericht_afzender on bericht (afzender) where afzender is not null;
create index bericht_ontvanger on bericht (ontvanger) where ontvanger is not null;
create index bericht_identificatie on bericht (identificatie) where identificatie is not null;
create index bericht_conversatie on bericht (conversatie_id);
create index bericht_berichtsoort on bericht (berichtsoort) where berichtsoort is not null;
create index bericht_code on bericht (code) where code is not null;
`;
