// The real server as a process of its own, with a folder of its own, on a port that stays the same over restarts.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY = process.env.NAPTIME_SERVER ?? resolve('../target/debug/naptime');
const APP = process.env.NAPTIME_APP ?? resolve('../dist');
/** Starting takes a tenth of a second; a machine that is busy building takes longer. */
const START_MS_MAX = 20_000;

export class Server {
  private process?: ChildProcess;
  /** Another programme than the app's own, packed. */
  private course?: string;
  private said = '';

  private constructor(
    readonly port: number,
    readonly data: string,
    private app: string,
  ) {}

  /** Starts a server with an empty folder. */
  static async start(): Promise<Server> {
    const server = new Server(await freePort(), await mkdtemp(join(tmpdir(), 'naptime-')), APP);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it again, with what it had stored. */
  async start(): Promise<void> {
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.data, '--app', this.app];
    if (this.course) args.push('--course', this.course);
    const started = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = (bytes: Buffer) => { this.said = (this.said + bytes.toString()).slice(-10_000); };
    started.stdout.on('data', hear);
    started.stderr.on('data', hear);
    this.process = started;
    await this.answering(started);
  }

  /** Asks it to stop, and waits until it has. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Serves another build from now on. */
  async serveApp(folder: string): Promise<void> {
    await this.stop();
    this.app = folder;
    await this.start();
  }

  /** Serves another programme from now on. */
  async serveCourse(pack: string): Promise<void> {
    await this.stop();
    this.course = pack;
    await this.start();
  }

  /** Ends it and removes its folder. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    await once(running, 'exit');
  }

  private async answering(started: ChildProcess): Promise<void> {
    const deadline = Date.now() + START_MS_MAX;
    while (Date.now() < deadline) {
      if (started.exitCode !== null) break;
      const answer = await fetch(this.url).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(20);
    }
    throw new Error(`the server did not start: ${BINARY}\n${this.said}`);
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
