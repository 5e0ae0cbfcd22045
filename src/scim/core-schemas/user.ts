import type { Schema } from "../schema.ts";
import { USER_URN } from "../urns.ts";

/** Schema of the resource. */
export const USER_SCHEMA: Schema = { id: USER_URN, name: "", description: "", attributes: [] };
