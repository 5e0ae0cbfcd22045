import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { patchOf } from "./patch.ts";
import { inConfig, readPatchAnswer } from "./reading.ts";

/** PATCH of groups: a target may have it for them alone. */
export const GROUP_PATCH: Capability<"groupPatch"> = defineCapability({
  name: "groupPatch",
  title: "PATCH of groups",
  absence: "the target says that it does not support PATCH of groups",
  follows: "patch",
  advertised: inConfig("patch"),
  probe: {
    takes: "group",
    requests: ({ made, newGroup }) => {
      const displayName = String(newGroup["displayName"]);
      return [
        patchOf(made, { op: "replace", value: { displayName } }),
        patchOf(made, { op: "replace", path: "displayName", value: displayName }),
      ];
    },
    read: readPatchAnswer,
  },
});
