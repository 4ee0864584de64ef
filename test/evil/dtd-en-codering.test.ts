import { beschrijfGroep } from './groep.ts';

beschrijfGroep('DTD en entiteiten');
beschrijfGroep('codering');
