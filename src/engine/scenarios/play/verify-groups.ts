import { fillTemplate } from "../../../profile/template.ts";
import { getIgnoreCase, isArray, isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import { withQuery } from "../../../scim/request-path.ts";
import type { Path } from "../../../scim/request-path.ts";
import type { StepOutcome } from "../../identity-provider.ts";
import { RefusedSetUp } from "../../../exchange/violation.ts";
import { toResourcePath } from "../../../exchange/resource-url.ts";
import type { ScenarioPlay } from "./scenario-play.ts";
import { awaitNamed, create, describeRefusal, findByName, readResource, takeOver } from "./scenario-requests.ts";
import type { ScenarioStep } from "../document/scenario.ts";
import { isSuccess } from "../../../exchange/reply.ts";

/** Makes a group at the target before the identity provider pushes one of its name. Results: `made`. */
export async function addTargetGroup(play: ScenarioPlay, settings: ScenarioStep["settings"]): Promise<StepOutcome> {
  const displayName = String(settings["group"]);
  const template = fillTemplate(play.options.stage.profile.templates.group, {
    name: displayName,
    externalId: displayName,
  });
  const members = idsOf(play, settings).map((value) => ({ value }));
  const reply = await create(play, "/Groups", { ...template, displayName, members });
  if (!isSuccess(reply)) throw new RefusedSetUp(describeRefusal(reply, ` of ${displayName}`));
  await awaitNamed(play, "/Groups", displayName);
  return { results: { made: 1 }, notes: [] };
}

/**
 * Reads a group back by its name (`name` where it has another one now). Results: `found`, the number of `members`, and how many of
 * the step's people are `present` among them.
 */
export async function verifyGroup(play: ScenarioPlay, settings: ScenarioStep["settings"]): Promise<StepOutcome> {
  const name = String(settings["name"] ?? settings["group"]);
  const listed = await findByName(play, "/Groups", name);
  const id = listed === undefined ? undefined : takeOver(play, "/Groups", listed);
  if (id === undefined) return { results: { found: false, members: 0, present: 0 }, notes: [] };
  const members = await readMembers(play, toResourcePath("/Groups", id));
  const ids = (isArray(members) ? members : [])
    .filter(isObject)
    .map((member) => String(getIgnoreCase(member, "value")));
  const present = idsOf(play, settings).filter((wanted) => ids.includes(wanted)).length;
  return { results: { found: true, members: new Set(ids).size, present }, notes: [] };
}

/** The members that GET shows, or on request only (RFC 7643 section 7, `returned`). */
async function readMembers(play: ScenarioPlay, path: Path): Promise<Json | undefined> {
  const shown = getIgnoreCase(await readResource(play, path), "members");
  return shown ?? getIgnoreCase(await readResource(play, withQuery(path, { attributes: "members" })), "members");
}

function idsOf(play: ScenarioPlay, settings: ScenarioStep["settings"]): readonly string[] {
  const positions = isArray(settings["people"]) ? settings["people"].map(Number) : [];
  const entries = play.instance.people();
  return positions.flatMap((position) => entries[position]?.targetId ?? play.ids.get(position) ?? []);
}
