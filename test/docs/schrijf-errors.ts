import { writeFileSync } from 'node:fs';
import { maakFoutenDocument } from '../../src/api/fouten-document.ts';

// `npm run docs:errors`: writes docs/errors.md anew from the catalogue
writeFileSync('docs/errors.md', maakFoutenDocument());
