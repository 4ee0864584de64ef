import { beschrijfGroep } from './groep.ts';

const GROOT = new Set(['H040', 'H041', 'H044', 'H045', 'H046', 'H047', 'H048', 'H049', 'H051', 'H052']);

beschrijfGroep('vorm en omvang', { alleen: ({ id }) => !GROOT.has(id) });
