// The core of the promise in browsers other than Chromium: what is there starts again when the server is gone.
import { test } from '@playwright/test';
import { Server } from '../support/server.ts';
import { Firefox } from './firefox.ts';
import { Tab } from './tab.ts';
import { WebKit } from './webkit.ts';

const ENGINES = { Firefox: () => Firefox.start(), WebKitGTK: () => WebKit.start() };

for (const [name, start] of Object.entries(ENGINES)) {
  test(`${name} starts the app again without a server`, async () => {
    const server = await Server.start();
    const tab = new Tab(await start());
    try {
      await tab.open(server.url);
      await tab.sees('Naptime');
      await tab.waitUntilKept();
      await server.stop();
      await tab.open(server.url);
      await tab.sees('Naptime');
    } finally {
      await tab.quit();
      await server.dispose();
    }
  });
}
