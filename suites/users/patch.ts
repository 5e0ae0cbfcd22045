import type { Check } from "../../src/engine/check.ts";
import { patchAddAgainChecks } from "./patch-add-again.ts";
import { patchAddChecks } from "./patch-add.ts";
import { patchExtensionChecks } from "./patch-extension.ts";
import { patchMessageChecks } from "./patch-message.ts";
import { patchPathChecks } from "./patch-path.ts";
import { patchRemoveValueChecks } from "./patch-remove-values.ts";
import { patchRemoveChecks } from "./patch-remove.ts";
import { patchReplaceValueChecks } from "./patch-replace-values.ts";
import { patchReplaceChecks } from "./patch-replace.ts";
import { patchRuleChecks } from "./patch-rules.ts";

/** PATCH of users (RFC 7644 section 3.5.2). */
export const patchChecks: readonly Check[] = [
  ...patchMessageChecks,
  ...patchPathChecks,
  ...patchRuleChecks,
  ...patchExtensionChecks,
  ...patchAddChecks,
  ...patchAddAgainChecks,
  ...patchRemoveChecks,
  ...patchRemoveValueChecks,
  ...patchReplaceChecks,
  ...patchReplaceValueChecks,
];
