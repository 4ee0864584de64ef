/** A group of cases. */
export type Groep =
  | 'DTD en entiteiten'
  | 'codering'
  | 'vorm en omvang'
  | 'smokkel in waarden'
  | 'namespaces en schema'
  | 'HTTP'
  | 'handtekening en digest'
  | 'JSON-aanroepen';

/** One kind of hostile input, and what must come of it. */
export interface Geval {
  readonly id: string;
  readonly groep: Groep;
  readonly titel: string;
  /** HTTP status; 0 = the connection ends, or stays unanswered. `als geldig`: as the message without the trick, 202. */
  readonly http: number | 'als geldig';
  /** Code of the answer; absent = the table does not say. */
  readonly code?: string;
  /** Code of a finding in the answer. */
  readonly bevinding?: string;
}

type Rij = readonly [id: string, titel: string, http: number | 'als geldig', code?: string, bevinding?: string];

const G = 'als geldig';

const RIJEN: Readonly<Record<Groep, readonly Rij[]>> = {
  'DTD en entiteiten': [
    ['H001', 'entities that multiply one another tenfold', 422, 'BRS14', 'XML01'],
    ['H002', 'one long entity, used fifty thousand times', 422, 'BRS14', 'XML01'],
    ['H003', 'an entity that is a file', 422, 'BRS14', 'XML01'],
    ['H004', 'an entity that is an address on the web', 422, 'BRS14', 'XML01'],
    ['H005', 'a parameter entity that brings a DTD from outside', 422, 'BRS14', 'XML01'],
    ['H006', 'a DOCTYPE that only points to a DTD', 422, 'BRS14', 'XML01'],
    ['H007', 'a DOCTYPE with nothing in it', 422, 'BRS14', 'XML01'],
    ['H008', 'a DOCTYPE behind a comment of 64 kB', 422, 'BRS14', 'XML01'],
    ['H009', 'a doctype in lower case', 422, 'BRS14'],
    ['H010', 'the word DOCTYPE where it is only text', G],
    ['H011', 'a DOCTYPE in UTF-16, little-endian with mark', 422, 'BRS14', 'XML02'],
    ['H012', 'a DOCTYPE in UTF-16, big-endian without mark', 422, 'BRS14', 'XML02'],
    ['H013', 'a DOCTYPE in UTF-7', 422, 'BRS14', 'XML02'],
    ['H014', 'a DOCTYPE in EBCDIC', 422, 'BRS14', 'XML02'],
    ['H015', 'an entity that nobody declared', 422, 'BRS14', 'XML13'],
    ['H016', 'a reference to a character that XML does not have', 422, 'BRS14'],
    ['H017', 'markup that was escaped twice', G],
  ],
  codering: [
    ['H018', 'a byte order mark', 422, 'BRS14', 'XML03'],
    ['H019', 'two byte order marks', 422, 'BRS14', 'XML03'],
    ['H020', 'UTF-32', 422, 'BRS14', 'XML02'],
    ['H021', 'Latin-1 that says so', 422, 'BRS14', 'XML02'],
    ['H022', 'Latin-1 that says it is UTF-8', 422, 'BRS14', 'XML02'],
    ['H023', 'UTF-8 longer than it needs to be', 422, 'BRS14', 'XML02'],
    ['H024', 'half a surrogate pair in UTF-8', 422, 'BRS14', 'XML02'],
    ['H025', 'a NUL byte', 422, 'BRS14', 'XML02'],
    ['H026', 'a Content-Type with another charset', 415, 'MEDIA'],
    ['H027', 'XML 1.1', 422, 'BRS14', 'XML02'],
    ['H028', 'a second XML declaration', 422, 'BRS14'],
    ['H029', 'a blank line before the XML declaration', 422, 'BRS14'],
    ['H030', 'a letter with its accent as a character of its own', G],
    ['H031', 'a character that turns the reading order, in an identification', G, '', 'XML14'],
    ['H032', 'an invisible character in an identification', G, '', 'XML14'],
  ],
  'vorm en omvang': [
    ['H033', 'no content at all', 400, 'LEEG'],
    ['H034', 'nothing but white space', 422, 'BRS14'],
    ['H035', 'a message that ends in the middle', 422, 'BRS14'],
    ['H036', 'a body shorter than its Content-Length', 400],
    ['H037', 'two documents in one body', 422, 'BRS14'],
    ['H038', 'text behind the document', 422, 'BRS14'],
    ['H039', 'an end tag of another name', 422, 'BRS14'],
    ['H040', 'a hundred thousand levels of nesting', 422, 'BRS14', 'XML04'],
    ['H041', 'five thousand attributes on one element', 422, 'BRS14', 'XML05'],
    ['H042', 'an attribute twice', 422, 'BRS14'],
    ['H043', 'an attribute twice, under two prefixes of one namespace', 422, 'BRS14'],
    ['H044', 'one text of ten megabytes', 422, 'BRS14', 'XML06'],
    ['H045', 'a name or a value of ten megabytes', 422, 'BRS14', 'XML06'],
    ['H046', 'two million elements', 422, 'BRS14', 'XML09'],
    ['H047', 'a valid message of exactly 25 000 000 bytes', 202],
    ['H048', 'one byte more than that', 413, 'BRS06'],
    ['H049', 'three hundred thousand namespaces on one element', 422, 'BRS14', 'XML05'],
    ['H050', 'a prefix that means something else on every level', 422, 'BRS13'],
    ['H051', '24 megabytes of white space between elements', 422, 'BRS14', 'XML06'],
    ['H052', 'a comment field of nothing but spaces', 422, 'BRS14', 'XML06'],
  ],
  'smokkel in waarden': [
    ['H053', 'a comment inside an identifier', 422, 'BRS14', 'XML07'],
    ['H054', 'a processing instruction inside an identifier', 422, 'BRS14', 'XML07'],
    ['H055', 'a stylesheet from elsewhere', 422, 'BRS14', 'XML07'],
    ['H056', 'an identifier as CDATA', G],
    ['H057', 'an identifier written with references', G],
    ['H058', 'an element inside a value', 422, 'BRS13'],
    ['H059', 'two senders', 422, 'BRS13'],
    ['H060', 'a second header deeper in the message', 422, 'BRS13'],
    ['H061', 'digits of another script', 422, 'BRS13'],
    ['H062', 'spaces around a code', 422, 'BRS13'],
    ['H063', 'a line break in an identification', 422, 'BRS13'],
    ['H064', 'a line break in an identification, as references', 422, 'BRS13'],
    ['H065', 'a tab in an identification', G, '', 'XML14'],
    ['H066', 'an escape sequence for a terminal', 422, 'BRS14'],
    ['H067', 'a spreadsheet formula as identification', G],
    ['H068', 'a path as identification', G],
    ['H069', 'HTML as identification', G],
    ['H070', 'a piece of SQL as identification', G],
    ['H071', '__proto__ as identification', G],
    ['H072', 'a BSN that is one digit short', 422, 'BRS13'],
  ],
  'namespaces en schema': [
    ['H073', 'no namespace', 422, 'BRS13'],
    ['H074', 'the namespace of another release', 422, 'BRS13'],
    ['H075', 'a namespace that nearly fits', 422, 'BRS13'],
    ['H076', 'the code of another message', 422, 'BRS13'],
    ['H077', 'a prefix that nobody declared', 422, 'BRS14'],
    ['H078', 'the prefix xml with another meaning', 422, 'BRS14'],
    ['H079', 'a schema from elsewhere', G, '', 'XML10'],
    ['H080', 'another type for an element', 422, 'BRS13', 'XML11'],
    ['H081', 'an element that says it is empty', 422, 'BRS13'],
    ['H082', 'an inclusion of a file', 422, 'BRS13', 'XML12'],
    ['H084', 'a message that does not exist', 422, 'BRS13'],
  ],
  HTTP: [
    ['H085', 'a media type that is not XML', 415, 'MEDIA'],
    ['H086', 'a form with a file', 415, 'MEDIA'],
    ['H087', 'a multipart with attachments', 415, 'MEDIA'],
    ['H088', 'no media type', 415, 'MEDIA'],
    ['H089', 'ten gigabytes of zeros, packed', 415, 'MEDIA'],
    ['H090', 'packed a little', 415, 'MEDIA'],
    ['H091', 'a ZIP file', 422, 'BRS14'],
    ['H092', 'a length and chunks at once', 400],
    ['H093', 'two lengths', 400],
    ['H094', 'a transfer coding that is not plain chunked', 400],
    ['H095', 'chunk extensions without end', 400],
    ['H096', 'headers that come drop by drop', 408],
    ['H097', 'a body that comes drop by drop', 408],
    ['H098', 'a reader that does not read', 0],
    ['H099', 'a crowd of idle connections', 0],
    ['H100', 'a header block of 100 kB', 431],
    ['H101', 'a thousand header lines', 431],
    ['H102', 'a gigabyte that is announced first', 413, 'BRS06'],
    ['H103', 'an expectation nobody knows', 417],
    ['H104', 'a method that is not there', 405],
    ['H105', 'a path that is nearly right', 404],
    ['H106', 'an encoded character in an id', 400],
    ['H107', 'a host that is not ours', 421, 'HND20'],
    ['H108', 'a whole address in the request line', 421, 'HND20'],
    ['H109', 'HTTP/2', 0],
    ['H110', 'a Traceer-Id that is no UUID', 400, 'SYNTAX'],
    ['H111', 'the Traceer-Id of another message', 409, 'BRS114'],
    ['H112', 'too many requests', 429],
  ],
  'handtekening en digest': [
    ['H113', 'the digest of another body', 400, 'HND19'],
    ['H114', 'one digest right, the other wrong', 400, 'HND19'],
    ['H115', 'only MD5', 400, 'HND18'],
    ['H116', 'a digest that is no base64', 400, 'HND18'],
    ['H117', 'a quote that is not closed', 400, 'HND02'],
    ['H118', 'a signature that is no base64', 400, 'HND02'],
    ['H119', 'a thousand signatures', 400, 'HND02'],
    ['H120', 'the parameters themselves as a component', 400, 'HND10'],
    ['H121', 'a component twice', 400, 'HND10'],
    ['H122', 'a header that is called @method', 400],
    ['H123', 'a moment that is none', 400, 'HND06'],
    ['H124', 'a keyid that is none', 400, 'HND06'],
    ['H125', 'ECDSA in DER', 401, 'HND15'],
    ['H126', 'PSS with another salt', 401, 'HND15'],
  ],
  'JSON-aanroepen': [
    ['H127', 'keys that reach for the prototype', 400, 'SYNTAX'],
    ['H128', 'a key twice', 400, 'SYNTAX'],
    ['H129', 'too many levels', 400, 'SYNTAX'],
    ['H130', 'a number that is none', 400, 'SYNTAX'],
    ['H131', 'a text that no store can keep', 400, 'SYNTAX'],
    ['H132', 'a remark that is too long, or holds a BSN', 400, 'SYNTAX'],
    ['H133', 'JSON with extras', 400, 'SYNTAX'],
    ['H134', 'the cursor of another', 400, 'SYNTAX'],
    ['H135', 'a query that is not as described', 400, 'SYNTAX'],
  ],
};

/** All cases but those of SOAP and of the message rules, which the hub does not have yet. */
export const TAFEL: readonly Geval[] = Object.entries(RIJEN).flatMap(([groep, rijen]) =>
  rijen.map(([id, titel, http, code = '', bevinding = '']) => ({
    id,
    groep: groep as Groep,
    titel,
    http,
    ...(code === '' ? {} : { code }),
    ...(bevinding === '' ? {} : { bevinding }),
  })),
);

const PER_ID = new Map(TAFEL.map((geval) => [geval.id, geval]));

/** @returns the case; throws for an id that the table does not have. */
export function geval(id: string): Geval {
  const gevonden = PER_ID.get(id);
  if (gevonden === undefined) throw new Error(`the table has no ${id}`);
  return gevonden;
}
