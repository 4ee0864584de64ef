import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { BERICHTTYPEN, type BerichtType } from '../../src/bericht/catalogus.ts';
import type { Kop } from '../../src/bericht/kop.ts';
import type { PartijCode } from '../../src/bericht/partij.ts';

/** Checks messages on the calling thread, in the plain way. */
export interface BaselineXml {
  /** @throws Error when the message is not valid. */
  keur(inhoud: Buffer): { readonly type: BerichtType; readonly kop: Kop };
}

interface GelezenHeader {
  readonly BerichtCode: string;
  readonly Afzender: string;
  readonly Ontvanger: string;
  readonly BerichtIdentificatie: { readonly Identificatie: string; readonly Dagtekening: string };
  readonly IdentificatieRetour?: string;
}

/** Compiles the schemas of all messages with the public API of libxml2-wasm. */
export function laadValidators(xsdMap: string): ReadonlyMap<string, XsdValidator> {
  xmlRegisterFsInputProviders();
  return new Map(
    BERICHTTYPEN.map((type) => {
      const pad = join(xsdMap, type.standaard, type.release, `${type.soort}.xsd`);
      const schema = XmlDocument.fromBuffer(readFileSync(pad), { url: pad });
      const validator = XsdValidator.fromDoc(schema);
      schema.dispose();
      return [type.soort, validator] as const;
    }),
  );
}

/** One parse for the check, another for the header. */
export function createBaselineXml(xsdMap: string): BaselineXml {
  const validators = laadValidators(xsdMap);
  const parser = new XMLParser({
    removeNSPrefix: true,
    parseTagValue: false,
    processEntities: false,
  });
  return {
    keur(inhoud) {
      const { Bericht: bericht } = parser.parse(inhoud) as { Bericht: Record<string, unknown> };
      const header = bericht['Header'] as GelezenHeader;
      const type = BERICHTTYPEN.find(({ berichtcode }) => berichtcode === header.BerichtCode);
      const validator = type === undefined ? undefined : validators.get(type.soort);
      if (type === undefined || validator === undefined) throw new Error('onbekende berichtsoort');
      const document = XmlDocument.fromBuffer(inhoud, { option: ParseOption.XML_PARSE_BIG_LINES });
      try {
        validator.validate(document);
      } finally {
        document.dispose();
      }
      return {
        type,
        kop: {
          soort: type.soort,
          afzender: header.Afzender as PartijCode,
          ontvanger: header.Ontvanger as PartijCode,
          identificatie: header.BerichtIdentificatie.Identificatie,
          dagtekening: header.BerichtIdentificatie.Dagtekening,
          ...(header.IdentificatieRetour === undefined ? {} : { identificatieRetour: header.IdentificatieRetour }),
        },
      };
    },
  };
}
