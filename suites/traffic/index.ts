import { defineSuite } from "../../src/engine/check.ts";
import type { Suite } from "../../src/engine/check.ts";
import { deliveryInvariants } from "./delivery.ts";
import { discoveryInvariants } from "./discovery.ts";
import { errorInvariants } from "./error.ts";
import { httpInvariants } from "./http.ts";
import { identityInvariants } from "./identity.ts";
import { listInvariants } from "./list.ts";
import { metaInvariants } from "./meta.ts";
import { pageInvariants } from "./page.ts";
import { schemaInvariants } from "./schema.ts";
import { secrecyInvariants } from "./secrecy.ts";
import { typeInvariants } from "./types.ts";

/** What holds for every exchange of a run. */
export const trafficSuite: Suite = defineSuite({
  id: "traffic",
  title: "Every exchange",
  checks: [],
  invariants: [
    ...httpInvariants,
    ...deliveryInvariants,
    ...errorInvariants,
    ...listInvariants,
    ...pageInvariants,
    ...identityInvariants,
    ...metaInvariants,
    ...typeInvariants,
    ...schemaInvariants,
    ...secrecyInvariants,
    ...discoveryInvariants,
  ],
});
