import { counted } from "../../../exchange/counted.ts";
import type { LiveRequest } from "../../../exchange/exchange.ts";
import type { ScenarioFault } from "./scenario-fault.ts";

/** The faults of a scenario while it is played. */
export interface FaultDesk {
  readonly add: (fault: ScenarioFault) => void;
  /** Ends them all; tells of each that no request has met. */
  readonly clear: () => readonly string[];
  /** The fault that a request of the provider's client meets; undefined for none. */
  readonly meet: (request: Pick<LiveRequest, "method" | "path">) => ScenarioFault | undefined;
  /** Sentences on the requests that have met faults since the last asking. */
  readonly told: () => readonly string[];
}

interface OpenFault {
  readonly fault: ScenarioFault;
  seen: number;
  met: number;
  told: number;
}

/** Starts without faults. */
export function createFaultDesk(): FaultDesk {
  let open: OpenFault[] = [];
  const isOpen = ({ fault, seen, met }: OpenFault): boolean =>
    seen > fault.after && (fault.times === undefined || met < fault.times);
  return {
    add: (fault) => {
      open.push({ fault, seen: 0, met: 0, told: 0 });
    },
    clear: () => {
      const unmet = open.filter(({ met }) => met === 0);
      open = [];
      return unmet.map(({ fault }) => `No request has met the fault on ${fault.on.text}.`);
    },
    meet: (request) => {
      const fitting = open.filter(({ fault }) => fault.on.matches(request));
      for (const one of fitting) one.seen += 1;
      const met = fitting.find(isOpen);
      if (met !== undefined) met.met += 1;
      return met?.fault;
    },
    told: () => open.flatMap(tell),
  };
}

function tell(one: OpenFault): readonly string[] {
  const { fault } = one;
  const fresh = one.met - one.told;
  one.told = one.met;
  if (fresh === 0) return [];
  const requests = `${counted(fresh, "request")} (${fault.on.text})`;
  if (fault.reaches) {
    return [
      `Fault of the scenario: ${requests} reached the target, and instead of its answer the client got: ${fault.words}.`,
    ];
  }
  return [`Fault of the scenario: ${requests} did not reach the target; in its place the client got: ${fault.words}.`];
}
