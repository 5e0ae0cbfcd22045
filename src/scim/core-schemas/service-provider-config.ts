import type { Schema } from "../schema.ts";
import { SERVICE_PROVIDER_CONFIG_URN } from "../urns.ts";

/** Schema of the resource. */
export const SERVICE_PROVIDER_CONFIG_SCHEMA: Schema = { id: SERVICE_PROVIDER_CONFIG_URN, name: "", description: "", attributes: [] };
