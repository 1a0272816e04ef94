// One person's way to the network: an HTTP proxy that can be cut.
//
// The browser's own offline switch lets open sockets live on; cutting the proxy ends them too, as a tunnel would.
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { PassThrough, Transform, type TransformCallback } from 'node:stream';

const PORTAL = '<!doctype html><title>Free Wi-Fi</title><h1>Accept our terms to go on</h1>';

export class Network {
  private up = true;
  /** A page that wants to be clicked away first, as in a café. */
  private portal = false;
  private delayMs = 0;
  private patience?: { path: string; requests: number };
  private readonly sockets = new Set<Socket>();
  private readonly proxy = createServer((asked, answer) => this.forward(asked, answer));

  /** Starts a way that is open. */
  static async open(): Promise<Network> {
    const network = new Network();
    network.proxy.on('connection', (socket: Socket) => network.admit(socket));
    network.proxy.on('connect', (asked: IncomingMessage, socket: Socket) => network.tunnel(asked, socket));
    network.proxy.listen(0, '127.0.0.1');
    await once(network.proxy, 'listening');
    return network;
  }

  /** Where the browser finds it. */
  get url(): string {
    return `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
  }

  /** Ends every connection in the middle of whatever it carries, and lets no new one in. */
  cut(): void {
    [this.up, this.patience] = [false, undefined];
    for (const socket of this.sockets) socket.destroy();
  }

  /** Cuts it in the middle, once, when so many requests for a path have gone through; also those that wait to be let in again. */
  cutAfter(requests: number, path: string): void {
    this.patience = { path, requests };
  }

  /** Lets connections in again. */
  mend(): void {
    [this.up, this.portal] = [true, false];
  }

  /** Ends every connection; on new ones each piece takes so long each way, as with one bar in a train. */
  slow(delayMs: number): void {
    this.cut();
    [this.up, this.delayMs] = [true, delayMs];
  }

  /** Ends every connection, and answers all that is asked from now on with a page of its own. */
  capture(): void {
    this.cut();
    [this.up, this.portal] = [true, true];
  }

  /** Ends it for good. */
  async dispose(): Promise<void> {
    this.cut();
    this.proxy.close();
    await once(this.proxy, 'close');
  }

  private admit(socket: Socket): void {
    if (!this.up) {
      socket.destroy();
      return;
    }
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  private forward(asked: IncomingMessage, answer: ServerResponse): void {
    if (this.portal) {
      answer.writeHead(200, { 'content-type': 'text/html', connection: 'close' }).end(PORTAL);
      return;
    }
    if (this.patience && asked.url?.endsWith(this.patience.path) && this.patience.requests-- <= 0) {
      this.cut();
      return;
    }
    const onward = request(asked.url ?? '', { method: asked.method, headers: asked.headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(this.delay()).pipe(answer);
      reply.on('error', () => answer.destroy());
    });
    // A server that is away looks like a connection that breaks, not like an answer.
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(this.delay()).pipe(onward);
  }

  private tunnel(asked: IncomingMessage, near: Socket): void {
    if (this.portal) {
      near.end(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n${PORTAL}`);
      return;
    }
    const { hostname, port } = new URL(`http://${asked.url}`);
    const far = connect(Number(port), hostname, () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      near.pipe(this.delay()).pipe(far);
      far.pipe(this.delay()).pipe(near);
    });
    far.on('error', () => near.destroy());
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  }

  private delay(): Transform {
    const { delayMs } = this;
    const pass = (piece: Buffer, _: string, on: TransformCallback) => { setTimeout(() => on(null, piece), delayMs); };
    return delayMs ? new Transform({ transform: pass }) : new PassThrough();
  }
}
