import type { Check } from "../../src/engine/check.ts";
import { patchAddAgainChecks } from "./patch-add-again.ts";
import { patchAddChecks } from "./patch-add.ts";
import { patchRemoveValueChecks } from "./patch-remove-values.ts";
import { patchRemoveChecks } from "./patch-remove.ts";
import { patchReplaceValueChecks } from "./patch-replace-values.ts";
import { patchReplaceChecks } from "./patch-replace.ts";

/** PATCH of users (RFC 7644 section 3.5.2). */
export const patchChecks: readonly Check[] = [
  ...patchAddChecks,
  ...patchAddAgainChecks,
  ...patchRemoveChecks,
  ...patchRemoveValueChecks,
  ...patchReplaceChecks,
  ...patchReplaceValueChecks,
];
