import { CAPABILITIES } from "../../profile/capability/index.ts";
import type { Capabilities, CapabilityName } from "../../profile/capability/index.ts";
import type { CapabilityProbe, CapabilityStatus } from "../../profile/capability/capability.ts";
import type { CheckContext } from "../../kit/check-context.ts";
import { SetUpFailure } from "../../exchange/violation.ts";
import { askAgain } from "./ask-again.ts";

/** Finds out by plain requests what neither the profile nor the target tells; those that need a user come last. */
export async function probeCapabilities(
  t: CheckContext,
  known: Capabilities,
  isWanted: (name: CapabilityName) => boolean = () => true,
): Promise<Capabilities> {
  const found: Record<CapabilityName, CapabilityStatus> = { ...known };
  const probed = CAPABILITIES.filter(
    ({ name, probe }) => probe !== undefined && known[name] === "unknown" && isWanted(name),
  );
  for (const { name, probe } of probed.toSorted((a, b) => cost(a.probe) - cost(b.probe))) {
    if (probe !== undefined) found[name] = await send(t, probe);
  }
  return found;
}

function cost(probe: CapabilityProbe | undefined): number {
  return probe?.takesUser === true ? 1 : 0;
}

async function send(t: CheckContext, probe: CapabilityProbe): Promise<CapabilityStatus> {
  try {
    const user = probe.takesUser === true ? (await t.make.user()).path : undefined;
    const { method, path, body } = probe.request({ runId: t.runId, user });
    return probe.read(await askAgain(() => t.request(method, path, body === undefined ? {} : { body })));
  } catch (error) {
    if (error instanceof SetUpFailure) return "unknown";
    throw error;
  }
}
