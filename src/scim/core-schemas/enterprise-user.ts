import type { Schema } from "../schema.ts";
import { ENTERPRISE_USER_URN } from "../urns.ts";

/** Schema of the resource. */
export const ENTERPRISE_USER_SCHEMA: Schema = { id: ENTERPRISE_USER_URN, name: "", description: "", attributes: [] };
