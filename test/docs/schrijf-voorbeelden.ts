import { writeFileSync } from 'node:fs';
import { speelScenario } from './opname/scenario.ts';

// `npm run docs:openapi`: records the examples of the contract anew, from a real hub
writeFileSync('src/api/voorbeelden.json', `${JSON.stringify(await speelScenario(), undefined, 2)}\n`);
