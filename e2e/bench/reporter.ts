// Prints what the benchmarks print, and what went wrong; nothing of how tests are run.
import type { FullResult, Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { tellHeader } from './table.ts';

export default class Figures implements Reporter {
  onBegin(): void {
    tellHeader('at 360 × 740 and a quarter of the speed');
  }

  onStdOut(words: string | Buffer): void {
    process.stdout.write(words);
  }

  onError(error: TestError): void {
    console.error(error.stack ?? error.message);
  }

  onTestEnd(test: TestCase, { errors }: TestResult): void {
    for (const error of errors) console.error(`${test.title}: ${error.stack ?? error.message}`);
  }

  onEnd({ status }: FullResult): void {
    if (status !== 'passed') console.error(`The benchmarks ${status}.`);
  }
}
