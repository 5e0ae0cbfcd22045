import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { deliveryRules } from "./delivery.ts";
import { discoveryRules } from "./discovery.ts";
import { errorRules } from "./error.ts";
import { formRules } from "./form.ts";
import { httpRules } from "./http.ts";
import { identityRules } from "./identity.ts";
import { listRules } from "./list.ts";
import { metaRules } from "./meta.ts";
import { pageRules } from "./page.ts";
import { schemaRules } from "./schema.ts";
import { secrecyRules } from "./secrecy.ts";
import { typeRules } from "./types.ts";

/** What holds for every exchange of a run. */
export const trafficSuite: Suite = defineSuite({
  id: "traffic",
  title: "Every exchange",
  checks: [],
  trafficRules: [
    ...httpRules,
    ...deliveryRules,
    ...errorRules,
    ...listRules,
    ...pageRules,
    ...identityRules,
    ...metaRules,
    ...typeRules,
    ...formRules,
    ...schemaRules,
    ...secrecyRules,
    ...discoveryRules,
  ],
});
