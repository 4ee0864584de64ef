/** An attack on the signature or on who may do what, and the tests that show the answer. */
export interface Bedreiging {
  readonly id: string;
  readonly aanval: string;
  /** Parts of full titles; each stands in at least one. */
  readonly tests: readonly string[];
}

type Rij = readonly [id: string, aanval: string, ...tests: readonly string[]];

const J = 'JAdES: what a request may not look like ';
const R = 'RFC 9421: what a request may not look like ';

/**
 * T: whoever may sign in either profile, in the order of the table of threats; push and SOAP are not there yet. Of T21 (the
 * time that a no to an unknown keyid takes) both are tested: that the same work is done, which no load can blur, and that
 * it takes as long, by the least of many times, to which a load can only add.
 */
const ALGEMEEN: readonly Rij[] = [
  ['T01', 'unsigned message', `${R}no Signature → HND01`, `${J}no signature at all → HND01`],
  ['T02', 'empty or thin list of components', `${R}nothing covered → HND08`, `${R}"@target-uri" not covered → HND08`],
  ['T03', 'body swapped under a valid signature', `${R}one byte of the body changed → HND19`],
  ['T04', 'digest header swapped too', `${R}body and digest swapped → HND15`],
  ['T05', 'replay within the window', `${R}refuses the same nonce again, whatever else changed → HND16`],
  ['T06', 'replay after the window', `${R}created 301 seconds ago → HND07`],
  ['T07', 'replay on another path or host', `${R}on another path → HND15`, `${R}on another host → HND15`],
  ['T08', 'signature made for another application', `${R}made for another application → HND04`],
  ['T09', 'query parameter added', `${R}a query added → HND15`],
  ['T10', 'Traceer-Id added in transit', `${R}Traceer-Id added in transit → HND09`],
  ['T11', 'Content-Type or Host twice', `${R}Content-Type twice → HND10`, `${R}Host twice → HND10`],
  ['T12', 'header named @method', 'H122 a header that is called @method: 400'],
  ['T13', 'hmac with the public key as secret', `${R}alg hmac-sha256 with the public key as secret → HND14`],
  ['T14', 'alg and kind of key differ', `${R}alg of another kind of key → HND14`],
  ['T15', 'ECDSA of zeros or of a wrong length', `${R}ECDSA of zeros → HND15`, `${R}ECDSA too short → HND15`],
  ['T16', 'self-made certificate with a real OIN', `${R}self-made certificate → HND11`],
  ['T17', 'certificate of one party for another', 'refuses the certificate of one party for another → BRS03'],
  ['T18', 'revoked certificate', 'refuses the bad certificate "ingetrokken" with HND12, for that reason'],
  ['T19', 'CRL server down', `${R}passes on what the judge of certificates says → HND13`],
  [
    'T20',
    'nonce flood with bad signatures',
    'T20 keeps no nonce of a request of which the signature is bad',
    'H112 too many requests of one address, whoever signs them',
  ],
  [
    'T21',
    'timing on an unknown keyid',
    'T21 takes the verification of one signature, as a bad signature does (JAdES)',
    'T21 takes the verification of one signature, as a bad signature does (RFC 9421)',
    'T21 does the whole sum for it',
  ],
  ['T22', "another's mailbox", 'gives a mailbox to its own aansluiting only'],
  ['T23', 'stolen key of a party', `${R}a blocked party → HND21`],
  ['T24', 'downgrade to http', 'refuses plain HTTP on an address that others can reach, unless a proxy is named'],
];

/** J: in the profile of JAdES. */
const JADES: readonly Rij[] = [
  [
    'J01',
    'alg none, HS256, RS256',
    `${J}alg none → HND14`,
    `${J}alg HS256 with the public key as secret → HND14`,
    `${J}alg RS256, well signed → HND14`,
  ],
  [
    'J02',
    'alg of another key, weak RSA',
    `${J}alg of another kind of key than the certificate has → HND14`,
    `${J}RSA of 1024 bits → HND14`,
  ],
  [
    'J03',
    'pars thin',
    `${J}pars empty → HND08`,
    `${J}pars without digest → HND08`,
    `${J}pars without content-type → HND08`,
  ],
  ['J04', 'body swapped, with and without Digest', `${J}body swapped → HND19`, `${J}body and Digest swapped → HND15`],
  [
    'J05',
    'two signatures',
    `${J}signature header twice → HND05`,
    `${J}old and new name at once → HND05`,
    `${J}both profiles at once → HND05`,
  ],
  [
    'J06',
    'crit and b64',
    `${J}crit absent → HND06`,
    `${J}crit names what is not understood → HND06`,
    `${J}b64 true → HND06`,
    `${J}b64 absent → HND06`,
  ],
  [
    'J07',
    'certificate by another way',
    `${J}jwk of the attacker → HND06`,
    `${J}x5c of another than x5t#S256 → HND06`,
    `${J}certificate named by kid alone → HND06`,
  ],
  ['J08', 'self-made certificate', `${J}self-made certificate → HND11`],
  [
    'J09',
    'certificate expired or revoked',
    'refuses the bad certificate "verlopen" with HND12',
    `${J}passes on what the judge of certificates says → HND12`,
  ],
  [
    'J10',
    'pars names what is not there',
    `${J}pars names an absent header → HND10`,
    `${J}capitals in pars → HND10`,
    `${J}pars names a header twice → HND10`,
  ],
  [
    'J11',
    'payload not as ours',
    `${J}LF at the end of the payload → HND15`,
    `${J}signed for another path → HND15`,
    `${J}signed over the decoded target → HND15`,
    `${J}signed for another host → HND15`,
  ],
  ['J12', 'Host of another', `${J}Host of another → HND20`],
  [
    'J13',
    'payload signature in a wrong place',
    `${J}a payload signature on a lease call → HND08`,
    `${J}a payload signature with more than digest → HND10`,
  ],
  ['J14', 'replay, also with (r, n−s)', `${J}refuses a replay, also with the other ECDSA value over the same input`],
  [
    'J15',
    'moment',
    `${J}iat 301 seconds old → HND07`,
    `${J}iat 61 seconds ahead → HND07`,
    `${J}iat in milliseconds → HND07`,
    `${J}iat and sigT both → HND06`,
  ],
  [
    'J16',
    'base64url and JSON',
    `${J}base64url with unused bits set → HND02`,
    `${J}base64url with padding → HND02`,
    `${J}a member twice → HND02`,
  ],
  ['J17', 'signature in another form', `${J}ECDSA in DER → HND15`, `${J}PSS with a salt of 64 bytes → HND15`],
  ['J18', 'Traceer-Id slipped in', `${J}Traceer-Id slipped in → HND09`],
  [
    'J19',
    'Digest absent or weak',
    `${J}no Digest, Content-Digest in its place → HND17`,
    `${J}Digest of MD5 alone → HND18`,
    `${J}Digest without padding → HND18`,
  ],
  ['J20', 'other mId', `${J}other mId → HND06`],
  [
    'J21',
    'receipt altered, or for another request',
    'refuses a body that was changed on its way (HND19)',
    'refuses a receipt for another request (BINDING)',
  ],
  ['J22', 'header of a megabyte, value of 25 KB', 'a header block of a megabyte: 431', `${J}a value of 25 KB → HND02`],
  [
    'J23',
    'x5c long or with garbage',
    `${J}x5c with 200 certificates → HND02`,
    `${J}never decodes what stands behind the leaf in x5c`,
  ],
  ['J24', 'jku and x5u to our network', `${J}jku to our network → HND06`, `${J}x5u to our network → HND06`],
  [
    'J25',
    'depth, UTF-8, mark, __proto__',
    `${J}depth 10,000 → HND02`,
    `${J}invalid UTF-8 → HND02`,
    `${J}a byte order mark → HND02`,
    'and ignores __proto__ like any unknown member',
  ],
  ['J26', 'signed JWT of the same key', `${J}a signed JWT of the same key → HND06`],
  [
    'J27',
    'signature over the bare body or digest',
    `${J}a signature over the bare body → HND06`,
    `${J}a signature over the digest value without its name → HND15`,
  ],
];

/** Both tables of attacks, but for what is about SOAP or push. */
export const BEDREIGINGEN: readonly Bedreiging[] = [...ALGEMEEN, ...JADES].map(([id, aanval, ...tests]) => ({
  id,
  aanval,
  tests,
}));
