// What a work rests on: the list, and a form for each kind.
import { type Page, expect } from '@playwright/test';

type Kind = 'A photo' | 'A file' | 'Something that was said' | 'A number' | 'A page on the web' | 'My client’s answer';

export class EvidencePage {
  constructor(private readonly page: Page) {}

  get keep() { return this.page.getByRole('button', { name: 'Keep this', exact: true }); }
  get undo() { return this.page.getByRole('button', { name: 'Undo' }); }
  get theirWords() { return this.page.getByLabel('Their words'); }
  get saidBy() { return this.page.getByLabel('Who said it'); }
  get number() { return this.page.getByLabel('The number'); }
  get counts() { return this.page.getByLabel('What it counts'); }
  get address() { return this.page.getByLabel('Address of the page'); }
  get about() { return this.page.getByLabel('What is there'); }
  get recommended() { return this.page.getByLabel('What you recommended'); }
  get photo() { return this.page.getByLabel('Choose or take a photo'); }
  get file() { return this.page.getByLabel('Choose a file'); }
  get inside() { return this.page.getByLabel('What is in it'); }
  get shows() { return this.page.getByLabel('What it shows'); }
  get preview() { return this.page.getByRole('img', { name: 'The photo, in small' }); }
  get why() { return this.page.getByLabel('Why', { exact: true }); }

  /** Opens the list from her work. */
  async open(): Promise<void> {
    await this.page.getByRole('main').getByRole('link', { name: /^What it rests on/ }).click();
    await this.expectList();
  }

  async expectList(): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: 'What it rests on' })).toBeVisible();
  }

  /** Opens an empty form from the list. */
  async begin(kind: Kind): Promise<void> {
    await this.page.getByRole('button', { name: 'Add something' }).click();
    await this.page.getByRole('dialog').getByRole('link', { name: kind }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: kind })).toBeVisible();
  }

  /** What she or the client chose. */
  choice(name: string) {
    return this.page.getByRole('radio', { name });
  }

  async done(): Promise<void> {
    await this.keep.click();
    await this.expectList();
  }

  /** One thing of the list, by words in it. */
  item(words: string) {
    return this.page.getByRole('main').getByRole('listitem').filter({ hasText: words });
  }

  /** Opens the form of one thing of the list. */
  async change(words: string): Promise<void> {
    await this.item(words).getByRole('link', { name: 'Change' }).click();
    await expect(this.keep).toBeVisible();
  }

  /** The whole photo, on a sheet. */
  async openPhoto(alt: string) {
    await this.item(alt).getByRole('button', { name: 'Show it' }).click();
    return this.page.getByRole('dialog', { name: 'A photo' }).getByRole('img', { name: alt });
  }

  async closePhoto(): Promise<void> {
    await this.page.getByRole('dialog', { name: 'A photo' }).getByRole('button', { name: 'Close' }).click();
  }

  async openPutAway(): Promise<void> {
    await this.page.getByText(/^Put away \d+ things?$/).click();
  }
}
