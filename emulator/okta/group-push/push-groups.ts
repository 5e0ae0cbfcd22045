import type { OktaGroup, OktaUser } from "../org/directory.ts";
import { membershipChange } from "./group-mapping.ts";
import type { GroupMapping, GroupPushResult } from "./group-mapping.ts";
import { deleteTargetGroup, pushAll, pushChange, pushNewGroup } from "./group-push.ts";
import type { PushedMembers } from "./group-push.ts";
import type { PushedPeople } from "./pushed-people.ts";
import type { PushedGroupRow } from "../../../src/engine/run.ts";
import { logFailedPush, logNewPush, logPush } from "../log/group-events.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import type { ProvisioningQueue } from "../provisioning/provisioning-queue.ts";

/** One line of the Push Groups tab, as the admin sees it. */
export interface GroupPushRow {
  readonly name: string;
  /** The id of the group at the target; undefined while it has none. */
  readonly targetId: string | undefined;
  readonly status: "active" | "error";
  readonly error: string | null;
}

type Push = (app: ProvisioningContext, mapping: GroupMapping, members: PushedMembers) => Promise<GroupPushResult>;

/** The Push Groups tab: which groups are pushed, and what became of it. */
export class PushGroups {
  readonly #app: ProvisioningContext;
  readonly #queue: ProvisioningQueue;
  readonly #people: PushedPeople;
  readonly #mappings = new Map<OktaGroup, GroupMapping>();

  constructor(app: ProvisioningContext, queue: ProvisioningQueue, people: PushedPeople) {
    this.#app = app;
    this.#queue = queue;
    this.#people = people;
  }

  has(group: OktaGroup): boolean {
    return this.#mappings.has(group);
  }

  /** Starts pushing a group, or brings name and members at the target in line again. */
  push(group: OktaGroup): Promise<GroupPushResult> {
    const fresh: GroupMapping = { group, targetId: undefined, status: "active", error: null, pushed: [] };
    const mapping = this.#mappings.get(group) ?? fresh;
    if (mapping === fresh) logNewPush(this.#app.log, group);
    this.#mappings.set(group, mapping);
    return this.#run(mapping, mapping.targetId === undefined ? pushNewGroup : pushChange);
  }

  /** Pushes what has changed in a group. That nobody left it but people who are not activated yet is not sent. */
  async change(group: OktaGroup): Promise<readonly GroupPushResult[]> {
    const mapping = this.#mappings.get(group);
    if (mapping === undefined) return [];
    const haveStagedLeft = this.#forgetStaged(mapping);
    return haveStagedLeft && !this.#hasChanged(mapping) ? [] : [await this.push(group)];
  }

  /** Pushes the groups of people who may have got an account, another one, or none, where that changes who is to be there; `except` has been pushed already. */
  async follow(users: readonly OktaUser[], except?: OktaGroup): Promise<readonly GroupPushResult[]> {
    const results: GroupPushResult[] = [];
    const moved = new Set(users);
    for (const mapping of this.#mappings.values()) {
      const { group } = mapping;
      if (group === except || !group.members.some((user) => moved.has(user))) continue;
      this.#forgetStaged(mapping);
      if (mapping.targetId !== undefined && this.#hasChanged(mapping)) results.push(await this.push(group));
    }
    return results;
  }

  /** Sends the whole membership, whatever the last push left there. */
  pushNow(group: OktaGroup): Promise<GroupPushResult> {
    return this.#run(this.#mapping(group), pushAll);
  }

  /** Stops pushing a group; the target keeps it unless it is to be deleted there. */
  async unlink(group: OktaGroup, deleteAtTarget: boolean): Promise<GroupPushResult> {
    const mapping = this.#mapping(group);
    const result = deleteAtTarget ? await this.#run(mapping, deleteTargetGroup) : "kept";
    if (result !== "refused") this.#mappings.delete(group);
    return result;
  }

  /** Tries again all pushes that failed. */
  async retry(): Promise<readonly GroupPushResult[]> {
    const results: GroupPushResult[] = [];
    for (const mapping of [...this.#mappings.values()].filter((candidate) => candidate.status === "error")) {
      results.push(await this.push(mapping.group));
    }
    return results;
  }

  rows(): readonly GroupPushRow[] {
    return [...this.#mappings.values()].map(({ group, targetId, status, error }) => {
      return { name: group.name, targetId, status, error };
    });
  }

  /** The tab with the time of the last push, as the report has it. */
  view(): readonly PushedGroupRow[] {
    return [...this.#mappings.values()].map(({ group, targetId, status, error, at }) => {
      return { name: group.name, status, error, targetId: targetId ?? null, at: at ?? null };
    });
  }

  /** True when somebody is to be removed or added. */
  #hasChanged(mapping: GroupMapping): boolean {
    const { remove, add } = this.#changeOf(mapping);
    return remove.length + add.length > 0;
  }

  /** Okta takes people for gone whose leaving it does not send: it is not sent later either. True when there were some. */
  #forgetStaged(mapping: GroupMapping): boolean {
    const { remove } = this.#changeOf(mapping);
    const staged = remove.length === 0 ? new Set<string>() : this.#people.stagedIds();
    const left = new Set(remove.filter((id) => staged.has(id)));
    if (left.size > 0) mapping.pushed = mapping.pushed.filter(({ value }) => !left.has(value));
    return left.size > 0;
  }

  #changeOf(mapping: GroupMapping): ReturnType<typeof membershipChange> {
    return membershipChange(mapping.pushed, this.#people.membersOf(mapping.group));
  }

  async #run(mapping: GroupMapping, push: Push): Promise<GroupPushResult> {
    const [outcome] = await this.#queue.run([async () => ({ result: await this.#attempt(mapping, push) })]);
    return outcome?.result ?? "refused";
  }

  async #attempt(mapping: GroupMapping, push: Push): Promise<GroupPushResult> {
    try {
      const result = await push(this.#app, mapping, this.#people.membersOf(mapping.group));
      mapping.status = "active";
      mapping.error = null;
      const isRenaming = this.#app.configured.renameAppGroups;
      logPush(this.#app.log, mapping.group, { result, isWhole: push === pushAll, isRenaming });
      return result;
    } catch (error) {
      if (!(error instanceof ProvisioningFailure)) throw error;
      mapping.status = "error";
      mapping.error = error.message;
      logFailedPush(this.#app.log, mapping.group, error.message);
      return "refused";
    } finally {
      mapping.at = this.#app.log.time();
    }
  }

  #mapping(group: OktaGroup): GroupMapping {
    const mapping = this.#mappings.get(group);
    if (mapping !== undefined) return mapping;
    throw new Error(`group "${group.name}" is not pushed by this app`);
  }
}
