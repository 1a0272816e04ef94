// A phone whose power can go at any moment: a browser with processes and a folder of its own.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type Page, chromium, expect } from '@playwright/test';
import { App } from '../pages/app.ts';

const CHROMIUM = process.env.NAPTIME_CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--remote-debugging-port=0',
];
/** What it opens first: its own page for new tabs answers nobody who attaches, in one start of fourteen. */
const FIRST_PAGE = 'about:blank';
/** Runs something with mounts of its own. */
const UNSHARE = ['unshare', '--map-root-user', '--mount'] as const;
/** Where the browser says how it is reached. */
const PORT_FILE = 'DevToolsActivePort';
const FILLER = 'filler';
/** What the browser's own files and the app need, and a little more. */
const SMALL_DISK = '192m';
/** Starting takes a second; a machine that is busy building takes longer. */
const START_MS_MAX = 60_000;

export class Phone {
  private process?: ChildProcess;
  private browser?: Browser;
  private tab?: Page;
  private isSmall = false;

  private constructor(
    private readonly home: string,
    private readonly folder: string,
  ) {}

  /** A new one, switched off. */
  static async make(home: string): Promise<Phone> {
    return new Phone(home, await mkdtemp(join(tmpdir(), 'naptime-phone-')));
  }

  get page(): Page {
    if (!this.tab) throw new Error('the phone is off');
    return this.tab;
  }

  get app(): App {
    return new App(this.page);
  }

  /** Whether this system lets a process have a disk of its own: some containers don't. */
  static canHaveSmallDisk(): boolean {
    const [command, ...rest] = UNSHARE;
    return spawnSync(command, [...rest, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;
  }

  /** Gives it a disk that can be filled, and that lasts until the power goes. Before it is switched on. */
  useSmallDisk(): void {
    this.isSmall = true;
  }

  /** Switches it on, and opens the app. */
  async start(path = '/'): Promise<void> {
    await rm(join(this.folder, PORT_FILE), { force: true });
    const browser = [CHROMIUM, ...ARGUMENTS, `--user-data-dir=${this.folder}`, FIRST_PAGE];
    const mount = `mount -t tmpfs -o size=${SMALL_DISK} tmpfs "$0" && exec "$@"`;
    const small = [...UNSHARE, 'sh', '-c', mount, this.folder];
    const [command = '', ...rest] = this.isSmall ? [...small, ...browser] : browser;
    // A group of its own, so that all of its processes end at once.
    this.process = spawn(command, rest, { stdio: 'ignore', detached: true });
    const address = `http://127.0.0.1:${await portIn(this.disk(PORT_FILE))}`;
    this.browser = await chromium.connectOverCDP(address, { timeout: START_MS_MAX });
    const [context] = this.browser.contexts();
    if (!context) throw new Error('a browser without a profile');
    this.tab = await context.newPage();
    await this.tab.goto(new URL(path, this.home).href);
  }

  /** The power goes, in the middle of whatever it does. */
  async die(): Promise<void> {
    const { process: running, browser } = this;
    [this.process, this.browser, this.tab] = [undefined, undefined, undefined];
    if (running?.pid === undefined) return;
    process.kill(-running.pid, 'SIGKILL');
    await once(running, 'exit');
    await browser?.close();
  }

  /** Its page crashes, and the app is opened again. */
  async crash(): Promise<void> {
    const { page } = this;
    const address = page.url();
    const browser = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    // The answer to this never comes.
    browser.send('Page.crash').catch(() => undefined);
    await crashed;
    this.tab = await page.context().newPage();
    await this.tab.goto(address);
  }

  /** Leaves no byte free on its small disk. */
  async fillDisk(): Promise<void> {
    const file = await open(this.disk(FILLER), 'w');
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      // Smaller and smaller pieces, each as often as it fits.
      while (await file.write(Buffer.alloc(size)).then(({ bytesWritten }) => bytesWritten === size, () => false));
    }
    await file.close();
  }

  /** Makes room on it again. */
  async freeDisk(): Promise<void> {
    await rm(this.disk(FILLER));
  }

  /** Waits until one of the page's small texts is in a file: the browser writes them some seconds late. */
  async untilWritten(name: string): Promise<void> {
    const folder = this.disk('Default/Local Storage/leveldb');
    const isWritten = async () => {
      const logs = (await readdir(folder)).filter((file) => file.endsWith('.log'));
      return (await Promise.all(logs.map((file) => readFile(join(folder, file), 'latin1')))).some((log) => log.includes(name));
    };
    await expect.poll(isWritten, { timeout: 90_000 }).toBe(true);
  }

  /** The files of the app's database. */
  async database(): Promise<string[]> {
    const all = this.disk('Default/IndexedDB');
    const name = (await readdir(all)).find((name) => name.endsWith('.indexeddb.leveldb'));
    if (!name) throw new Error('there is no database');
    return (await readdir(join(all, name))).map((file) => join(all, name, file));
  }

  /** A file on its disk. A small one is seen by its own processes alone. */
  private disk(name: string): string {
    return join(this.isSmall ? `/proc/${this.process?.pid}/root` : '/', this.folder, name);
  }

  /** Ends it and removes what it held. */
  async dispose(): Promise<void> {
    await this.die();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function portIn(file: string): Promise<number> {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    const [port] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    if (port) return Number(port);
    await sleep(20);
  }
  throw new Error('the browser did not start');
}
