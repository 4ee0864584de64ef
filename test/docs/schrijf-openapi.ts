import { writeFileSync } from 'node:fs';
import { contractDocument } from './contract-document.ts';

// first half of `npm run lint:api`: the document that the linter reads
writeFileSync('dist/openapi.json', JSON.stringify(contractDocument(), undefined, 2));
