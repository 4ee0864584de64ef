/** Organisatie-identificatienummer: twenty characters in `subject.serialNumber` of a certificate. Text, never a number. */
export type Oin = string & { readonly __brand: 'Oin' };

const OIN = /^[0-9]{8}[0-9A-Z]{9}[0-9]{3}$|^00000003[0-9]{8}0000$/;

/** Prefix of OINs that anyone may use for tests; production refuses them. */
const TEST_PREFIX = '00000099';

/** @returns the OIN, or `undefined` when the text has another form. @see OIN-stelsel, prefix + hoofdnummer + suffix */
export function parseOin(text: string): Oin | undefined {
  return OIN.test(text) ? (text as Oin) : undefined;
}

/** Tells whether the OIN is one of the test range, which never reaches production parties. */
export function isTestOin(oin: Oin): boolean {
  return oin.startsWith(TEST_PREFIX);
}
