import { expect, test } from "vitest";
import { VARIANTS } from "../../../fixtures/variants/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { runWhole } from "./run-whole.ts";

const generic = await loadProfile("generic");
const NAMES = ["mover", "rehire", "name-change", "lost-connection", "rate-limited"];
const scenarios = await Promise.all(NAMES.map(loadScenario));

// Where features of the provider's stumble, its scenarios do.
const sound = VARIANTS.filter(({ stumbles }) => Object.keys(stumbles ?? {}).length === 0);

test.each(sound.map(({ name }) => [name]))(
  "no scenario that is played by name only fails on the sound server %s",
  async (name) => {
    const serve = VARIANTS.find((variant) => variant.name === name)?.serve;
    if (serve === undefined) return expect.fail(`there is no variant ${name}`);
    const run = await runWhole(serve, {
      generic,
      suites: [],
      scenarios,
      clock: createLeapingClock(),
      isVerdictOnly: true,
    });
    const bad = run.scenarios.filter(({ verdict }) => verdict === "fail" || verdict === "error");
    expect(bad.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
    expect(run.summary.residue).toMatchObject({ users: 0, groups: 0, maybe: 0 });
  },
);
