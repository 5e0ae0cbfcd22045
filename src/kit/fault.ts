import type { ServerPorts } from "../server/ports.ts";
import type { Defect } from "./defect.ts";
import type { Wrap } from "./defects/on.ts";

/** A fault of a server: what clients reach instead of it, or what is wrong with its ports. */
export type Fault = Wrap | PortFault;

/** A fault in the store or the seat ledger. */
export interface PortFault {
  readonly port: (ports: ServerPorts) => Partial<ServerPorts>;
}

/** A fault of a check that rests on several rules: it names the one it breaks. */
export interface Breaking<Id extends string = string> {
  readonly breaks: Id;
  readonly fault: Fault;
}

/** A fault in the store or the seat ledger. */
export function ports(port: PortFault["port"]): PortFault {
  return { port };
}

/** Names the rule that a fault breaks. */
export function breaking<const Id extends string>(breaks: Id, fault: Fault): Breaking<Id> {
  return { breaks, fault };
}

/** Whose defects they are. */
export interface DefectOwner {
  /** The id of the check or traffic rule. */
  readonly id: string;
  /** Its rule, when it has one only. */
  readonly only: string | undefined;
}

/** The defects that a declaration names. */
export function toDefects(
  declared: Readonly<Record<string, Fault | Breaking>>,
  owner: DefectOwner,
): readonly [Defect, ...Defect[]] {
  const [first, ...others] = Object.entries(declared).map(([name, given]) => toDefect(name, given, owner));
  if (first === undefined)
    throw new Error(`${owner.id} names no defect that it must notice, so nothing shows that it can fail`);
  return [first, ...others];
}

function toDefect(name: string, given: Fault | Breaking, { id, only }: DefectOwner): Defect {
  const { breaks, fault } = "breaks" in given ? given : { breaks: only, fault: given };
  if (breaks === undefined) {
    throw new Error(`${id} rests on several rules: say which one its defect "${name}" breaks, breaking("...", ...)`);
  }
  return typeof fault === "function" ? { name, breaks, wrap: fault } : { name, breaks, port: fault.port };
}
