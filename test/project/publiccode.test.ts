import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseDocument } from 'yaml';
import { z } from 'zod';

const webadres = z.url({ protocol: /^https$/ });
const taal = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/);
const land = z.string().regex(/^[a-z]{2}$/);

const contact = z.strictObject({
  name: z.string().min(1),
  email: z.email().optional(),
  phone: z.string().optional(),
  affiliation: z.string().optional(),
});

/**
 * publiccode.yml 0.4 as this project may use it: the keys that the standard obliges, and those optional ones that stand
 * in the file. Another key is a spelling mistake until it is added here.
 * @see https://yml.publiccode.tools, "The standard (core)"
 */
const SCHEMA = z.strictObject({
  publiccodeYmlVersion: z.enum(['0.4', '0.4.0']),
  name: z.string().min(1),
  url: webadres,
  landingURL: webadres.optional(),
  softwareVersion: z.string().optional(),
  releaseDate: z.iso.date().optional(),
  platforms: z.array(z.enum(['web', 'windows', 'mac', 'linux', 'ios', 'android'])).min(1),
  categories: z.array(z.string().regex(/^[a-z]+(-[a-z]+)*$/)).min(1),
  developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
  softwareType: z.enum([
    'standalone/mobile',
    'standalone/iot',
    'standalone/desktop',
    'standalone/web',
    'standalone/backend',
    'standalone/other',
    'addon',
    'library',
    'configurationFiles',
  ]),
  intendedAudience: z
    .strictObject({ countries: z.array(land).min(1), scope: z.array(z.string()).optional() })
    .optional(),
  description: z
    .record(
      taal,
      z.strictObject({
        shortDescription: z.string().min(1).max(150),
        longDescription: z.string().min(150).max(10_000),
        features: z.array(z.string().min(1)).min(1),
        documentation: webadres.optional(),
        apiDocumentation: webadres.optional(),
      }),
    )
    .refine((talen) => Object.keys(talen).length > 0, 'at least one language'),
  legal: z.strictObject({ license: z.string().min(1), mainCopyrightOwner: z.string().optional() }),
  // a contract names contractors instead: not what this project has
  maintenance: z.strictObject({ type: z.enum(['internal', 'community']), contacts: z.array(contact).min(1) }),
  localisation: z.strictObject({ localisationReady: z.boolean(), availableLanguages: z.array(taal).min(1) }),
});

function leesYaml(tekst: string): unknown {
  const document = parseDocument(tekst, { uniqueKeys: true });
  if (document.errors.length > 0) throw new Error(document.errors.map(({ message }) => message).join('\n'));
  return document.toJS();
}

describe('publiccode.yml', function () {
  const tekst = readFileSync('publiccode.yml', 'utf8');
  const pakket = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<Record<string, unknown>>;

  it('holds every key that the standard obliges, and none that it does not know', function () {
    expect(SCHEMA.safeParse(leesYaml(tekst)).error).to.equal(undefined);
  });

  for (const sleutel of Object.keys(SCHEMA.shape).filter(
    (een) => !SCHEMA.shape[een as 'name'].safeParse(undefined).success,
  ))
    it(`would not do without ${sleutel}`, function () {
      const zonder = { ...(leesYaml(tekst) as object), [sleutel]: undefined };

      expect(SCHEMA.safeParse(zonder).success).to.equal(false);
    });

  it('says the same version and licence as the package', function () {
    const { softwareVersion, legal } = SCHEMA.parse(leesYaml(tekst));

    expect(softwareVersion).to.equal(pakket['version']);
    expect(legal.license).to.equal(pakket['license']);
  });

  it('says what a publisher has to fill in, and nothing of it once that is done', function () {
    const { url } = SCHEMA.parse(leesYaml(tekst));
    const isPlaatshouder = new URL(url).hostname === 'example.org';

    expect(tekst.includes('FILL IN')).to.equal(isPlaatshouder);
    expect(readFileSync('CONTRIBUTING.md', 'utf8').includes('FILL IN')).to.equal(isPlaatshouder);
  });
});
