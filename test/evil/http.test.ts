import { beschrijfGroep } from './groep.ts';

beschrijfGroep('HTTP');
