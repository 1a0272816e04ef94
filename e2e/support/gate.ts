// Files that the network holds back until a flow lets them come, however early or late they are asked for.
import type { BrowserContext } from '@playwright/test';

export class Gate {
  private letThrough = (): void => undefined;
  private readonly opened = new Promise<void>((resolve) => { this.letThrough = resolve; });

  private constructor() {}

  /** Holds back all that matches. */
  static async before(files: string, context: BrowserContext): Promise<Gate> {
    const gate = new Gate();
    await context.route(files, async (route) => {
      await gate.opened;
      await route.continue();
    });
    return gate;
  }

  /** Lets through what waits, and what comes later. */
  open(): void {
    this.letThrough();
  }
}
