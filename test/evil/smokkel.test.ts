import { beschrijfGroep } from './groep.ts';

beschrijfGroep('smokkel in waarden');
beschrijfGroep('namespaces en schema');
