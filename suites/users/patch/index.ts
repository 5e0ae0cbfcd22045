import type { Check } from "../../../src/kit/index.ts";
import { patchAddAgainChecks } from "./add-again.ts";
import { patchAddChecks } from "./add.ts";
import { patchExtensionChecks } from "./extension.ts";
import { patchMessageChecks } from "./message.ts";
import { patchOrderChecks } from "./order.ts";
import { patchPathFormChecks } from "./path-forms.ts";
import { patchPathChecks } from "./path.ts";
import { patchRemoveValueChecks } from "./remove-values.ts";
import { patchRemoveChecks } from "./remove.ts";
import { patchReplaceValueChecks } from "./replace-values.ts";
import { patchReplaceChecks } from "./replace.ts";
import { patchRuleChecks } from "./rules.ts";
import { patchValuePathChecks } from "./value-path.ts";

/** PATCH of users (RFC 7644 section 3.5.2). */
export const patchChecks: readonly Check[] = [
  ...patchMessageChecks,
  ...patchPathFormChecks,
  ...patchPathChecks,
  ...patchValuePathChecks,
  ...patchRuleChecks,
  ...patchOrderChecks,
  ...patchExtensionChecks,
  ...patchAddChecks,
  ...patchAddAgainChecks,
  ...patchRemoveChecks,
  ...patchRemoveValueChecks,
  ...patchReplaceChecks,
  ...patchReplaceValueChecks,
];
