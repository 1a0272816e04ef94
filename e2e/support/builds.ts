// A second build of the app, for flows in which a new version arrives.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const APP = process.env.NAPTIME_APP ?? resolve('../dist');

/** A copy of the app, or of another build of it, that differs in its version only; remove it when done. */
export async function nextBuild(version: string, before = APP): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'naptime-build-'));
  await cp(before, folder, { recursive: true });
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const now = /<meta name="naptime-version" content="([^"]+)"/.exec(page)?.[1];
  if (!now) throw new Error('the build names no version');
  for (const file of ['index.html', 'sw.js']) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(now)) throw new Error(`${file} does not name version ${now}`);
    await writeFile(path, text.replaceAll(now, version));
    await Promise.all(['.br', '.gz'].map((twin) => rm(path + twin, { force: true })));
  }
  return folder;
}

/** Runs in the page: gives the service worker something to do. */
export function keepVersionBusy(): void {
  let asked = 0;
  const timer = setInterval(() => {
    // An answer nobody reads keeps a service worker at work, in Chromium for minutes.
    void fetch(`/course/current?${asked}`);
    if (++asked > 40) clearInterval(timer);
  }, 15);
}
