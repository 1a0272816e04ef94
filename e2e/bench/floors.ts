// What the app is measured against: pages that do the least of the same kind, on the same origin, kept as the app's files are.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** About what is stored for a few typed letters. */
const RECORD_BYTES = 256;
/** As many answers as the app shows. */
const ANSWERS = 5;

/** One paragraph and nothing else. */
export const STATIC_PAGE = '/course/bench-static.html';
/** Preact, among the smallest frameworks there are, draws a heading and a button that counts. */
export const PREACT_PAGE = '/course/bench-preact.html';
/** A bare textarea. */
export const WRITING_PAGE = '/course/bench-writing.html';
/** The same, which puts a record into IndexedDB at every key and says when it is stored. */
export const SAVING_PAGE = '/course/bench-saving.html';
/** A button that puts a ready piece of HTML in place of itself. */
export const READING_PAGE = '/course/bench-reading.html';
/** Looks for what is typed in every text there is. */
export const SCANNING_PAGE = '/course/bench-scanning.html';
/** Reads all records of [`keepRecords`] and says how many. */
export const RECORDS_PAGE = '/course/bench-records.html';

const COUNTER = `
  import { Component, h, render } from '/course/bench-preact.js';
  class Counter extends Component {
    render() {
      const count = () => this.setState({ taps: (this.state.taps ?? 0) + 1 });
      return h('main', null, h('h1', null, 'Taps: ' + (this.state.taps ?? 0)), h('button', { onClick: count }, 'Tap'));
    }
  }
  render(h(Counter), document.body);`;

const SAVER = `
  const opening = indexedDB.open('bench');
  opening.onupgradeneeded = () => opening.result.createObjectStore('records');
  const [status, draft] = [document.querySelector('[role=status]'), document.querySelector('textarea')];
  let key = 0;
  draft.addEventListener('input', () => {
    status.textContent = '';
    const saving = opening.result.transaction('records', 'readwrite', { durability: 'strict' });
    saving.objectStore('records').put(new Uint8Array(${RECORD_BYTES}), key += 1);
    saving.oncomplete = () => { status.textContent = 'Saved on this phone'; };
  });`;

const READER = `
  const { content } = document.querySelector('template');
  document.querySelector('button').addEventListener('click', () => {
    document.querySelector('main').replaceChildren(content.cloneNode(true));
  });`;

const SCANNER = `
  const texts = (await (await fetch('/course/bench-texts.json')).json()).map((text) => text.toLowerCase());
  const [asked, answers] = [document.querySelector('input'), document.querySelector('ul')];
  asked.addEventListener('input', () => {
    const found = texts.filter((text) => text.includes(asked.value.toLowerCase()));
    answers.replaceChildren(...found.slice(0, ${ANSWERS}).map((text) => {
      const row = document.createElement('li');
      row.textContent = text.slice(0, 100);
      return row;
    }));
  });
  asked.disabled = false;`;

const RECORDS = `
  const opening = indexedDB.open('bench-records');
  opening.onsuccess = () => {
    const reading = opening.result.transaction('records').objectStore('records').getAll();
    reading.onsuccess = () => {
      const said = document.createElement('p');
      said.textContent = reading.result.length + ' records';
      document.body.append(said);
    };
  };`;

/** Puts the pages beside the programme's files: the browser hands them out as it does those. */
export async function keepFloors(page: Page, draft: string): Promise<void> {
  const box = `<textarea aria-label="Draft" rows="12">${draft}</textarea>`;
  await keep(page, {
    [STATIC_PAGE]: html('<p>One paragraph.</p>'),
    [PREACT_PAGE]: html(`<script type="module">${COUNTER}</script>`),
    [WRITING_PAGE]: html(box),
    [SAVING_PAGE]: html(`<p role="status">Saved on this phone</p>${box}<script>${SAVER}</script>`),
    '/course/bench-preact.js': await readFile('node_modules/preact/dist/preact.module.js', 'utf8'),
  });
}

/** A page of one paragraph with these words. */
export async function keepParagraph(page: Page, words: string): Promise<void> {
  await keep(page, { [STATIC_PAGE]: html(`<p>${words}</p>`) });
}

/** A page with a piece of HTML that is shown at a tap. */
export async function keepReading(page: Page, piece: string): Promise<void> {
  const main = '<main><h1>All lessons</h1><button type="button">Open</button></main>';
  await keep(page, { [READING_PAGE]: html(`${main}<template>${piece}</template><script>${READER}</script>`) });
}

/** A page that looks through these texts. */
export async function keepScanning(page: Page, texts: string[]): Promise<void> {
  const field = '<input type="search" aria-label="Search" disabled><ul></ul>';
  await keep(page, {
    [SCANNING_PAGE]: html(`${field}<script type="module">${SCANNER}</script>`),
    '/course/bench-texts.json': JSON.stringify(texts),
  });
}

/** A page that reads as many records as the app has, and as large ones. Says how many. */
export async function keepRecords(page: Page): Promise<number> {
  await keep(page, { [RECORDS_PAGE]: html(`<script>${RECORDS}</script>`) });
  return page.evaluate(copyRecords);
}

async function copyRecords(): Promise<number> {
  const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const ours = await done(indexedDB.open('naptime'));
  const records: Uint8Array[] = await done(ours.transaction('records').objectStore('records').getAll());
  ours.close();
  const opening = indexedDB.open('bench-records');
  opening.onupgradeneeded = () => opening.result.createObjectStore('records');
  const copy = await done(opening);
  const store = copy.transaction('records', 'readwrite').objectStore('records');
  records.forEach((record, number) => store.put(record, number));
  await new Promise((resolve) => { store.transaction.oncomplete = resolve; });
  copy.close();
  return records.length;
}

async function keep(page: Page, files: Record<string, string>): Promise<void> {
  await page.evaluate(async (files) => {
    const cache = await caches.open('naptime-course');
    for (const [path, text] of Object.entries(files)) {
      const types: Record<string, string> = { js: 'text/javascript', json: 'application/json' };
      const type = types[path.split('.').pop() ?? ''] ?? 'text/html; charset=utf-8';
      await cache.put(path, new Response(text, { headers: { 'content-type': type } }));
    }
  }, files);
}

function html(body: string): string {
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Floor</title>';
  return `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
}
