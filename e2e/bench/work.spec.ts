// What a long history costs: a draft that was written in 5,000 changes.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { markThere, msToUsable } from './clocks.ts';
import { RECORDS_PAGE, keepRecords } from './floors.ts';
import { slowly } from './slow.ts';
import { tellTimes } from './table.ts';

const OPENINGS = 7;
/** An export file, and beside it the words that open it: `cargo xtask bench` has them written. */
const FILE = process.env.NAPTIME_LONG_WORK ?? resolve('../target/xtask/long-work.naptime');

test('a work of 5,000 changes', async ({ ana }) => {
  await ana.open();
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.app.start.restore(await readFile(`${FILE}.words`, 'utf8'), FILE);
  await expect(ana.app.frame.heading).toHaveText('Today', { timeout: 300_000 });
  await ana.app.work.open();
  await ana.app.work.draft.press('Control+End');
  const caret = await ana.app.work.draft.evaluate((box: HTMLTextAreaElement) => box.value.length);
  await ana.page.waitForFunction((caret) => localStorage.getItem('naptime.carets')?.includes(` ${caret} ${caret} `), caret);
  const records = await keepRecords(ana.page);
  await ana.killTab();
  await ana.context.addInitScript(markThere, { words: ' 4999 ', caret });
  const [app, bare]: [number[], number[]] = [[], []];
  const { isAll } = await slowly(async (slow) => {
    for (let opening = 0; opening < OPENINGS; opening += 1) {
      app.push(await msToUsable(ana, '/work', slow));
      bare.push(await msToUsable(ana, RECORDS_PAGE, slow));
    }
  });
  const what = `a work of 5,000 changes${isAll ? '' : ', the worker at full speed'}, beside reading ${records} records`;
  tellTimes(what, app, bare);
});
