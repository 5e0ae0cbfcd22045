import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { authChecks } from "./auth.ts";
import { errorChecks } from "./errors.ts";
import { mediaTypeChecks } from "./media-type.ts";
import { methodChecks } from "./methods.ts";
import { tenantChecks } from "./tenants.ts";

/** The protocol around the resources: RFC 7644 sections 2, 3.8 and 3.12, RFC 9110. */
export const protocolSuite: Suite = defineSuite({
  id: "protocol",
  title: "Protocol: errors, formats, authentication, methods",
  checks: [...errorChecks, ...mediaTypeChecks, ...authChecks, ...tenantChecks, ...methodChecks],
  trafficRules: [],
});
