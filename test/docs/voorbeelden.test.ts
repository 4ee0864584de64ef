import { expect } from 'chai';
import { foutGegevens, isFoutCode } from '../../src/bericht/fault-catalogue.ts';
import * as schemas from '../../src/api/schemas.ts';
import { contractDocument } from './contract-document.ts';

interface Inhoud {
  readonly examples?: Readonly<Record<string, { readonly value: Readonly<Record<string, unknown>> }>>;
}
interface OperatieJson {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Inhoud>> }>
  >;
}

describe('The examples of refusals in the contract', function () {
  const paden = contractDocument()['paths'] as Readonly<Record<string, Readonly<Record<string, OperatieJson>>>>;
  const operaties = Object.values(paden).flatMap((pad) => Object.values(pad));

  it('are there for every code that an operation can answer with, under the status of that code', function () {
    let gezien = 0;
    for (const { operationId, responses } of operaties) {
      for (const [status, { description, content }] of Object.entries(responses)) {
        const inhoud = content?.['application/problem+json'];
        if (inhoud === undefined) continue;
        const codes = description.split('; ').map((deel) => deel.split(':')[0]!);
        expect(Object.keys(inhoud.examples ?? {}), operationId).to.deep.equal(codes);
        for (const code of codes) {
          expect(isFoutCode(code) && foutGegevens(code).http, code).to.equal(Number(status));
          gezien += 1;
        }
      }
    }
    expect(gezien).to.be.greaterThan(200);
  });

  it('fit the schema of a problem and hold the code that they stand for', function () {
    for (const { responses } of operaties) {
      for (const { content } of Object.values(responses)) {
        for (const [code, { value }] of Object.entries(content?.['application/problem+json']?.examples ?? {})) {
          const uit = schemas.probleem.safeParse(value);
          expect(uit.success, code).to.equal(true);
          expect(value['code']).to.equal(code);
        }
      }
    }
  });
});
