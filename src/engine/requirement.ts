// The engine's only view of the requirement table: its types. The table itself is handed to whatever needs it.
export type { RequirementId } from "../../suites/requirements/index.ts";
export type { Requirement, Requirements } from "../../suites/requirements/requirement.ts";
