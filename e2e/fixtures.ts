// What a flow starts from: a server of its own, and up to three people who have not met Naptime yet.
import { test as base, expect } from '@playwright/test';
import { Person } from './support/person.ts';
import { Phone } from './support/phone.ts';
import { Server } from './support/server.ts';

interface Fixtures {
  server: Server;
  ana: Person;
  ben: Person;
  cleo: Person;
  phone: Phone;
}

type Use<T> = (value: T) => Promise<void>;
type Needs = { browser: import('@playwright/test').Browser; server: Server; contextOptions: object };

/** A person is made only for flows that name her, and leaves without a problem. */
function person(name: string) {
  return async ({ browser, server, contextOptions }: Needs, use: Use<Person>) => {
    const person = await Person.meet(name, browser, server.url, contextOptions);
    await use(person);
    await person.leave();
    expect(person.problems).toEqual([]);
  };
}

export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.dispose();
  },
  ana: person('Ana'),
  ben: person('Ben'),
  cleo: person('Cleo'),
  /** Switched off, with nothing on it: for flows in which it dies. */
  phone: async ({ server }, use) => {
    const phone = await Phone.make(server.url);
    await use(phone);
    await phone.dispose();
  },
});

export { expect };
