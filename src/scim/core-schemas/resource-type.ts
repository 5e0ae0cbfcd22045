import type { Schema } from "../schema.ts";
import { RESOURCE_TYPE_URN } from "../urns.ts";

/** Schema of the resource. */
export const RESOURCE_TYPE_SCHEMA: Schema = { id: RESOURCE_TYPE_URN, name: "", description: "", attributes: [] };
