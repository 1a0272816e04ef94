// What the app is measured against: pages that do the least of the same kind, on the same origin, from the same cache.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** About what is stored for a few typed letters. */
const RECORD_BYTES = 256;

/** One paragraph and nothing else. */
export const STATIC_PAGE = '/bench-static.html';
/** Preact, among the smallest frameworks there are, draws a heading and a button that counts. */
export const PREACT_PAGE = '/bench-preact.html';
/** A bare textarea. */
export const WRITING_PAGE = '/bench-writing.html';
/** The same, which puts a record into IndexedDB at every key and says when it is stored. */
export const SAVING_PAGE = '/bench-saving.html';

const COUNTER = `
  import { Component, h, render } from '/bench-preact.js';
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

/** Puts the pages beside the app's files, so that the service worker answers with them as it does with those. */
export async function keepFloors(page: Page, draft: string): Promise<void> {
  const box = `<textarea aria-label="Draft" rows="12">${draft}</textarea>`;
  const files = {
    [STATIC_PAGE]: html('<p>One paragraph.</p>'),
    [PREACT_PAGE]: html(`<script type="module">${COUNTER}</script>`),
    [WRITING_PAGE]: html(box),
    [SAVING_PAGE]: html(`<p role="status">Saved on this phone</p>${box}<script>${SAVER}</script>`),
    '/bench-preact.js': await readFile('node_modules/preact/dist/preact.module.js', 'utf8'),
  };
  await page.evaluate(async (files) => {
    const name = (await caches.keys()).find((name) => name.startsWith('naptime ')) ?? '';
    const cache = await caches.open(name);
    for (const [path, text] of Object.entries(files)) {
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
      await cache.put(path, new Response(text, { headers: { 'content-type': type } }));
    }
  }, files);
}

function html(body: string): string {
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Floor</title>';
  return `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
}
