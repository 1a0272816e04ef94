// Firefox over WebDriver BiDi, which it speaks by itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import type { Driver } from './tab.ts';

const BINARY = process.env.NAPTIME_FIREFOX ?? '/usr/bin/firefox-esr';

const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.server': 'data:,',
};

type Waiting = { resolve: (result: any) => void; reject: (error: Error) => void };

export class Firefox implements Driver {
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;
  private context = '';

  private constructor(
    private readonly process: ChildProcess,
    private readonly profile: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (bytes) => this.hear(JSON.parse(bytes.toString())));
  }

  static async start(): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'naptime-firefox-'));
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    await writeFile(join(profile, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile];
    const size = { MOZ_HEADLESS_WIDTH: '360', MOZ_HEADLESS_HEIGHT: '740' };
    const started = spawn(BINARY, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...size } });
    const socket = new WebSocket(`${await address(started)}/session`);
    await once(socket, 'open');
    const firefox = new Firefox(started, profile, socket);
    await firefox.say('session.new', { capabilities: {} });
    const tree = await firefox.say('browsingContext.getTree', {});
    firefox.context = tree.contexts[0].context;
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.say('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.say('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})) ?? 'null')()`,
      target: { context: this.context },
      awaitPromise: true,
    });
    if (answer.type !== 'success') throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result.value);
  }

  async quit(): Promise<void> {
    this.socket.terminate();
    if (this.process.exitCode === null) {
      this.process.kill('SIGKILL');
      await once(this.process, 'exit');
    }
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private async say(method: string, params: object): Promise<any> {
    this.count += 1;
    const id = this.count;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  private hear(said: { id?: number; type: string; result?: unknown; message?: string }): void {
    const waiting = said.id === undefined ? undefined : this.waiting.get(said.id);
    if (!waiting || said.id === undefined) return;
    this.waiting.delete(said.id);
    if (said.type === 'success') waiting.resolve(said.result);
    else waiting.reject(new Error(said.message));
  }
}

/** Firefox prints where it listens. */
async function address(started: ChildProcess): Promise<string> {
  if (!started.stderr) throw new Error('Firefox was started without its error channel');
  for await (const line of createInterface(started.stderr)) {
    const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (found) {
      started.stderr.resume();
      return found;
    }
  }
  throw new Error('Firefox ended before it listened');
}
