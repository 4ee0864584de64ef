import { beschrijfGroep } from './groep.ts';

beschrijfGroep('handtekening en digest', { opties: ({ id }) => (id === 'H126' ? { als: 'gemeente-diemen' } : {}) });
