import type { Exchange } from "../../../exchange/exchange.ts";
import type { Json } from "../../../scim/json.ts";
import type { Finding, FoundCause } from "../../run.ts";
import { sampleFinding } from "../finding.fixture.ts";

/** The base URL of the target. */
export const BASE = "https://scim.example.com/v2";
/** The schema of errors. */
export const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
/** The schema of lists. */
export const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** What a request sends, and how it is answered. */
export interface Sent {
  readonly body?: Json;
  readonly status?: number;
  readonly answer?: Json;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The exchanges of a test, numbered as they are made: `send("PATCH /Users/a", { status: 500 })`. */
export function createTraffic(): {
  readonly exchanges: Exchange[];
  readonly send: (line: string, sent?: Sent) => number;
} {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    send: (line, { body, status = 200, answer, type = "application/scim+json", headers = {} } = {}) => {
      const [method, path] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
      const seq = exchanges.length + 1;
      exchanges.push({
        seq,
        cause: { kind: "check", id: "any" },
        sender: "tool",
        request: { method, url: BASE + encodeURI(path), headers: {}, body },
        response: { status, headers: { "content-type": type, ...headers }, body: answer },
        failure: null,
        durationMs: 1,
      });
      return seq;
    },
  };
}

/** What a check found. */
export interface Found {
  readonly expected: readonly string[];
  readonly actual: string;
  readonly at?: string;
  readonly differences?: Partial<Finding>;
}

/** A finding about one exchange. */
export function finding(check: string, decisive: number, { differences = {}, ...mismatch }: Found): Finding {
  return sampleFinding(check, {
    reason: `${check} fails`,
    advice: `Mend ${check}.`,
    decisive,
    cited: [decisive],
    exchanges: [decisive],
    mismatch: { at: null, ...mismatch },
    ...differences,
  });
}

/** The checks of each cause. */
export function groups(causes: readonly FoundCause[]): readonly (readonly string[])[] {
  return causes.map(({ findings }) => findings);
}

/** The body of a PATCH. */
export function operation(...operations: readonly Json[]): Json {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations };
}

/** A list of all of the resources. */
export function listOf(...resources: readonly Json[]): Json {
  return { schemas: [LIST], totalResults: resources.length, Resources: resources };
}
