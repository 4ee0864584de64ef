import { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Express } from 'express';

/** An Express application and the classes that the server makes its requests and answers of. */
export interface HubApp {
  readonly app: Express;
  readonly klassen: {
    readonly IncomingMessage: typeof IncomingMessage;
    readonly ServerResponse: typeof ServerResponse;
  };
}

/**
 * Makes the Express application with everything off that a hot route would pay for.
 *
 * Express gives each request and answer another prototype. V8 then makes a new hidden class for every object and forgets
 * all it knew about the shape of a request, in Node's code and in ours: some 60 µs of CPU for each request. Here the server
 * makes them with that prototype from the start, so that what Express sets is what stands there (decision 0012).
 */
export function createApp(): HubApp {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.set('query parser', false);

  class Verzoek extends IncomingMessage {}
  class Antwoord<V extends IncomingMessage = IncomingMessage> extends ServerResponse<V> {}
  app.request = alsPrototype(Verzoek.prototype, app.request);
  app.response = alsPrototype(Antwoord.prototype, app.response);
  return { app, klassen: { IncomingMessage: Verzoek, ServerResponse: Antwoord } };
}

/** Lets a class stand where the prototype of Express stood: the same chain above it, the same properties on it. */
function alsPrototype<T extends object>(vanKlasse: object, vanExpress: T): T {
  Object.setPrototypeOf(vanKlasse, Object.getPrototypeOf(vanExpress) as object);
  return Object.defineProperties(vanKlasse, Object.getOwnPropertyDescriptors(vanExpress)) as T;
}
