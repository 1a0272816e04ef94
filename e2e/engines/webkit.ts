// WebKitGTK's MiniBrowser over WebDriver, on a screen that nobody sees.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/server.ts';
import type { Driver } from './tab.ts';

const LIBRARIES = '/usr/lib';
const START_MS_MAX = 20_000;

export class WebKit implements Driver {
  private constructor(
    private readonly process: ChildProcess,
    private readonly session: string,
  ) {}

  static async start(): Promise<WebKit> {
    const port = await freePort();
    const args = ['-a', 'WebKitWebDriver', '--host=127.0.0.1', `--port=${port}`];
    const started = spawn('xvfb-run', args, { stdio: 'ignore', detached: true });
    const home = `http://127.0.0.1:${port}`;
    await listening(`${home}/status`);
    const options = { binary: miniBrowser(), args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const { sessionId } = await post(`${home}/session`, { capabilities });
    const webkit = new WebKit(started, `${home}/session/${sessionId}`);
    await webkit.post('timeouts', { script: 60_000, pageLoad: 60_000 });
    await webkit.post('window/rect', { width: 360, height: 740 });
    return webkit;
  }

  async open(url: string): Promise<void> {
    await this.post('url', { url });
  }

  async evaluate(expression: string): Promise<unknown> {
    const script = `const done = arguments[0];
      (async () => JSON.stringify(await (${expression})) ?? 'null')()
        .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = await this.post('execute/async', { script, args: [] });
    if (answer.error) throw new Error(answer.error);
    return JSON.parse(answer.value);
  }

  async quit(): Promise<void> {
    await fetch(this.session, { method: 'DELETE' }).catch(() => undefined);
    if (this.process.exitCode === null && this.process.pid) {
      process.kill(-this.process.pid, 'SIGTERM');
      await once(this.process, 'exit');
    }
  }

  private async post(command: string, body: object): Promise<any> {
    return post(`${this.session}/${command}`, body);
  }
}

async function post(url: string, body: object): Promise<any> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await answer.json()) as { value: any };
  if (!answer.ok) throw new Error(`${url}: ${value?.error}: ${value?.message}`);
  return value;
}

async function listening(url: string): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    if (await fetch(url).catch(() => undefined)) return;
    await sleep(50);
  }
  throw new Error('WebKitWebDriver did not start');
}

/** Debian keeps it beside its library, whose version is part of the path. */
function miniBrowser(): string {
  for (const machine of readdirSync(LIBRARIES).filter((name) => name.endsWith('-linux-gnu'))) {
    const folder = readdirSync(`${LIBRARIES}/${machine}`).find((name) => name.startsWith('webkit2gtk-'));
    if (folder) return `${LIBRARIES}/${machine}/${folder}/MiniBrowser`;
  }
  throw new Error('there is no MiniBrowser');
}
