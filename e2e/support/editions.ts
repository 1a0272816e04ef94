// The app with another edition of its course, for flows in which one arrives.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const BINARY = process.env.NAPTIME_SERVER ?? resolve('../target/debug/naptime');
const APP = process.env.NAPTIME_APP ?? resolve('../dist');
/** The app's own programme, as its authors write it. */
export const COURSE = resolve('../course');
const CHALLENGE = 'who-are-we-talking-to';
const CHALLENGE_FILE = `challenges/${CHALLENGE}/challenge.md`;

/** Runs one of the program's own commands. */
export const naptime = (...args: string[]) => promisify(execFile)(BINARY, args);

/** The app as it is, with another title for the first challenge. */
export class NextEdition {
  private constructor(private readonly folder: string) {}

  static async titled(title: string): Promise<NextEdition> {
    return this.with([[CHALLENGE_FILE, /^title: .*$/m, `title: ${title}`]]);
  }

  /** With another picture in it, and another lesson, as well. */
  static async rewritten(title: string): Promise<NextEdition> {
    return this.with([
      [CHALLENGE_FILE, /^title: .*$/m, `title: ${title}`],
      [`challenges/${CHALLENGE}/lessons/pattern-or-one-off.md`, /^title: .*$/m, `title: A lesson of “${title}”`],
      ['media/heaps.svg', /<\/svg>/, `<!-- ${title} --></svg>`],
    ]);
  }

  /** Says that it is in another language. */
  static async inLanguage(language: string): Promise<NextEdition> {
    return this.with([['programme.yaml', /^language: .*$/m, `language: ${language}`]]);
  }

  private static async with(changes: [file: string, from: RegExp, to: string][]): Promise<NextEdition> {
    const edition = new NextEdition(await mkdtemp(join(tmpdir(), 'naptime-edition-')));
    const [source, packed] = [edition.path('source'), edition.path('course.zip')];
    await Promise.all([cp(APP, edition.app, { recursive: true }), cp(COURSE, source, { recursive: true })]);
    for (const [file, from, to] of changes) {
      const text = await readFile(join(source, file), 'utf8');
      await writeFile(join(source, file), text.replace(from, to));
    }
    await rm(edition.path('app/course'), { recursive: true });
    await naptime('course', 'pack', source, '--out', packed);
    await naptime('course', 'unpack', packed, '--out', edition.path('app/course'));
    return edition;
  }

  /** What to serve. */
  get app(): string {
    return this.path('app');
  }

  /** The server has all of it but the first challenge; gives back how to mend that. */
  async loseChallenge(): Promise<() => Promise<void>> {
    const current = await readFile(this.path('app/course/current'), 'utf8');
    const hash = current.split('\n').find((line) => line.endsWith(`  challenges/${CHALLENGE}.pack`))?.slice(0, 64);
    const file = this.path(`app/course/${hash}.pack`);
    const bytes = await readFile(file);
    await rm(file);
    return () => writeFile(file, bytes);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}
