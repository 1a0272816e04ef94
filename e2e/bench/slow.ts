// A phone's processor: a quarter of this machine's.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const TIMES_SLOWER = 4;
/** So short that what takes a millisecond takes four, and not four or forty by chance. */
const PERIOD_US = 4_000;

/** Slows the page's own thread. Workers are not slowed by this. */
export async function slowPage(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setCPUThrottlingRate', { rate: TIMES_SLOWER });
}

/** Does something with all of the browser slowed down, or with its pages alone where the system allows no more. Says which. */
export async function slowly(run: (slow: typeof slowPage) => Promise<void>): Promise<{ isAll: boolean }> {
  const quota = Quota.slowBrowsers();
  await run(quota ? async () => {} : slowPage).finally(() => quota?.end());
  return { isAll: quota !== undefined };
}

/** A share of one core for every process of the browser, workers and storage among them. */
class Quota {
  private constructor(
    private readonly group: string,
    private readonly home: string,
  ) {}

  /** Slows the browsers that this process has started; nothing where the system does not let us. */
  static slowBrowsers(): Quota | undefined {
    const home = existsSync('/sys/fs/cgroup/cgroup.controllers') ? '/sys/fs/cgroup' : '/sys/fs/cgroup/cpu';
    const quota = new Quota(`${home}/naptime-bench`, home);
    try {
      mkdirSync(quota.group, { recursive: true });
      quota.limit(PERIOD_US / TIMES_SLOWER);
      moveTo(quota.group, descendants(process.pid));
      return quota;
    } catch {
      quota.end();
      return undefined;
    }
  }

  /** Gives the browsers the whole processor back. */
  end(): void {
    if (!existsSync(this.group)) return;
    // A process may begin another while it is moved.
    for (let left = this.members(); left.length > 0; left = this.members()) moveTo(this.home, left);
    rmdirSync(this.group);
  }

  private members(): number[] {
    return readFileSync(`${this.group}/cgroup.procs`, 'utf8').split('\n').filter(Boolean).map(Number);
  }

  private limit(quotaUs: number): void {
    if (existsSync(`${this.group}/cpu.max`)) {
      writeFileSync(`${this.group}/cpu.max`, `${quotaUs} ${PERIOD_US}`);
    } else {
      writeFileSync(`${this.group}/cpu.cfs_period_us`, String(PERIOD_US));
      writeFileSync(`${this.group}/cpu.cfs_quota_us`, String(quotaUs));
    }
  }
}

/** Moves those of the processes that have not ended. */
function moveTo(group: string, processes: number[]): void {
  for (const id of processes) {
    try {
      writeFileSync(`${group}/cgroup.procs`, String(id));
    } catch (error) {
      if (existsSync(`/proc/${id}`)) throw error;
    }
  }
}

function descendants(id: number): number[] {
  const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid=']).toString().trim().split('\n');
  const pairs = all.map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.filter(([, above]) => above === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(id);
}
