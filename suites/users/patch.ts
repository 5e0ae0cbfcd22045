import type { Check } from "../../src/engine/check.ts";
import { patchReplaceValueChecks } from "./patch-replace-values.ts";
import { patchReplaceChecks } from "./patch-replace.ts";

/** PATCH of users (RFC 7644 section 3.5.2). */
export const patchChecks: readonly Check[] = [...patchReplaceChecks, ...patchReplaceValueChecks];
