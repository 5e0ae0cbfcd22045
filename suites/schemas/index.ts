import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { claimChecks } from "./claims.ts";
import { patchWalkChecks } from "./patch.ts";
import { putWalkChecks } from "./put.ts";
import { valueClaimChecks } from "./value-claims.ts";

/** What is published at /Schemas, held against what the server does: RFC 7643 section 7. */
export const schemasSuite: Suite = defineSuite({
  id: "schemas",
  title: "Schemas: what is published, held against what is done",
  checks: [...putWalkChecks, ...patchWalkChecks, ...claimChecks, ...valueClaimChecks],
  trafficRules: [],
});
