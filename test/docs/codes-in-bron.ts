import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A text in the source, and whether it stands where a value is made: not in a type, a comparison or a list of what may be. */
export interface Tekst {
  readonly bestand: string;
  readonly waarde: string;
  readonly isWaarde: boolean;
  /** Name of the member that it is the value of, if it is one. */
  readonly plaats: string | undefined;
}

/** @returns every string literal of the sources under a folder; what a comment says does not count. */
export function tekstenInBron(map: string): readonly Tekst[] {
  return readdirSync(map, { recursive: true, encoding: 'utf8' })
    .filter((naam) => /\.tsx?$/.test(naam))
    .flatMap((naam) => {
      const bestand = join(map, naam);
      const bron = ts.createSourceFile(bestand, readFileSync(bestand, 'utf8'), ts.ScriptTarget.Latest, true);
      const teksten: Tekst[] = [];
      const bekijk = (knoop: ts.Node): void => {
        if (ts.isStringLiteralLike(knoop))
          teksten.push({ bestand, waarde: knoop.text, isWaarde: isWaarde(knoop), plaats: plaatsVan(knoop.parent) });
        ts.forEachChild(knoop, bekijk);
      };
      bekijk(bron);
      return teksten;
    });
}

function isWaarde(knoop: ts.Node): boolean {
  if (isVergelijking(knoop.parent)) return false;
  for (let boven: ts.Node = knoop.parent; !ts.isSourceFile(boven); boven = boven.parent) {
    if (ts.isTypeNode(boven)) return false;
    // what a call may answer, and sets that codes are looked up in
    if (ts.isPropertyAssignment(boven) && boven.name.getText() === 'codes') return false;
    if (ts.isNewExpression(boven) && boven.expression.getText() === 'Set') return false;
    if (ts.isVariableDeclaration(boven) && /^(CODES|VAN)_/.test(boven.name.getText())) return false;
  }
  return true;
}

function plaatsVan(boven: ts.Node): string | undefined {
  return ts.isPropertyAssignment(boven) || ts.isPropertyDeclaration(boven) ? boven.name.getText() : undefined;
}

function isVergelijking(boven: ts.Node): boolean {
  if (ts.isCaseClause(boven)) return true;
  return (
    ts.isBinaryExpression(boven) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      boven.operatorToken.kind,
    )
  );
}
