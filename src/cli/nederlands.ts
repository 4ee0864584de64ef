import type { Command } from 'commander';

/** Commander's own sentences, in Dutch. Their order of parts is what commander 14 prints. */
const ZINNEN: readonly (readonly [RegExp, string])[] = [
  [/^error: /, 'Fout: '],
  [/unknown command '([^']*)'/, "onbekende opdracht '$1'"],
  [/unknown option '([^']*)'/, "onbekende optie '$1'"],
  [/missing required argument '([^']*)'/, "argument '$1' ontbreekt"],
  [/required option '([^']*)' not specified/, "verplichte optie '$1' ontbreekt"],
  [/option '([^']*)' argument missing/, "optie '$1' heeft een waarde nodig"],
  [/option '([^']*)' argument '([^']*)' is invalid\.?/, "waarde '$2' van optie '$1' is onjuist."],
  [
    /command-argument value '([^']*)' is invalid for argument '([^']*)'\.?/,
    "waarde '$1' van argument '$2' is onjuist.",
  ],
  [/too many arguments(.*)\./, 'te veel argumenten$1.'],
  [/\(Did you mean ([^?]*)\?\)/, '(Bedoelde u $1?)'],
  [/^Usage:/gm, 'Gebruik:'],
  [/^Options:/gm, 'Opties:'],
  [/^Commands:/gm, 'Opdrachten:'],
  [/^Arguments:/gm, 'Argumenten:'],
  [/\[options\]/g, '[opties]'],
  [/\[command\]/g, '[opdracht]'],
  [/display help for command/g, 'toon hulp bij een opdracht'],
  [/\(default: ([^)]*)\)/g, '(standaard: $1)'],
];

function vertaal(tekst: string): string {
  return ZINNEN.reduce((zin, [patroon, nieuw]) => zin.replace(patroon, nieuw), tekst);
}

/** Makes a program and all its commands speak Dutch, and end with an error instead of ending the process. */
export function zetNederlands(program: Command): void {
  program.exitOverride();
  program.configureOutput({
    writeOut: (tekst) => void process.stdout.write(vertaal(tekst)),
    writeErr: (tekst) => void process.stderr.write(vertaal(tekst)),
  });
  program.helpOption('-h, --help', 'toon deze hulp');
  for (const opdracht of program.commands) zetNederlands(opdracht);
}
