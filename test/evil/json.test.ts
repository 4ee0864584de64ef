import { beschrijfGroep } from './groep.ts';

beschrijfGroep('JSON-aanroepen', { opties: () => ({ als: 'zorg-voorbeeldhof' }) });
