import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ViteUserConfig } from "vitest/config";

/** Journals of runs in tests are kept apart from those of the developer's own runs. */
const state = mkdtempSync(join(tmpdir(), "zi-scim-check-tests-"));
process.on("exit", () => rmSync(state, { recursive: true, force: true }));

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const config: ViteUserConfig = {
  // The examples import the package by its name, as its users do; here that is the source, not what was built last.
  resolve: {
    alias: [
      { find: /^zi-scim-check$/, replacement: fileOf("src/index.ts") },
      { find: /^zi-scim-check\/kit$/, replacement: fileOf("src/kit/index.ts") },
    ],
  },
  test: {
    include: ["{src,suites,emulator,fixtures,reports,examples,bench,hostile,record,causes}/**/*.test.ts"],
    benchmark: { include: ["bench/**/*.bench.ts"] },
    testTimeout: 90_000,
    env: { ZI_SCIM_CHECK_STATE: state },
    // No module has state of its own, so files need no process each; that saves a quarter of the time.
    isolate: false,
    maxWorkers: "100%",
  },
};

export default config;
