import { FIELD_ANSWERS } from "./field-answers.ts";
import { FIELD_FAULTS } from "./field.ts";
import { LIST_FAULTS } from "./lists.ts";
import type { WideFault } from "./fault.ts";
import { PATCH_FAULTS } from "./patch.ts";
import { RESOURCE_FAULTS } from "./users.ts";

/** All of them. */
export const WIDE_FAULTS: readonly WideFault[] = [
  ...FIELD_FAULTS,
  ...FIELD_ANSWERS,
  ...PATCH_FAULTS,
  ...LIST_FAULTS,
  ...RESOURCE_FAULTS,
];
