import { createMemoryStore } from "./memory-store.ts";
import { describeStore } from "./store-contract.test-d.ts";

describeStore("The memory store", createMemoryStore);
