/** The limits of the guard. All are inclusive; lengths count bytes of UTF-8. */
export interface XmlGrenzen {
  readonly diepte: number;
  /** Attributes and namespace declarations together, per element. */
  readonly attributen: number;
  readonly tekstBytes: number;
  readonly naamBytes: number;
  readonly waardeBytes: number;
  readonly elementen: number;
}

/** The limits that the hub keeps. */
export const XML_GRENZEN: XmlGrenzen = {
  diepte: 64,
  attributen: 64,
  tekstBytes: 65_536,
  naamBytes: 256,
  waardeBytes: 8_192,
  elementen: 1_000_000,
};
