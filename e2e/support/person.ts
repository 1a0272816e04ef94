// One person with a phone: her own browser storage, her own network, her own tab.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { App } from '../pages/app.ts';
import { Network } from './network.ts';

/** What the browser itself prints about a network that is away; the app can't prevent it. */
const EXPECTED = [/^Failed to load resource/, /^WebSocket connection to/, /net::ERR_/];

export class Person {
  /** Errors nobody handled, and what the browser warns of: a header it does not know, a file loaded for nothing. None is right. */
  readonly problems: string[] = [];
  private tab?: Page;

  private constructor(
    readonly name: string,
    readonly context: BrowserContext,
    readonly network: Network,
    private readonly home: string,
  ) {}

  /** Someone new, with nothing stored, who has not opened the app. */
  static async meet(name: string, browser: Browser, home: string, options: BrowserContextOptions = {}): Promise<Person> {
    const network = await Network.open();
    const proxy = { server: network.url, bypass: '<-loopback>' };
    const context = await browser.newContext({ ...options, baseURL: home, proxy });
    return new Person(name, context, network, home);
  }

  /** Her tab. */
  get page(): Page {
    if (!this.tab) throw new Error(`${this.name} has no tab open`);
    return this.tab;
  }

  /** The app in her tab. */
  get app(): App {
    return new App(this.page);
  }

  /** Opens the app, or another address, in her tab. */
  async open(path = '/'): Promise<Page> {
    this.tab ??= await this.newTab();
    await this.tab.goto(new URL(path, this.home).href);
    return this.tab;
  }

  /** One more tab beside the first. */
  async newTab(): Promise<Page> {
    const tab = await this.context.newPage();
    await tab.addInitScript(() => {
      window.addEventListener('naptime-alive', () => { document.documentElement.dataset.naptimeAlive = 'yes'; });
    });
    tab.on('pageerror', (error) => this.problems.push(`${this.name}: ${error.message}`));
    tab.on('console', (line) => {
      const isProblem = ['error', 'warning'].includes(line.type()) && !EXPECTED.some((expected) => expected.test(line.text()));
      if (isProblem) this.problems.push(`${this.name}: ${line.text()}`);
    });
    return tab;
  }

  /** Her tab goes, as when the phone needs the memory: nothing is asked, nothing is saved on the way out. */
  async killTab(): Promise<void> {
    await this.page.close({ runBeforeUnload: false });
    this.tab = undefined;
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async goOffline(): Promise<void> {
    await this.context.setOffline(true);
    this.network.cut();
  }

  async goOnline(): Promise<void> {
    this.network.mend();
    await this.context.setOffline(false);
  }

  /** Waits until the app shows something of its own: see src/platform/boot.rs. */
  async waitUntilAlive(): Promise<void> {
    await this.page.waitForFunction(() => document.documentElement.dataset.naptimeAlive === 'yes');
  }

  /** Waits until the whole app is kept on her phone, so that it starts without a network. */
  async waitUntilKept(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /** Her browser forgets what it may load again by itself; what the app keeps stays. */
  async clearHttpCache(): Promise<void> {
    const browser = await this.context.newCDPSession(this.page);
    await browser.send('Network.clearBrowserCache');
    await browser.detach();
  }

  async leave(): Promise<void> {
    await this.context.close();
    await this.network.dispose();
  }
}

/** She puts her phone away: the page is told that nobody sees it. */
export async function putAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
