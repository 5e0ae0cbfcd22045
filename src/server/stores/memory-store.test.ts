import { createMemoryStore } from "./memory-store.ts";
import { describeStore } from "./store-contract.fixture.ts";

describeStore("The memory store", createMemoryStore);
