import { describe, expect, it } from "vitest";
import { linkProcessor } from "../../../src/board/processor-link.js";
import { assemble } from "../../../src/thumb/index.js";
