import { getIgnoreCase, isObject } from "../../../scim/json.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { filterOf, quoted } from "../../../scim/filter/filter-text.ts";
import { withQuery } from "../../../scim/request-path.ts";
import type { Path, RequestPath } from "../../../scim/request-path.ts";
import { ordinaryHeaders } from "../../session/plain-request.ts";
import { nameAttribute } from "../../../exchange/resource-url.ts";
import { lackHint } from "../../../kit/published/lacked.ts";
import { describeOutcome, describeRequest, toReply } from "../../../exchange/reply.ts";
import type { Reply } from "../../../exchange/reply.ts";
import type { ScenarioPlay } from "./scenario-play.ts";
import { verify } from "../../../exchange/verify/verify.ts";
import { Violation } from "../../../exchange/violation.ts";

/** Sends a GET of the scenario's own, not of the identity provider's client. */
export async function read(play: ScenarioPlay, path: RequestPath): Promise<Reply> {
  const cause = { kind: "scenario", id: play.options.scenario.id } as const;
  return toReply(await play.session.send({ method: "GET", path, headers: ordinaryHeaders(undefined), cause }));
}

/** Sends a POST of the scenario's own. */
export async function create(play: ScenarioPlay, path: RequestPath, body: JsonObject): Promise<Reply> {
  const cause = { kind: "scenario", id: play.options.scenario.id } as const;
  return toReply(await play.session.send({ method: "POST", path, headers: ordinaryHeaders(body), cause, body }));
}

/** Why a create of the scenario's own came to nothing: what was answered, and what the target requires and did not get. */
export function describeRefusal(reply: Reply, whose: string): string {
  const hint = lackHint(reply.exchange);
  const said = isObject(reply.body) ? getIgnoreCase(reply.body, "detail") : undefined;
  const detail = typeof said === "string" ? `: ${said.replace(/\.$/, "")}` : "";
  const answer = `${describeRequest(reply)}${whose} answers ${describeOutcome(reply)}${detail}`;
  return hint === undefined ? answer : `${answer}; ${hint}`;
}

/** The resource whose name attribute has that value, whatever its letter case; undefined when the target finds none. */
export async function findByName(
  play: ScenarioPlay,
  endpoint: "/Users" | "/Groups",
  name: string,
): Promise<JsonObject | undefined> {
  const attribute = nameAttribute(endpoint);
  const filter = filterOf`${attribute} eq ${quoted(name)}`;
  const reply = await read(play, withQuery(endpoint, { filter }));
  if (reply.status === 404) return undefined;
  // A target that ignores the filter may still be right about this one.
  return verify(reply)
    .list()
    .resources.find((resource) => {
      return String(getIgnoreCase(resource, attribute)).toLowerCase() === name.toLowerCase();
    });
}

const AWAIT_STEP_MS = 100;

/**
 * Waits until the target finds what was just made there, or the settling time is over: nobody assigns or imports people in
 * the instant in which the vendor's console shows them.
 */
export async function awaitNamed(play: ScenarioPlay, endpoint: "/Users" | "/Groups", name: string): Promise<void> {
  const { clock, run } = play.options;
  const deadline = clock.now() + run.settleMs;
  while (clock.now() < deadline && !(await isFound(play, endpoint, name))) await clock.sleep(AWAIT_STEP_MS);
}

/** A query that goes wrong is not waited for: the steps that need it report it. */
async function isFound(play: ScenarioPlay, endpoint: "/Users" | "/Groups", name: string): Promise<boolean> {
  try {
    return (await findByName(play, endpoint, name)) !== undefined;
  } catch (error) {
    if (error instanceof Violation) return true;
    throw error;
  }
}

/** The resource at a path. Throws a violation unless it is there. */
export async function readResource(play: ScenarioPlay, path: Path): Promise<JsonObject> {
  return verify(await read(play, path))
    .status(200)
    .object();
}

/** Takes a resource that bears a name of this run as the run's own, so that it is removed at the end, and returns its id. */
export function takeOver(play: ScenarioPlay, endpoint: "/Users" | "/Groups", resource: JsonObject): string | undefined {
  const id = getIgnoreCase(resource, "id");
  if (typeof id !== "string" || id === "") return undefined;
  if (!play.session.isOwn(endpoint, id)) play.session.adopt(endpoint, id);
  return id;
}
