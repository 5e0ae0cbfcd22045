import type { Schema } from "../schema.ts";
import { GROUP_URN } from "../urns.ts";

/** Schema of the resource. */
export const GROUP_SCHEMA: Schema = { id: GROUP_URN, name: "", description: "", attributes: [] };
