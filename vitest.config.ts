import { defineConfig } from "vitest/config";

/** Long enough for the slowest program in hard mode on a machine that does much else. */
const MINUTE = 60_000;

export default defineConfig({ test: { testTimeout: MINUTE, hookTimeout: MINUTE } });
