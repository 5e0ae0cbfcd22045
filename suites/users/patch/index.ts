import type { Check } from "../../../src/kit/check.ts";
import { patchAddAgainChecks } from "./add-again.ts";
import { patchAddChecks } from "./add.ts";
import { patchExtensionChecks } from "./extension.ts";
import { patchMessageChecks } from "./message.ts";
import { patchPathChecks } from "./path.ts";
import { patchRemoveValueChecks } from "./remove-values.ts";
import { patchRemoveChecks } from "./remove.ts";
import { patchReplaceValueChecks } from "./replace-values.ts";
import { patchReplaceChecks } from "./replace.ts";
import { patchRuleChecks } from "./rules.ts";

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
