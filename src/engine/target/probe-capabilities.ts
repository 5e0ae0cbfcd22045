import { CAPABILITIES, isPresent } from "../../profile/capability/index.ts";
import type { Capabilities, CapabilityName } from "../../profile/capability/index.ts";
import type {
  CapabilityProbe,
  CapabilityStatus,
  ProbeReading,
  ProbeRequest,
} from "../../profile/capability/capability.ts";
import { pathTo } from "../../scim/request-path.ts";
import type { Path } from "../../scim/request-path.ts";
import type { CheckContext } from "../../kit/check-context.ts";
import type { Reply } from "../../exchange/reply.ts";
import { SetUpFailure } from "../../exchange/violation.ts";
import { askAgain } from "./ask-again.ts";

/** Finds out by plain requests what neither the profile nor the target tells; those that something is made for come last. */
export async function probeCapabilities(t: CheckContext, known: Capabilities): Promise<Capabilities> {
  const found: Record<CapabilityName, CapabilityStatus> = { ...known };
  const probed = CAPABILITIES.filter(({ name, probe }) => probe !== undefined && known[name] === "unknown");
  for (const { name, probe } of probed.toSorted((a, b) => cost(a.probe) - cost(b.probe))) {
    const isOfGroups = name === "groupPatch" || name === "groupFilter";
    if (probe !== undefined) found[name] = isOfGroups && !isPresent(found.groups) ? "absent" : await ask(t, probe);
  }
  return found;
}

function cost(probe: CapabilityProbe | undefined): number {
  return probe?.takes === undefined ? 0 : 1;
}

/**
 * Absent only where each request is refused by name. What could not be made, or is not sent as nothing shows whose it is, says nothing
 * of the feature: whatever depends on it tells why it cannot be judged.
 */
async function ask(t: CheckContext, probe: CapabilityProbe): Promise<ProbeReading> {
  try {
    const made = await makeFor(t, probe);
    const readings: ProbeReading[] = [];
    for (const request of probe.requests({ runId: t.runId, made, newGroup: t.make.groupBody(EMPTY) })) {
      const reading = probe.read(await send(t, request));
      if (reading === "found") return reading;
      readings.push(reading);
    }
    return readings.every((reading) => reading === "absent") ? "absent" : "unclear";
  } catch (error) {
    if (error instanceof SetUpFailure) return "unclear";
    throw error;
  }
}

function send(t: CheckContext, { method, path, body }: ProbeRequest): Promise<Reply> {
  const once = (): Promise<Reply> => t.request(method, path, body === undefined ? {} : { body });
  return method === "POST" ? once() : askAgain(once);
}

async function makeFor(t: CheckContext, { takes }: CapabilityProbe): Promise<Path> {
  if (takes === undefined) return pathTo`/Users`;
  return (await (takes === "user" ? t.make.user() : t.make.group(EMPTY))).path;
}

/** The least that a group can be. */
const EMPTY = { overrides: { members: undefined } };
