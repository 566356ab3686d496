import { configDefaults, defineConfig } from 'vitest/config';

/** These look at what their process has loaded or keeps, so that they have one each. */
const ALONE = '**/*.alone.test.ts';

export default defineConfig({
  test: {
    // Much of the time is waiting: one worker fewer than there are processors would idle on two.
    maxWorkers: '100%',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What is waited for comes; a busy machine takes its time.
    expect: { poll: { timeout: 60_000 } },
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['packages/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
          globalSetup: ['packages/server/test/support/global-setup.ts'],
          exclude: [...configDefaults.exclude, ALONE],
          // Loading the service again for each file took longer than most of the tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: [`packages/*/test/${ALONE}`] } },
    ],
  },
});
