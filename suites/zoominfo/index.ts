import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { attributeChecks } from "./attributes.ts";
import { emailChecks } from "./email.ts";
import { groupChecks } from "./groups.ts";
import { productChecks } from "./products.ts";
import { zoominfoWalk } from "./words/zoominfo-walk.ts";

/** What ZoomInfo's integration guide promises beyond the RFCs; skipped where the profile has no ZoomInfo attributes. */
export const zoominfoSuite: Suite = defineSuite({
  id: "zoominfo",
  title: "What ZoomInfo's integration guide promises",
  checks: [...productChecks, ...attributeChecks, ...emailChecks, ...groupChecks],
  trafficRules: [],
  walk: zoominfoWalk,
});
