import type { LogTarget } from "../../../src/engine/run.ts";
import type { OktaGroup, OktaUser } from "../org/directory.ts";
import type { FailureContext } from "../provisioning/failure-context.ts";
import type { OktaEventType } from "./event-types.ts";
import { groupTarget, userTarget } from "./log-targets.ts";
import type { LoggedFailure, SystemLog } from "./system-log.ts";

/** How often an event was a success, and how often a failure. */
export interface EventCount {
  readonly successes: number;
  readonly failures: number;
}

/** What one app writes into the System Log of its org. */
export class AppLog {
  /** The first halves of the app's texts, by which its failures are told apart. */
  readonly texts: FailureContext;
  readonly #log: SystemLog;
  readonly #app: LogTarget;
  readonly #counts = new Map<OktaEventType, EventCount>();
  readonly #members = new Set<OktaUser>();
  readonly #groups = new Map<OktaGroup, string>();

  constructor(log: SystemLog, app: LogTarget, texts: FailureContext) {
    this.#log = log;
    this.#app = app;
    this.texts = texts;
  }

  time(): string {
    return this.#log.time();
  }

  /** Adds an event about the app itself. */
  write(eventType: OktaEventType, failure?: LoggedFailure): void {
    this.#write(eventType, [], failure);
  }

  /** Adds an event about a person and the app. */
  writeUser(eventType: OktaEventType, user: OktaUser, failure?: LoggedFailure): void {
    this.#write(eventType, [userTarget(user)], failure);
  }

  /** Adds an event about a group and the app. */
  writeGroup(eventType: OktaEventType, group: OktaGroup, failure?: LoggedFailure): void {
    this.#write(eventType, [groupTarget(group)], failure);
  }

  /** Writes that somebody got or lost the app, when that is news. */
  noteMembership(user: OktaUser, isMember: boolean): void {
    if (this.#members.has(user) === isMember) return;
    if (isMember) this.#members.add(user);
    else this.#members.delete(user);
    this.writeUser(isMember ? "application.user_membership.add" : "application.user_membership.remove", user);
  }

  /** True while the person has the app, as far as the log tells. */
  hasMember(user: OktaUser): boolean {
    return this.#members.has(user);
  }

  /** Forgets under which name a group was pushed: it is linked anew. */
  forgetPush(group: OktaGroup): void {
    this.#groups.delete(group);
  }

  /** Remembers under which name a group was pushed, and returns the name before; undefined for the first push. */
  nameOfPush(group: OktaGroup): string | undefined {
    const before = this.#groups.get(group);
    this.#groups.set(group, group.name);
    return before;
  }

  /** What became of an event of this app so far. */
  countOf(eventType: OktaEventType): EventCount {
    return this.#counts.get(eventType) ?? { successes: 0, failures: 0 };
  }

  #write(eventType: OktaEventType, about: readonly LogTarget[], failure: LoggedFailure | undefined): void {
    const { successes, failures } = this.countOf(eventType);
    const hasFailed = failure !== undefined;
    this.#counts.set(eventType, {
      successes: successes + (hasFailed ? 0 : 1),
      failures: failures + (hasFailed ? 1 : 0),
    });
    this.#log.write(eventType, [...about, this.#app], failure);
  }
}
