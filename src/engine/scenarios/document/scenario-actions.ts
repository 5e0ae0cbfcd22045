import type { RunnerAction } from "../play/scenario-play.ts";
import { FAULT_ACTIONS } from "../faults/fault-actions.ts";
import { VENDOR_ACTIONS } from "../play/scenario-vendor.ts";
import { addTargetGroup, verifyGroup } from "../play/verify-groups.ts";
import { verifyUsers } from "../play/verify-people.ts";

/** Steps that no identity provider carries out: the vendor console's, and those that read the target back. */
export const RUNNER_ACTIONS: ReadonlyMap<string, RunnerAction> = new Map(
  Object.entries({
    ...VENDOR_ACTIONS,
    ...FAULT_ACTIONS,
    "add-target-group": addTargetGroup,
    "verify-users": verifyUsers,
    "verify-group": verifyGroup,
  }),
);
