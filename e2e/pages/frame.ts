// What is around every screen: the four places, the small status, the sheet behind it.
import { type Page, expect } from '@playwright/test';

export class Frame {
  constructor(private readonly page: Page) {}

  /** The one small status of saving and sharing. */
  get status() { return this.page.getByRole('banner').getByRole('status'); }
  get sheet() { return this.page.getByRole('dialog', { name: 'Saving and sharing' }); }
  get tryNow() { return this.sheet.getByRole('button', { name: 'Try now' }); }
  get repair() { return this.page.getByRole('main').getByRole('button', { name: 'Repair the app' }); }
  get heading() { return this.page.getByRole('heading', { level: 1 }); }
  /** What she was at when the app was closed. */
  get wasAt() { return this.page.getByRole('main').getByRole('status').filter({ has: this.page.getByRole('link', { name: 'Go to Today' }) }); }
  get newVersion() { return this.page.getByText('A new version is ready.'); }
  get takeNewVersion() { return this.page.getByRole('button', { name: 'Use the new version' }); }

  async goTo(place: 'Today' | 'Critique' | 'Me'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
    await expect(this.heading).toHaveText(place);
  }

  /** Taps a button and at once another place, faster than any answer comes. */
  async tapAndGoOn(button: string, place: 'Today' | 'Critique' | 'Me'): Promise<void> {
    const link = this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place });
    const on = await link.elementHandle();
    await this.page.getByRole('button', { name: button }).evaluate((button: HTMLElement, on) => {
      button.click();
      (on as HTMLElement).click();
    }, on);
  }

  /** Waits until what was typed into a form would outlive a killed tab. */
  async expectWrittenDown(words: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => localStorage.getItem('naptime.forms'))).toContain(words);
  }

  /** Waits until the caret of the box she was in last would outlive a killed tab: it is kept once her hands rest. */
  async expectCaretKept(at: number): Promise<void> {
    const last = () => this.page.evaluate(() => localStorage.getItem('naptime.carets')?.split('\n')[0]);
    await expect.poll(last).toMatch(new RegExp(` ${at} ${at} \\d+$`));
  }

  /** Remembers what the status says from now on: what it says of something done goes by itself, before a busy machine looks. */
  async hearStatus(): Promise<void> {
    await this.status.evaluate((status) => {
      const heard: string[] = [];
      const hear = () => { heard.push(status.textContent ?? ''); };
      new MutationObserver(hear).observe(status, { subtree: true, childList: true, characterData: true });
      Object.assign(window, { heard });
    });
  }

  /** What it has said since. */
  heardStatus(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  }

  /** Waits until it has said so. */
  async expectHeard(words: string): Promise<void> {
    await expect.poll(() => this.heardStatus()).toContain(words);
  }

  /** Waits for a page of that version, over as many reloads as it takes. */
  async expectVersion(version: string): Promise<void> {
    const isShown = (version: string) =>
      document.querySelector<HTMLMetaElement>('meta[name=naptime-version]')?.content === version;
    await this.page.waitForFunction(isShown, version, { timeout: 30_000 });
  }

  /** Opens the sheet behind the status, which has to be one that lasts: a status that is done goes, and its button with it. */
  async openSheet(): Promise<void> {
    await this.status.getByRole('button').click();
    await expect(this.tryNow).toBeVisible();
  }

  /** Waits until nothing she did is on the way to this phone's storage any more. */
  async expectSavedHere(): Promise<void> {
    await expect(this.status).toHaveAttribute('data-sync', /^(quiet|saved|sharing|shared)$/);
  }

  /** Waits until the server has everything she did. */
  async expectEverythingShared(): Promise<void> {
    await expect(this.status).toHaveAttribute('data-sync', /^(quiet|shared)$/);
  }
}
