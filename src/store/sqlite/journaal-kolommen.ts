/** The columns of a head, in the names that the port has for them. */
export const KOP = 'nummer, tot, aantal, kop, vorige, moment, vingerafdruk, handtekening';

/** The last head. */
export const LAATSTE_KOP = `
  select ${KOP}
  from journaal_kop
  order by nummer desc
  limit 1
`;
