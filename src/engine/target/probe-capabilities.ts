import { isArray, isObject } from "../../scim/json.ts";
import { filterOf, quoted } from "../../scim/filter/filter-text.ts";
import { pathTo, withQuery } from "../../scim/request-path.ts";
import type { Capabilities, CapabilityName, CapabilityStatus } from "../../profile/capability.ts";
import type { CheckContext } from "../../kit/check-context.ts";
import type { Reply } from "../../exchange/reply.ts";
import { SetUpFailure } from "../../exchange/violation.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { askAgain } from "./ask-again.ts";

type Probe = (t: CheckContext) => Promise<CapabilityStatus>;

/** Probes for the features that most checks hang on; the rest stays unknown, and what needs it is skipped. */
const PROBES: readonly (readonly [CapabilityName, Probe])[] = [
  ["groups", probeGroups],
  ["filter", probeFilter],
  ["patch", probePatch],
];

/** Finds out by plain requests what neither the profile nor the target tells. */
export async function probeCapabilities(t: CheckContext, known: Capabilities): Promise<Capabilities> {
  const found: Record<CapabilityName, CapabilityStatus> = { ...known };
  for (const [name, probe] of PROBES) {
    if (known[name] === "unknown") found[name] = await probe(t);
  }
  return found;
}

async function probeGroups(t: CheckContext): Promise<CapabilityStatus> {
  return listStatus(await askAgain(() => t.get(pathTo`/Groups?startIndex=1&count=1`)));
}

async function probeFilter(t: CheckContext): Promise<CapabilityStatus> {
  const nobody = filterOf`userName eq ${quoted(`zsc-${t.runId}-nobody@example.com`)}`;
  const reply = await askAgain(() => t.get(withQuery("/Users", { filter: nobody, count: 1 })));
  const status = listStatus(reply);
  if (status !== "found" || !isObject(reply.body)) return status;
  return toListBody(reply.body).resources.length === 0 ? "found" : "absent";
}

async function probePatch(t: CheckContext): Promise<CapabilityStatus> {
  try {
    const user = await t.make.user();
    const reply = await askAgain(() => t.patch(user.path, [{ op: "replace", value: { active: true } }]));
    if ([404, 405, 501].includes(reply.status)) return "absent";
    return reply.status >= 200 && reply.status < 300 ? "found" : "unknown";
  } catch (error) {
    if (error instanceof SetUpFailure) return "unknown";
    throw error;
  }
}

function listStatus(reply: Reply): CapabilityStatus {
  if ([404, 405, 501].includes(reply.status)) return "absent";
  if (reply.status !== 200) return "unknown";
  const isList = isObject(reply.body) && isArray(reply.body["schemas"]);
  return isList ? "found" : "unknown";
}
