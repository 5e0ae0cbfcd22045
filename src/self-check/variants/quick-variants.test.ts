import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { VARIANTS } from "../../../fixtures/variants/index.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { suitesFor } from "../../run/suites/all-suites.ts";
import { quickSuites } from "../../run/suites/quick-suites.ts";
import { loadDocuments, runWhole } from "./run-whole.ts";

const [okta] = IDENTITY_PROVIDERS;
const { generic } = await loadDocuments();
const plan = quickSuites(okta, suitesFor(okta), {});

test.each(VARIANTS.map((variant) => [variant.name, variant] as const))(
  "a quick run finds nothing on a server of the kind %s but what it is known to stumble over",
  async (_, { serve, stumbles }) => {
    const clock = createLeapingClock();
    const run = await runWhole(serve, { generic, ...plan, scenarios: [], clock, isQuick: true });
    const failing = Object.entries(run.summary.providers["okta"] ?? {}).filter(([, verdict]) => verdict === "fails");
    const told = run.findings.filter(({ verdict }) => verdict === "fail" || verdict === "error");
    const reasons = told.map(({ check, reason }) => `${check}: ${reason}`);
    expect([failing.map(([feature]) => feature).filter((feature) => !(feature in stumbles)), reasons]).toEqual([
      [],
      Object.keys(stumbles).length === 0 ? [] : reasons,
    ]);
  },
);
