// One tab of any browser, spoken to the way a person would: by what things are called.
//
// Playwright's own browsers other than Chromium can't be had everywhere, so Debian's Firefox and WebKitGTK are driven
// over their own protocols. Only what the core flow needs is here.
import { setTimeout as sleep } from 'node:timers/promises';

/** What each browser's driver can do. */
export interface Driver {
  open(url: string): Promise<void>;
  /** Evaluates an expression in the page, waits for it if it is a promise, and gives back what JSON can carry. */
  evaluate(expression: string): Promise<unknown>;
  quit(): Promise<void>;
}

/** A slow machine and a browser that compiles wasm for the first time. */
const PATIENCE_MS = 30_000;

const CANDIDATES = {
  button: 'button, [role=button], summary, input[type=submit]',
  link: 'a[href]',
  textbox: 'textarea, input:not([type]), input[type=text], [contenteditable=true]',
  radio: 'input[type=radio], [role=radio]',
} as const;

type Role = keyof typeof CANDIDATES;

export class Tab {
  constructor(private readonly driver: Driver) {}

  async open(url: string): Promise<void> {
    await this.driver.open(url);
  }

  async quit(): Promise<void> {
    await this.driver.quit();
  }

  /** Waits until the page shows this text. */
  async sees(text: string): Promise<void> {
    await this.until(`document.body.innerText.includes(${JSON.stringify(text)})`, `the text “${text}”`);
  }

  /** The page does not show this text now. */
  async seesNot(text: string): Promise<void> {
    const shown = await this.driver.evaluate('document.body.innerText');
    if (String(shown).includes(text)) throw new Error(`the page shows “${text}”:\n${shown}`);
  }

  async tap(role: Role, name: string): Promise<void> {
    await this.until(`(() => { const e = ${find(role, name)}; e?.click(); return !!e; })()`, `${role} “${name}”`);
  }

  /** Types at the end of a box, as an input method would: the page gets real input events. */
  async type(name: string, text: string): Promise<void> {
    const act = `(() => {
      const box = ${find('textbox', name)};
      if (!box) return false;
      box.focus();
      box.setSelectionRange?.(box.value.length, box.value.length);
      return document.execCommand('insertText', false, ${JSON.stringify(text)});
    })()`;
    await this.until(act, `a box “${name}” to type in`);
  }

  /** Waits until a box holds exactly this. */
  async holds(name: string, text: string): Promise<void> {
    await this.until(`${find('textbox', name)}?.value === ${JSON.stringify(text)}`, `“${text}” in “${name}”`);
  }

  /** Waits until the whole app is kept on this device. */
  async waitUntilKept(): Promise<void> {
    await this.until('navigator.serviceWorker.ready.then((kept) => !!kept.active)', 'the app to be kept');
  }

  private async until(expression: string, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      // While a page is being replaced there is nothing to evaluate in.
      if (await this.driver.evaluate(expression).catch(() => false)) return;
      await sleep(50);
    }
    const shown = await this.driver.evaluate('document.body.innerText').catch(() => 'nothing');
    throw new Error(`waited for ${what}; the page shows:\n${shown}`);
  }
}

/** An expression for the first visible element of that role whose name begins so. */
function find(role: Role, name: string): string {
  return `[...document.querySelectorAll(${JSON.stringify(CANDIDATES[role])})].find((element) => {
    const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText ?? '';
    return element.getClientRects().length > 0 && label.trim().startsWith(${JSON.stringify(name)});
  })`;
}
