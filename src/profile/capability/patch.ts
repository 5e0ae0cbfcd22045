import { PATCH_OP_URN } from "../../scim/urns.ts";
import { defineCapability } from "./capability.ts";
import type { Capability, ProbeRequest, ProbeSubject } from "./capability.ts";
import { inConfig, readPatchAnswer } from "./reading.ts";

/** PATCH of users (RFC 7644 section 3.5.2), and of whatever else a target offers where nothing more is known. */
export const PATCH: Capability<"patch"> = defineCapability({
  name: "patch",
  title: "PATCH of users",
  absence: "the target says that it does not support PATCH of users",
  advertised: inConfig("patch"),
  probe: {
    takes: "user",
    requests: ({ made }: ProbeSubject): readonly ProbeRequest[] => [
      patchOf(made, { op: "replace", value: { active: true } }),
      patchOf(made, { op: "replace", path: "active", value: true }),
    ],
    read: readPatchAnswer,
  },
});

/** A PATCH of one operation. */
export function patchOf(
  path: ProbeSubject["made"],
  operation: Readonly<Record<string, string | boolean | { readonly [name: string]: string | boolean }>>,
): ProbeRequest {
  return { method: "PATCH", path, body: { schemas: [PATCH_OP_URN], Operations: [operation] } };
}
