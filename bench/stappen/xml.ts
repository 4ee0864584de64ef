import { createCipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { ParseOption, XmlDocument, type XsdValidator } from 'libxml2-wasm';
import { laadValidators } from '../baseline/xml.ts';
import type { BenchBericht } from '../berichten.ts';
import { PROJECT } from '../opstelling.ts';
import { createPayloadKluis } from '../../src/keys/payload-kluis.ts';
import { createSleutelbord } from '../../src/keys/sleutelbord.ts';
import { createPersoonHasher } from '../../src/keys/persoon-sleutels.ts';
import type { VerzegeldeInhoud } from '../../src/keys/port.ts';
import { leesFeiten } from '../../src/validate/feiten/lees-feiten.ts';
import { createKeurder, type Keurder } from '../../src/validate/keur.ts';
import { leesKop } from '../../src/validate/kop.ts';
import type { ValidatieUitkomst } from '../../src/validate/port.ts';
import { controleerWaarden } from '../../src/validate/waarden.ts';
import { bewaak } from '../../src/validate/xml/bewaking.ts';
import { openLibxml2 } from '../../src/validate/xml/libxml2.ts';
import { ontleed } from '../../src/validate/xml/ontleed.ts';
import { laadSchemas } from '../../src/validate/xsd/schemas.ts';
import { berichtType } from '../../src/bericht/catalogus.ts';

const XSD = `${PROJECT}/xsd`;
const ID = '00000000-0000-4000-8000-000000000000';

/** What a message worker does, in parts. */
export interface XmlStappen {
  /** Parse and XSD with the public API of libxml2-wasm. */
  ontleedKaal(b: BenchBericht): void;
  /** Parse and XSD as the hub calls libxml2. */
  ontleedEigen(b: BenchBericht): void;
  bewaak(b: BenchBericht): void;
  /** Kop, values and feiten of messages that are parsed already. */
  loopDoor(i: number): void;
  /** Deflate level 1 and one AES-256-GCM. */
  verzegelKaal(b: BenchBericht): void;
  verzegel(b: BenchBericht): VerzegeldeInhoud;
  keur(b: BenchBericht): ValidatieUitkomst;
  close(): void;
}

/** Prepares the parts; `berichten` are parsed beforehand for the walk. */
export function maakXmlStappen(berichten: readonly BenchBericht[]): XmlStappen {
  const validators = laadValidators(XSD);
  const libxml2 = openLibxml2();
  const schemas = laadSchemas(libxml2, XSD);
  const hash = createPersoonHasher(randomBytes(32), 1);
  const keurder: Keurder = createKeurder({ xsdMap: XSD, hashPersoon: hash });
  const kluis = createPayloadKluis(createSleutelbord(new Map([[1, randomBytes(32)]]), 1));
  const open = berichten.map((bericht) => ({
    bericht,
    type: berichtType(bericht.soort),
    ontleding: ontleed(libxml2, bericht.xml, false),
  }));
  const validatorVan = ({ soort }: BenchBericht): XsdValidator => {
    const validator = validators.get(soort);
    if (validator === undefined) throw new Error(`geen schema voor ${soort}`);
    return validator;
  };
  const schemaVan = ({ soort }: BenchBericht) => {
    const schema = schemas.get(soort);
    if (schema === undefined) throw new Error(`geen schema voor ${soort}`);
    return schema;
  };
  return {
    ontleedKaal(b) {
      const document = XmlDocument.fromBuffer(b.xml, { option: ParseOption.XML_PARSE_BIG_LINES });
      validatorVan(b).validate(document);
      document.dispose();
    },
    ontleedEigen(b) {
      const { document } = libxml2.ontleed(b.xml);
      if (!libxml2.valideer(schemaVan(b).schema, document, 10).geldig) throw new Error('niet geldig');
      libxml2.geefVrij(document);
    },
    bewaak(b) {
      if (bewaak(b.xml, 'weigeren').bevindingen.length > 0) throw new Error('niet in orde');
    },
    loopDoor(i) {
      const { ontleding, type, bericht } = open[i] ?? {};
      if (ontleding?.boom === undefined || type === undefined || bericht === undefined) throw new Error('geen boom');
      leesKop(ontleding.boom, type);
      controleerWaarden(ontleding.boom, schemaVan(bericht).namen, { omgeving: 'demo', inhoud: bericht.xml });
      leesFeiten(ontleding.boom, type, hash);
    },
    verzegelKaal(b) {
      const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
      cipher.update(deflateRawSync(b.xml, { level: 1 }));
      cipher.final();
      cipher.getAuthTag();
    },
    verzegel: (b) => kluis.verzegel(b.xml, ID),
    keur: (b) => keurder.keur({ inhoud: b.xml, bomBeleid: 'weigeren', omgeving: 'demo', metFeiten: true }),
    close() {
      for (const { ontleding } of open) ontleding[Symbol.dispose]();
    },
  };
}
