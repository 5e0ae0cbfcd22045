import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{src,suites,emulator,fixtures,reports,examples,bench}/**/*.test.ts"],
    benchmark: { include: ["bench/**/*.bench.ts"] },
    testTimeout: 30_000,
  },
});
