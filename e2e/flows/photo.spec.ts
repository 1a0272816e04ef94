// Photos and files: chosen offline, photos made small without the place they were taken at, sent after a kill, seen on another
// phone and by the whole group.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone, beginTogether, takeTogether } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { TELLTALES, phonePhoto } from '../support/photo.ts';

const ALT = 'The shelf is empty at ten';
const GROUP = 'Corner bakery';

/** Remembers the bytes of every picture the page shows. */
async function watchPictures(person: Person): Promise<void> {
  await person.context.addInitScript(() => {
    const shown: Blob[] = [];
    Object.assign(window, { shown });
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      shown.push(blob);
      return make(blob);
    };
  });
}

/** What a work rests on, in the tab she has now. */
const evidenceOf = (person: Person) => person.app.evidence;

/** As text of single bytes. */
async function pictures(person: Person): Promise<string[]> {
  return person.page.evaluate(async () => {
    const { shown } = window as unknown as { shown: Blob[] };
    const buffers = await Promise.all(shown.map((blob) => blob.arrayBuffer()));
    return buffers.map((buffer) => Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''));
  });
}

async function choosePhoto(person: Person): Promise<void> {
  const { evidence } = person.app;
  const buffer = await phonePhoto(person.page);
  for (const telltale of TELLTALES.slice(0, 2)) expect(buffer.includes(telltale)).toBe(true);
  await evidence.photo.setInputFiles({ name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer });
  await expect(evidence.preview).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('a photo is added offline, in words too, and nothing tells where it was taken', async ({ ana }) => {
      test.slow();
      await watchPictures(ana);
      await beginAlone(ana);
      await ana.waitUntilKept();
      await ana.app.work.begin();
      await ana.goOffline();
      const { evidence } = ana.app;
      await evidence.open();
      await evidence.begin('A photo');
      await evidence.keep.click();
      await expect(ana.page.getByText('Choose a photo first.')).toBeVisible();
      await evidence.photo.setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
      await expect(ana.page.getByText('cannot read this as a photo')).toBeVisible();
      await choosePhoto(ana);
      await evidence.keep.click();
      await expect(ana.page.getByText('Say what the photo shows first.')).toBeVisible();
      await expectAccessible(ana.page);
      await evidence.shows.fill(ALT);
      await evidence.done();
      await expect(evidence.item(ALT)).toContainText('Only on this phone.');
      await expect(evidence.item(ALT).getByRole('img', { name: ALT })).toBeVisible();
      const whole = await evidence.openPhoto(ALT);
      await expect(whole).toBeVisible();
      await expectAccessible(ana.page);
      const size = () => whole.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]);
      await expect.poll(size).toEqual([1067, 1600]);
      for (const bytes of await pictures(ana)) {
        for (const telltale of TELLTALES) expect(bytes).not.toContain(telltale);
      }
      await evidence.closePhoto();
      await evidence.item(ALT).getByRole('button', { name: 'Put away' }).click();
      await evidence.undo.click();
      await expect(evidence.item(ALT).getByRole('img', { name: ALT })).toBeVisible();

      await evidence.change(ALT);
      await expect(ana.page.getByRole('img', { name: ALT })).toBeVisible();
      await evidence.shows.fill(' ');
      await evidence.keep.click();
      await expect(ana.page.getByText('Say what the photo shows first.')).toBeVisible();
      await evidence.shows.fill('Two shelves, both empty');
      await expectAccessible(ana.page);
      await evidence.done();
      await expect(evidence.item('Two shelves').getByRole('img', { name: 'Two shelves, both empty' })).toBeVisible();
      await expect(evidence.item(ALT)).toHaveCount(0);
    });
  });
}

test('what is no photo here is refused beside the button, and the one chosen before stays with its words', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { evidence } = ana.app;
  await evidence.open();
  await evidence.begin('A photo');
  await choosePhoto(ana);
  await evidence.shows.fill(ALT);
  const whole = await phonePhoto(ana.page);
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  for (const [name, mimeType, buffer] of [['IMG_2042.HEIC', 'image/heic', heic], ['half.jpg', 'image/jpeg', whole.subarray(0, 400)]] as const) {
    await evidence.photo.setInputFiles({ name, mimeType, buffer });
    await expect(evidence.photo).toHaveAccessibleDescription(/This phone cannot read this as a photo\. Choose another/);
    await expect(evidence.preview).toBeVisible();
    await expect(evidence.shows).toHaveValue(ALT);
  }
  await evidence.done();
  await expect(evidence.item(ALT).getByRole('img', { name: ALT })).toBeVisible();
});

test('an upload that is killed goes on, and another phone of hers shows the photo', async ({ ana, cleo }) => {
  test.slow();
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.evidence.open();
  await ana.goOffline();
  await ana.app.evidence.begin('A photo');
  await choosePhoto(ana);
  await ana.app.evidence.shows.fill(ALT);
  await ana.app.evidence.done();
  // The small picture takes two or three; the photo has ten pieces.
  ana.network.cutAfter(6, '/v1/blob');
  await ana.goOnline();
  await expect(ana.app.evidence.item(ALT)).toContainText('On its way', { timeout: 30_000 });
  await ana.killTab();
  // It may not have broken off by itself yet.
  await ana.goOffline();
  await ana.goOnline();
  await ana.open();
  await expect(ana.app.evidence.item(ALT)).toContainText('a sealed copy on the server', { timeout: 30_000 });
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();

  await cleo.open();
  await cleo.app.start.restore(words);
  await expect(cleo.app.frame.heading).toHaveText('Today');
  await cleo.app.work.open();
  await cleo.app.evidence.open();
  await expect(cleo.app.evidence.item(ALT).getByRole('img', { name: ALT })).toBeVisible({ timeout: 30_000 });
  await expect(cleo.app.evidence.item(ALT)).toContainText('Not on this phone');
  const whole = await cleo.app.evidence.openPhoto(ALT);
  await expect(whole).toBeVisible({ timeout: 30_000 });
});

test('a photo in a joint work is seen by the group, and says so where it is not yet', async ({ ana, ben }) => {
  test.slow();
  await beginTogether(GROUP, ana, ben);
  for (const person of [ana, ben]) {
    await takeTogether(GROUP, person);
    await person.app.evidence.open();
  }
  await expect(ana.page.getByText('Put down what your work rests on')).toBeVisible();
  await ana.app.evidence.begin('A photo');
  await choosePhoto(ana);
  await ana.app.evidence.shows.fill(ALT);
  await ana.app.evidence.done();
  await expect(ana.page.getByText('For your group alone.')).toBeVisible();
  await expect(ben.app.evidence.item(ALT).getByRole('img', { name: ALT })).toBeVisible({ timeout: 30_000 });
  await ben.goOffline();
  const whole = await ben.app.evidence.openPhoto(ALT);
  await expect(ben.page.getByText('It is not on this phone yet.')).toBeVisible();
  await expectAccessible(ben.page);
  await ben.goOnline();
  await expect(whole).toBeVisible({ timeout: 30_000 });
  await ben.app.evidence.closePhoto();
  await expect(ben.app.evidence.item(ALT)).toContainText('On this phone');
});

test('a file is kept as it is, with its words over a killed tab, and comes back among the downloads', async ({ ana }) => {
  const letter = Buffer.from('Dear Rosa,\n', 'utf8');
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.evidence.open();
  await ana.goOffline();
  await ana.app.evidence.begin('A file');
  await ana.app.evidence.inside.fill('My first letter');
  await ana.app.frame.expectWrittenDown('My first letter');
  await ana.killTab();
  await ana.open();
  const { evidence } = ana.app;
  await expect(evidence.inside).toHaveValue('My first letter');
  await evidence.keep.click();
  await expect(ana.page.getByText('Choose a file first.')).toBeVisible();
  await evidence.file.setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: letter });
  await evidence.done();
  await expect(evidence.item('My first letter')).toContainText('Only on this phone.');
  await expectAccessible(ana.page);
  await evidence.change('My first letter');
  await evidence.inside.fill('My first');
  await ana.app.frame.expectWrittenDown('My first');
  await ana.killTab();
  await ana.open();
  await evidenceOf(ana).inside.fill('My first letter, as it was sent');
  await evidenceOf(ana).done();
  await expect(evidenceOf(ana).item('as it was sent')).toContainText('letter.txt');
  const saving = ana.page.waitForEvent('download');
  await evidenceOf(ana).item('My first letter').getByRole('button', { name: 'Save the file' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('letter.txt');
  expect(await readFile(await saved.path())).toEqual(letter);
});

test('of two files chosen one after the other the later is kept, however long the first takes', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.evidence.open();
  await ana.app.evidence.begin('A file');
  await ana.page.evaluate(() => {
    const read = File.prototype.arrayBuffer;
    File.prototype.arrayBuffer = async function (this: File) {
      if (this.name === 'slow.txt') await new Promise((resolve) => window.addEventListener('go', resolve));
      return read.call(this);
    };
  });
  const { evidence } = ana.app;
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name.repeat(200)) });
  await evidence.file.setInputFiles(file('slow.txt'));
  await evidence.file.setInputFiles(file('quick.txt'));
  await expect(ana.page.getByText('2 kB to keep here')).toBeVisible();
  await ana.page.evaluate(async () => {
    window.dispatchEvent(new Event('go'));
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  await evidence.inside.fill('The last one');
  await evidence.done();
  await expect(evidence.item('The last one')).toContainText('quick.txt');
});

test('a photo that is open stays open while the others go on', async ({ ana, ben }) => {
  await beginTogether(GROUP, ana, ben);
  await takeTogether(GROUP, ana);
  await takeTogether(GROUP, ben);
  await evidenceOf(ana).open();
  await evidenceOf(ana).begin('A photo');
  await choosePhoto(ana);
  await evidenceOf(ana).shows.fill(ALT);
  await evidenceOf(ana).done();
  const photo = await evidenceOf(ana).openPhoto(ALT);
  await expect(photo).toBeVisible();
  await evidenceOf(ben).open();
  await evidenceOf(ben).begin('Something that was said');
  await evidenceOf(ben).theirWords.fill('I came for the smell.');
  await evidenceOf(ben).done();
  await expect(ana.page.getByRole('blockquote', { includeHidden: true }).filter({ hasText: 'I came for the smell.' })).toBeAttached();
  await expect(photo).toBeVisible();
});
