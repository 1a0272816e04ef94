// The core of the promise in browsers other than Chromium: with the server gone, someone takes the challenge, writes,
// and finds her words again.
import { test } from '@playwright/test';
import { Server } from '../support/server.ts';
import { Firefox } from './firefox.ts';
import { Tab } from './tab.ts';
import { WebKit } from './webkit.ts';

const ENGINES = { Firefox: () => Firefox.start(), WebKitGTK: () => WebKit.start() };
const WORDS = 'She buys bread on Fridays 🌱';

for (const [name, start] of Object.entries(ENGINES)) {
  test(`${name} keeps what was written while the server was gone`, async () => {
    const server = await Server.start();
    const tab = new Tab(await start());
    try {
      await tab.open(server.url);
      await tab.type('What shall we call you?', 'Ana');
      await tab.tap('button', 'Continue');
      await tab.tap('radio', 'On my own for now');
      await tab.tap('button', 'Continue');
      await tab.waitUntilKept();
      await server.stop();
      await tab.tap('link', 'Challenge');
      await tab.tap('button', 'Take this challenge');
      await tab.sees('Only you see this. What you share is a copy of it.');
      await tab.type('Draft', WORDS);
      await tab.sees('Saved on this phone');
      // It replaced nothing.
      await tab.seesNot('A new version is ready.');
      await tab.open(`${server.url}/work`);
      await tab.holds('Draft', WORDS);
    } finally {
      await tab.quit();
      await server.dispose();
    }
  });
}
