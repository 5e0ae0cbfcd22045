import type { Cause, LiveExchange } from "../../exchange/exchange.ts";
import type { Path } from "../../scim/request-path.ts";
import { ordinaryHeaders } from "./plain-request.ts";
import type { OutgoingRequest } from "./session.ts";
import { createSettle } from "../checks/context/settle.ts";
import type { SettleOptions } from "../checks/context/settle.ts";

/** What reading for a proof takes. */
export interface ProofReaderOptions extends SettleOptions {
  readonly send: (request: OutgoingRequest) => Promise<LiveExchange>;
}

/** One reading that may prove whose a resource is. */
export type ProofReader = (path: Path, cause: Cause, isPatient: boolean) => Promise<LiveExchange>;

/** Reads in the tool's own name; where it is patient, what is not there yet is asked for again within the settling time. */
export function createProofReader(options: ProofReaderOptions): ProofReader {
  const { clock, settleMs } = options;
  const settle = createSettle(options);
  const settleAnyway = createSettle({ clock, settleMs });
  return async (path, from, isPatient) => {
    // Whether nobody has an id is asked for the check that writes to it.
    const cause: Cause = from.kind === "cleanup" || !isPatient ? from : { kind: "proof", id: from.id };
    const readOnce = (): Promise<LiveExchange> =>
      options.send({ method: "GET", path, headers: ordinaryHeaders(undefined), cause });
    if (!isPatient) return readOnce();
    const read = async (): Promise<LiveExchange> => {
      const live = await readOnce();
      return isBusy(live) ? readOnce() : live;
    };
    return (from.kind === "cleanup" ? settleAnyway : settle)(read, ({ response }) => response?.status !== 404);
  };
}

/** A server that stumbles once says nothing of the resource. */
function isBusy({ response }: LiveExchange): boolean {
  return response !== null && response.status >= 500 && response.status !== 501;
}
