import { expect, test } from "vitest";
import { SUITES } from "../../../suites/index.ts";
import { allDefects } from "../../cli/commands/defects.ts";
import type { Defect } from "../../kit/defect.ts";
import { errorResponse } from "../../kit/defects/answers.ts";
import { on } from "../../kit/defects/on.ts";
import { loadBuiltInProofs } from "../built-in-proofs.ts";
import { drawAgain, proveDrawn } from "./draw-again.ts";
import { proveAgain } from "./prove-again.ts";

const COMMAND = "npx zi-scim-check http://proving.ground.example/scim/v2 --profile generic --seed 1";
const broken = on("GET /Users/:id").answer(() => errorResponse(500, "broken"));

test("a finding is seen again by the printed command, that of a traffic rule with the check that met the fault", async () => {
  const defect: Defect = { name: "broken-read", breaks: "RFC7644-3.4.1-01", wrap: broken };
  expect(await proveAgain({ defect, noticedBy: ["users.read.found"] }, [])).toEqual({
    defect: "broken-read",
    check: "users.read.found",
    command: `${COMMAND} --only users.read.found`,
    problem: "",
  });
  const proof = await proveAgain({ defect, noticedBy: ["traffic.http.no-500"] }, ["users.read.found"]);
  expect(proof).toMatchObject({
    command: `${COMMAND} --only traffic.http.no-500 --only users.read.found`,
    problem: "",
  });
});

test("a finding that the command does not show again is told", async () => {
  let servers = 0;
  const once: Defect = {
    name: "broken-once",
    breaks: "RFC7644-3.4.1-01",
    wrap: (next) => ((servers += 1) === 1 ? broken(next) : next),
  };
  expect((await proveAgain({ defect: once, noticedBy: ["users.read.found"] }, []))?.problem).toBe(
    "pass instead of fail",
  );
});

test("a defect that nothing notices has no finding to be seen again", async () => {
  const defect: Defect = { name: "none", breaks: "RFC7644-3.4.1-01", wrap: (next) => next };
  expect(await proveAgain({ defect, noticedBy: ["users.read.found"] }, [])).toBeUndefined();
});

test("one defect in twelve is drawn, the same ones by the same seed", async () => {
  const defects = allDefects().filter(({ noticedBy }) => noticedBy.some((id) => id.startsWith("users.read.")));
  const plan = drawAgain({ defects, suites: SUITES, seed: 3 });
  expect(drawAgain({ defects, suites: SUITES, seed: 3 })).toEqual(plan);
  const { ofAgain } = await loadBuiltInProofs();
  const proofs = await proveDrawn(plan, ofAgain);
  expect(proofs).toHaveLength(Math.ceil(defects.length / 12));
  expect(proofs.map(({ problem }) => problem).join("")).toBe("");
});
