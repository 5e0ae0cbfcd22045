import type { LogTarget } from "../../../src/engine/run.ts";
import type { OktaGroup, OktaUser } from "../org/directory.ts";

/** A person of the directory, as events name them. */
export function userTarget({ id, profile }: OktaUser): LogTarget {
  return { type: "User", id, displayName: profile.userName };
}

/** A group of the directory. */
export function groupTarget({ id, name }: OktaGroup): LogTarget {
  return { type: "UserGroup", id, displayName: name };
}

/** An app instance. */
export function appTarget(id: string, name: string): LogTarget {
  return { type: "AppInstance", id, displayName: name };
}
