import type { Schema } from "../schema.ts";
import { SCHEMA_URN } from "../urns.ts";

/** Schema of the resource. */
export const SCHEMA_SCHEMA: Schema = { id: SCHEMA_URN, name: "", description: "", attributes: [] };
