// One phone-sized Chromium, the real server, the release build. `cargo xtask e2e` builds both and names them.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  outputDir: 'test-results',
  snapshotPathTemplate: 'snapshots/{testFileName}/{arg}{ext}',
  // A flow that passes at the second try is a fault nobody has found yet.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ...(process.env.NAPTIME_RESULTS ? [['json', { outputFile: process.env.NAPTIME_RESULTS }] as const] : []),
  ],
  projects: [
    { name: 'flows', testDir: 'flows' },
    // Debian's Firefox and WebKitGTK, driven by engines/ itself.
    { name: 'engines', testDir: 'engines', timeout: 120_000 },
    // Figures, not verdicts: `cargo xtask bench`.
    { name: 'bench', testDir: 'bench', timeout: 600_000, use: { actionTimeout: 60_000 } },
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // Recording every flow takes a fifth of the processor; `--trace on` records the one that failed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      // Flows run in a smaller build of the same browser; a `Phone` and the benches in the whole of it.
      executablePath: process.env.NAPTIME_HEADLESS_CHROMIUM ?? process.env.NAPTIME_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
});
