import type { JsonObject } from "../json.ts";
import type { PatchChange } from "./expand.ts";
import { changeList } from "./list.ts";
import { readTarget, unlessEmpty, verifyTransition, writeTarget } from "./place.ts";
import { toList } from "./target.ts";
import type { PatchTarget } from "./target.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import { createValueList } from "../value-list.ts";
import type { ValueList } from "../value-list.ts";

/**
 * A resource while a PATCH works on it. Lists of values are kept aside and put into the resource when it is looked at as
 * a whole: writing thousands of values anew for each of thousands of operations would take forever.
 */
export interface PatchDraft {
  /** One change of a multi-valued attribute. */
  readonly changeList: (change: PatchChange) => void;
  /** One change that works on the resource, whose extensions are complete. */
  readonly change: (change: (resource: JsonObject) => JsonObject) => void;
  /** The same for a change that may take whole extensions away or put them there. */
  readonly changeWhole: (change: (resource: JsonObject) => JsonObject) => void;
  /** The resource as it is now. */
  readonly finish: () => JsonObject;
}

interface Open {
  readonly target: PatchTarget;
  readonly list: ValueList;
  /** Whether all of its values have been held against the schema. */
  readonly isJudged: boolean;
  /** Whether the resource holds these values already. */
  readonly isWritten: boolean;
}

/** The begin of a PATCH; the resource given is left as it is. */
export function createPatchDraft(original: JsonObject, schema: ResourceSchema): PatchDraft {
  let resource = original;
  const opened = new Map<string, Open>();
  const write = (target: PatchTarget, list: ValueList): void => {
    resource = writeTarget(resource, { target, value: unlessEmpty(list.toArray()) }, schema);
  };
  const finish = (): JsonObject => {
    for (const [key, open] of opened) {
      if (open.isWritten) continue;
      write(open.target, open.list);
      opened.set(key, { ...open, isWritten: true });
    }
    return resource;
  };
  return {
    changeList: (change) => {
      const key = `${change.target.container ?? ""} ${change.target.attribute.name}`;
      const open = opened.get(key) ?? openList(resource, change.target);
      const sizeBefore = open.list.size();
      const changed = changeOpen(open, change);
      // Whether an attribute is there at all shows in `schemas`, and in what may be removed.
      const appears = sizeBefore === 0 || changed.list.size() === 0;
      if (changed !== open && appears) write(change.target, changed.list);
      opened.set(key, changed === open || !appears ? changed : { ...changed, isWritten: true });
    },
    change: (change) => {
      resource = change(resource);
    },
    changeWhole: (change) => {
      resource = change(finish());
      for (const [key, { target }] of opened) if (target.container !== undefined) opened.delete(key);
    },
    finish,
  };
}

function openList(resource: JsonObject, target: PatchTarget): Open {
  const list = createValueList(target.attribute, toList(readTarget(resource, target)));
  return { target, list, isJudged: false, isWritten: true };
}

/** The list after a change; the same object when nothing changed. */
function changeOpen(open: Open, change: PatchChange): Open {
  const sizeBefore = open.list.size();
  const { list, hasChanged, touched } = changeList(open.list, change);
  if (!hasChanged) return open;
  const values = open.isJudged ? touched : list.toArray();
  verifyTransition(change.target, {
    before: sizeBefore === 0 ? undefined : [],
    after: list.size() === 0 ? undefined : values,
  });
  return { target: open.target, list, isJudged: true, isWritten: false };
}
