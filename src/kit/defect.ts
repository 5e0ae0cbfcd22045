import type { FetchHandler } from "../scim/http.ts";
import type { ServerPorts } from "../server/ports.ts";
import type { RequirementId } from "../../suites/requirements/index.ts";

/**
 * A fault built into the reference server on purpose, to prove that a check notices it: in what goes over the wire, or in
 * the server's ports (races, leaks, lost writes).
 */
export type Defect = WireDefect | PortDefect;

/** A fault that the wire can show: it stands between client and server. */
export interface WireDefect extends DefectName {
  readonly wrap: (next: FetchHandler) => FetchHandler;
}

/** A fault in the store or the seat ledger. */
export interface PortDefect extends DefectName {
  readonly port: (ports: ServerPorts) => Partial<ServerPorts>;
}

interface DefectName {
  /** Unique among all defects, kebab-case; `serve --defect` takes it. */
  readonly name: string;
  /** The requirement id, or vendor clause id, that a server with this fault breaks. */
  readonly breaks: RequirementId | `OKTA-${string}` | `ZOOMINFO-${string}`;
}

/** True for a fault that stands between client and server. */
export function isWireDefect(defect: Defect): defect is WireDefect {
  return "wrap" in defect;
}
