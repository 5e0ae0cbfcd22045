import { FIELD_FAULTS } from "./field.ts";
import { LIST_FAULTS } from "./lists.ts";
import type { WideFault } from "./fault.ts";
import { PATCH_FAULTS } from "./patch.ts";
import { RESOURCE_FAULTS } from "./users.ts";

/** All of them. */
export const WIDE_FAULTS: readonly WideFault[] = [...FIELD_FAULTS, ...PATCH_FAULTS, ...LIST_FAULTS, ...RESOURCE_FAULTS];
